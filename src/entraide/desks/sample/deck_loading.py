"""Putting the test deck into a test hub: its two bureaus, its records, and keys to ask with."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from entraide.clock import Clock
from entraide.desks.bureaus import actions as bureaus
from entraide.desks.bureaus import granting, queries
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.policy import Actor
from entraide.desks.records.bulk import finish_batch, open_batch, put_many
from entraide.desks.records.envelope import Envelope
from entraide.desks.records.rows import Incoming
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.desks.sample.deck import KEYS, DeckRecord, dated, deck
from entraide.engine.databases import enabled
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role
from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.language import _

NAMES: Final = {
    "en": "Test deck",
    "fr": "Jeu d'essai",
    "es": "Juego de prueba",
    "ar": "حزمة اختبار",
}
TITLE: Final = "Test deck"
ROLE: Final = Role.FRONTLINE


class NoTestHub(Conflict):
    """This hub is at work: invented records have no place in it."""

    code = "no_test_hub"
    sentence = _(
        "%(folder)s is a hub at work: the test deck is never put into it. A hub to try programs "
        "against says is_test = true under [organisation] in hub.toml."
    )


def load(hub: Hub, clock: Clock) -> dict[str, str]:
    """Puts the deck into the hub and gives new keys by name; what an earlier load left is renewed.

    Raises:
        NoTestHub: the hub is neither a demonstration nor a test hub.
    """
    organisation = hub.configuration.organisation
    if not (organisation.is_demo or organisation.is_test):
        raise NoTestHub(folder=hub.folder)
    cards = deck()
    operator = By(actor=queries.operator(), clock=clock, reason=TITLE)
    for code in (cards.owner, cards.asker):
        settle(hub, bureaus.add_bureau(operator, code, names=NAMES))
    codes = [each.code for each in enabled(organisation.databases)]
    for database in codes:
        some = [each for each in cards.records if each.database == database]
        if some:
            _put(hub, cards.owner, some, clock)
    return {name: _key(hub, operator, cards.asker, name) for name in KEYS}


def _put(hub: Hub, owner: str, some: list[DeckRecord], clock: Clock) -> None:
    """Puts these records of one database in their owner's name. Raises what refuses one."""
    (database,) = {each.database for each in some}
    clerk = Actor(
        name="deck",
        bureau=owner,
        role=Role.BUREAU,
        writes=frozenset({database}),
        purposes=frozenset(Purpose),
        clearance=Confidentiality.CONFIDENTIAL,
    )
    by = By(actor=clerk, clock=clock, reason=TITLE)
    rows = list(_incoming(some, clock.now().date()))
    digest = hashlib.sha256(repr([(row.owner_ref, row.body) for row in rows]).encode()).hexdigest()
    batch = open_batch(by, database, owner, source=TITLE, digest=digest)
    for put in put_many(by, batch, rows):
        for outcome in put.outcomes:
            if outcome.error is not None:
                raise outcome.error
        settle(hub, put.done)
    finish_batch(by, batch)


def _incoming(some: Iterable[DeckRecord], today: date) -> Iterator[Incoming]:
    for line, each in enumerate(some, start=1):
        hidden_from = tuple(each.restricted)
        envelope = Envelope(restricted=hidden_from) if hidden_from else Envelope()
        yield Incoming(line, each.ref, dated(each.body, today), envelope)


def _key(hub: Hub, operator: By, bureau: str, name: str) -> str:
    """A new key under a new grant of this system; those of an earlier load are taken back."""
    title = f"{TITLE}: {name}"
    for grant in queries.systems(bureau):
        if grant.title == title:
            settle(hub, granting.revoke(operator, queries.grant_name(grant)))
    asked = frozenset(
        each.code
        for each in enabled(hub.configuration.organisation.databases)
        if ROLE in each.asked_by
    )
    terms = Terms(role=ROLE, databases=asked, purposes=frozenset({Purpose.BORDER_MANAGEMENT}))
    grant_name = granting.grant_system(operator, bureau, title, terms).about
    key, done = granting.make_key(operator, grant_name, label=name)
    if name == "revoked":
        done = granting.revoke(operator, grant_name)
    settle(hub, done)
    return key
