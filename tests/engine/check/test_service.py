"""`answer` on a real hub: the index in LMDB, the 18 databases, a trail on the disk."""

import asyncio
from datetime import timedelta

import pytest
from tests.adversary.check_questions import ASKERS, questions, sample
from tests.engine.check.world import EVERYTHING, NOW, asker
from tests.engine.index.world import ListFeed, state
from tests.http.serving import make_hub

from entraide.clock import SetClock
from entraide.engine.check import words
from entraide.engine.check.grants import Grant, note_name
from entraide.engine.check.hops import Hops
from entraide.engine.check.repeats import OtherQuestion
from entraide.engine.check.service import Service, decode_answer, shared_service
from entraide.engine.check.trail.lines import Checked
from entraide.engine.check.trail.read import find
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.wire import Document, Name, Person, Query, Vehicle
from entraide.engine.databases import databases
from entraide.engine.index.build import build
from entraide.engine.schema.state import NotePut, RecordPut
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import Invalid, NotAuthenticated, Unavailable

HELD = {database.code: database for database in databases()}
OFFICER = Grant(
    id="g7",
    country="QMA",
    unit="bureau",
    role=Role.BUREAU,
    databases=EVERYTHING,
    purposes=frozenset(Purpose),
    clearance=3,
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    made = make_hub(tmp_path_factory.mktemp("service") / "hub")
    feed = ListFeed()
    for number, database in enumerate(databases(), start=1):
        put = state(
            database.code,
            number,
            sample(database.code),
            owner="QMZ",
            purposes=database.purposes,
        )
        feed.add(RecordPut(put))
    feed.add(NotePut(note_name("g7"), OFFICER.note()))
    build(feed, made.index_folder, HELD, clock=SetClock(NOW))
    return made


@pytest.fixture
def clock():
    return SetClock(NOW)


@pytest.fixture
def service(hub, clock):
    opened = Service.open(hub, clock=clock)
    yield opened
    opened.close()


def query(*subjects, purpose=Purpose.CRIMINAL_INVESTIGATION_INFO, **more):
    return Query(subjects=list(subjects), purpose=purpose, **more)


PASSPORT = sample("travel_documents")
STOLEN = Document(number=PASSPORT["number"], issuing_country=PASSPORT["issuing_country"])


@pytest.mark.parametrize(("code", "role"), ASKERS)
def test_every_database_answers_whoever_may_ask_it(service, code, role):
    purpose = next(p for p in Purpose if p in HELD[code].asked_for)
    for subject in questions(code, role=role):
        if role is Role.CARRIER and not getattr(subject, "issuing_country", ""):
            continue
        asked = query(subject, purpose=purpose, databases=[code])
        answer = service.answer(asked, asker(role=role))
        assert answer.verdict in {Verdict.HIT, Verdict.POSSIBLE}
        assert answer.line


def test_the_line_is_in_the_trail_and_says_what_was_found(service, hub):
    answer = service.answer(query(STOLEN), asker())
    line = find(chains_folder(hub), answer.line).line
    assert isinstance(line, Checked)
    assert (line.verdict, line.purpose) == (answer.verdict, Purpose.CRIMINAL_INVESTIGATION_INFO)
    assert [found.database for found in line.found] == [3]
    assert line.seq > 0
    assert not hasattr(answer.index, "seq")


def test_pages_and_http_get_the_same_answer(service):
    asked = query(STOLEN, Person(names=[Name(full="Selin Öztanır")]), Vehicle(plate="X1"))
    one = service.answer(asked, asker())
    other = decode_answer(asyncio.run(service.answer_soon(asked, asker())))
    one.line = other.line = ""
    assert one == other


def test_a_person_asks_under_the_grant_that_the_index_holds(service):
    officer = service.person("g7", officer="o-1", workstation="desk")
    assert service.answer(query(STOLEN), officer).verdict is Verdict.HIT
    with pytest.raises(NotAuthenticated):
        service.person("g8", officer="o-1", workstation="desk")


def test_a_revocation_is_seen_by_the_very_next_question(service):
    service.index.put_note(note_name("g9"), OFFICER.note(), 100)
    assert service.person("g9", officer="o-1", workstation="desk")
    service.index.put_note(note_name("g9"), None, 101)
    with pytest.raises(NotAuthenticated):
        service.person("g9", officer="o-1", workstation="desk")


def test_a_suppressed_record_is_not_answered_whatever_the_feed_still_says(tmp_path, clock):
    hub, feed = make_hub(tmp_path / "hub"), ListFeed()
    feed.put("travel_documents", 5, PASSPORT, purposes=(Purpose.BORDER_MANAGEMENT,))
    build(feed, hub.index_folder, HELD, clock=clock)
    service = Service.open(hub, clock=clock)
    assert service.answer(query(STOLEN), asker()).verdict is Verdict.HIT
    service.index.suppress("travel_documents", 5, 2)
    assert service.answer(query(STOLEN), asker()).verdict is Verdict.NO_HIT
    service.close()


def test_an_old_index_never_says_no_hit(service, clock):
    nothing = query(Document(number="X0000000", issuing_country="UTO"))
    clock.advance(timedelta(seconds=3600))
    assert service.answer(nothing, asker()).verdict is Verdict.NO_HIT
    clock.advance(timedelta(seconds=1))
    answer = service.answer(nothing, asker())
    assert answer.verdict is Verdict.INCOMPLETE
    assert {unasked.why for unasked in answer.unasked} == {"index_old"}
    assert service.answer(query(STOLEN), asker()).verdict is Verdict.HIT
    assert service.health()["status"] == "degraded"


def test_an_index_of_another_program_never_says_no_hit(service, monkeypatch):
    monkeypatch.setattr(type(service.index.snapshot()), "is_current", False)
    nothing = query(Document(number="X0000000", issuing_country="UTO"))
    answer = service.answer(nothing, asker())
    assert answer.verdict is Verdict.INCOMPLETE
    assert {unasked.database for unasked in answer.unasked} == set(answer.asked)
    assert service.health()["why"] == "index_outdated"


def test_a_database_that_cannot_answer_makes_the_answer_incomplete(service, monkeypatch):
    snapshot = type(service.index.snapshot())
    real = snapshot.under

    def under(self, key):
        if key[0] == HELD["administrative_documents"].number:
            raise Unavailable
        return real(self, key)

    def named(self, database, name_keys):
        raise Unavailable

    monkeypatch.setattr(snapshot, "under", under)
    monkeypatch.setattr(snapshot, "named", named)
    by = asker(role=Role.FRONTLINE)
    asked = {"purpose": Purpose.BORDER_MANAGEMENT}
    answer = service.answer(query(Document(number="X1", issuing_country="UTO"), **asked), by)
    assert answer.verdict is Verdict.INCOMPLETE
    assert [(u.database, u.why) for u in answer.unasked] == [
        ("administrative_documents", "unavailable")
    ]
    person = service.answer(query(Person(names=[Name(full="A B")]), **asked), by)
    assert person.verdict is Verdict.INCOMPLETE


def test_without_an_index_nothing_is_answered(tmp_path, clock):
    service = Service.open(make_hub(tmp_path / "empty"), clock=clock)
    with pytest.raises(Unavailable):
        service.answer(query(STOLEN), asker())
    with pytest.raises(Unavailable):
        service.asker("entraide_x")
    assert service.health()["status"] == "degraded"
    service.close()


def test_a_page_s_question_that_is_sent_again_has_one_line(service):
    asked = query(STOLEN, client_id="page-1")
    first = service.answer(asked, asker())
    assert service.answer(asked, asker()) == first
    with pytest.raises(OtherQuestion):
        service.answer(query(Vehicle(plate="X1"), client_id="page-1"), asker())


def test_how_an_answer_was_made_is_told_step_by_step(service):
    hops = Hops()
    service.answer(query(Person(names=[Name(full="Selin Öztanır")])), asker(), hops=hops)
    codes = [hop.code for hop in hops.made]
    assert codes == ["permitted", "planned", "looked_up", "searched", "decided", "trailed"]
    assert all(hop.microseconds >= 0 and words.hop(hop.code, "fr") for hop in hops.made)


def test_half_a_character_is_refused_before_it_reaches_the_trail(service):
    with pytest.raises(Invalid) as refused:
        service.answer(query(Vehicle(plate="X1", colour="\ud800")), asker())
    assert refused.value.code == "text_encoding"


def test_a_process_has_one_service_for_a_hub(hub):
    assert shared_service(hub) is shared_service(hub)


def test_name_searches_do_not_hold_up_exact_checks(service, monkeypatch):
    async def asking():
        person = query(Person(names=[Name(full="Selin Öztanır")]))
        one, other = await asyncio.gather(
            service.answer_soon(person, asker()), service.answer_soon(query(STOLEN), asker())
        )
        return decode_answer(one).verdict, decode_answer(other).verdict

    assert asyncio.run(asking()) == (Verdict.POSSIBLE, Verdict.HIT)
