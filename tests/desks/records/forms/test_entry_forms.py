"""Forms derived from declarations: what is sent is what is cleaned, and errors find their place."""

from datetime import date

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.acting import passport, person

from entraide.desks.records.forms.entry import EntryForm, raw_body, sent_of
from entraide.desks.records.forms.sent import raw_from, sent_from
from entraide.desks.sample.records import records
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.field_kinds.field import InvalidBody
from entraide.engine.schema.vocabulary import Writer
from entraide.language import LANGUAGES

TODAY = date(2026, 3, 2)
PERSONS, DOCUMENTS = by_code("persons"), by_code("travel_documents")
WRITTEN = [each for each in databases() if each.written_by is not Writer.DERIVED]


def cleaned(database, body, owner="UTO"):
    return clean_body(database, body, today=TODAY, owner=owner)


def form(database, sent, language="en", **told):
    return EntryForm(database, sent, language, is_new=True, **told)


def test_what_a_form_of_a_record_holds_is_the_record_again():
    seen = set()
    for each in records(1500, seed=4, today=TODAY):
        database = by_code(each["database"])
        body = cleaned(database, each["body"], each["owner"])
        again = raw_from(database.fields, sent_from(database.fields, body))
        assert cleaned(database, again, each["owner"]) == body
        seen.add(database.code)
    assert len(seen) > 14


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("database", WRITTEN, ids=lambda each: each.code)
def test_every_database_has_a_form_in_every_language(database, language):
    drawn = form(database, MultiValueDict(), language)
    assert {node.path.partition(".")[0] for node in drawn.body} == {
        field.name for field in database.fields if not field.derived
    }
    assert all(str(drawn[node.path]) for node in drawn.lines)


def test_errors_stand_beside_their_field_with_what_was_expected_and_a_repair():
    sent = sent_of(DOCUMENTS, passport(issuing_country="Utopja", lost_on="2031-01-01"), {})
    drawn = form(DOCUMENTS, sent)
    with pytest.raises(InvalidBody) as refused:
        cleaned(DOCUMENTS, raw_body(DOCUMENTS, sent))
    drawn.refuse(refused.value)
    assert "This day has not come yet." in drawn.errors["lost_on"][0]
    assert "Expected: a date" in drawn.errors["lost_on"][0]
    assert "issuing_country" in drawn.errors


def test_a_proposed_repair_is_put_where_it_belongs_and_is_accepted():
    sent = sent_of(DOCUMENTS, passport(), {})
    sent["document_type"] = "PP"
    sent["fraud_type"] = "stolenn"
    drawn = form(DOCUMENTS, sent)
    with pytest.raises(InvalidBody) as refused:
        cleaned(DOCUMENTS, raw_body(DOCUMENTS, sent))
    drawn.refuse(refused.value)
    assert drawn.repairs["fraud_type"] == "stolen"
    assert drawn.repaired("fraud_type")["fraud_type"] == "stolen"
    assert drawn.repaired("number") == drawn.sent


def test_an_error_inside_a_row_of_a_group_stands_in_that_row():
    sent = sent_of(PERSONS, person(), {})
    sent["documents.0.number"] = ""
    sent["documents.1.number"] = "C01X00T47"
    sent["documents.1.issuing_country"] = "nowhere at all"
    drawn = form(PERSONS, sent)
    with pytest.raises(InvalidBody) as refused:
        cleaned(PERSONS, raw_body(PERSONS, sent))
    drawn.refuse(refused.value)
    assert list(drawn.errors) == ["documents.1.issuing_country"]


def test_a_list_grows_by_one_row_when_asked():
    rows = {
        grown: next(
            node
            for node in form(PERSONS, MultiValueDict(), grown=grown).body
            if node.path == "names"
        )
        for grown in ("", "names")
    }
    assert [len(node.nodes) for node in rows.values()] == [1, 2]


LISTS = ["names", "documents", "phones", "parents", "record.restricted"]
PARTS = ["number", "family", "name.full", ""]
names = st.one_of(
    st.sampled_from([node.path for node in form(PERSONS, sent_of(PERSONS, person(), {})).lines]),
    st.builds(
        "{}.{}.{}".format,
        st.sampled_from(LISTS),
        st.one_of(st.integers(-2, 2000), st.text(max_size=5)),
        st.sampled_from(PARTS),
    ),
    st.text(max_size=20),
)


@settings(max_examples=40)
@given(st.dictionaries(names, st.lists(st.text(max_size=40), min_size=1, max_size=3), max_size=12))
def test_whatever_is_sent_is_either_a_record_or_told_beside_the_form(sent):
    sent = MultiValueDict(sent)
    drawn = form(PERSONS, sent)
    try:
        body = cleaned(PERSONS, raw_body(PERSONS, sent))
    except InvalidBody as refused:
        drawn.refuse(refused)
        assert drawn.errors
    else:
        assert cleaned(PERSONS, body) == body
    assert [str(drawn[node.path]) for node in drawn.lines]
