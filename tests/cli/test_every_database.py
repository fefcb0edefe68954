"""Every database is imported, listed and withdrawn at the command line; nonsense is refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.at_work import make_hub, run

from entraide.engine.databases import by_code, databases
from entraide.engine.schema.vocabulary import Writer

SAMPLES = Path(__file__).parents[1] / "engine" / "databases" / "samples"
DERIVED = "travel_documents_under_notice"
WRITTEN = [each.code for each in databases() if each.written_by is not Writer.DERIVED]
ORDER = sorted(WRITTEN, key=lambda code: code != "persons")  # a notice names a person
REF = "UTO-P-1"  # the person that the sample of a notice names


def sample(code):
    """The owner and a row as its owner would write it."""
    database = by_code(code)
    name = f"{code}.{database.body_version}.json"
    kept = json.loads((SAMPLES / name).read_text("utf-8"))
    by_hand = {field.name for field in database.fields if not field.derived}
    body = {name: value for name, value in kept["body"].items() if name in by_hand}
    if "valid_until" in body:
        body["valid_until"] = (datetime.now(UTC) + timedelta(days=300)).date().isoformat()
    return kept["owner"], {"owner_ref": REF} | body


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Of each database: what its import, its list, its withdrawal and its list then said."""
    folder = tmp_path_factory.mktemp("every")
    imports = []
    for code in ORDER:
        owner, row = sample(code)
        lines = [row, {"owner_ref": "nonsense"}]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{code}.jsonl").write_text(text, "utf-8")
        file = ("import", f"{code}.jsonl", "--owner", owner, "--database", code, "--apply")
        imports.append((*file, "--hub", "hub", "--json"))
    lists = [
        ("records", "list", code, "--purpose", purpose(code), "--hub", "hub", "--json")
        for code in (*ORDER, DERIVED)
    ]
    made = make_hub(folder, *imports, *lists, ends_well=False)[1:]
    imported, listed = made[: len(imports)], made[len(imports) :]
    assert [each.code for each in listed] == [0] * len(listed), listed
    why = ("--because", "source_request", "--request-key")
    withdrawals = [
        ("records", "withdraw", one["reference"], *why, one["reference"], "--hub", "hub")
        for each, code in zip(listed, ORDER, strict=False)
        for one in each.document["records"]
    ]
    withdrawals = [*reversed(withdrawals), withdrawals[0]]  # under its key one acts once
    after = run(*withdrawals, *lists, folder=folder)[len(withdrawals) :]
    return {
        code: (imported[place] if code in ORDER else None, listed[place], after[place])
        for place, code in enumerate((*ORDER, DERIVED))
    }


def purpose(code):
    return min(by_code(code).asked_for)


@pytest.mark.parametrize("code", WRITTEN)
def test_a_record_is_imported_and_nonsense_refused(told, code):
    ran = told[code][0]
    document = json.loads(ran.out)
    assert (document["added"], document["refused"], document["visible"]) == (1, 1, True), ran


@pytest.mark.parametrize("code", [*WRITTEN, DERIVED])
def test_it_is_listed_until_it_is_withdrawn(told, code):
    _imported, before, after = told[code]
    assert len(before.document["records"]) == 1
    assert after.document["records"] == []


def test_the_eighteen_are_all_there(told):
    assert len(told) == 18
