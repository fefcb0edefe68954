"""The demonstration's hub: an invented organisation, its people and their records."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from entraide.clock import Clock
from entraide.desks.bureaus import actions as bureaus
from entraide.desks.bureaus.actions import Contact
from entraide.desks.bureaus.granting import Terms, grant_person, may_write
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.bulk import finish_batch, open_batch, put_many
from entraide.desks.records.envelope import Envelope
from entraide.desks.records.rows import Incoming
from entraide.desks.records.writing import By
from entraide.desks.sample import organisation
from entraide.desks.sample.filling import Filling
from entraide.desks.sample.records import Record, records
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role, Writer
from entraide.hub import Hub

SEED: Final = 2020
AT_ONCE: Final = 2000
"""Records that are sorted by owner and database together, and then told of as done."""


def furnish(clock: Clock) -> None:
    """Lets the bureaus take part, admits their people and grants them what their roles ask."""
    by = By(actor=operator(), clock=clock)
    for bureau in organisation.bureaus():
        bureaus.add_bureau(
            by,
            bureau["code"],
            kind=bureau["kind"],
            names=bureau["names"],
            contact=Contact(phone=bureau["phone"], email=bureau["email"]),
        )
    for card in organisation.cards():
        bureaus.admit_person(by, card.account, bureau=card.bureau, full_name=card.name)
        grant_person(by, card.account, _terms(card))


def _terms(card: organisation.Card) -> Terms:
    """What an invented person is granted: all that the role may ask."""
    writable = (each for each in databases() if may_write(each.written_by, card.role))
    return Terms(
        role=card.role,
        databases=frozenset(each.code for each in databases() if card.role in each.asked_by),
        writes=frozenset(each.code for each in writable) if card.writes else frozenset(),
        purposes=frozenset(Purpose),
        clearance=Confidentiality.RESTRICTED,
        administers=card.is_head,
        exports=card.writes,
    )


def fill(hub: Hub, clock: Clock, *, upto: int, total: int) -> Iterator[int]:
    """Adds the sample's records until there are `upto`; gives how many there are, as it goes on.

    Records that are there already stay as they are, so that it may be cut off and begun again.
    """
    state = Filling.read(hub) or Filling(0, total)
    made = records(upto, seed=SEED, today=clock.now().date())
    waiting = islice(made, state.done, None)
    done = state.done
    while some := list(islice(waiting, AT_ONCE)):
        _put(clock, some)
        done += len(some)
        Filling(done, total).write(hub)
        yield done


def _put(clock: Clock, some: list[Record]) -> None:
    """Puts these records, each group in its owner's name; persons before notices about them."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in some:
        groups.setdefault((record["database"], record["owner"]), []).append(record)
    for database, owner in sorted(groups, key=lambda group: (group[0] != "persons", group)):
        by = By(actor=_clerk(owner), clock=clock)
        rows = list(_incoming(groups[database, owner]))
        digest = hashlib.sha256("\n".join(row.owner_ref for row in rows).encode()).hexdigest()
        batch = open_batch(by, database, owner, source="sample", digest=digest)
        for _slice in put_many(by, batch, rows):
            pass
        finish_batch(by, batch)


def _incoming(some: Iterable[Record]) -> Iterator[Incoming]:
    for line, record in enumerate(some, start=1):
        hidden_from = tuple(record["restricted"])
        envelope = Envelope(restricted=hidden_from) if hidden_from else Envelope()
        yield Incoming(line, record["owner_ref"], record["body"], envelope)


def _clerk(owner: str) -> Actor:
    """Whoever writes an invented owner's records."""
    is_secretariat = owner == organisation.SECRETARIAT
    return Actor(
        name="sample",
        bureau=owner,
        role=Role.SECRETARIAT if is_secretariat else Role.BUREAU,
        writes=frozenset(
            each.code for each in databases() if each.written_by is not Writer.DERIVED
        ),
        purposes=frozenset(Purpose),
        clearance=Confidentiality.CONFIDENTIAL,
    )
