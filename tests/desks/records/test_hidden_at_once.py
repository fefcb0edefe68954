"""What an act or an import hides, the first check after it does not answer: without any follower.

Each way of hiding is tried at its own edge: the index is never brought up in these tests after the
act, so that what is not answered was hidden by the act itself.
"""

from contextlib import closing
from datetime import timedelta
from threading import Event, Thread

import pytest
from tests.acting import actor, notice, passport, person
from tests.engine.check.world import asker

from entraide.desks.bureaus.actions import restrict_owner
from entraide.desks.records import actions, bulk, retention, visibility
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.rows import Incoming
from entraide.desks.records.undo import undo_batch
from entraide.desks.records.visibility import hide
from entraide.desks.records.writing import By
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Document, Name, Person, Query
from entraide.engine.index.follow import Follower
from entraide.engine.index.generations import Generations
from entraide.engine.schema.vocabulary import Confidentiality, Deletion, Purpose, Verdict
from entraide.errors import Unavailable

pytestmark = pytest.mark.django_db

PAPERS = [{"number": "P1234567", "issuing_country": "UTO", "document_type": "P"}]
LOST = Document(number="C01X00T47", issuing_country="UTO")
CARRIED = Document(number="P1234567", issuing_country="UTO")
SOUGHT = Person(names=[Name(family="Testperson", forename="Ada")], birth_date="1980-02-03")


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock, reason="Order 1")


@pytest.fixture
def answers(indexed, clock):
    """Brings the index up when told; asks; follows nothing by itself."""
    hub, index = indexed

    class Asking:
        def follow(self):
            assert Follower(index, TruthFeed(), clock=clock).catch_up(TruthFeed().head())

        def finds(self, subject, purpose=Purpose.BORDER_MANAGEMENT, **who):
            with closing(Service.open(hub, clock=clock)) as service:
                query = Query(subjects=[subject], purpose=purpose)
                return service.answer(query, asker(**who)).verdict is not Verdict.NO_HIT

    return Asking()


@pytest.fixture
def lost(uto, answers):
    """A passport that is answered."""
    done = actions.add(uto, "travel_documents", owner="UTO", owner_ref="r-1", body=passport())
    answers.follow()
    assert answers.finds(LOST)
    return Ref("travel_documents", done.id)


@pytest.fixture
def sought(uto, answers):
    """A person with a document under a notice, both answered."""
    first = actions.add(uto, "persons", owner="UTO", owner_ref="p-1", body=person(documents=PAPERS))
    second = actions.add(uto, "notices", owner="UTO", owner_ref="n-1", body=notice("p-1"))
    answers.follow()
    assert answers.finds(CARRIED)
    assert answers.finds(SOUGHT)
    return Ref("persons", first.id), Ref("notices", second.id)


HIDING = {
    "withdraw": lambda by, ref: actions.withdraw(by, ref, reason=Deletion.QUALITY),
    "suspend": actions.suspend,
    "restrict": lambda by, ref: actions.restrict(by, ref, version=1, hidden_from=["QMA"]),
}
NARROWING = {
    "restricted": Envelope(restricted=("QMA",)),
    "confidentiality": Envelope(confidentiality=Confidentiality.CONFIDENTIAL),
    "purposes": Envelope(purposes=(Purpose.SECURITY_CHECK,)),
}


@pytest.mark.parametrize("act", HIDING.values(), ids=HIDING)
def test_an_act_that_hides_is_seen_by_the_first_check(uto, indexed, answers, lost, act):
    assert hide(indexed[0], act(uto, lost))
    assert not answers.finds(LOST)


@pytest.mark.parametrize("act", HIDING.values(), ids=HIDING)
@pytest.mark.parametrize("which", [0, 1], ids=["person", "notice"])
def test_what_follows_from_a_hidden_record_is_not_answered_either(
    uto, indexed, answers, sought, act, which
):
    assert hide(indexed[0], act(uto, sought[which]))
    assert not answers.finds(CARRIED)
    assert not answers.finds(SOUGHT)


@pytest.mark.parametrize("envelope", NARROWING.values(), ids=NARROWING)
def test_a_correction_that_fewer_may_see_is_seen_by_the_first_check(
    uto, indexed, answers, lost, envelope
):
    done = actions.correct(uto, lost, version=1, body=passport(), envelope=envelope)
    assert hide(indexed[0], done)
    assert not answers.finds(LOST, Purpose.LOCATE, clearance=2)


def test_a_notice_about_nobody_any_more_leaves_no_document_behind(uto, indexed, answers, sought):
    about = {"colour": "purple", "circulation": "notice", "subject": "A hollow crate"}
    done = actions.correct(uto, sought[1], version=1, body=about)
    assert hide(indexed[0], done)
    assert not answers.finds(CARRIED)
    answers.follow()
    assert not answers.finds(CARRIED)
    assert not answers.finds(SOUGHT)


def test_an_owners_general_restriction_is_seen_by_the_first_check(indexed, answers, lost, clock):
    chief = By(actor=actor("UTO", administers=True), clock=clock)
    assert hide(indexed[0], restrict_owner(chief, "UTO", ["QMA"]))
    assert not answers.finds(LOST)
    assert answers.finds(LOST, country="QMB")


def imported(by, database, *rows, digest="0"):
    """A finished batch of these rows."""
    batch = bulk.open_batch(by, database, "UTO", source="table", digest=digest)
    incoming = [Incoming(line, *row) for line, row in enumerate(rows, 2)]
    parts = list(bulk.put_many(by, batch, incoming))
    assert all(each.error is None for part in parts for each in part.outcomes)
    bulk.finish_batch(by, batch)
    return batch


def test_an_import_that_restricts_is_seen_by_the_first_check(uto, answers, lost):
    imported(uto, "travel_documents", ("r-1", passport(), Envelope(restricted=("QMA",))))
    assert not answers.finds(LOST)


def test_an_import_that_takes_a_persons_document_away_takes_its_row(uto, answers, sought):
    imported(uto, "persons", ("p-1", person(documents=[])))
    assert not answers.finds(CARRIED)


def test_an_import_that_restricts_a_person_hides_what_follows(uto, answers, sought):
    imported(uto, "persons", ("p-1", person(documents=PAPERS), Envelope(restricted=("QMA",))))
    assert not answers.finds(CARRIED)
    assert not answers.finds(SOUGHT)


def test_an_undone_import_is_seen_by_the_first_check(uto, answers):
    persons = imported(uto, "persons", ("p-1", person(documents=PAPERS)))
    papers = imported(uto, "travel_documents", ("r-1", passport()))
    imported(uto, "notices", ("n-1", notice("p-1")))
    answers.follow()
    assert answers.finds(LOST)
    assert answers.finds(CARRIED)
    for batch in (papers, persons):
        list(undo_batch(uto, batch))
    for subject in (LOST, CARRIED, SOUGHT):
        assert not answers.finds(subject)


def test_an_undoing_that_restores_a_restriction_is_seen_by_the_first_check(uto, indexed, answers):
    hidden = Envelope(restricted=("QMA",))
    imported(uto, "travel_documents", ("r-1", passport(), hidden))
    lifted = imported(
        uto, "travel_documents", ("r-1", passport(), Envelope(restricted=())), digest="1"
    )
    answers.follow()
    assert answers.finds(LOST)
    list(undo_batch(uto, lifted))
    assert not answers.finds(LOST)


def test_what_came_to_its_end_is_withdrawn_in_the_index_too(uto, indexed, answers, lost, clock):
    hub, index = indexed
    clock.moment += timedelta(days=366 * 12)
    assert retention.expire_due(hub, clock) == 1
    with index.snapshot() as snapshot:
        assert snapshot.entry(3, lost.id) is None


def test_an_import_and_an_undoing_say_where_something_could_not_be_hidden(
    uto, answers, lost, monkeypatch
):
    def fail(*_):
        raise Unavailable("index")

    monkeypatch.setattr(visibility.LmdbIndex, "suppress", fail)
    batch = bulk.open_batch(uto, "travel_documents", "UTO", source="table", digest="0")
    rows = [
        Incoming(2, "r-1", passport(), Envelope(restricted=("QMA",))),
        Incoming(3, "r-2", passport("D7")),
    ]
    (part,) = bulk.put_many(uto, batch, rows)
    assert not part.is_hidden
    bulk.finish_batch(uto, batch)
    assert not all(each.is_hidden for each in undo_batch(uto, batch))


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "again"])
@pytest.mark.parametrize("act", HIDING.values(), ids=HIDING)
def test_an_act_is_hidden_in_an_index_that_takes_over_just_then(
    uto, unindexed, clock, monkeypatch, act, is_first
):
    """Committed after the build has read the feed for the last time, and before it takes over."""
    hub, index = unindexed
    record = actions.add(uto, "travel_documents", owner="UTO", owner_ref="r-1", body=passport())
    follower = Follower(index, TruthFeed(), clock=clock)
    if not is_first:
        follower.rebuild()
    hidden, at_the_lock = [], Event()
    writing, take_over = Generations.writing, Generations.take_over

    def hiding(done):
        hidden.append(hide(hub, done))
        at_the_lock.set()

    def awaited(generations):
        at_the_lock.set()
        return writing(generations)

    def acted_before(generations, built):
        done = act(uto, Ref("travel_documents", record.id))
        monkeypatch.setattr(Generations, "writing", awaited)
        thread = Thread(target=hiding, args=(done,))
        thread.start()
        assert at_the_lock.wait(30)
        threads.append(thread)
        return take_over(generations, built)

    threads = []
    monkeypatch.setattr(Generations, "take_over", acted_before)
    follower.rebuild()
    for thread in threads:
        thread.join()
    assert hidden == [True]
    with index.snapshot() as snapshot:
        assert snapshot.entry(3, record.id) is None
