"""The owner's hit list: every consultation of its records, nothing of anybody else's."""

import pytest
from tests.acting import passport

from entraide.desks.inbox import queries
from entraide.desks.inbox.gathering import forget, gather
from entraide.desks.inbox.models import Consultation
from entraide.desks.inbox.queries import Asked
from entraide.desks.records import actions as records
from entraide.desks.records.queries import Reading, disclose
from entraide.engine.check.trail.writer import Trail
from entraide.engine.check.wire import Document, Place
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

LOST = Document(number="C01X00T47", issuing_country="UTO", document_type="P")


@pytest.fixture
def clerk(work):
    return work.acts_as(work.person("clerk", "UTO"))


@pytest.fixture
def guard(work):
    return work.person("guard", "QMA", Role.FRONTLINE, unit="north")


def test_a_check_that_found_a_record_stands_in_its_owners_list(work, clerk, guard):
    ref, _reference = work.record("travel_documents", passport())
    answer = work.ask(guard, LOST, place=Place(kind="land", name="Puerto Claro"))
    gather(work.hub, work.clock)
    (row,) = queries.consultations(clerk.actor)
    assert (row.line, row.country, row.unit, row.role) == (answer.line, "QMA", "north", "frontline")
    assert (row.place_kind, row.place, row.verdict) == ("land", "Puerto Claro", "hit")
    assert queries.ref(row) == ref
    assert queries.references_of_owner([row]) == {(row.database, row.record): "r-1"}


def test_nobody_else_has_it_in_theirs(work, guard):
    work.record("travel_documents", passport())
    work.ask(guard, LOST)
    gather(work.hub, work.clock)
    other = work.acts_as(work.person("other", "QMA"))
    assert queries.consultations(other.actor) == []
    assert queries.consultations_counted(other.actor) == 0


def test_a_check_that_found_nothing_or_was_not_allowed_to_is_in_no_list(work, clerk, guard):
    ref, _reference = work.record("travel_documents", passport())
    records.restrict(work.by("UTO"), ref, version=1, hidden_from=["QMA"])
    work.follow()
    work.ask(guard, LOST)
    gather(work.hub, work.clock)
    assert queries.consultations(clerk.actor) == []


def test_a_full_report_stands_there_too_and_the_list_can_be_narrowed(work, clerk, guard):
    ref, _reference = work.record("travel_documents", passport())
    reader = work.acts_as(work.person("reader", "QMA"))
    trail = Trail.open(work.hub, work.clock)
    reading = Reading(purpose=Purpose.LOCATE, trail=trail, clock=work.clock)
    disclose(reader.actor.asker(officer="reader"), [ref], reading)
    trail.close()
    work.ask(guard, LOST)
    work.ask(work.person("own", "UTO", Role.FRONTLINE), LOST)
    gather(work.hub, work.clock)
    manners = {row.manner for row in queries.consultations(clerk.actor)}
    assert manners == {"checked", "shown"}
    assert queries.consultations_counted(clerk.actor) == 3
    assert queries.consultations_counted(clerk.actor, Asked(is_foreign=True)) == 2
    assert queries.consultations_counted(clerk.actor, Asked(record=ref)) == 3
    assert queries.consultations_counted(clerk.actor, Asked(database="vehicles")) == 0
    assert queries.consultations_counted(clerk.actor, Asked(since=work.clock.now())) == 0


def test_the_trail_read_twice_counts_once(work, clerk, guard):
    work.record("travel_documents", passport())
    work.ask(guard, LOST)
    assert gather(work.hub, work.clock) > 0
    assert gather(work.hub, work.clock) == 0
    from entraide.desks.inbox.models import TrailRead  # noqa: PLC0415 - after Django started

    TrailRead.objects.all().delete()  # as after a crash before the place was kept
    gather(work.hub, work.clock)
    assert queries.consultations_counted(clerk.actor) == 1


def test_what_is_older_than_the_criteria_of_hits_is_forgotten(work, clerk, guard):
    work.record("travel_documents", passport())
    work.ask(guard, LOST)
    gather(work.hub, work.clock)
    assert forget(work.hub, work.clock) == 0
    Consultation.objects.update(at="2015-01-01T00:00:00Z")
    assert forget(work.hub, work.clock) == 1
    assert queries.consultations(clerk.actor) == []
