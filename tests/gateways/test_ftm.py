"""FollowTheMoney: persons with their papers, vehicles and vessels; the rest counted."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.gateways.ftm.source import FtmEntities
from entraide.gateways.rows import Refused, Row

PERSON = {
    "id": "p-1",
    "schema": "Person",
    "properties": {
        "name": ["Testo Person"],
        "alias": ["T. Person", "Тесто Персон"],
        "weakAlias": ["Testy"],
        "birthDate": ["1972", "1972-04-03"],
        "gender": ["female"],
        "nationality": ["UTO"],
        "citizenship": ["QMA"],
        "passportNumber": ["A1234567"],
        "idNumber": ["not a number"],
        "fatherName": ["Elder"],
        "notes": ["Invented."],
        "religion": ["none of our business"],
        "position": ["Keeper", "Tester"],
    },
}
PASSPORT = {
    "id": "d-1",
    "schema": "Passport",
    "properties": {"holder": ["p-1"], "number": ["B7654321"], "country": ["UTO"]},
}
VEHICLE = {
    "id": "v-1",
    "schema": "Vehicle",
    "properties": {"registrationNumber": ["AB 123"], "type": ["car"], "country": ["UTO"]},
}
VESSEL = {
    "id": "s-1",
    "schema": "Vessel",
    "properties": {"imoNumber": ["IMO9074729"], "name": ["MS Testing"], "flag": ["UTO"]},
}
CONSTANTS = {
    "vehicles": {"theft_country": "UTO", "theft_date": "2020-01-02"},
    "vessels": {"theft_country": "UTO", "type": "cargo"},
}


def source(path, *entities, **how):
    path.write_text("".join(json.dumps(each) + "\n" for each in entities), "utf-8")
    return FtmEntities(path, **how)


def test_a_person_is_read_with_papers_that_stand_before_or_behind(tmp_path, clock):
    for order in ((PERSON, PASSPORT), (PASSPORT, PERSON)):
        found = source(tmp_path / "e.jsonl", *order)
        [row] = found.rows()
        body = clean_body(by_code("persons"), row.body, today=clock.now().date(), owner="XPO")
        assert row.ref == "p-1"
        assert [(name["full"], name["kind"]) for name in body["names"]] == [
            ("Testo Person", "main"),
            ("T. Person", "alias"),
            ("Тесто Персон", "alias"),
            ("Testy", "alias"),
        ]
        assert body["birth_date"] == "1972-04-03"
        assert body["nationalities"] == ["UTO", "QMA"]
        assert body["documents"] == [
            {"number": "B7654321", "issuing_country": "UTO", "document_type": "P"},
            {"number": "A1234567", "document_type": "P"},
        ]
        assert body["parents"][0]["name"]["forename"] == "Elder"
        assert body["remarks"].splitlines() == [
            "idNumber: not a number",
            "notes: Invented.",
            "position: Tester",
        ]
        assert found.passed_over == {"religion": 1}


def test_vehicles_and_vessels_take_from_the_constants_what_they_do_not_say(tmp_path, clock):
    for entity, code in ((VEHICLE, "vehicles"), (VESSEL, "vessels")):
        [row] = source(tmp_path / "e.jsonl", entity, constants=CONSTANTS).rows()
        body = clean_body(by_code(code), row.body, today=clock.now().date(), owner="UTO")
        assert body["theft_country"] == "UTO"
    assert body["imo"]
    assert body["vessel_name"] == "MS Testing"


def test_what_we_keep_no_records_of_is_counted(tmp_path):
    found = source(tmp_path / "e.jsonl", {"id": "c", "schema": "Company", "properties": {}})
    assert list(found.rows()) == []
    assert found.passed_over == {"Company": 1}


def test_an_entity_without_id_and_a_paper_without_holder_are_refused(tmp_path):
    orphan = PASSPORT | {"properties": PASSPORT["properties"] | {"holder": ["p-9"]}}
    found = list(source(tmp_path / "e.jsonl", {"schema": "Person"}, orphan).rows())
    assert [(row.line, row.problem.code) for row in found] == [
        (1, "entity_id_missing"),
        (2, "holder_missing"),
    ]


VALUES = (
    st.none()
    | st.text(max_size=6)
    | st.integers()
    | st.lists(st.text(max_size=12) | st.integers(), max_size=3)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["Person", "Passport", "Vehicle", "Vessel", "", 3]),
    st.dictionaries(
        st.sampled_from([*PERSON["properties"], *VESSEL["properties"], "holder", "number"]), VALUES
    )
    | VALUES,
)
def test_any_entity_gives_rows_or_refusals(tmp_path, schema, properties):
    entity = {"id": "x", "schema": schema, "properties": properties}
    for row in source(tmp_path / "e.jsonl", entity).rows():
        assert isinstance(row, Row | Refused)
