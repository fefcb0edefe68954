"""Files that people bring: kept, worked off by another process, and only for their own bureau."""

import pytest
from tests.acting import actor

from entraide.desks.bureaus import actions as bureau_actions
from entraide.desks.bureaus import granting, queries
from entraide.desks.records import own_records
from entraide.desks.records.imports import actions as jobs
from entraide.desks.records.imports.queries import files_of, imports_folder, job, reported
from entraide.desks.records.imports.work import work_off
from entraide.desks.records.models import ImportJob, Record
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
TABLE = b"""owner_ref,number,issuing_country,document_type,fraud_type
r-1,C01X00T47,UTO,P,stolen
r-2,=1+1,UTO,P,nothing
"""


@pytest.fixture
def clerk(unindexed, clock):
    """A clerk of UTO, as who acts."""
    operator = By(actor=queries.operator(), clock=clock, reason="set-up")
    bureau_actions.admit_person(operator, "clerk", bureau="UTO", full_name="C. Lerk")
    codes = frozenset({"travel_documents"})
    terms = granting.Terms(
        role=Role.BUREAU, databases=codes, writes=codes, purposes=frozenset({Purpose.LOCATE})
    )
    granting.grant_person(operator, "clerk", terms)
    return By(actor=queries.actor(queries.person("clerk"), clock.now()), clock=clock)


def brought(content=TABLE, **told):
    return jobs.Brought(name="passports.csv", chunks=[content], database="travel_documents", **told)


def worked_off(hub, clock, id):
    work_off(hub, clock)
    return ImportJob.objects.get(pk=id)


def test_a_file_is_planned_applied_and_undone_by_the_worker(clerk, unindexed, clock):
    hub, _index = unindexed
    made = jobs.bring(clerk, brought())
    assert (made.state, Record.objects.count()) == ("waiting", 0)
    planned = worked_off(hub, clock, made.pk)
    assert (planned.state, planned.plan["added"], planned.plan["refused"]) == ("done", 1, 1)
    assert Record.objects.count() == 0
    jobs.apply_file(clerk, made.pk)
    applied = worked_off(hub, clock, made.pk)
    assert applied.totals["added"] == 1
    assert set(own_records.own_bodies("UTO", "travel_documents", ["r-1"])) == {"r-1"}
    jobs.undo_file(clerk, made.pk)
    assert worked_off(hub, clock, made.pk).undone == {"withdrawn": 1, "changed_back": 0, "left": 0}
    assert own_records.own_bodies("UTO", "travel_documents", ["r-1"]) == {}


def test_each_row_is_reported_and_no_cell_of_the_refused_ones_is_a_formula(clerk, unindexed, clock):
    made = worked_off(unindexed[0], clock, jobs.bring(clerk, brought()).pk)
    assert [line["outcome"] for line in reported(made)] == ["added", "refused"]
    assert [line["line"] for line in reported(made, outcome="refused")] == [3]
    assert reported(made, first=2) == []
    cells = files_of(made).refused.read_text("utf-8-sig").replace('"', "").split(",")
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_a_repeated_request_keeps_one_file(clerk, clock):
    once = By(actor=clerk.actor, clock=clock, request_key="k-1")
    assert jobs.bring(once, brought()).pk == jobs.bring(once, brought()).pk
    assert len(list(imports_folder().iterdir())) == 1


@pytest.mark.parametrize("name", ["../../hub.toml", "..", "a/b\\c.csv", "\0", "x" * 900, ""])
def test_no_name_of_a_file_leads_out_of_its_folder(clerk, name):
    made = jobs.bring(clerk, jobs.Brought(name=name, chunks=[TABLE], database="travel_documents"))
    source = files_of(made).source
    assert source.resolve().parent == (imports_folder() / made.folder / "file").resolve()


@pytest.mark.parametrize(
    "told", [{"accepted": frozenset({"required"})}, {"locale": "xx"}, {"content": b""}]
)
def test_what_cannot_be_asked_is_refused_and_leaves_no_file(clerk, told):
    with pytest.raises(Invalid):
        jobs.bring(clerk, brought(**told))
    assert not imports_folder().exists() or not list(imports_folder().iterdir())


def test_another_bureaus_files_do_not_exist(clerk, clock):
    made = jobs.bring(clerk, brought())
    for other in (actor("QMA"), actor("UTO", Role.FRONTLINE)):
        with pytest.raises(NotFound):
            job(other, made.pk)
        with pytest.raises(NotFound):
            jobs.apply_file(By(actor=other, clock=clock), made.pk)


def test_who_may_not_write_the_database_may_bring_no_file_for_it(clerk, clock):
    reader = actor("UTO", writes=frozenset())
    with pytest.raises(NotAllowed):
        jobs.bring(By(actor=reader, clock=clock), brought())


def test_nothing_is_applied_before_it_was_planned_nor_twice(clerk, unindexed, clock):
    made = jobs.bring(clerk, brought())
    with pytest.raises(Conflict):
        jobs.apply_file(clerk, made.pk)
    worked_off(unindexed[0], clock, made.pk)
    jobs.apply_file(clerk, made.pk)
    worked_off(unindexed[0], clock, made.pk)
    with pytest.raises(Conflict):
        jobs.apply_file(clerk, made.pk)


def test_a_revoked_grant_stops_what_it_asked_for(clerk, unindexed, clock):
    made = jobs.bring(clerk, brought())
    operator = By(actor=queries.operator(), clock=clock, reason="left")
    granting.revoke(operator, clerk.actor.grant)
    stopped = worked_off(unindexed[0], clock, made.pk)
    assert stopped.state == "failed"
    assert stopped.problem


def test_work_that_was_cut_off_is_taken_up_again(clerk, unindexed, clock):
    made = jobs.bring(clerk, brought())
    assert jobs.take_next(clock).pk == made.pk  # and here the worker is killed
    assert worked_off(unindexed[0], clock, made.pk).state == "done"


def test_a_file_that_is_none_fails_with_a_sentence_and_the_next_goes_on(clerk, unindexed, clock):
    wrong = jobs.bring(clerk, brought(b"PK\x03\x04 nothing"))
    right = jobs.bring(clerk, brought())
    assert work_off(unindexed[0], clock) == 2
    states = {each.pk: (each.state, bool(each.problem)) for each in ImportJob.objects.all()}
    assert states == {wrong.pk: ("failed", True), right.pk: ("done", False)}


def test_a_discarded_file_is_gone_and_so_is_one_of_a_month_ago(clerk, unindexed, clock):
    first, second = jobs.bring(clerk, brought()), jobs.bring(clerk, brought())
    work_off(unindexed[0], clock)
    jobs.discard(clerk, first.pk)
    assert [each.name for each in imports_folder().iterdir()] == [second.folder]
    clock.advance(jobs.KEPT * 2)
    assert jobs.forget_files(clock) == 1
    assert not list(imports_folder().iterdir())
