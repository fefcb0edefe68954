"""A notice copies its person, the person's documents follow the notice, in one act."""

import pytest
from tests.acting import actor, notice, person

from entraide.desks.records import actions
from entraide.desks.records.envelope import Envelope, Ref, state_of
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.models import Record
from entraide.desks.records.writing import By
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordGone, RecordPut
from entraide.engine.schema.vocabulary import Deletion, Status
from entraide.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db

PAPERS = [
    {"number": "P1234567", "issuing_country": "UTO", "document_type": "P"},
    {"number": "I7654321", "issuing_country": "UTO", "document_type": "I"},
]


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock, reason="A reason.")


@pytest.fixture
def sought(uto):
    """A person with two documents, under a notice."""
    done = add(uto, "persons", "p-1", person(documents=PAPERS))
    under = add(uto, "notices", "n-1", notice("p-1"))
    return Ref("persons", done.id), Ref("notices", under.id)


def add(by, database, ref, body, **more):
    return actions.add(by, database, owner="UTO", owner_ref=ref, body=body, **more)


def rows(status=Status.ACTIVE):
    """Number → state of the document rows in this status."""
    number = by_code("travel_documents_under_notice").number
    states = [state_of(row) for row in Record.objects.filter(database=number)]
    return {state.body.get("number"): state for state in states if state.status is status}


def whole(ref):
    return state_of(Record.objects.get(database=by_code(ref.database).number, id=ref.id))


def test_a_notice_holds_its_persons_identity_and_each_document_is_a_row(sought):
    body = whole(sought[1]).body
    assert body["names"] == whole(sought[0]).body["names"]
    assert body["birth_date"] == "1980-02-03"
    assert set(rows()) == {"P1234567", "I7654321"}
    row = rows()["P1234567"]
    assert (row.owner, row.body["colour"], row.parent) == ("UTO", "red", tuple(sought[1]))


def test_a_person_corrected_corrects_notice_and_rows(uto, sought):
    start = TruthFeed().head()
    actions.correct(uto, sought[0], version=1, body=person("Othername", documents=[PAPERS[0]]))
    assert whole(sought[1]).body["names"][0]["family"] == "Othername"
    assert set(rows()) == {"P1234567"}
    assert rows()["P1234567"].body["names"][0]["family"] == "Othername"
    changed = {type(c.what) for c in TruthFeed().since(start, 100)}
    assert changed == {RecordPut, RecordGone}


def test_a_document_that_was_taken_away_may_come_back(uto, sought):
    actions.correct(uto, sought[0], version=1, body=person(documents=[]))
    assert rows() == {}
    actions.correct(uto, sought[0], version=2, body=person(documents=PAPERS))
    assert set(rows()) == {"P1234567", "I7654321"}


def test_withdrawing_the_person_withdraws_all_that_follows(uto, sought):
    done = actions.withdraw(uto, sought[0], reason=Deletion.SOURCE_REQUEST)
    assert rows() == {}
    assert whole(sought[1]).status is Status.WITHDRAWN
    assert len(done.hides) == 4


def test_withdrawing_the_notice_leaves_the_person(uto, sought):
    actions.withdraw(uto, sought[1], reason=Deletion.PURPOSE_ACHIEVED)
    assert rows() == {}
    assert whole(sought[0]).status is Status.ACTIVE


def test_suspending_hides_what_follows_and_restoring_brings_it_back(uto, sought):
    actions.suspend(uto, sought[0])
    assert whole(sought[1]).status is Status.SUSPENDED
    assert rows() == {}
    with pytest.raises(Conflict):
        actions.restore(uto, sought[1])
    actions.restore(uto, sought[0])
    assert whole(sought[1]).status is Status.ACTIVE
    assert set(rows()) == {"P1234567", "I7654321"}


def test_a_notice_suspended_by_itself_stays_so_when_its_person_is_restored(uto, sought):
    actions.suspend(uto, sought[0])
    actions.suspend(uto, sought[1])
    actions.restore(uto, sought[0])
    assert whole(sought[1]).status is Status.SUSPENDED
    assert rows() == {}
    actions.restore(uto, sought[1])
    assert set(rows()) == {"P1234567", "I7654321"}


def test_what_is_hidden_from_a_country_is_hidden_in_all_that_follows(uto, sought):
    done = actions.restrict(uto, sought[0], version=1, hidden_from=["QMA"])
    assert whole(sought[1]).restricted == ("QMA",)
    assert {row.restricted for row in rows().values()} == {("QMA",)}
    assert len(done.hides) == 4
    add(uto, "notices", "n-2", notice("p-1"), envelope=Envelope(restricted=("QMB",)))
    assert {row.restricted for row in rows().values()} >= {("QMA", "QMB")}


def test_a_notice_about_nobody_known_is_refused(uto):
    with pytest.raises(Invalid) as refused:
        add(uto, "notices", "n-1", notice("nobody"))
    assert refused.value.field == "person"


def test_a_notice_may_turn_to_another_person(uto, sought):
    add(uto, "persons", "p-2", person("Third", documents=[]))
    actions.correct(uto, sought[1], version=1, body=notice("p-2"))
    assert whole(sought[1]).body["names"][0]["family"] == "Third"
    assert rows() == {}


def test_nobody_touches_a_row_that_follows(uto, sought):
    row = rows()["P1234567"]
    with pytest.raises(NotAllowed):
        actions.withdraw(uto, Ref(row.database, row.id), reason=Deletion.QUALITY)


def test_a_notice_is_not_answered_after_its_last_day(uto, sought, clock):
    actions.correct(uto, sought[1], version=1, body=notice("p-1", valid_until="2026-06-30"))
    for state in (whole(sought[1]), *rows().values()):
        assert state.answerable_until.isoformat() == "2026-07-01T00:00:00+00:00"
