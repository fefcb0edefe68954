"""A hub where officers of several bureaus work: an index, a trail, people with grants, records."""

import shutil
from contextlib import contextmanager

from tests.acting import EVERY, WRITABLE, actor

from entraide.clock import SystemClock
from entraide.desks.bureaus import actions as bureaus
from entraide.desks.bureaus import granting, queries
from entraide.desks.records import actions as records
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.writing import By
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Query
from entraide.engine.databases import databases
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.follow import Follower
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.hub import Hub


class AtWork:
    """One hub for one test.

    Attributes:
        clock: the machine's own, as pages have it.
    """

    def __init__(self, hub, service):
        self.hub, self.service, self.clock = hub, service, SystemClock()
        self.index = LmdbIndex(hub.index_folder, {each.code: each for each in databases()})
        Follower(self.index, TruthFeed(), clock=self.clock).rebuild()

    def by(self, bureau="UTO", **told):
        """Acting for this bureau."""
        return By(actor=actor(bureau, **told), clock=self.clock, reason="Order 1")

    def follow(self):
        """Lets answers show all that was committed."""
        assert Follower(self.index, TruthFeed(), clock=self.clock).catch_up(TruthFeed().head())

    def person(self, username, bureau="UTO", role=Role.BUREAU, **terms):
        """An officer with a grant over everything that the role may ask."""
        operator = By(actor=queries.operator(), clock=self.clock, reason="set-up")
        unit = terms.pop("unit", "")
        bureaus.admit_person(
            operator, username, bureau=bureau, full_name=f"Officer {username}", unit=unit
        )
        asked = frozenset(each.code for each in databases() if role in each.asked_by)
        told = {
            "databases": asked,
            "purposes": frozenset(Purpose),
            "clearance": 2,
            "writes": WRITABLE if role is Role.SECRETARIAT else frozenset(),
        } | terms
        granting.grant_person(operator, username, granting.Terms(role=role, **told))
        found = queries.person(username)
        self.follow()
        return found

    def acts_as(self, person, **told):
        """That officer acting."""
        found = queries.actor(person, self.clock.now())
        return By(actor=found, clock=self.clock, **told)

    def record(self, database, body, *, owner="UTO", owner_ref="r-1", **envelope):
        """Adds a record that is answered at once; gives where it is and its reference."""
        done = records.add(
            self.by(owner, databases=EVERY),
            database,
            owner=owner,
            owner_ref=owner_ref,
            body=body,
            envelope=Envelope(**envelope),
        )
        self.follow()
        return Ref(database, done.id), done.about

    def ask(self, person, *subjects, purpose=Purpose.BORDER_MANAGEMENT, **told):
        """The answer to an officer's question."""
        grant = queries.grant_name(queries.grants_of(person, self.clock.now())[0])
        asker = self.service.person(grant, officer=person.username, workstation="lane 3")
        return self.service.answer(Query(subjects=list(subjects), purpose=purpose, **told), asker)


@contextmanager
def at_work(hub, folder, settings):
    """Such a hub in this folder, with the keys of the process's own."""
    folder.mkdir()
    (folder / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    shutil.copytree(hub.keys_folder, folder / "keys")
    settings.HUB = Hub(folder)
    service = Service.open(settings.HUB)
    try:
        yield AtWork(settings.HUB, service)
    finally:
        service.close()
