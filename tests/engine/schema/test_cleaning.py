"""From what people and files send to a record's body."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.cleaning import InvalidBody, clean_body, upgrade_body
from entraide.engine.schema.database import Database, Field, Retention, Wording
from entraide.engine.schema.field_kinds import (
    country,
    document_number,
    group,
    long_text,
    one_of,
    past_day,
    person_name,
    phone,
    short_text,
)
from entraide.engine.schema.vocabulary import Purpose, Writer
from entraide.errors import Invalid

TODAY = date(2026, 11, 23)
DOCUMENT = group(
    Field("number", document_number, "Number", required=True),
    Field("issuing_country", country, "Issuing country"),
)


def loss_before_issue(body, today):
    if body.get("lost_on", "9") < body.get("issued_on", "0"):
        raise Invalid("dates_backwards", field="lost_on")


BOOKS = Database(
    code="books",
    acronym="BOOKS",
    number=200,
    title="Books",
    about="Lost books.",
    fields=(
        Field("number", document_number, "Number", required=True),
        Field("issuing_country", country, "Issuing country", required=True),
        Field("kind", one_of({"P": "Passport", "I": "Card"}), "Kind"),
        Field("lost_on", past_day, "Lost on"),
        Field("issued_on", past_day, "Issued on"),
        Field("phones", phone, "Telephone numbers", many=2),
        Field("others", DOCUMENT, "Other documents", many=3),
        Field("remarks", long_text, "Remarks"),
        Field("until", past_day, "Until", derived=True, required=True),
    ),
    keys=(),
    card=(),
    action=Wording("Ask."),
    written_by=Writer.COUNTRY_IN_FIELD,
    country_field="issuing_country",
    asked_by={},
    asked_for=frozenset(),
    purposes=(Purpose.LOCATE,),
    retention=Retention(10),
    checks=(loss_before_issue,),
)
PERSONS = replace(
    BOOKS,
    fields=(Field("names", person_name, "Names", many=5), Field("note", short_text, "Note")),
    written_by=Writer.ANY_BUREAU,
    country_field="",
    checks=(),
    has_personal_data=True,
)
GOOD = {"number": "C01X00T47", "issuing_country": "UTO"}


def clean(raw, *, database=BOOKS, owner="UTO", **options):
    return clean_body(database, raw, today=TODAY, owner=owner, **options)


def errors(raw, **options):
    with pytest.raises(InvalidBody) as caught:
        clean(raw, **options)
    return {error.field: error for error in caught.value.errors}


def test_a_body_is_tidied_in_the_order_of_its_fields():
    body = clean({"kind": "passport", "issuing_country": "utopia", "number": " ٠١٢ "})
    assert list(body.items()) == [("number", "012"), ("issuing_country", "UTO"), ("kind", "P")]


@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}])
def test_what_is_unknown_is_absent(nothing):
    assert clean(GOOD | {"remarks": nothing, "phones": nothing, "others": nothing}) == GOOD


def test_every_error_is_found_at_once():
    found = errors(
        {"kind": "passprt", "lost_on": "2027-01-01", "remark": "x", "others": [{}, {"number": "1"}],
         "phones": ["+33199001234", "x", "y"]}
    )  # fmt: skip
    assert {name: error.code for name, error in found.items()} == {
        "number": "required", "issuing_country": "required", "kind": "choice",
        "lost_on": "in_future", "remark": "unknown_field", "phones.1": "phone", "phones.2": "phone",
    }  # fmt: skip
    assert found["kind"].repair == "P"
    assert found["remark"].repair == "remarks"


def test_all_errors_are_told_in_one_answer():
    with pytest.raises(InvalidBody) as caught:
        clean({})
    problem = caught.value.problem("fr")
    assert problem["status"] == 422
    assert [each["field"] for each in problem["errors"]] == ["number", "issuing_country"]


def test_errors_within_groups_name_their_place():
    found = errors(
        GOOD | {"others": [{"number": "1"}, {"number_x": "2", "issuing_country": "Narnia"}]}
    )
    assert set(found) == {"others.1.number_x", "others.1.number", "others.1.issuing_country"}


@pytest.mark.parametrize(
    "name",
    ["holder_name", "surname", "date_of_birth", "Date of Birth", "DOB", "first-name", "prénom",
     "titulaire", "fecha_de_nacimiento", "apellidos", "تاريخ الميلاد", "nationality", "email"],
)  # fmt: skip
def test_a_personal_looking_field_is_refused_where_no_personal_data_may_be_held(name):
    assert errors(GOOD | {name: "x"})[name].code == "personal_data"
    assert errors({"names": "X", name: "x"}, database=PERSONS)[name].code == "unknown_field"


def test_personal_data_in_free_text_is_refused_where_none_may_be_held():
    text = "issued to Anna Eriksson"
    assert errors(GOOD | {"remarks": text})["remarks"].code == "personal_data"
    assert clean({"note": text}, database=PERSONS) == {"note": text}


def test_what_the_hub_fills_itself_is_refused_from_people_and_needed_from_acts():
    assert errors(GOOD | {"until": "2020-01-01"})["until"].code == "derived"
    assert clean(GOOD | {"until": "2020-01-01"}, by_act=True)["until"] == "2020-01-01"
    assert errors(GOOD, by_act=True)["until"].code == "required"


def test_only_the_country_that_the_record_names_may_write_it():
    refused = errors(GOOD, owner="QMA")["issuing_country"]
    assert (refused.code, refused.repair) == ("not_own_country", "QMA")
    assert clean(GOOD | {"issuing_country": "GBD"}, owner="GBR")["issuing_country"] == "GBD"


def test_rules_over_the_whole_body_are_tried_once_its_fields_are_right():
    dates = {"lost_on": "2019-01-01", "issued_on": "2020-01-01"}
    assert errors(GOOD | dates)["lost_on"].code == "dates_backwards"
    assert set(errors({"number": "1"} | dates)) == {"issuing_country"}


def test_more_values_than_a_field_holds_are_refused_and_repeated_ones_kept_once():
    numbers = ["+33199001234", "+33199001235", "+33199001236"]
    assert clean(GOOD | {"phones": [*numbers[:2], numbers[0]]})["phones"] == numbers[:2]
    refused = errors(GOOD | {"phones": numbers})["phones"]
    assert refused.code == "too_many"
    assert "At most 2" in refused.say()


def test_a_national_telephone_number_is_refused_with_what_it_is_in_the_owners_country():
    body = {"issuing_country": "FRA", "number": "1", "phones": ["+33199001234", "0199001235"]}
    assert errors(body, owner="FRA")["phones.1"].repair == "+33199001235"


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("+33199001234", ["+33199001234"]),
        ("+33 1 99 00 12 34; +33 1 99 00 12 35", ["+33199001234", "+33199001235"]),
        ('["+33199001234"]', ["+33199001234"]),
    ],
)
def test_a_cell_holds_several_values(cell, values):
    assert clean(GOOD | {"phones": cell})["phones"] == values


others = st.lists(
    st.fixed_dictionaries({"number": st.text("AB12", min_size=1, max_size=9)}),
    min_size=1, max_size=3, unique_by=lambda other: other["number"],
)  # fmt: skip
names = st.lists(
    st.text(st.sampled_from("abc;|[{\"' é京"), min_size=1, max_size=9).map("x{}".format),
    min_size=1, max_size=5, unique=True,
)  # fmt: skip


@given(others, names)
def test_what_is_written_into_cells_is_read_back(others, names):
    body = clean(GOOD | {"others": others})
    cells = {name: BOOKS.field_named(name).text(value) for name, value in body.items()}
    assert clean(cells) == body
    person = clean({"names": names}, database=PERSONS)
    cell = PERSONS.field_named("names").text(person["names"])
    assert clean({"names": cell}, database=PERSONS) == person


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in BOOKS.fields]) | st.text(max_size=20),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=8), inner, max_size=3)
            ),
            max_leaves=5,
        ),
        max_size=6,
    )
)
def test_whatever_is_sent_it_becomes_a_body_or_named_errors(raw):
    try:
        body = clean(raw)
    except InvalidBody as refused:
        json.dumps(refused.problem("ar"))
    else:
        assert clean(body) == body


def test_an_old_body_is_written_as_the_database_writes_it_now():
    def renamed(body):
        return {"number" if name == "no" else name: value for name, value in body.items()}

    def marked(body):
        return body | {"kind": body.get("kind", "P")}

    database = replace(BOOKS, upgraders=(renamed, marked))
    assert upgrade_body(database, {"no": "1"}, 1) == {"number": "1", "kind": "P"}
    assert upgrade_body(database, {"number": "1"}, 2) == {"number": "1", "kind": "P"}
    assert upgrade_body(database, {"number": "1"}, 3) == {"number": "1"}


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_body_of_an_unknown_version_is_refused(version):
    with pytest.raises(Invalid) as caught:
        upgrade_body(BOOKS, {}, version)
    assert caught.value.code == "body_version"


def test_a_list_far_too_long_is_refused_before_it_is_read():
    refused = errors(GOOD | {"phones": ["x"] * 5000})
    assert refused["phones"].code == "too_many"
