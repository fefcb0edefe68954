"""Granting and revoking: what a person or a system may do, until when, and the keys of systems.

Each act is one transaction with its journal line and its note in the change feed, so that the very
next request of whoever was revoked is refused.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.actions import account, unit_of
from entraide.desks.bureaus.models import ApiKey, Bureau, Grant, Person, Unit
from entraide.desks.bureaus.policy import ROLES, Actor, Right, Thing, require
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check import grants
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Purpose, Role, Writer
from entraide.errors import Conflict, Invalid, NotFound
from entraide.language import _


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
    exports: bool = False
    agreement: str = ""
    agreement_until: datetime | None = None
    until: datetime | None = None


def grant_person(by: By, username: str, terms: Terms) -> Done:
    """Grants a person something; `about` is the grant's name.

    Raises:
        NotFound, NotAllowed: as for all acts; nobody grants himself, nor for another bureau.
        Invalid: more than the bureau, or than the actor, has itself.
    """
    person = account(by.actor, username)
    require(by.actor, Right.GRANT, Thing(person.bureau_id, person=person.pk))
    _check(by.actor, person.bureau, terms)

    def do(writing: Writing) -> str:
        grant = _new_grant(writing, person.bureau, terms, person=person, unit=person.unit)
        value = _note_of(grant)
        writing.note(grants.note_name(queries.grant_name(grant)), value.note())
        return queries.grant_name(grant)

    return act(by, ["grant", username, terms], do)


def grant_system(by: By, bureau: str, title: str, terms: Terms, *, unit: str = "") -> Done:
    """Grants a bureau's system something; `make_key` gives it keys. Raises as `grant_person`."""
    require(by.actor, Right.GRANT, Thing(bureau))
    owner = queries.bureau(bureau)
    _check(by.actor, owner, terms)

    def do(writing: Writing) -> str:
        grant = _new_grant(writing, owner, terms, unit=unit_of(bureau, unit), title=title)
        return queries.grant_name(grant)

    return act(by, ["grant_system", bureau, title, unit, terms], do)


def revoke(by: By, grant: str) -> Done:
    """Takes a grant back, with every key under it. The very next request no longer has it.

    Raises NotFound, NotAllowed.
    """
    found = _grant(by.actor, grant)
    require(by.actor, Right.REVOKE, Thing(found.bureau_id))

    def do(writing: Writing) -> str:
        row = _grant(by.actor, grant)
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
    found = _grant(by.actor, grant)
    require(by.actor, Right.MAKE_KEY, Thing(found.bureau_id))
    token, digest = grants.new_key()

    def do(writing: Writing) -> str:
        row = _grant(by.actor, grant)
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
    found = _key(by.actor, key)
    require(by.actor, Right.REVOKE_KEY, Thing(found.grant.bureau_id))

    def do(writing: Writing) -> str:
        row = _key(by.actor, key)
        if row.revoked_at is None:
            _revoke_key(writing, row)
        return f"key:{key}"

    return act(by, ["revoke_key", key], do)


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
        if code in terms.writes and not may_write(database.written_by, terms.role):
            raise Invalid(
                "writes", _("Nobody of this role writes %(name)s."), field="writes", name=code
            )
    if terms.clearance > actor.clearance:
        raise Invalid("clearance", _("Nobody grants more than he has."), field="clearance")
    if not terms.purposes:
        raise Invalid("purposes", _("A grant names at least one purpose."), field="purposes")


def may_write(written_by: Writer, role: Role) -> bool:
    """Whether people of this role record where these write."""
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
        exports=terms.exports,
        agreement=terms.agreement,
        agreement_until=terms.agreement_until,
        until=terms.until,
        granted_by=writing.by.actor.name,
        granted_at=writing.now,
    )
    writing.journal("grant", about=queries.grant_name(grant))
    return grant


def _note_of(grant: Grant, key_until: datetime | None = None) -> grants.Grant:
    """The grant as answers read it."""
    return grants.Grant(
        id=queries.grant_name(grant),
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


def _revoke_key(writing: Writing, key: ApiKey) -> None:
    key.revoked_at, key.revoked_by = writing.now, writing.by.actor.name
    key.save(update_fields=["revoked_at", "revoked_by"])
    writing.note(grants.note_name(key.digest), None)
    writing.journal("revoke_key", about=f"key:{key.pk}")


def _grant(actor: Actor, name: str) -> Grant:
    """The grant of this name. Raises NotFound, also for one of another bureau."""
    number = name.removeprefix("g")
    is_number = number.isascii() and number.isdecimal()
    rows = Grant.objects.filter(pk=number) if is_number else Grant.objects.none()
    if not actor.is_operator:
        rows = rows.filter(bureau=actor.bureau)
    found = rows.select_related("bureau", "unit").first()
    if found is None:
        raise queries.NoGrant(name=name)
    return found


def _key(actor: Actor, number: int) -> ApiKey:
    """The key of this number. Raises NotFound, also for one of another bureau."""
    rows = ApiKey.objects.filter(pk=number).select_related("grant")
    if not actor.is_operator:
        rows = rows.filter(grant__bureau=actor.bureau)
    found = rows.first()
    if found is None:
        raise NotFound("no_key", _("There is no key %(number)s."), number=number)
    return found
