"""What may be done about those who take part: admit, grant, revoke, make keys, restrict, call.

Each act is one transaction with its journal line and, where answers need to know, its note in the
change feed: grants and keys, contacts, owner-wide restrictions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from entraide.desks.bureaus.models import ApiKey, Bureau, Grant, OwnerRestriction, Person, Unit
from entraide.desks.bureaus.policy import ROLES, Actor, Right, Thing, require
from entraide.desks.bureaus.queries import grant_name
from entraide.desks.records.envelope import codes
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check import grants
from entraide.engine.check.cards import contact_note
from entraide.engine.check.visibility import restrictions_note
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Purpose, Role, Writer
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound
from entraide.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a bureau's 24/7 desk is reached; "" for what is not known."""

    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is granted.

    Attributes:
        databases: codes that may be asked.
        writes: codes in which records of the own bureau may be written.
        until, agreement_until: when the grant, and the paper that it rests on, end.
    """

    role: Role
    databases: frozenset[str]
    purposes: frozenset[Purpose]
    writes: frozenset[str] = frozenset()
    clearance: int = 1
    administers: bool = False
    agreement: str = ""
    agreement_until: datetime | None = None
    until: datetime | None = None


def add_bureau(
    by: By,
    code: str,
    *,
    kind: str | None = None,
    names: Mapping[str, str],
    contact: Contact | None = None,
    databases: Iterable[str] | None = None,
) -> Done:
    """Lets a bureau take part; of one that does, changes what is told and keeps the rest.

    Args:
        by: who runs the hub.
        code: of the country or entity.
        kind: one of `Bureau.Kind`; a new one is a member if nothing is told.
        names: by language code; those in other languages stay.
        contact: of its 24/7 desk.
        databases: what its people and systems may be granted; everything if empty.

    Raises:
        NotAllowed: only whoever runs the hub decides who takes part.
        Invalid: the code is none.
    """
    require(by.actor, Right.ADD_BUREAU, Thing(code))
    (clean,) = codes([code], field="code")
    limits = None if databases is None else sorted({by_code(each).code for each in databases})

    def do(writing: Writing) -> str:
        bureau = Bureau.objects.filter(code=clean).first()
        bureau = bureau or Bureau(code=clean, kind=Bureau.Kind.MEMBER)
        bureau.names = bureau.names | dict(names)
        bureau.is_active = True
        if kind is not None:
            bureau.kind = Bureau.Kind(kind)
        if limits is not None:
            bureau.databases = limits
        if contact is not None:
            bureau.phone, bureau.email = contact.phone, contact.email
        bureau.save()
        _put_contact(writing, bureau)
        writing.journal("add_bureau", about=clean)
        return clean

    return act(by, ["add_bureau", clean, kind, dict(names), contact, limits], do)


def set_contact(by: By, code: str, *, phone: str | None = None, email: str | None = None) -> Done:
    """Says how a bureau is reached day and night; None leaves what is known.

    Raises NotFound, NotAllowed.
    """
    require(by.actor, Right.SET_CONTACT, Thing(code))

    def do(writing: Writing) -> str:
        bureau = _bureau(code)
        bureau.phone = bureau.phone if phone is None else phone
        bureau.email = bureau.email if email is None else email
        bureau.save(update_fields=["phone", "email"])
        _put_contact(writing, bureau)
        writing.journal("set_contact", about=code)
        return code

    return act(by, ["set_contact", code, phone, email], do)


def admit_person(
    by: By,
    username: str,
    *,
    bureau: str,
    full_name: str,
    unit: str = "",
    language: str = "en",
) -> Done:
    """Gives a named person an account without any right; the unit is made when it is new.

    The account has no password until the person sets one. Raises NotFound, NotAllowed, Conflict.
    """
    require(by.actor, Right.ADMIT, Thing(bureau))

    def do(writing: Writing) -> str:
        if Person.objects.filter(username=username).exists():
            raise Conflict("username", _("This name of an account is taken."))
        person = Person(
            username=username,
            bureau=_bureau(bureau),
            unit=_unit(bureau, unit),
            full_name=full_name,
            language=language,
            admitted_at=writing.now,
        )
        person.set_unusable_password()
        person.save()
        writing.journal("admit", about=f"person:{person.pk}")
        return username

    return act(by, ["admit", username, bureau, unit, full_name, language], do)


def set_password(by: By, username: str, password: str) -> Done:
    """Gives a person a password to sign in with; it is kept as its Argon2 hash only.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Invalid: it is too short, too common or too like the person's name.
    """
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise NotFound
    require(by.actor, Right.ADMIT, Thing(person.bureau_id))
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Invalid(
            "password",
            _("This password is not accepted: %(why)s"),
            field="password",
            why=" ".join(problem.messages),
        ) from problem

    def do(writing: Writing) -> str:
        person.set_password(password)
        person.save(update_fields=["password"])
        writing.journal("set_password", about=f"person:{person.pk}")
        return username

    # Without an Idempotency-Key, which would keep a digest of the password.
    return act(replace(by, request_key=""), None, do)


def grant_person(by: By, username: str, terms: Terms) -> Done:
    """Grants a person something; `about` is the grant's name.

    Raises:
        NotFound, NotAllowed: as for all acts; nobody grants himself, nor for another bureau.
        Invalid: more than the bureau, or than the actor, has itself.
    """
    person = Person.objects.filter(username=username).select_related("bureau").first()
    if person is None:
        raise NotFound
    require(by.actor, Right.GRANT, Thing(person.bureau_id, person=person.pk))
    _check(by.actor, person.bureau, terms)

    def do(writing: Writing) -> str:
        grant = _new_grant(writing, person.bureau, terms, person=person, unit=person.unit)
        value = _note_of(grant)
        writing.note(grants.note_name(grant_name(grant)), value.note())
        return grant_name(grant)

    return act(by, ["grant", username, terms], do)


def grant_system(by: By, bureau: str, title: str, terms: Terms, *, unit: str = "") -> Done:
    """Grants a bureau's system something; `make_key` gives it keys. Raises as `grant_person`."""
    require(by.actor, Right.GRANT, Thing(bureau))
    owner = _bureau(bureau)
    _check(by.actor, owner, terms)

    def do(writing: Writing) -> str:
        grant = _new_grant(writing, owner, terms, unit=_unit(bureau, unit), title=title)
        return grant_name(grant)

    return act(by, ["grant_system", bureau, title, unit, terms], do)


def revoke(by: By, grant: str) -> Done:
    """Takes a grant back, with every key under it. The very next request no longer has it.

    Raises NotFound, NotAllowed.
    """
    found = _grant(grant)
    require(by.actor, Right.REVOKE, Thing(found.bureau_id))

    def do(writing: Writing) -> str:
        row = _grant(grant)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by = writing.now, by.actor.name
            row.save(update_fields=["revoked_at", "revoked_by"])
            writing.note(grants.note_name(grant), None)
            for key in ApiKey.objects.filter(grant=row, revoked_at=None):
                _revoke_key(writing, key)
            writing.journal("revoke", about=grant)
        return grant

    return act(by, ["revoke", grant], do)


def make_key(
    by: By, grant: str, *, label: str = "", expires_at: datetime | None = None
) -> tuple[str, Done]:
    """A new key of a system, shown this once; only its digest is kept.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Conflict: the grant is a person's, or is revoked.
    """
    found = _grant(grant)
    require(by.actor, Right.MAKE_KEY, Thing(found.bureau_id))
    token, digest = grants.new_key()

    def do(writing: Writing) -> str:
        row = _grant(grant)
        if row.person_id is not None:
            raise Conflict("person_key", _("A person signs in; only systems have keys."))
        if row.revoked_at is not None:
            raise Conflict("revoked", _("This grant was revoked."))
        key = ApiKey.objects.create(
            grant=row,
            digest=digest,
            prefix=token[: len(grants.KEY_PREFIX) + 3],
            label=label,
            created_by=by.actor.name,
            created_at=writing.now,
            expires_at=expires_at,
        )
        writing.note(grants.note_name(digest), _note_of(row, expires_at).note())
        writing.journal("make_key", about=f"key:{key.pk}")
        return f"key:{key.pk}"

    # Without an Idempotency-Key: a token that was shown cannot be shown again.
    return token, act(replace(by, request_key=""), None, do)


def revoke_key(by: By, key: int) -> Done:
    """Takes one key back; the grant and its other keys stay. Raises NotFound, NotAllowed."""
    found = ApiKey.objects.filter(pk=key).select_related("grant").first()
    if found is None:
        raise NotFound
    require(by.actor, Right.REVOKE_KEY, Thing(found.grant.bureau_id))

    def do(writing: Writing) -> str:
        if found.revoked_at is None:
            _revoke_key(writing, found)
        return f"key:{key}"

    return act(by, ["revoke_key", key], do)


def restrict_owner(by: By, owner: str, hidden_from: Iterable[str]) -> Done:
    """Hides all records of an owner, present and to come, from exactly these; from nobody if empty.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Invalid: a code that is none, or the owner's own.
    """
    require(by.actor, Right.RESTRICT_OWNER, Thing(owner))
    wanted = codes(hidden_from, field="hidden_from")
    if owner in wanted:
        raise Invalid(
            "own_code",
            field="hidden_from",
            expected=_("Expected: countries and entities other than the owner."),
        )

    def do(writing: Writing) -> str:
        row = _bureau(owner)
        present = OwnerRestriction.objects.filter(owner=row).first()
        if by.actor.bureau != owner and present and not set(present.hidden_from) <= set(wanted):
            raise NotAllowed("owner_lifts", _("Only the owner can lift its restrictions."))
        OwnerRestriction.objects.update_or_create(
            owner=row,
            defaults={
                "hidden_from": list(wanted),
                "changed_by": by.actor.name,
                "changed_at": writing.now,
            },
        )
        writing.note(restrictions_note(owner), list(wanted) or None)
        writing.journal("restrict_owner", about=" ".join([owner, *wanted]))
        if by.actor.bureau != owner:
            writing.tell_owner(owner, "restrict_owner", None)
        return owner

    return act(by, ["restrict_owner", owner, wanted], do)


def _check(actor: Actor, bureau: Bureau, terms: Terms) -> None:
    """Raises Invalid where more would be granted than the bureau, or the actor, has itself."""
    if terms.role not in ROLES[bureau.kind]:
        raise Invalid("role", _("This bureau cannot grant this role."), field="role")
    limits = set(bureau.databases)
    for code in sorted(terms.databases | terms.writes):
        database = by_code(code)
        if (limits and code not in limits) or (
            code in terms.databases and terms.role not in database.asked_by
        ):
            raise Invalid(
                "database",
                _("This cannot be granted for the database %(name)s."),
                field="databases",
                name=code,
            )
        if code in terms.writes and not _writable(database.written_by, terms.role):
            raise Invalid(
                "writes", _("Nobody of this role writes %(name)s."), field="writes", name=code
            )
    if terms.clearance > actor.clearance:
        raise Invalid("clearance", _("Nobody grants more than he has."), field="clearance")
    if not terms.purposes:
        raise Invalid("purposes", _("A grant names at least one purpose."), field="purposes")


def _writable(written_by: Writer, role: Role) -> bool:
    if written_by is Writer.DERIVED:
        return False
    if role is Role.BUREAU:
        return written_by is not Writer.SECRETARIAT
    return role is Role.SECRETARIAT


def _new_grant(
    writing: Writing,
    bureau: Bureau,
    terms: Terms,
    *,
    person: Person | None = None,
    unit: Unit | None = None,
    title: str = "",
) -> Grant:
    grant = Grant.objects.create(
        bureau=bureau,
        unit=unit,
        person=person,
        title=title,
        role=terms.role,
        databases=sorted(terms.databases),
        writes=sorted(terms.writes),
        purposes=sorted(terms.purposes),
        clearance=terms.clearance,
        administers=terms.administers,
        agreement=terms.agreement,
        agreement_until=terms.agreement_until,
        until=terms.until,
        granted_by=writing.by.actor.name,
        granted_at=writing.now,
    )
    writing.journal("grant", about=grant_name(grant))
    return grant


def _note_of(grant: Grant, key_until: datetime | None = None) -> grants.Grant:
    """The grant as answers read it."""
    return grants.Grant(
        id=grant_name(grant),
        country=grant.bureau_id,
        unit=grant.unit.code if grant.unit else "",
        role=Role(grant.role),
        databases=frozenset(grant.databases),
        purposes=frozenset(map(Purpose, grant.purposes)),
        clearance=grant.clearance,
        is_system=grant.person_id is None,
        until=grant.until,
        key_until=key_until,
        agreement_until=grant.agreement_until,
    )


def _put_contact(writing: Writing, bureau: Bureau) -> None:
    value = {"name": bureau.names, "phone": bureau.phone, "email": bureau.email}
    writing.note(contact_note(bureau.code), value)


def _revoke_key(writing: Writing, key: ApiKey) -> None:
    key.revoked_at, key.revoked_by = writing.now, writing.by.actor.name
    key.save(update_fields=["revoked_at", "revoked_by"])
    writing.note(grants.note_name(key.digest), None)
    writing.journal("revoke_key", about=f"key:{key.pk}")


def _bureau(code: str) -> Bureau:
    found = Bureau.objects.filter(code=code, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def _unit(bureau: str, code: str) -> Unit | None:
    if not code:
        return None
    unit, _made = Unit.objects.get_or_create(bureau_id=bureau, code=code, defaults={"name": code})
    return unit


def _grant(name: str) -> Grant:
    number = name.removeprefix("g")
    found = (
        Grant.objects.filter(pk=number).select_related("bureau", "unit").first()
        if number.isascii() and number.isdecimal()
        else None
    )
    if found is None:
        raise NotFound
    return found
