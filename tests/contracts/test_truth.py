"""The truth keeps its promises on both engines, with several writers at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, connections
from tests import postgresql
from tests.acting import actor, notice, passport, person

from entraide.desks.bureaus import queries as bureaus_queries
from entraide.desks.bureaus.actions import add_bureau, restrict_owner
from entraide.desks.records import actions, bulk, own_records, queries, writing
from entraide.desks.records.admission import AlreadyThere, Withdrawn
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.epoch import begin_epoch
from entraide.desks.records.erasure import ledger, replay
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.models import Act, ErasureLedger, Record, Tombstone
from entraide.desks.records.rows import Incoming
from entraide.desks.records.undo import undo_batch
from entraide.desks.records.writing import By
from entraide.engine.schema.state import NotePut, Position, RecordPut
from entraide.engine.schema.vocabulary import Deletion, Purpose, Status
from entraide.errors import Conflict, NotFound, Unavailable

DATABASE = "travel_documents"
WRITERS = 4
ACTS = 9


@pytest.fixture(scope="session")
def postgresql_truth(django_db_blocker):
    with django_db_blocker.unblock(), postgresql.server() as address:
        with postgresql.truth_on(address):
            postgresql.migrate()
        yield address


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.django_db(transaction=True)),
        pytest.param("postgresql", marks=pytest.mark.postgresql),
    ]
)
def truth(request):
    """An empty truth on this engine."""
    if request.param == "sqlite":
        yield request.param
        return
    address = request.getfixturevalue("postgresql_truth")
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), postgresql.truth_on(address):
        postgresql.empty()
        yield request.param


@pytest.fixture
def uto(truth, clock):
    operator = By(actor=bureaus_queries.operator(), clock=clock)
    for code in ("UTO", "QMA"):
        add_bureau(operator, code, kind="member", names={"en": code})
    return By(actor=actor("UTO"), clock=clock)


def add(by, ref, **more):
    done = actions.add(
        by, DATABASE, owner="UTO", owner_ref=ref, body=passport(**more.pop("body", {})), **more
    )
    return Ref(done.database, done.id)


def in_threads(work, arguments):
    """What each call gave or raised, each in a thread of its own with a connection of its own."""

    def one(argument):
        try:
            return work(argument)
        except Exception as error:  # noqa: BLE001 the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as threads:
        return list(threads.map(one, arguments))


def impatient():
    """This thread's connection gives up at once where it must wait for another writer."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 1")
        else:
            cursor.execute("SET lock_timeout = '1ms'")


def test_a_reader_misses_nothing_of_what_interleaved_writers_write(uto):
    start = TruthFeed().head()
    seen, stopped = [], threading.Event()

    def read():
        position = start
        while True:
            is_last = stopped.is_set()
            changes = TruthFeed().since(position, 7)
            seen.extend(changes)
            if changes:
                position = Position(position.epoch, changes[-1].seq)
            elif is_last:
                connections.close_all()
                return

    def write(writer):
        for turn in range(ACTS):
            ref = add(uto, f"{writer}-{turn}")
            if turn % 3 == 0:
                actions.withdraw(uto, ref, reason=Deletion.QUALITY)

    reader = threading.Thread(target=read)
    reader.start()
    assert in_threads(write, range(WRITERS)) == [None] * WRITERS
    stopped.set()
    reader.join()
    assert [change.seq for change in seen] == list(range(start.seq + 1, TruthFeed().head().seq + 1))
    assert len(seen) == WRITERS * (ACTS + ACTS // 3)


def test_nobody_takes_a_number_while_another_has_one_that_is_not_committed(uto):
    writes, may_commit = threading.Event(), threading.Event()

    def slow(_):
        def do(pen):
            pen.note("contact/QMA", {"phone": "1"})
            writes.set()
            assert may_commit.wait(30)
            return "slow"

        return writing.act(uto, None, do)

    def fast(_):
        assert writes.wait(30)
        impatient()
        try:
            add(uto, "r-1")
        except Unavailable:
            return "waits"
        finally:
            may_commit.set()
        return "did not wait"

    start = TruthFeed().head()
    slow_done, fast_said = in_threads(lambda work: work(None), [slow, fast])
    assert fast_said == "waits"
    assert slow_done.position.seq == start.seq + 1
    add(uto, "r-1")
    assert TruthFeed().head().seq == start.seq + 2


def test_a_request_repeated_at_the_same_time_acts_once(uto):
    keyed = replace(uto, request_key="7d1c")
    done = in_threads(
        lambda _: actions.add(keyed, DATABASE, owner="UTO", owner_ref="r-1", body=passport()),
        range(WRITERS * 2),
    )
    assert len({(each.about, each.position) for each in done}) == 1
    assert Record.objects.count() == 1
    with pytest.raises(Conflict):
        actions.add(keyed, DATABASE, owner="UTO", owner_ref="r-2", body=passport())


def test_of_two_corrections_of_one_version_one_is_a_conflict(uto):
    ref = add(uto, "r-1")
    kinds = ["lost", "revoked", "invalid"]
    given = in_threads(
        lambda kind: actions.correct(uto, ref, version=1, body=passport(fraud_type=kind)), kinds
    )
    assert sum(isinstance(each, Conflict) for each in given) == len(kinds) - 1
    assert own_records.own(uto.actor.asker(), ref, now=uto.clock.now()).version == 2


def test_one_reference_added_at_the_same_time_is_one_record(uto):
    given = in_threads(lambda _: add(uto, "r-1"), range(WRITERS))
    assert sum(isinstance(each, AlreadyThere) for each in given) == WRITERS - 1
    assert Record.objects.count() == 1


def test_everything_is_what_the_feed_adds_up_to(uto):
    refs = [add(uto, f"r-{turn}") for turn in range(9)]
    actions.withdraw(uto, refs[0], reason=Deletion.QUALITY)
    actions.suspend(uto, refs[1])
    position, everything = TruthFeed().everything()
    actions.withdraw(uto, refs[2], reason=Deletion.QUALITY)  # while the build reads
    built = followed(everything, {})
    changes = TruthFeed().since(position, 100)
    built = followed((change.what for change in changes), built)
    from_the_start = TruthFeed().since(Position(position.epoch, 0), 1000)
    assert built == followed((change.what for change in from_the_start), {})
    assert {key for key in built if isinstance(key, tuple)} == {(DATABASE, r.id) for r in refs[3:]}


def followed(told, state):
    """What a follower holds after these."""
    state = dict(state)
    for what in told:
        if isinstance(what, NotePut):
            state[what.name] = what.value
        elif isinstance(what, RecordPut):
            state[what.state.database, what.state.id] = what.state
        else:
            state.pop((what.database, what.id), None)
    return state


def test_after_a_restore_nobody_follows_the_old_epoch(uto):
    old = TruthFeed().head()
    ref = add(uto, "r-1")
    begin_epoch()
    with pytest.raises(Conflict) as conflict:
        TruthFeed().since(old, 10)
    assert conflict.value.code == "epoch"
    assert add(uto, "r-2").id > ref.id + 1_000_000  # none that was lost with the backup


def test_restrictions_purposes_and_owners_hide_on_this_engine_too(uto, clock):
    open_, hidden = add(uto, "r-1"), add(uto, "r-2", envelope=Envelope(restricted=("QMA", "QMB")))
    other = add(uto, "r-3", envelope=Envelope(purposes=(Purpose.IDENTIFY,)))
    asker = actor("QMA").asker()

    def listed(purpose=Purpose.CRIMINAL_INVESTIGATION_INFO):
        return [h.ref for h in queries.listed(asker, DATABASE, now=clock.now(), purpose=purpose)]

    assert listed() == [open_, other]
    assert listed(Purpose.THREAT_ANALYSIS) == []
    with pytest.raises(NotFound):
        queries.head(asker, hidden, now=clock.now())
    restrict_owner(uto, "UTO", ["QMA"])
    assert listed() == []
    restrict_owner(uto, "UTO", [])
    assert listed() == [open_, other]


def incoming(count, **more):
    return [
        Incoming(line, f"r-{line}", passport(number=f"C{line:08d}", **more))
        for line in range(2, count + 2)
    ]


def test_an_import_is_put_changed_and_undone(uto):
    def put(rows, digest):
        batch = bulk.open_batch(uto, DATABASE, "UTO", source="lot.csv", digest=digest * 64)
        told = [o.what for each in bulk.put_many(uto, batch, rows) for o in each.outcomes]
        bulk.finish_batch(uto, batch)
        return batch, told

    first, told = put(incoming(60), "a")
    assert told == ["added"] * 60
    assert put(incoming(60), "b")[1] == ["unchanged"] * 60
    second, told = put(incoming(66, fraud_type="lost"), "c")
    history = own_records.versions(uto.actor.asker(), Ref(DATABASE, 1), now=uto.clock.now())
    assert [(line.version, line.what) for line in history] == [(1, "import"), (2, "correct")]
    assert (told.count("changed"), told.count("added")) == (60, 6)
    list(undo_batch(uto, second))
    present = [r for r in Record.objects.all() if r.status == 1]
    assert len(present) == 60
    assert {bytes(r.body) for r in present if b"lost" in bytes(r.body)} == set()
    list(undo_batch(uto, first))
    assert not [r for r in Record.objects.all() if r.status == 1]
    assert put(incoming(2), "d")[1] == ["added"] * 2  # undone is not withdrawn by its owner
    assert first.counts == {"added": 60}


def test_persons_and_notices_follow_each_other_in_imports(uto):
    def put(database, rows):
        batch = bulk.open_batch(uto, database, "UTO", source="x", digest=database)
        outcomes = [o for each in bulk.put_many(uto, batch, rows) for o in each.outcomes]
        bulk.finish_batch(uto, batch)
        return [outcome.what for outcome in outcomes]

    papers = [{"number": "P1234567", "issuing_country": "UTO", "document_type": "P"}]
    assert put("persons", [Incoming(2, "p-1", person(documents=papers))]) == ["added"]
    told = put(
        "notices",
        [Incoming(2, "n-1", notice("p-1")), Incoming(3, "n-2", notice("nobody"))],
    )
    assert told == ["added", "refused"]
    assert Record.objects.filter(database=4).count() == 1


def test_an_older_backup_does_not_bring_back_what_was_withdrawn(uto, clock):
    ref, kept = add(uto, "r-1"), add(uto, "r-2")
    row = Record.objects.get(database=3, id=ref.id)
    actions.withdraw(uto, ref, reason=Deletion.SOURCE_REQUEST)
    erased = list(ledger())
    # What a restore of an older backup does: record, ledger and tombstone as they were before.
    row.save(force_update=True)
    ErasureLedger.objects.all().delete()
    Tombstone.objects.all().delete()
    operator = By(actor=bureaus_queries.operator(), clock=clock)
    assert replay(operator, erased) == 1
    assert replay(operator, erased) == 0
    states = {r.id: r.status for r in Record.objects.all()}
    assert states == {ref.id: 3, kept.id: 1}
    assert list(ledger()) == erased
    with pytest.raises(Withdrawn):
        add(uto, "r-1")


def test_every_act_has_its_line_in_the_journal(uto):
    ref = add(uto, "r-1")
    actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
    actions.suspend(uto, ref)
    actions.restore(uto, ref)
    actions.withdraw(uto, ref, reason=Deletion.QUALITY)
    lines = Act.objects.filter(record=ref.id, database=3).order_by("pk")
    assert [line.what for line in lines] == ["add", "correct", "suspend", "restore", "withdraw"]
    assert lines[1].changes.keys() == {"fraud_type"}
    assert "lost" not in str(lines[1].changes)
    assert Status.WITHDRAWN is queries.head(uto.actor.asker(), ref, now=uto.clock.now()).status
