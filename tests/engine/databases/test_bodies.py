"""Bodies: those written by older programs are still read, and nonsense is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from entraide.engine import databases
from entraide.engine.index.keys import record_keys
from entraide.engine.schema.cleaning import clean_body, upgrade_body
from entraide.engine.schema.vocabulary import Writer
from entraide.errors import Invalid

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))
TODAY = date(2026, 3, 2)


def cleaned(code, body):
    return clean_body(databases.by_code(code), body, today=TODAY, owner="UTO", by_act=True)


def faults(code, body):
    with pytest.raises(Invalid) as caught:
        cleaned(code, body)
    return {(error.field, error.code) for error in caught.value.errors}


def sample(code):
    name = f"{code}.{databases.by_code(code).body_version}.json"
    return json.loads((SAMPLES[0].parent / name).read_text("utf-8"))["body"]


def test_a_sample_of_every_version_of_every_body_is_kept():
    kept = {path.stem for path in SAMPLES}
    assert kept == {
        f"{database.code}.{version}"
        for database in databases.databases()
        for version in range(1, database.body_version + 1)
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_body_of_any_version_is_read_today_and_can_be_found(path):
    kept = json.loads(path.read_text("utf-8"))
    database = databases.by_code(kept["database"])
    body = upgrade_body(database, kept["body"], kept["body_version"])
    assert clean_body(database, body, today=TODAY, owner=kept["owner"], by_act=True) == body
    assert record_keys(database, body) or database.names is not None


@pytest.mark.parametrize("database", databases.databases(), ids=lambda d: d.code)
def test_an_empty_record_is_refused(database):
    if database.written_by == Writer.DERIVED:
        assert not any(field.required for field in database.fields)
        return
    with pytest.raises(Invalid):
        cleaned(database.code, {})


@pytest.mark.parametrize("missing", ["number", "issuing_country", "document_type", "fraud_type"])
def test_a_travel_document_without_one_of_its_four_fields_is_refused(missing):
    body = sample("travel_documents")
    del body[missing]
    assert (missing, "required") in faults("travel_documents", body)


def test_a_lot_of_blanks_is_found_by_each_of_its_numbers():
    database = databases.by_code("travel_documents")
    assert len(record_keys(database, sample("travel_documents"))) == 100


def test_a_lot_too_large_for_one_record_is_refused_with_the_number_to_stop_at():
    body = sample("travel_documents") | {"number_until": "AB099999"}
    with pytest.raises(Invalid) as caught:
        cleaned("travel_documents", body)
    (error,) = caught.value.errors
    assert (error.field, error.code) == ("number_until", "range_too_large")
    assert cleaned("travel_documents", body | {"number_until": error.repair})


def test_a_lot_that_runs_backwards_is_refused():
    body = sample("travel_documents") | {"number_until": "AB000001"}
    assert faults("travel_documents", body) == {("number_until", "range_backwards")}


def test_a_vehicle_without_any_number_is_refused():
    body = sample("vehicles")
    for name in ("vin", "plate", "engine_number"):
        del body[name]
    assert faults("vehicles", body) == {("vin", "needs_one_of")}


def test_a_theft_in_the_future_is_refused():
    body = sample("vehicles") | {"theft_date": "2026-03-03"}
    assert [field for field, _code in faults("vehicles", body)] == ["theft_date"]


def test_a_death_before_the_birth_is_refused():
    body = sample("persons") | {"birth_date": "1987-05", "died_on": "1987-04"}
    assert faults("persons", body) == {("died_on", "dates_backwards")}


def test_a_death_in_the_year_of_the_birth_is_accepted():
    assert cleaned("persons", sample("persons") | {"died_on": "1987"})["died_on"] == "1987"


@pytest.mark.parametrize("code", ["travel_documents", "administrative_documents", "vehicles"])
def test_somebodys_name_does_not_enter_a_database_of_things(code):
    fields = {field for field, _code in faults(code, sample(code) | {"holder_name": "A. Person"})}
    assert fields == {"holder_name"}


def test_only_the_issuing_country_records_a_document():
    with pytest.raises(Invalid):
        clean_body(
            databases.by_code("travel_documents"),
            sample("travel_documents"),
            today=TODAY,
            owner="QMA",
        )


@pytest.mark.parametrize(
    ("colour", "needed"),
    [("red", "person"), ("yellow", "person"), ("purple", "subject"), ("un", "un_reference")],
)
def test_a_notice_says_what_its_colour_needs(colour, needed):
    body = {"colour": colour, "circulation": "notice", "person": "P-1", "subject": "A thing"}
    body.pop(needed, None)
    assert (needed, "needs_when") in faults("notices", body)
