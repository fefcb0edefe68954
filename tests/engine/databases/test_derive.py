"""What notices and persons make of each other."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.databases import by_code
from entraide.engine.databases.derive import documents_under_notice, identified_notice

SAMPLES = Path(__file__).parent / "samples"


def sample(code):
    return json.loads((SAMPLES / f"{code}.1.json").read_text("utf-8"))["body"]


NOTICE, PERSON = sample("notices"), sample("persons")
NUMBERS = st.text("AB12 -", min_size=1, max_size=4).filter(str.strip)
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {"number": NUMBERS}, optional={"issuing_country": st.sampled_from(["UTO", "QMA"])}
    ),
    max_size=8,
)


def test_a_notice_carries_who_its_person_is_and_no_more():
    carried = identified_notice(NOTICE, PERSON)
    assert carried["names"] == PERSON["names"]
    assert carried["birth_place"] == PERSON["birth_place"]
    for kept_with_the_person in ("documents", "health", "addresses", "phones", "remarks"):
        assert kept_with_the_person not in carried


def test_what_the_person_no_longer_is_the_notice_no_longer_says():
    corrected = {name: value for name, value in PERSON.items() if name != "birth_date"}
    assert "birth_date" not in identified_notice(NOTICE, corrected)


def test_a_notice_of_nobody_carries_no_identity():
    assert "names" not in identified_notice(NOTICE, None)
    assert list(documents_under_notice("N-1", NOTICE, None)) == []


def test_the_copy_is_exactly_what_the_notices_declare_as_derived():
    derived = {field.name for field in by_code("notices").fields if field.derived}
    assert set(identified_notice({}, PERSON)) == derived & set(PERSON)


def test_a_row_holds_only_what_the_database_declares():
    declared = {field.name for field in by_code("travel_documents_under_notice").fields}
    for _reference, row in documents_under_notice("N-1", NOTICE, PERSON):
        assert set(row) <= declared
        assert row["colour"] == "red"
        assert row["valid_until"] == NOTICE["valid_until"]


@given(documents=DOCUMENTS)
def test_each_document_gives_one_row_whose_reference_stays(documents):
    person = PERSON | {"documents": documents}
    rows = dict(documents_under_notice("N-1", NOTICE, person))
    again = dict(documents_under_notice("N-1", NOTICE, person | {"documents": documents[::-1]}))
    assert set(rows) == set(again)
    assert len(rows) <= len(documents)
    assert all(len(reference) <= 32 for reference in rows)
    assert not set(rows) & set(dict(documents_under_notice("N-2", NOTICE, person)))
