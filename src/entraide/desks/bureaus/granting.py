"""Granting and revoking: what a person or a system may do, until when, and the keys of systems.

Each act is one transaction with its journal line and its note in the change feed, so that the very
next request of whoever was revoked is refused.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.actions import account, unit_of
from entraide.desks.bureaus.models import ApiKey, Bureau, Grant, Person, Unit
from entraide.desks.bureaus.policy import (
    OVERSIGHT,
    ROLES,
    Actor,
    Right,
    Thing,
    needs_two,
    require,
)
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check import grants
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Purpose, Role, Writer
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound
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
        NotFound, NotAllowed: as for all acts; nobody grants himself, nor for another bureau, nor
            alone what needs two people (`proposals.give`).
        Invalid: more than the bureau, or than the actor, has itself.
    """
    person = account(by.actor, username)
    require(by.actor, Right.GRANT, Thing(person.bureau_id, person=person.pk))
    check_terms(by.actor, person.bureau, terms)
    alone(by.actor, terms)

    def do(writing: Writing) -> str:
        grant = new_grant(writing, person.bureau, terms, person=person, unit=person.unit)
        note_grant(writing, grant)
        return queries.grant_name(grant)

    return act(by, ["grant", username, terms], do)


def grant_system(by: By, bureau: str, title: str, terms: Terms, *, unit: str = "") -> Done:
    """Grants a bureau's system something; `make_key` gives it keys. Raises as `grant_person`."""
    require(by.actor, Right.GRANT, Thing(bureau))
    owner = queries.bureau(bureau)
    check_terms(by.actor, owner, terms)
    alone(by.actor, terms)

    def do(writing: Writing) -> str:
        grant = new_grant(writing, owner, terms, unit=unit_of(bureau, unit), title=title)
        return queries.grant_name(grant)

    return act(by, ["grant_system", bureau, title, unit, terms], do)


def revoke(by: By, grant: str) -> Done:
    """Takes a grant back, with every key under it. The very next request no longer has it.

    Raises NotFound, NotAllowed.
    """
    found = find_grant(by.actor, grant)
    require(by.actor, Right.REVOKE, Thing(found.bureau_id))

    def do(writing: Writing) -> str:
        row = find_grant(by.actor, grant)
        if row.revoked_at is None:
            revoke_in(writing, row)
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
    found = find_grant(by.actor, grant)
    require(by.actor, Right.MAKE_KEY, Thing(found.bureau_id))
    token, digest = grants.new_key()

    def do(writing: Writing) -> str:
        row = find_grant(by.actor, grant)
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
        if row.suspended_at is None:  # else it is noted when the grant holds again
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
            revoke_key_in(writing, row)
        return f"key:{key}"

    return act(by, ["revoke_key", key], do)


def revoke_in(writing: Writing, row: Grant) -> None:
    """Takes a grant back, with every key under it, within the act that holds the pen."""
    row.revoked_at, row.revoked_by = writing.now, writing.by.actor.name
    row.save(update_fields=["revoked_at", "revoked_by"])
    writing.note(grants.note_name(queries.grant_name(row)), None)
    for key in ApiKey.objects.filter(grant=row, revoked_at=None):
        revoke_key_in(writing, key)
    writing.journal("revoke", about=queries.grant_name(row))


def note_grant(writing: Writing, grant: Grant) -> None:
    """Tells the index what answers need of a grant: of a person's, or of each key of a system."""
    if grant.person_id is not None:
        name = grants.note_name(queries.grant_name(grant))
        writing.note(name, _note_of(grant).note())
    for key in ApiKey.objects.filter(grant=grant, revoked_at=None):
        writing.note(grants.note_name(key.digest), _note_of(grant, key.expires_at).note())


def unnote_grant(writing: Writing, grant: Grant) -> None:
    """Takes a grant and its keys out of the index; they are as before in the truth."""
    writing.note(grants.note_name(queries.grant_name(grant)), None)
    for key in ApiKey.objects.filter(grant=grant, revoked_at=None):
        writing.note(grants.note_name(key.digest), None)


def alone(actor: Actor, terms: Terms) -> None:
    """Judges whether one person may grant this. Raises NotAllowed where another must approve."""
    is_for_two = needs_two(
        terms.role, terms.databases, administers=terms.administers, exports=terms.exports
    )
    if is_for_two and not actor.is_operator:
        raise NotAllowed("two_people", _("This is granted by two people: propose it."))


def check_terms(actor: Actor, bureau: Bureau, terms: Terms) -> None:
    """Judges what is to be granted.

    Raises:
        Invalid: it is more than the bureau, or the actor, has itself.
        Conflict: customs could not be told of a hit.
    """
    if terms.role not in ROLES[Bureau.Kind(bureau.kind)]:
        raise Invalid("role", _("This bureau cannot grant this role."), field="role")
    if terms.role is Role.CUSTOMS:
        _check_route(bureau)
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
    if not terms.purposes and terms.role not in OVERSIGHT:
        raise Invalid("purposes", _("A grant names at least one purpose."), field="purposes")


def _check_route(entity: Bureau) -> None:
    """Raises Conflict where a hit of customs could not be told to all three whom it concerns.

    They are the secretariat, the entity and the owner; owners are always told, in their inbox.
    Source: domain §1.15, §3.4.
    """
    secretariat = queries.bureau(settings.HUB.configuration.organisation.secretariat)
    unreached = [each.code for each in (secretariat, entity) if not (each.phone or each.email)]
    if unreached:
        raise Conflict(
            "no_route",
            _("A hit of customs could not be told to %(codes)s: set how they are reached first."),
            codes=", ".join(unreached),
        )


def may_write(written_by: Writer, role: Role) -> bool:
    """Whether people of this role record where these write."""
    if written_by is Writer.DERIVED:
        return False
    if role is Role.BUREAU:
        return written_by is not Writer.SECRETARIAT
    return role is Role.SECRETARIAT


def new_grant(
    writing: Writing,
    bureau: Bureau,
    terms: Terms,
    *,
    person: Person | None = None,
    unit: Unit | None = None,
    title: str = "",
) -> Grant:
    """A new grant, journalled, within the act that holds the pen."""
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
        certificates=queries.fingerprints_of(grant),
    )


def revoke_key_in(writing: Writing, key: ApiKey) -> None:
    """Takes a key back, within the act that holds the pen."""
    key.revoked_at, key.revoked_by = writing.now, writing.by.actor.name
    key.save(update_fields=["revoked_at", "revoked_by"])
    writing.note(grants.note_name(key.digest), None)
    writing.journal("revoke_key", about=f"key:{key.pk}")


def find_grant(actor: Actor, name: str) -> Grant:
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
