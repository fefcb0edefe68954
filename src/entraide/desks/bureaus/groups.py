"""Admitting by the groups of a bureau's own directory, when their members first sign in.

A head declares once which group is granted which role. Whoever the directory then names as its
member is admitted and granted under that head's authority, and loses the grant at the first
sign-in at which the directory no longer names him. What two people must grant is never given so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.conf import settings

from entraide.clock import Clock
from entraide.desks.bureaus import entering, queries
from entraide.desks.bureaus.actions import admit_person
from entraide.desks.bureaus.granting import (
    Terms,
    alone,
    check_terms,
    new_grant,
    note_grant,
    revoke_in,
)
from entraide.desks.bureaus.incoming import USERNAME
from entraide.desks.bureaus.models import DirectoryGroup, Grant, Person
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.desks.bureaus.presets import preset
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.schema.vocabulary import Role
from entraide.errors import Conflict, EntraideError, Invalid, NotAllowed, NotFound
from entraide.hub import Directory
from entraide.language import _


class NoGroup(NotFound):
    """No such group was declared, or not by this bureau."""

    code = "no_group"
    sentence = _("There is no such group of your directory.")


@dataclass(frozen=True, slots=True)
class Arriving:
    """Whom a directory names.

    Attributes:
        directory: its id in `hub.toml`.
        username: the account's name here.
        groups: what the directory says that the person belongs to.
    """

    directory: str
    username: str
    full_name: str
    groups: frozenset[str]


def declare(by: By, directory: str, name: str, role: Role, *, unit: str = "") -> Done:
    """Lets a group's members be admitted and granted this role; `about` is "group:" and a number.

    Raises:
        NotAllowed: the actor does not grant in this bureau, or two people must grant this.
        NotFound: the bureau has no such directory.
        Invalid: the role is more than the bureau, or the actor, has.
        Conflict: the group is declared already.
    """
    require(by.actor, Right.GRANT, Thing(by.actor.bureau))
    maker = by.actor.person
    if maker is None:
        raise NotAllowed  # it holds by a person's authority
    if directory not in {each.id for each in directories_of(by.actor.bureau)}:
        raise NoGroup
    if not name.strip():
        raise Invalid("group", field="name", expected=_("Expected: the name of a group."))
    bureau = queries.bureau(by.actor.bureau)
    terms = preset(by.actor, bureau, role)
    check_terms(by.actor, bureau, terms)
    alone(by.actor, terms)

    def do(writing: Writing) -> str:
        if DirectoryGroup.objects.filter(directory=directory, name=name, ended_at=None).exists():
            raise Conflict("group_twice", _("This group is declared already."))
        row = DirectoryGroup.objects.create(
            bureau=bureau,
            directory=directory,
            name=name,
            role=role,
            unit=unit,
            made_by_id=maker,
            made_at=writing.now,
        )
        writing.journal("declare_group", about=f"group:{row.pk}")
        return f"group:{row.pk}"

    return act(by, ["declare_group", directory, name, role, unit], do)


def end(by: By, number: int) -> Done:
    """Ends what was declared of a group, and revokes every grant that rests on it.

    Raises NotFound, NotAllowed.
    """
    require(by.actor, Right.REVOKE, Thing(by.actor.bureau))

    def do(writing: Writing) -> str:
        rows = DirectoryGroup.objects.filter(pk=number, bureau=by.actor.bureau, ended_at=None)
        row = rows.first()
        if row is None:
            raise NoGroup
        row.ended_at, row.ended_by = writing.now, by.actor.name
        row.save(update_fields=["ended_at", "ended_by"])
        for grant in Grant.objects.filter(group=row, revoked_at=None):
            revoke_in(writing, grant)
        writing.journal("end_group", about=f"group:{row.pk}")
        return f"group:{row.pk}"

    return act(by, ["end_group", number], do)


def holds(row: DirectoryGroup) -> bool:
    """Whether whoever declared the group still administers the bureau."""
    return _authority(row, entering.clock().now()) is not None


def directories_of(bureau: str) -> list[Directory]:
    """The directories that `hub.toml` names for this bureau."""
    return [each for each in _directories() if each.bureau == bureau]


def arrive(told: Arriving, clock: Clock) -> list[Done]:
    """Admits, grants and revokes as the person's groups ask; gives what was done, to be settled.

    Somebody without a declared group is left as he is; so is an account of another bureau, or one
    that was closed.
    """
    now = clock.now()
    (bureau,) = {each.bureau for each in _directories() if each.id == told.directory}
    person = Person.objects.filter(username=told.username).first()
    if person is not None and (person.bureau_id != bureau or not person.is_active):
        return []
    rules = [
        (row, actor)
        for row in queries.declared_groups(bureau)
        if row.directory == told.directory and row.name in told.groups
        if (actor := _authority(row, now)) is not None
    ]
    done = []
    if person is None:
        if not rules or not USERNAME.fullmatch(told.username):
            return []
        done.append(_admit(told, *rules[0], clock))
        person = queries.person(told.username)
    for row, actor in rules:
        held = Grant.objects.filter(person=person, group=row, revoked_at=None)
        if person.pk != row.made_by_id and not held.exists():
            done += _granted(person, row, By(actor=actor, clock=clock, reason=row.name))
    return done + _taken_back(person, told, clock)


def _authority(row: DirectoryGroup, now: datetime) -> Actor | None:
    """Under whom a group's members are granted: its head as he is now; None if he is no longer."""
    for grant in queries.grants_of(row.made_by, now):
        actor = queries.actor(row.made_by, now, grant.pk)
        if actor.administers and actor.bureau == row.bureau_id:
            return replace(actor, name=f"group:{row.pk}")
    return None


def _admit(told: Arriving, row: DirectoryGroup, actor: Actor, clock: Clock) -> Done:
    return admit_person(
        By(actor=actor, clock=clock, reason=row.name),
        told.username,
        bureau=row.bureau_id,
        full_name=told.full_name or told.username,
        unit=row.unit,
    )


def _granted(person: Person, row: DirectoryGroup, by: By) -> Sequence[Done]:
    """The grant that a group stands for; none where it may no longer be given."""
    terms = preset(by.actor, row.bureau, Role(row.role))
    try:
        check_terms(by.actor, row.bureau, terms)
        alone(by.actor, terms)
    except EntraideError:
        return ()  # the bureau lost it since: whoever reads the list of groups sees nobody in it
    return (act(by, None, partial(_grant, person, row, terms)),)


def _grant(person: Person, row: DirectoryGroup, terms: Terms, writing: Writing) -> str:
    grant = new_grant(writing, row.bureau, terms, person=person, unit=person.unit)
    grant.group = row
    grant.save(update_fields=["group"])
    note_grant(writing, grant)
    return queries.grant_name(grant)


def _taken_back(person: Person, told: Arriving, clock: Clock) -> list[Done]:
    """Revokes what rests on groups of this directory to which the person no longer belongs."""
    rows = Grant.objects.filter(person=person, revoked_at=None, group__directory=told.directory)
    gone = list(rows.exclude(group__name__in=told.groups))
    if not gone:
        return []

    def do(writing: Writing) -> str:
        for grant in gone:
            revoke_in(writing, grant)
        return f"person:{person.pk}"

    by = By(actor=queries.oneself(person), clock=clock, reason=told.directory)
    return [act(by, None, do)]


def _directories() -> list[Directory]:
    found: list[Directory] = settings.HUB.configuration.sign_in.directories
    return found
