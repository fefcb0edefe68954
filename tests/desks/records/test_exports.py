"""One's own records as a file: it changes nothing when it comes back, and is trailed."""

import csv
from collections import defaultdict

import openpyxl
import pytest
from tests.acting import actor, passport, person

from entraide.desks.records import actions, queries
from entraide.desks.records.bulk import open_batch, put_many
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.exports import Form, export
from entraide.desks.records.imports import Asked, plan
from entraide.desks.records.queries import Reading
from entraide.desks.records.rows import Incoming
from entraide.desks.records.writing import By
from entraide.desks.sample.organisation import SECRETARIAT
from entraide.desks.sample.records import records
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import (
    Confidentiality,
    Deletion,
    Handling,
    Purpose,
    Role,
    Writer,
)
from entraide.errors import Unavailable

pytestmark = pytest.mark.django_db

WRITTEN = [each.code for each in databases() if each.written_by is not Writer.DERIVED]


class Kept:
    """A trail that keeps what it is given."""

    def __init__(self):
        self.disclosures = []

    def append(self, disclosure):
        self.disclosures.append(disclosure)


class Full:
    """A trail whose disk is full."""

    def append(self, _disclosure):
        raise Unavailable("trail")


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


def reading(by, trail):
    return Reading(purpose=Purpose.CRIMINAL_INVESTIGATION_INFO, trail=trail, clock=by.clock)


def exported(by, database, path, form, trail=None):
    return export(by.actor.asker(), database, reading(by, trail or Kept()), path=path, form=form)


def imported_again(by, database, path):
    totals = plan(by, Asked(path=path, owner=by.actor.bureau, database=database))
    return totals.added, totals.changed, totals.unchanged, totals.refused


def drawn(clock):
    """Invented records of every database, all of one owner, persons before their notices."""
    places = defaultdict(list)
    for each in records(1100, seed=5, today=clock.now().date()):
        places[each["database"], each["owner"]].append(each)
    for database in WRITTEN:
        owners = [owner for code, owner in places if code == database]
        owner = max(owners, key=lambda owner: len(places[database, owner]))
        yield database, owner, places[database, owner], places["persons", owner]


def put(by, database, some):
    rows = [
        Incoming(line, each["owner_ref"], each["body"], Envelope(restricted=each["restricted"]))
        for line, each in enumerate(some, 1)
    ]
    batch = open_batch(by, database, by.actor.bureau, source="sample", digest=database)
    return [outcome for part in put_many(by, batch, rows) for outcome in part.outcomes]


def test_what_is_exported_and_imported_again_changes_nothing(bureaus, clock, tmp_path):
    for database, owner, some, persons in drawn(clock):
        role = Role.SECRETARIAT if owner == SECRETARIAT else Role.BUREAU
        by = By(actor=actor(owner, role), clock=clock)
        if database == "notices":
            put(by, "persons", persons)
        assert {outcome.what for outcome in put(by, database, some)} == {"added"}
        for form in Form:
            path = tmp_path / f"{database}.{form}"
            assert exported(by, database, path, form).records == len(some)
            assert imported_again(by, database, path) == (0, 0, len(some), 0), (database, form)


AWKWARD = [
    "=cmd|' /C calc'!A0",
    "'=already marked",
    "#REF!",
    '"quoted", with; separators | and\na second line',
    "+33 1 99 00 12 34",
    "00123",
    "1.5E+7 is a number",
    "03/04/2020",
    "عربي، 中文, кириллица",
]


@pytest.mark.parametrize("form", Form)
def test_awkward_texts_come_back_as_they_were(uto, tmp_path, form):
    for place, text in enumerate(AWKWARD):
        body = person(
            remarks=text,
            addresses=[text, "second"],
            names=[{"family": text + "x", "kind": "alias"}],
        )
        actions.add(uto, "persons", owner="UTO", owner_ref=f"={place}", body=body)
    path = tmp_path / f"table.{form}"
    exported(uto, "persons", path, form)
    assert imported_again(uto, "persons", path) == (0, 0, len(AWKWARD), 0)


def test_no_cell_of_an_exported_table_is_a_formula(uto, tmp_path):
    actions.add(uto, "persons", owner="UTO", owner_ref="-1", body=person(remarks="=1+1"))
    exported(uto, "persons", tmp_path / "table.csv", Form.CSV)
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            assert all(cell[:1] not in set("=+-@\t\r") for cell in row)
    exported(uto, "persons", tmp_path / "table.xlsx", Form.XLSX)
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    assert {cell.data_type for row in book.active.rows for cell in row} <= {"s", "inlineStr", "n"}
    assert "=1+1" in {cell.value for row in book.active.rows for cell in row}


def test_the_envelope_goes_with_its_record(uto, tmp_path):
    envelope = Envelope(
        restricted=("QMA",),
        handling=(Handling.INTELLIGENCE_ONLY,),
        confidentiality=Confidentiality.RESTRICTED,
    )
    body = passport()
    actions.add(uto, "travel_documents", owner="UTO", owner_ref="r-1", body=body, envelope=envelope)
    exported(uto, "travel_documents", tmp_path / "t.csv", Form.CSV)
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert "QMA" in text
    assert "restricted;H1" in text
    assert imported_again(uto, "travel_documents", tmp_path / "t.csv") == (0, 0, 1, 0)


def test_only_ones_own_records_leave_and_the_trail_names_each(uto, clock, tmp_path):
    qma = By(actor=actor("QMA"), clock=clock)
    for by, ref in ((uto, "a"), (qma, "b"), (uto, "c"), (uto, "d")):
        owner = by.actor.bureau
        actions.add(
            by, "travel_documents", owner=owner, owner_ref=ref, body=passport(country=owner)
        )
    gone = queries.listed(
        uto.actor.asker(), "travel_documents", now=clock.now(), purpose=Purpose.WARN
    )[-1].ref
    actions.withdraw(uto, Ref(*gone), reason=Deletion.SOURCE_REQUEST)
    trail = Kept()
    assert exported(uto, "travel_documents", tmp_path / "t.jsonl", Form.JSONL, trail).records == 2
    [disclosure] = trail.disclosures
    assert len(disclosure.records) == 2
    assert '"owner_ref":"a"' in (tmp_path / "t.jsonl").read_text("utf-8")


@pytest.mark.parametrize("form", Form)
def test_nothing_is_written_that_the_trail_could_not_hold(uto, tmp_path, form):
    actions.add(uto, "travel_documents", owner="UTO", owner_ref="a", body=passport())
    with pytest.raises(Unavailable):
        exported(uto, "travel_documents", tmp_path / "table", form, Full())
    assert list(tmp_path.iterdir()) == []
