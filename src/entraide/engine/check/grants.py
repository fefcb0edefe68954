"""Who asks: a grant becomes an Asker, for one request only.

Grants reach the index as notes ("grant/<digest of the key>" for a system, "grant/<id>" for a
person) and are read from it anew for every request, so that a revocation is seen by the very next
one in every process. Of a key only its SHA-256 is ever kept.
"""

import hashlib
import logging
import secrets
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Final, Protocol

import msgspec

from entraide.engine.check.wire import Asker, Officer
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Invalid, NotAuthenticated
from entraide.language import _

KEY_BYTES: Final = 32
"""Randomness in a key: 256 bits, so that its plain SHA-256 cannot be guessed back."""
KEY_PREFIX: Final = "entraide_"
"""Lets programs that look for leaked secrets recognise a key."""
LONGEST_KEY: Final = 128
REMEMBERED: Final = 4096
OFFICER_LENGTH: Final = 64
CERTIFICATE: Final = "entraide.certificate"
"""Where a request's scope holds the SHA-256 of the client's certificate; "" for none."""

_log = logging.getLogger("entraide.check")


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment that says its offset: another would compare with nothing."""


class Notes(Protocol):
    """What holds the notes: a snapshot of the index."""

    def note(self, name: str) -> Any:
        """The note's value, or None."""
        ...


class Grant(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What a bureau granted to one of its units, systems or officers: the value of the note.

    Attributes:
        id: what the trail and a revocation name.
        country: the audience for restrictions: alpha-3, or an international entity's code.
        databases: the codes that may be asked; none if empty.
        until, key_until, agreement_until: when the grant, the key and the agreement that it rests
            on end; the earliest counts.
        certificates: the SHA-256 of the client certificates of which one must be presented; none is
            needed if empty.
    """

    id: str
    country: str
    unit: str
    role: Role
    databases: frozenset[str]
    purposes: frozenset[Purpose]
    clearance: int = 1
    is_system: bool = False
    until: Moment | None = None
    key_until: Moment | None = None
    agreement_until: Moment | None = None
    certificates: frozenset[str] = frozenset()

    def accepts(self, certificate: str) -> bool:
        """Whether a request with this client certificate ("" for none) may use the grant."""
        if not self.certificates or certificate in self.certificates:
            return True
        # The answer does not tell: whoever stole a key would learn that it is one.
        presented = certificate or "none"
        _log.warning("event=other_certificate grant=%s presented=%s", self.id, presented)
        return False

    def asker(self, *, officer: str = "", workstation: str = "") -> Asker:
        """Who asks under this grant; a person's session names the officer and the workstation."""
        ends = [end for end in (self.until, self.key_until, self.agreement_until) if end]
        return Asker(
            grant=self.id,
            country=self.country,
            unit=self.unit,
            role=self.role,
            databases=self.databases,
            purposes=self.purposes,
            clearance=self.clearance,
            is_system=self.is_system,
            until=min(ends) if ends else None,
            officer=officer,
            workstation=workstation,
        )

    def note(self) -> dict[str, Any]:
        """The JSON value for the note; sets are sorted, so that equal grants are equal notes."""
        value: dict[str, Any] = msgspec.to_builtins(self, str_keys=True)
        value["databases"] = sorted(value["databases"])
        value["purposes"] = sorted(value["purposes"])
        if self.certificates:
            value["certificates"] = sorted(self.certificates)
        return value


def new_key() -> tuple[str, str]:
    """A random key and its digest. The key is shown once, to who asked for it; keep the digest."""
    key = KEY_PREFIX + secrets.token_urlsafe(KEY_BYTES)
    return key, digest(key)


def digest(key: str) -> str:
    """The SHA-256 of a key, in hexadecimal: what is kept of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def note_name(key_digest_or_id: str) -> str:
    """The note that holds a grant."""
    return f"grant/{key_digest_or_id}"


class Grants:
    """Reads grants from a snapshot.

    Remembers how a note reads as an Asker, never whether it still stands: the note itself is read
    for every request.
    """

    def __init__(self) -> None:
        self._read: dict[str, tuple[Any, Grant, Asker]] = {}

    def of_key(self, key: str, notes: Notes, now: datetime, *, certificate: str = "") -> Asker:
        """The asker that presents this key, and this client certificate (its SHA-256).

        Raises:
            NotAuthenticated: unknown, revoked, expired, or bound to another certificate; which of
                them is not told.
        """
        if not key or len(key) > LONGEST_KEY:
            raise NotAuthenticated
        grant, asker = self._standing(note_name(digest(key)), notes, now)
        if not grant.accepts(certificate):
            raise NotAuthenticated
        return asker

    def of_person(
        self, grant_id: str, notes: Notes, now: datetime, *, officer: str, workstation: str
    ) -> Asker:
        """The asker that a signed-in person is under one of their grants.

        Raises:
            NotAuthenticated: the grant is unknown, revoked or expired.
        """
        grant, asker = self._standing(note_name(grant_id), notes, now)
        if asker.is_system:
            raise NotAuthenticated
        return grant.asker(officer=officer, workstation=workstation)

    def _standing(self, name: str, notes: Notes, now: datetime) -> tuple[Grant, Asker]:
        value = notes.note(name)
        if value is None:
            raise NotAuthenticated
        known = self._read.get(name)
        if known is None or (known[0] is not value and known[0] != value):
            try:
                grant = msgspec.convert(value, Grant)
            except msgspec.ValidationError as problem:
                raise NotAuthenticated from problem
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            known = self._read[name] = (value, grant, grant.asker())
        _value, grant, asker = known
        if asker.until is not None and now >= asker.until:
            raise NotAuthenticated
        return grant, asker


def named(asker: Asker, officer: Officer | None) -> Asker:
    """The asker with the officer who looks (invariant 12: who looked is a person).

    Raises:
        Invalid: a system did not name its officer, unit and workstation, or a person named another
            one than themselves.
    """
    if not asker.is_system:
        if officer is not None:
            raise Invalid(
                "officer_given",
                _("A person asks in their own name."),
                field="officer",
                expected=_("Leave `officer` out: only systems name one."),
            )
        if not asker.officer or not asker.workstation:
            raise NotAuthenticated
        return asker
    if officer is None:
        raise _unnamed("officer")
    return _naming(asker, officer.id, officer.unit, officer.workstation)


@lru_cache(maxsize=REMEMBERED)
def _naming(asker: Asker, officer: str, unit: str, workstation: str) -> Asker:
    """The asker with its officer; the same object for the same officer's next question.

    Raises:
        Invalid: what names no officer, unit or workstation.
    """
    for field, name in (("id", officer), ("unit", unit), ("workstation", workstation)):
        if not is_name(name):
            raise _unnamed(f"officer.{field}")
    return Asker(
        grant=asker.grant,
        country=asker.country,
        unit=unit,
        role=asker.role,
        databases=asker.databases,
        purposes=asker.purposes,
        clearance=asker.clearance,
        is_system=True,
        until=asker.until,
        officer=officer,
        workstation=workstation,
    )


def is_name(text: str) -> bool:
    """Whether a text can name an officer, a unit or a workstation in the trail."""
    return len(text) <= OFFICER_LENGTH and text.isprintable() and not text.isspace() and text != ""


def _unnamed(field: str) -> Invalid:
    return Invalid(
        "officer_missing",
        _("A system must say which officer asks."),
        field=field,
        expected=_("Expected: the officer's id, unit and workstation, each of 1 to 64 characters."),
    )
