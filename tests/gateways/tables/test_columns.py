"""Headings: names, labels in four languages, numbered groups; each leads back to its field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.databases import by_code, databases
from entraide.engine.schema.field_kinds.group import Group
from entraide.errors import Invalid
from entraide.gateways.tables.columns import columns, heading, language_of, put
from entraide.gateways.tables.own_columns import OWN_COLUMNS
from entraide.language import LANGUAGES

PERSONS = by_code("persons")


def paths(fields):
    for field in fields:
        if field.derived:
            continue
        places = [(field.name, 0), (field.name, field.many - 1)] if field.many else [(field.name,)]
        for place in places:
            if isinstance(field.kind, Group):
                yield from ((*place, *inner) for inner in paths(field.kind.fields))
            else:
                yield place


@pytest.mark.parametrize("language", ["", *LANGUAGES])
@pytest.mark.parametrize("database", databases(), ids=lambda each: each.code)
def test_every_heading_that_is_written_is_understood(database, language):
    every = list(dict.fromkeys(paths((*OWN_COLUMNS, *database.fields))))
    headings = [heading(path, database, language) for path in every]
    assert [column.path for column in columns(headings, database)] == every
    starred = [f" {text.upper() if language else text} * " for text in headings]
    assert [column.path for column in columns(starred, database)] == every


def test_an_unknown_heading_is_refused_with_the_nearest():
    with pytest.raises(Invalid) as refused:
        columns(["owner_ref", "Doc number"], by_code("travel_documents"))
    assert refused.value.code == "heading_unknown"
    assert refused.value.repair == "Document number"


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (["number", "Document number", "issuing_country"], "heading_twice"),
        (["number"], "heading_missing"),
        (["number", ""], "heading_unknown"),
    ],
)
def test_a_table_with_the_wrong_columns_is_refused_whole(headings, code):
    with pytest.raises(Invalid) as refused:
        columns(headings, by_code("travel_documents"))
    assert refused.value.code == code


def test_columns_of_the_report_of_refusals_are_passed_over():
    found = columns(["refusal.reason", "names.1.full"], PERSONS)
    assert [column.path for column in found] == [(), ("names", 0, "full")]


@pytest.mark.parametrize("text", ["names.0.full", "names.999.full", "names.x.full", "names.1.no"])
def test_a_place_that_a_list_has_not_is_no_column(text):
    with pytest.raises(Invalid, match="no field"):
        columns([text], PERSONS)


def test_field_names_are_of_no_language():
    assert language_of(["owner_ref", "names", "birth_date"], PERSONS) == ""


@given(st.text(max_size=40))
def test_any_heading_is_a_column_or_refused(text):
    try:
        assert columns([text], PERSONS)
    except Invalid as refused:
        code = refused.code
        assert code == "heading_unknown"


def test_values_are_put_where_their_columns_lead():
    body = {}
    put(body, ("names", 1, "family"), "B")
    put(body, ("names", 0, "full"), "A")
    put(body, ("sex",), "F")
    assert body == {"names": [{"full": "A"}, {"family": "B"}], "sex": "F"}
