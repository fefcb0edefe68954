"""Files of records brought in: planned, put, taken up again, reported and undone."""

import csv
import json
from dataclasses import replace

import pytest
from tests.acting import actor, passport

from entraide.desks.records import actions, own_records
from entraide.desks.records.bulk import put_many
from entraide.desks.records.imports import Asked, Form, apply, plan, running, undo
from entraide.desks.records.models import Batch, Record
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Deletion, Status
from entraide.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db

HEADINGS = ["owner_ref", "number", "issuing_country", "document_type", "fraud_type", "lost_on"]


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


@pytest.fixture
def file(tmp_path):
    """Writes a table of travel documents and says what to ask of it."""

    def write(*rows, headings=HEADINGS, separator=";", name="table.csv", **asked):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, delimiter=separator).writerows([headings, *rows])
        return Asked(**{"path": path, "owner": "UTO", "database": "travel_documents"} | asked)

    return write


def row(ref="r-1", number="C01X00T47", lost_on="", fraud="stolen"):
    return [ref, number, "UTO", "P", fraud, lost_on]


def many(count):
    return [row(f"r-{n}", f"C{n:08}") for n in range(count)]


def held(database="travel_documents"):
    """The owner's records as they are: reference → body."""
    return own_records.own_bodies(
        "UTO", database, Record.objects.values_list("owner_ref", flat=True)
    )


def counts(totals):
    return totals.added, totals.changed, totals.unchanged, totals.refused


def test_a_plan_says_what_applying_does_and_writes_nothing(uto, file):
    asked = file(row(), row("r-2", "", "2020-01-01"), row("r-3", "D7"))
    assert counts(plan(uto, asked)) == (2, 0, 0, 1)
    assert held() == {}
    assert counts(apply(uto, asked)) == (2, 0, 0, 1)
    assert held() == {"r-1": passport(), "r-3": passport("D7")}


def test_importing_again_changes_nothing(uto, file):
    asked = file(*many(450))
    apply(uto, asked)
    before = list(Record.objects.values_list("id", "version"))
    assert counts(plan(uto, asked)) == (0, 0, 450, 0)
    assert counts(apply(uto, asked)) == (0, 0, 450, 0)
    assert list(Record.objects.values_list("id", "version")) == before


def test_a_changed_row_is_told_field_by_field(uto, file, tmp_path):
    apply(uto, file(row(lost_on="2020-01-02")))
    asked = file(row(fraud="lost", lost_on=""))
    assert counts(apply(uto, asked, report=tmp_path / "report")) == (0, 1, 0, 0)
    told = json.loads((tmp_path / "report" / "rows.jsonl").read_text("utf-8"))
    assert told == {
        "line": 2,
        "database": "travel_documents",
        "ref": "r-1",
        "outcome": "changed",
        "changes": {
            "fraud_type": {"before": "stolen", "after": "lost"},
            "lost_on": {"before": "2020-01-02", "after": None},
        },
    }


def test_rows_that_the_file_no_longer_has_are_left_alone(uto, file):
    apply(uto, file(row(), row("r-2", "D7")))
    assert counts(apply(uto, file(row()))) == (0, 0, 1, 0)
    assert set(held()) == {"r-1", "r-2"}


def test_a_withdrawn_record_does_not_come_back_and_is_told(uto, file, tmp_path):
    asked = file(row(), row("r-2", "D7"))
    apply(uto, asked)
    first = Record.objects.get(owner_ref="r-1")
    actions.withdraw(uto, actions.Ref("travel_documents", first.id), reason=Deletion.SOURCE_REQUEST)
    for totals in (plan(uto, asked), apply(uto, asked, report=tmp_path / "report")):
        assert counts(totals) == (0, 0, 1, 1)
        assert totals.withdrawn == 1
    assert set(held()) == {"r-2"}
    lines = (tmp_path / "report" / "rows.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["outcome"] == "withdrawn"


def test_a_refused_row_is_reported_mended_and_imported(uto, file, tmp_path):
    asked = file(row("r-1", "=1+1", "2020-13-01"), row("r-2", "D7", "03/04/2020"), row("r-3", "D8"))
    report = tmp_path / "report"
    assert counts(apply(uto, asked, report=report)) == (1, 0, 0, 2)
    with (report / "refused.csv").open(encoding="utf-8-sig", newline="") as opened:
        refused = list(csv.DictReader(opened, delimiter=";"))
    assert [each["refusal.line"] for each in refused] == ["2", "3"]
    assert refused[0]["number"] == "'=1+1"
    assert refused[1]["refusal.field"] == "lost_on"
    assert refused[1]["refusal.reason"] == "This date can be read in two ways."
    assert refused[1]["refusal.repair"] == '["2020-04-03","2020-03-04"]'
    mended = (report / "refused.csv").read_text("utf-8-sig")
    mended = mended.replace("2020-13-01", "2020-12-01").replace(";03/04/2020;", ";2020-04-03;")
    (report / "mended.csv").write_text(mended.replace("'=1+1", "AB 12"), "utf-8")
    assert counts(apply(uto, replace(asked, path=report / "mended.csv"))) == (2, 0, 0, 0)
    assert held()["r-2"]["lost_on"] == "2020-04-03"


def test_a_row_that_cannot_be_taken_apart_leaves_the_table_of_refusals_whole(uto, file, tmp_path):
    asked = file(row("r-1", "A1", "2020-13-01"), row("r-2", "D7"))
    text = asked.path.read_text("utf-8").replace("r-1;", '"r"-0;A1;UTO;P;lost;\r\nr-1;')
    asked.path.write_text(text, "utf-8")
    assert counts(plan(uto, asked, report=tmp_path / "report")) == (1, 0, 0, 2)
    with (tmp_path / "report" / "refused.csv").open(encoding="utf-8-sig", newline="") as opened:
        refused = list(csv.DictReader(opened, delimiter=";"))
    assert [(each["refusal.line"], each["number"]) for each in refused] == [("2", ""), ("3", "A1")]


class _CutOff(BaseException):
    """Stands for the process's end: nothing in the program may catch it."""


def test_an_import_that_was_cut_off_goes_on_without_loss_or_doubles(uto, file, monkeypatch):
    asked = file(*many(700), row("bad", ""))
    slices = []

    def cut(by, batch, rows):
        for part in put_many(by, batch, rows):
            slices.append(part)
            yield part
            if len(slices) in {1, 2}:
                raise _CutOff

    monkeypatch.setattr(running, "put_many", cut)
    for _attempt in range(2):
        with pytest.raises(_CutOff):
            apply(uto, asked)
    assert 0 < Record.objects.count() < 700
    totals = apply(uto, asked)
    assert counts(totals) == (700, 0, 0, 1)
    assert len(totals.batches) == 1
    assert Batch.objects.count() == 1
    assert Record.objects.count() == 700
    assert set(Record.objects.values_list("version", flat=True)) == {1}


def test_a_file_read_another_way_is_another_import(uto, file):
    first = apply(uto, file(row(lost_on="03/04/2020"), locale="en_GB"))
    second = apply(uto, file(row(lost_on="03/04/2020"), locale="en_US"))
    assert counts(first) == (1, 0, 0, 0)
    assert counts(second) == (0, 1, 0, 0)
    assert held()["r-1"]["lost_on"] == "2020-03-04"


def test_undoing_withdraws_what_was_added_and_changes_back_what_was_changed(uto, file):
    apply(uto, file(row(), row("r-2", "D7")))
    asked = file(row(fraud="lost"), row("r-2", "D7", fraud="lost"), row("r-3", "D8"))
    done = apply(uto, asked)
    second = Record.objects.get(owner_ref="r-2")
    actions.correct(
        uto,
        actions.Ref("travel_documents", second.id),
        version=second.version,
        body=passport("D7", fraud_type="revoked"),
    )
    undone = undo(uto, done.batches)
    assert (undone.withdrawn, undone.changed_back, undone.left) == (1, 1, 1)
    assert held() == {"r-1": passport(), "r-2": passport("D7", fraud_type="revoked")}
    with pytest.raises(Conflict):
        undo(uto, done.batches)


def test_a_row_twice_in_a_file_is_put_once_and_contradiction_refused(uto, file):
    asked = file(row(), row(), row(fraud="lost"))
    assert counts(plan(uto, asked)) == (1, 0, 1, 1)
    assert counts(apply(uto, asked)) == (1, 0, 1, 1)
    assert counts(apply(uto, asked)) == (0, 0, 2, 1)  # nor does a second import change it
    assert held() == {"r-1": passport()}


def test_nobody_imports_for_another_owner_or_another_country(uto, file):
    with pytest.raises(NotAllowed):
        apply(uto, file(row(), owner="QMA"))
    asked = file(["r-1", "C1", "QMA", "P", "lost", ""])
    assert counts(apply(uto, asked)) == (0, 0, 0, 1)


def test_a_document_without_reference_gets_one_from_country_number_and_type(uto, file):
    headings = HEADINGS[1:]
    asked = file(["c01-x00", "UTO", "P", "lost", ""], headings=headings)
    assert counts(apply(uto, asked)) == (1, 0, 0, 0)
    assert set(held()) == {"UTO-C01X00-P"}
    spelled = file(["C01 X00", "UTO", "P", "lost", ""], headings=headings)
    assert counts(apply(uto, spelled)) == (0, 1, 0, 0)  # the same document, written otherwise


def test_elsewhere_a_row_without_reference_is_refused(uto, file, tmp_path):
    asked = file(["Ada"], headings=["names.1.full"], database="persons")
    assert counts(apply(uto, asked, report=tmp_path)) == (0, 0, 0, 1)
    assert "owner_ref_missing" in (tmp_path / "rows.jsonl").read_text("utf-8")


def test_lost_zeros_are_proposed_from_what_the_countrys_numbers_are(uto, file, tmp_path):
    apply(uto, file(*[row(f"r-{n}", f"{n:09}") for n in range(30)]))
    asked = file(row("s-1", "1234567"), row("s-2", "012345678"), row("s-3", "A123"))
    report = tmp_path / "report"
    assert counts(apply(uto, asked, report=report)) == (2, 0, 0, 1)
    told = json.loads((report / "rows.jsonl").read_text("utf-8").splitlines()[0])
    assert told["problems"][0]["code"] == "lost_zeros"
    assert told["problems"][0]["repair"] == "001234567"
    mended = replace(asked, accepted=frozenset({"lost_zeros"}))
    assert counts(apply(uto, mended)) == (1, 0, 2, 0)
    assert held()["s-1"]["number"] == "001234567"


def test_repairs_that_were_accepted_are_made(uto, file):
    asked = file(
        row(fraud="stolne", lost_on="43924"), accepted=frozenset({"date_serial", "choice"})
    )
    assert counts(apply(uto, asked)) == (1, 0, 0, 0)
    assert held()["r-1"] == passport(lost_on="2020-04-03")


def test_the_envelope_is_imported_and_what_the_file_does_not_say_stays(uto, file):
    headings = [*HEADINGS, "record.restricted", "record.handling", "record.confidentiality"]
    apply(uto, file([*row(), "QMA; QMB", "H1", "restricted"], headings=headings))
    record = Record.objects.get()
    assert tuple(record.restricted) == ("QMA", "QMB")
    assert record.confidentiality == 2
    apply(uto, file(row(fraud="lost")))
    again = Record.objects.get()
    assert tuple(again.restricted) == ("QMA", "QMB")
    assert (again.handling, again.version) == (record.handling, 2)


def test_a_table_with_foreign_headings_is_refused_whole(uto, file):
    with pytest.raises(Invalid) as refused:
        apply(uto, file(row(), headings=["owner_ref", "nummer", *HEADINGS[2:]]))
    assert refused.value.code == "heading_unknown"
    assert held() == {}


def test_a_file_that_is_not_there_is_told(uto, tmp_path):
    with pytest.raises(Invalid) as refused:
        plan(uto, Asked(path=tmp_path / "none.csv", owner="UTO", database="travel_documents"))
    assert refused.value.code == "file_missing"


def test_progress_is_told_to_the_end(uto, file):
    told = []
    asked = file(*many(900))
    apply(uto, asked, progress=told.append)
    assert told[-1].rows == 900
    assert told[-1].share == 1.0
    assert [each.share for each in told] == sorted(each.share for each in told)
    assert len(told) >= 2


def test_persons_and_the_notices_about_them_come_from_one_file(uto, tmp_path):
    path = tmp_path / "notices.jsonl"
    entry = {
        "entity_id": "2020/1",
        "name": "TESTPERSON",
        "forename": "ADA",
        "date_of_birth": "1980/02/00",
        "nationalities": ["UTO"],
        "arrest_warrants": [{"issuing_country_id": "QMA", "charge": "Theft"}],
        "sex_id": "F",
    }
    path.write_text(json.dumps(entry), "utf-8")
    asked = Asked(path=path, owner="UTO", form=Form.PUBLIC_NOTICES)
    totals = apply(uto, asked)
    assert totals.by_database == {"persons": {"added": 1}, "notices": {"added": 1}}
    assert held("notices")["2020/1"]["birth_date"] == "1980-02"  # copied from the person
    listed = {name: entry[name] for name in ("entity_id", "name", "forename")}
    path.write_text(json.dumps(listed | {"forename": "ADA MARIA"}), "utf-8")
    again = apply(uto, asked)
    assert again.by_database["persons"] == {"changed": 1}
    person = held("persons")["2020/1"]
    assert person["names"][0]["forename"] == "ADA MARIA"
    assert person["birth_date"] == "1980-02"  # a list entry takes nothing away
    undo(uto, again.batches)
    assert held("persons")["2020/1"]["names"][0]["forename"] == "ADA"
    undo(uto, totals.batches)
    assert held("persons") == held("notices") == {}
    assert {record.status for record in Record.objects.all()} != {Status.ACTIVE}
