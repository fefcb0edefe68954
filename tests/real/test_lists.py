"""The public lists, imported and asked through what users have: nobody and nothing is missed."""

import csv
import json
from pathlib import Path

import pytest
from benchmarks.real_lists import lists, persons, tables, things

from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.gateways.ftm.source import FtmEntities
from entraide.gateways.public_notices.source import PublicNotices
from entraide.gateways.public_notices.writing import detail
from entraide.gateways.rows import Row

pytestmark = pytest.mark.real_data

NEGATIVES_ASKED = 1000


def written(figures, title, rows):
    figures.append(f"\n{title}")
    figures.extend("| " + " | ".join(row) + " |" for row in rows)


@pytest.fixture
def measured(figures):
    """Keeps a measurement for the end of the run, and says which were missed."""

    def keep(what, found):
        written(figures, what, tables.found_table({what: found})[1:])
        assert found.asked > 0
        assert found.missed == []

    return keep


def imported(loaded, file):
    return next(each for each in loaded if each.list.file == file)


def test_every_list_is_imported_and_refused_only_what_is_wrong_by_itself(loaded, figures):
    written(figures, "Imports through the command line", tables.imported_table(loaded))
    for each in loaded:
        if each.list.file not in {lists.SHIPS, lists.MODELS}:
            assert each.told["refused"] == 0, each.list.file
    ships = imported(loaded, lists.SHIPS).told
    assert ships["refused"] < 0.05 * (ships["added"] + ships["refused"])
    models = imported(loaded, lists.MODELS).told
    assert models["refused"] < 0.02 * (models["added"] + models["refused"])


def test_importing_a_list_again_changes_nothing(loaded):
    for each in loaded:
        again = each.again
        assert (again["added"], again["changed"]) == (0, 0), each.list.file
        assert again["unchanged"] + again["refused"] == sum(
            each.told[name] for name in ("added", "changed", "unchanged", "refused")
        )


def test_every_refused_ship_has_a_reason_that_names_its_field(loaded, folder):
    report = folder / "reports" / Path(lists.SHIPS).stem / "rows.jsonl"
    with report.open(encoding="utf-8") as opened:
        refused = [row for row in map(json.loads, opened) if row["outcome"] == "refused"]
    assert refused
    for row in refused:
        assert all(problem["reason"] for problem in row["problems"])
        assert {problem.get("field", "") for problem in row["problems"]} <= {
            *("imo", "mmsi", "name", "flag", "type", "vessel_name", ""),
        }
        assert row["line"] > 1


def test_a_notice_that_changed_over_the_years_is_told_as_changed(loaded, data, folder):
    newest, expected = {}, set()
    path = data / "1_interpol_notices/same_notice_over_time.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            said = (row["name"], row["forename"], row["date_of_birth"])
            before = newest.get(row["entity_id"])
            if row["snapshot"] == "2023" and before not in (None, said):
                expected.add(row["entity_id"])
            if row["snapshot"] in {"2020", "2022"}:
                newest[row["entity_id"]] = said
    report = folder / "reports" / "red_detail_2023" / "rows.jsonl"
    with report.open(encoding="utf-8") as opened:
        changed = {
            row["ref"]
            for row in map(json.loads, opened)
            if row["database"] == "persons"
            and {"names", "birth_date"} & row.get("changes", {}).keys()
        }
    assert expected <= changed


def test_every_individual_of_the_un_list_is_found_by_name(hub, data, measured):
    measured("UN individuals by their own name, within the first 5", persons.un_names(hub, data))


def test_every_alias_of_two_words_is_found(hub, data, measured):
    plain = persons.un_aliases(hub, data, is_plain=True)
    measured("UN aliases of two words or more, within the first 10", plain)
    rest = persons.un_aliases(hub, data, is_plain=False)
    measured("names inside the list's other aliases, within the first 10", rest)


def test_every_document_of_the_un_list_is_found(hub, data, measured):
    measured("UN documents by number and country", persons.un_documents(hub, data))


def test_every_public_notice_is_found_by_name(hub, data, measured):
    found = persons.notice_names(hub, data, with_date=False)
    measured("red notices by their own name, within the first 5", found)


def test_every_stolen_plate_and_number_is_a_hit(hub, data, measured):
    measured("stolen plates", things.plates(hub, data))
    measured("vehicle identification numbers", things.vins(hub, data))


def test_every_ship_whose_number_is_one_is_a_hit(hub, data, folder, measured):
    refused = lists.refused_of(folder / "reports" / Path(lists.SHIPS).stem, "imo")
    measured("ships by IMO number", things.ships(hub, data, refused))


def test_every_model_of_firearm_is_found_by_its_reference(hub, folder, measured):
    references = lists.references_of(folder / "reports" / Path(lists.MODELS).stem)
    measured("firearm models", things.models(hub, references))


def test_false_alarms_are_counted(hub, data, figures):
    listed = sum(1 for _each in persons.individuals(data)) + len(persons.notices(data))
    alarms = {
        Path(file).stem: persons.false_alarms(hub, data, file, limit=NEGATIVES_ASKED)
        for file in persons.NEGATIVES
    }
    written(figures, "False alarms", tables.alarms_table(alarms, listed))
    for found in alarms.values():
        assert found.asked == NEGATIVES_ASKED
        assert found.found < found.asked / 10  # a list that is useless is told as such


@pytest.mark.parametrize(
    ("owner", "database", "ending"),
    [
        ("UNO", "persons", "csv"),
        ("UNO", "notices", "xlsx"),
        ("XPO", "persons", "jsonl"),
        ("XPO", "notices", "csv"),
        ("NZL", "vehicles", "xlsx"),
        ("XPO", "vessels", "csv"),
        ("XPO", "firearms_reference", "csv"),
    ],
)
def test_what_is_exported_and_imported_again_changes_nothing(
    loaded, folder, tmp_path, owner, database, ending
):
    path, asked = tmp_path / f"table.{ending}", ["--owner", owner, "--database", database]
    hub = folder / "hub"
    told = lists.entraide(hub, "export", path, *asked, "--purpose", "locate")
    assert told["records"] > 0
    again = lists.entraide(hub, "import", path, *asked)
    assert (again["added"], again["changed"], again["refused"]) == (0, 0, 0)
    assert again["unchanged"] == told["records"]


@pytest.mark.parametrize("file", lists.NOTICES[1:])
def test_every_public_field_of_a_notice_is_kept(data, clock, file):
    last = {}
    for row in PublicNotices(data / file).rows():
        assert isinstance(row, Row)
        today = clock.now().date()
        last[row.database] = clean_body(by_code(row.database), row.body, today=today, owner="XPO")
        if row.database == "notices":
            back = detail(last["persons"], last["notices"])
            remarks = last["persons"].get("remarks", "")
            for name, value in row.cells.items():
                if not name.startswith("_"):
                    assert same(name, value, back.get(name), remarks), (row.ref, name)


def same(name, asked, kept, remarks):
    """Whether a public value was kept: the same, or nothing on both sides, or in the remarks."""
    nothing = (None, 0, "", [])
    if asked in nothing:
        return kept in nothing
    if name == "date_of_birth":
        padded = [(*text.split("/"), "00", "00")[:3] for text in (asked, kept)]
        return padded[0] == padded[1]
    if isinstance(asked, list) and isinstance(kept, list) and asked and isinstance(asked[0], str):
        return all(each in kept or each in remarks for each in asked)
    return flat(asked) == flat(kept)


def flat(value):
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [flat(each) for each in value]
    if isinstance(value, dict):
        return {name: flat(each) for name, each in value.items()}
    return value


@pytest.mark.parametrize("name", ["parteispenden", "yente_zala"])
def test_every_person_of_followthemoney_files_is_accepted(data, clock, name):
    source = FtmEntities(data / "6_messages/ftm" / f"{name}.ftm.jsonl")
    rows = [row for row in source.rows() if isinstance(row, Row)]
    assert rows
    for row in rows:
        today = clock.now().date()
        assert clean_body(by_code(row.database), row.body, today=today, owner="XPO")["names"]
