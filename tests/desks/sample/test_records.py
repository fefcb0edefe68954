"""The invented records are right, plentiful, everywhere, and nobody's."""

import itertools
import unicodedata
from collections import Counter
from datetime import date

import pytest

from entraide.desks.sample.organisation import ENTITIES, SECRETARIAT, STATE, STATES, bureaus
from entraide.desks.sample.records import records
from entraide.engine import databases
from entraide.engine.databases.derive import documents_under_notice
from entraide.engine.index.keys import record_keys
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.field_kinds.vin import vin_notes
from entraide.engine.schema.vocabulary import Writer
from entraide.language import LANGUAGES

TODAY = date(2026, 3, 2)
COUNT = 4000


@pytest.fixture(scope="module")
def sample():
    return list(records(COUNT, seed=7, today=TODAY))


def of(sample, database):
    return [record for record in sample if record["database"] == database]


def test_every_record_is_accepted_as_it_is(sample):
    for record in sample:
        body = clean_body(
            databases.by_code(record["database"]),
            record["body"],
            today=TODAY,
            owner=record["owner"],
        )
        for name in body.get("names", ()):
            del name["script"]  # added by cleaning
        assert body == record["body"]


def test_every_record_can_be_found(sample):
    for record in sample:
        database = databases.by_code(record["database"])
        assert record_keys(database, record["body"]) or database.names is not None


def test_the_same_seed_gives_the_same_records(sample):
    assert list(records(COUNT, seed=7, today=TODAY)) == sample
    assert list(records(COUNT, seed=8, today=TODAY)) != sample


def test_fewer_records_are_the_first_of_more(sample):
    assert list(records(100, seed=7, today=TODAY)) == sample[:100]


def test_all_databases_are_there_early(sample):
    written = {d.code for d in databases.databases() if d.written_by != Writer.DERIVED}
    assert {record["database"] for record in sample[:60]} == written
    rows = [
        row
        for person, notice in itertools.pairwise(sample)
        if notice["database"] == "notices" and person["database"] == "persons"
        for row in documents_under_notice(notice["owner_ref"], notice["body"], person["body"])
    ]
    assert len(rows) > COUNT / 50


def test_travel_documents_are_the_most_and_vehicles_the_next(sample):
    counted = Counter(record["database"] for record in sample).most_common(2)
    assert [database for database, _count in counted] == ["travel_documents", "vehicles"]
    assert counted[0][1] > COUNT / 2


def test_a_notice_follows_the_person_that_it_names(sample):
    for before, record in itertools.pairwise(sample):
        if record["database"] == "notices" and "person" in record["body"]:
            assert before["database"] == "persons"
            assert record["body"]["person"] == before["owner_ref"]
            assert (record["owner"], record["restricted"]) == (
                before["owner"],
                before["restricted"],
            )


def test_an_owners_reference_is_its_own_and_fits(sample):
    references = {(r["database"], r["owner"], r["owner_ref"]) for r in sample}
    assert len(references) == COUNT
    assert all(len(record["owner_ref"]) <= 32 for record in sample)


def test_nobody_is_of_a_real_state(sample):
    owners = {*STATE, *(entity.code for entity in ENTITIES)}
    for record in sample:
        body = record["body"]
        assert record["owner"] in owners
        assert set(body.get("nationalities", ())) <= set(STATE)
        assert {body.get("birth_country", "UTO"), body.get("issuing_country", "UTO")} <= set(STATE)
        assert set(record["restricted"]) <= set(STATE) - {record["owner"]}


def test_the_states_are_no_states():
    for state in STATES:
        assert state.code == "UTO" or "QMA" <= state.code <= "QZZ"
    for entity in ENTITIES:
        assert "XAA" <= entity.code <= "XZZ"


def test_names_come_in_many_scripts(sample):
    scripts = Counter(
        unicodedata.name(next(filter(str.isalpha, name["full"]))).split()[0]
        for record in of(sample, "persons")
        for name in record["body"].get("names", ())
        if name["kind"] == "original_script"
    )
    assert set(scripts) == {
        *("ARABIC", "CJK", "CYRILLIC", "DEVANAGARI", "GEORGIAN", "GREEK", "HANGUL", "HEBREW"),
    }


def test_check_digits_are_right(sample):
    vins = [r["body"]["vin"] for r in of(sample, "vehicles") if "vin" in r["body"]]
    assert len(vins) > COUNT / 20
    assert not any(vin_notes(vin) for vin in vins)


def test_some_records_are_hidden_from_somebody(sample):
    hidden = [record for record in sample if record["restricted"]]
    assert COUNT / 200 < len(hidden) < COUNT / 20


def test_notices_are_still_valid(sample):
    assert all(r["body"]["valid_until"] > TODAY.isoformat() for r in of(sample, "notices"))


def test_the_secretariat_keeps_the_catalogue_of_firearms(sample):
    assert {r["owner"] for r in of(sample, "firearms_reference")} == {SECRETARIAT}


def test_every_bureau_has_a_name_in_each_language_and_somebody_to_call():
    made = bureaus()
    assert {bureau["code"] for bureau in made} >= set(STATE)
    for bureau in made:
        assert set(bureau["names"]) == set(LANGUAGES)
        assert bureau["phone"]
        assert bureau["email"]
    assert len({bureau["phone"] for bureau in made}) == len(made)
