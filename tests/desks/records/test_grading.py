"""An owner grades its source and what that says; whoever reads the full record sees it."""

import csv

import pytest
from tests.acting import actor, notice, passport, person

from entraide.desks.records import actions, own_records, queries
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.exports import Form, export
from entraide.desks.records.imports import Asked, apply, plan, undo
from entraide.desks.records.queries import Reading
from entraide.desks.records.writing import By
from entraide.engine.index.reading import Entry
from entraide.engine.schema.vocabulary import Accuracy, Purpose, Reliability

pytestmark = pytest.mark.django_db

GRADED = Envelope(reliability=Reliability.MOSTLY, accuracy=Accuracy.CORROBORATED)
HEADS = ["owner_ref", "number", "issuing_country", "document_type", "fraud_type"]
ROW = ["r-1", "C01X00T47", "UTO", "P", "stolen"]


class Kept:
    """A trail that keeps nothing: what is disclosed is looked at here."""

    def append(self, _disclosure):
        """Nothing."""


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


def reading(by):
    return Reading(purpose=Purpose.BORDER_MANAGEMENT, trail=Kept(), clock=by.clock)


def graded(by, ref, who="QMA"):
    (state,) = queries.disclose(actor(who).asker(), [ref], reading(by))
    return state.reliability, state.accuracy


def add(by, database, ref, body, envelope):
    done = actions.add(by, database, owner="UTO", owner_ref=ref, body=body, envelope=envelope)
    return Ref(database, done.id)


def test_a_record_that_nobody_graded_has_no_grades(uto):
    assert graded(uto, add(uto, "travel_documents", "r-1", passport(), Envelope())) == (None, None)


def test_grades_are_shown_in_full_records_and_stay_until_the_owner_changes_them(uto):
    ref = add(uto, "travel_documents", "r-1", passport(), GRADED)
    assert graded(uto, ref) == ("B", "3")
    actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
    assert graded(uto, ref) == ("B", "3")
    actions.correct(
        uto, ref, version=2, body=passport(), envelope=Envelope(accuracy=Accuracy.UNKNOWN)
    )
    assert graded(uto, ref) == ("B", "X")
    assert own_records.past_body(uto.actor.asker(), ref, 1, now=uto.clock.now()).accuracy == "3"


def test_what_follows_from_a_notice_is_graded_as_it(uto):
    papers = [{"number": "P1234567", "issuing_country": "UTO", "document_type": "P"}]
    add(uto, "persons", "p-1", person(documents=papers), Envelope())
    add(uto, "notices", "n-1", notice("p-1"), GRADED)
    assert graded(uto, Ref("travel_documents_under_notice", 1)) == ("B", "3")


def test_the_index_that_checks_are_answered_from_holds_no_grades():
    assert not {"reliability", "accuracy"} & set(Entry.__struct_fields__)


@pytest.mark.parametrize("form", list(Form))
def test_grades_leave_with_the_record_and_come_back(uto, tmp_path, form):
    add(uto, "travel_documents", "r-1", passport(), GRADED)
    path = tmp_path / f"all.{form}"
    export(uto.actor.asker(), "travel_documents", reading(uto), path=path, form=form)
    again = plan(uto, Asked(path=path, owner="UTO", database="travel_documents"))
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 1, 0)


def table(path, reliability, accuracy):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADS, "record.reliability", "record.accuracy"])
        writer.writerow([*ROW, reliability, accuracy])
    return Asked(path=path, owner="UTO", database="travel_documents")


def test_an_import_grades_and_its_undoing_takes_the_grades_back(uto, tmp_path):
    ref = add(uto, "travel_documents", "r-1", passport(), GRADED)
    done = apply(uto, table(tmp_path / "t.csv", "always reliable", "1"))
    assert graded(uto, ref) == ("A", "1")
    undo(uto, done.batches)
    assert graded(uto, ref) == ("B", "3")


@pytest.mark.parametrize(("reliability", "accuracy"), [("E", "1"), ("A", "5"), ("1", "A")])
def test_a_grade_that_is_none_is_refused(uto, tmp_path, reliability, accuracy):
    assert apply(uto, table(tmp_path / "t.csv", reliability, accuracy)).refused == 1
