"""What every index promises, held against a model: the one in LMDB, and the one in memory."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.engine.index.world import (
    DATABASES,
    NOW,
    PAPERS,
    PERSONS,
    ListFeed,
    Place,
    paper,
    person,
    state,
)

from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.keys import question_keys, record_keys
from entraide.engine.index.memory import MemoryIndex
from entraide.engine.index.names import query_keys
from entraide.engine.schema.state import Change, NotePut, Position, RecordGone, RecordPut
from entraide.engine.schema.vocabulary import Status, SubjectKind
from entraide.errors import Conflict

IDS = st.integers(1, 3)
NUMBERS = ("AB1", "AB10", "ABI")
COUNTRIES = ("UTO", "QMA", None)
NAMES = ("Zorvak", "Zorvan", "Quilmora")
BODIES = {
    "papers": st.builds(
        lambda number, country: (
            {"number": number} | ({"issuing_country": country} if country else {})
        ),
        st.sampled_from(NUMBERS),
        st.sampled_from(COUNTRIES),
    ),
    "persons": st.builds(
        person,
        st.sampled_from(NAMES),
        st.sampled_from(("Ilko", "")),
        st.sampled_from(("", "1987-05-02")),
    ),
}
RECORDS = st.sampled_from(sorted(DATABASES)).flatmap(
    lambda code: st.tuples(st.just(code), IDS, BODIES[code])
)
NOTES = st.sampled_from(("grant/a", "restrictions/UTO"))
VALUES = st.sampled_from((None, ["QMA"], {"a": 1}))


class Model(RuleBasedStateMachine):
    """An index and, beside it, what should be in it."""

    def again(self):
        """Opens the same index once more, where it can be."""

    @initialize()
    def begin(self):
        self.index = self.make()
        self.feed = ListFeed()
        self.versions = {}
        self.standing = {}
        self.withdrawn = {}
        self.hidden = {}
        self.notes = {}
        self.applied = 0

    def next_version(self, record):
        self.versions[record] = self.versions.get(record, 0) + 1
        return self.versions[record]

    @rule(record=RECORDS)
    def put(self, record):
        code, id, body = record
        self.feed.put(code, id, body, version=self.next_version((code, id)))

    @rule(code=st.sampled_from(sorted(DATABASES)), id=IDS)
    def withdraw(self, code, id):
        self.feed.gone(code, id, self.next_version((code, id)))

    @rule(record=RECORDS)
    def suspend(self, record):
        code, id, body = record
        version = self.next_version((code, id))
        self.feed.put(code, id, body, version=version, status=Status.SUSPENDED)

    @rule(code=st.sampled_from(sorted(DATABASES)), id=IDS)
    def withdraw_and_hide_at_once(self, code, id):
        version = self.next_version((code, id))
        self.feed.gone(code, id, version)
        self.index.suppress(code, id, version)
        if version > self.known((code, id)):
            self.hidden[code, id] = version

    @rule(code=st.sampled_from(sorted(DATABASES)), id=IDS, version=st.integers(0, 3))
    def hide_something_old(self, code, id, version):
        self.index.suppress(code, id, version)
        if version > max(self.known((code, id)), self.hidden.get((code, id), 0)):
            self.hidden[code, id] = version

    def known(self, record):
        standing = self.standing[record][0] if record in self.standing else 0
        return max(standing, self.withdrawn.get(record, 0))

    @rule(name=NOTES, value=VALUES)
    def note(self, name, value):
        self.feed.note(name, value)

    @rule(name=NOTES, value=VALUES)
    def note_at_once(self, name, value):
        seq = self.feed.note(name, value)
        self.index.put_note(name, value, seq)
        self.notes[name] = (seq, value)

    @rule(count=st.integers(1, 4), back=st.integers(0, 3))
    def follow(self, count, back):
        """Applies the next changes, and some before them once more."""
        first = max(0, self.applied - back)
        until = min(len(self.feed.changes), self.applied + count)
        changes = self.feed.changes[first:until]
        self.index.apply(changes, Position("first", until), NOW)
        self.applied = until
        for change in changes:
            self.expect(change)

    @rule(data=st.data())
    def hear_something_old_again(self, data):
        """One change alone, long after newer ones."""
        if self.applied:
            change = self.feed.changes[data.draw(st.integers(0, self.applied - 1))]
            self.index.apply([change], Position("first", self.applied), None)
            self.expect(change)

    def expect(self, change):
        what = change.what
        if isinstance(what, RecordPut | RecordGone):
            is_put = isinstance(what, RecordPut)
            code, id, version = (
                (what.state.database, what.state.id, what.state.version)
                if is_put
                else (what.database, what.id, what.version)
            )
            if version < self.known((code, id)):
                return
            if is_put and what.state.status is Status.ACTIVE:
                self.standing[code, id] = (version, what.state.body)
            else:
                self.standing.pop((code, id), None)
                self.withdrawn[code, id] = version
            if self.hidden.get((code, id), 0) <= version:
                self.hidden.pop((code, id), None)
        elif self.notes.get(what.name, (0, None))[0] <= change.seq:
            self.notes[what.name] = (change.seq, what.value)

    @rule()
    def open_again(self):
        self.again()

    def answered(self, code):
        return {
            id: (version, body)
            for (database, id), (version, body) in self.standing.items()
            if database == code and (code, id) not in self.hidden
        }

    @invariant()
    def every_look_up_agrees(self):
        with self.index.snapshot() as snapshot:
            assert snapshot.position == Position("first", self.applied)
            for database in (PAPERS, PERSONS):
                answered = self.answered(database.code)
                for id in range(1, 4):
                    entry = snapshot.entry(database.number, id)
                    assert (entry.version if entry else None) == answered.get(id, (None,))[0]
            self.look_ups_agree(snapshot)
            self.names_agree(snapshot)
            for name, (_seq, value) in self.notes.items():
                assert snapshot.note(name) == value

    def look_ups_agree(self, snapshot):
        answered = self.answered("papers")
        for number in NUMBERS:
            for country in ("UTO", "QMA"):
                asked = {"number": number, "issuing_country": country}
                for lookup in question_keys(PAPERS, SubjectKind.DOCUMENT, asked):
                    expected = sorted(
                        id
                        for id, (_version, body) in answered.items()
                        for key in record_keys(PAPERS, body)
                        if any(
                            key.startswith(each) if lookup.is_prefix else key == each
                            for each in lookup.keys
                        )
                    )
                    read = snapshot.beginning if lookup.is_prefix else snapshot.under
                    found = [entry.id for each in lookup.keys for entry in read(each)]
                    assert sorted(found) == expected
                    if not lookup.is_prefix:
                        assert found == expected

    def names_agree(self, snapshot):
        """A person who stands is proposed by each part of its name, and nobody who is gone."""
        standing = {id for code, id in self.standing if code == "persons"}
        for id, (_version, body) in self.answered("persons").items():
            keys = query_keys(body["names"], body.get("birth_date", ""))
            found = snapshot.named(PERSONS.number, keys)
            assert found[0].strength == 1.0
            assert id in {each.id for each in found if each.strength == 1.0}
            assert {each.id for each in found} <= standing
            order = [(-each.strength, each.id) for each in found]
            assert order == sorted(order)


class InMemory(Model):
    def make(self):
        return MemoryIndex(DATABASES, Position("first", 0))


class InLmdb(Model):
    def make(self):
        self.folder = Path(tempfile.mkdtemp())
        place = Place(self.folder / "index")
        place.follow()
        return place.index

    def again(self):
        self.index = LmdbIndex(self.folder / "index", DATABASES)

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)


quick = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestInMemory = InMemory.TestCase
TestInMemory.settings = quick
TestInLmdb = InLmdb.TestCase
TestInLmdb.settings = quick


@pytest.fixture(params=["memory", "lmdb"])
def index(request, tmp_path):
    if request.param == "memory":
        return MemoryIndex(DATABASES, Position("first", 0))
    place = Place(tmp_path)
    place.follow()
    return place.index


def applied(index, *states):
    changes = [Change(seq, RecordPut(each)) for seq, each in enumerate(states, 1)]
    index.apply(changes, Position("first", len(changes)), NOW)


def test_an_index_is_current_for_the_program_that_made_it(index):
    assert index.is_current
    assert len(index.fingerprint) == 32


def test_a_position_of_another_epoch_is_refused(index):
    with pytest.raises(Conflict) as refused:
        index.apply((), Position("second", 1), NOW)
    assert refused.value.code == "epoch"


def test_it_says_when_it_last_knew_that_nothing_was_left(index):
    later = datetime(2026, 11, 23, 13, tzinfo=UTC)
    index.apply((), Position("first", 0), later)
    with index.snapshot() as snapshot:
        assert snapshot.followed_at == later
    index.apply((), Position("first", 0), None)
    with index.snapshot() as snapshot:
        assert snapshot.followed_at == later


def test_a_snapshot_stays_as_it_was(index):
    applied(index, state("papers", 1, paper("AB1")))
    with index.snapshot() as snapshot:
        index.apply([Change(2, RecordGone("papers", 1, 2))], Position("first", 2), NOW)
        assert snapshot.entry(PAPERS.number, 1) is not None
        assert snapshot.position.seq == 1
    with index.snapshot() as snapshot:
        assert snapshot.entry(PAPERS.number, 1) is None


def versions_under(index, number):
    """The versions that are found by this number."""
    with index.snapshot() as snapshot:
        (key,) = record_keys(PAPERS, paper(number))
        return [entry.version for entry in snapshot.under(key)]


def test_an_older_version_never_overwrites_a_newer(index):
    older, newer = (
        state("papers", 1, paper(number), version=version)
        for number, version in (("AB1", 4), ("AB2", 5))
    )
    applied(index, older, newer)
    for late in (RecordPut(older), RecordGone("papers", 1, 4)):
        index.apply([Change(1, late)], Position("first", 2), NOW)
        assert (versions_under(index, "AB1"), versions_under(index, "AB2")) == ([], [5])
    index.apply([Change(3, RecordGone("papers", 1, 6))], Position("first", 3), NOW)
    index.apply([Change(2, RecordPut(newer))], Position("first", 3), NOW)
    assert versions_under(index, "AB2") == []
    index.put_note("grant/a", "newer", 9)
    index.apply([Change(4, NotePut("grant/a", "older"))], Position("first", 4), NOW)
    with index.snapshot() as snapshot:
        assert snapshot.note("grant/a") == "newer"


def test_entries_under_one_key_come_in_the_order_of_their_ids(index):
    applied(index, *(state("papers", id, paper("AB1")) for id in (700, 3, 70_000, 20)))
    with index.snapshot() as snapshot:
        (key,) = record_keys(PAPERS, paper("AB1"))
        assert [entry.id for entry in snapshot.under(key)] == [3, 20, 700, 70_000]


def test_a_database_that_the_index_does_not_hold_is_passed_over(index):
    applied(index, state("elsewhere", 1, paper("AB1")), state("papers", 2, paper("AB1")))
    with index.snapshot() as snapshot:
        assert snapshot.entry(PAPERS.number, 2) is not None
    index.suppress("elsewhere", 1, 9)


def test_nobody_is_proposed_for_a_name_of_nobody(index):
    applied(index, state("persons", 1, person("Zorvak")))
    with index.snapshot() as snapshot:
        assert list(snapshot.named(PERSONS.number, query_keys([{"full": "Ulbrimoff"}]))) == []
        assert list(snapshot.named(PERSONS.number, ())) == []
