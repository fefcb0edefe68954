"""Declarations that contradict themselves stop the program, with the reason."""

from dataclasses import replace

import pytest

from entraide.engine import databases
from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.database import (
    DefaultPurposes,
    Field,
    Key,
    NameSearch,
    Retention,
    Wording,
)
from entraide.engine.schema.registry import Misdeclared, Registry
from entraide.engine.schema.vocabulary import Purpose, Role, SubjectKind, Writer
from entraide.errors import NotFound

SLTD = databases.by_code("travel_documents")
PERSONS = databases.by_code("persons")
DOCUMENT = SubjectKind.DOCUMENT


def with_field(database, **changes):
    name = changes.pop("of")
    return replace(
        database,
        fields=tuple(replace(f, **changes) if f.name == name else f for f in database.fields),
    )


WRONG = {
    "two_fields_alike": (replace(SLTD, fields=SLTD.fields * 2), "two fields are called number"),
    "a_code_that_is_none": (replace(SLTD, code="Travel"), "not a name of small letters"),
    "an_acronym_that_is_none": (replace(SLTD, acronym="iSLTD"), "cannot begin a reference"),
    "a_number_beyond_a_byte": (replace(SLTD, number=256), "not between 1 and 255"),
    "a_key_of_no_field": (
        replace(SLTD, keys=(Key(DOCUMENT, ("nothing",)),)),
        "key names nothing, which is no field",
    ),
    "a_card_of_no_field": (replace(SLTD, card=("nothing",)), "card names nothing"),
    "a_comparison_of_no_field": (replace(SLTD, compares={"nothing": "x"}), "compares names"),
    "an_expectation_of_no_field": (replace(SLTD, expects={"nothing": 1.0}), "expects names"),
    "an_expectation_beyond_all": (replace(SLTD, expects={"number": 1.5}), "not a share"),
    "an_end_in_no_field": (replace(SLTD, expires="nothing"), "expires names"),
    "names_of_no_field": (replace(SLTD, names=NameSearch()), "names names birth_date"),
    "a_key_asking_too_little": (
        replace(SLTD, keys=(Key(DOCUMENT, ("number", "issuing_country"), ("number",)),)),
        "does not ask one attribute for each field",
    ),
    "a_key_twice": (replace(SLTD, keys=SLTD.keys * 2), "is declared twice"),
    "a_prefix_with_another_range": (
        replace(SLTD, keys=(SLTD.keys[0], Key(DOCUMENT, ("number",)))),
        "must end its range alike",
    ),
    "a_prefix_asking_otherwise": (
        replace(SLTD, keys=(SLTD.keys[0], replace(SLTD.keys[1], asks=("document_type",)))),
        "must ask the same attributes",
    ),
    "a_range_of_two_kinds": (
        replace(SLTD, keys=(replace(SLTD.keys[0], until="expires_on"),)),
        "fields of different kinds",
    ),
    "a_key_over_two_lists": (
        replace(PERSONS, keys=(Key(SubjectKind.CONTACT, ("phones", "emails")),)),
        "joins values of different lists",
    ),
    "a_writer_without_its_field": (replace(SLTD, country_field=""), "go together"),
    "a_field_without_its_writer": (replace(SLTD, written_by=Writer.ANY_BUREAU), "go together"),
    "a_writer_in_an_optional_field": (
        with_field(SLTD, of="issuing_country", required=False),
        "must be a required country",
    ),
    "derived_from_nothing": (replace(SLTD, derived_from=("nothing",)), "which is no database"),
    "derived_and_required": (
        with_field(SLTD, of="number", derived=True),
        "cannot be required of a person",
    ),
    "a_personal_field_among_things": (
        with_field(SLTD, of="remarks", personal=True),
        "may hold personal data",
    ),
    "a_name_among_things": (
        replace(SLTD, fields=(*SLTD.fields, Field("holder", kinds.person_name, "Holder"))),
        "holder may hold personal data",
    ),
    "a_name_hidden_in_a_group": (
        replace(
            SLTD,
            fields=(
                *SLTD.fields,
                Field("box", kinds.group(Field("holder", kinds.person_name, "Holder")), "Box"),
            ),
        ),
        "box.holder may hold personal data",
    ),
    "a_sensitive_criterion": (
        with_field(PERSONS, of="phones", sensitive=True),
        "phones is sensitive",
    ),
    "a_sensitive_card": (
        with_field(PERSONS, of="cautions", sensitive=True),
        "cautions is sensitive",
    ),
    "no_secretariat": (
        replace(SLTD, asked_by={Role.BUREAU: SLTD.asked_by[Role.BUREAU]}),
        "the secretariat cannot ask it",
    ),
    "no_purpose": (replace(SLTD, purposes=(), default_purposes=None), "for no purpose"),
    "a_purpose_it_may_not_carry": (
        replace(SLTD, default_purposes=DefaultPurposes((Purpose.FORENSIC,))),
        "gives purposes that it may not carry: forensic",
    ),
    "a_wording_for_no_value": (
        replace(SLTD, action=Wording("x", by="fraud_type", choices={"sold": "y"})),
        "fraud_type is never sold",
    ),
    "a_retention_for_no_value": (
        replace(SLTD, retention=Retention(1, by="fraud_type", choices={"sold": 2})),
        "fraud_type is never sold",
    ),
}


@pytest.mark.parametrize(("database", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_declaration_is_refused_with_its_reason(database, problem):
    with pytest.raises(Misdeclared) as caught:
        Registry([database])
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    "change", [{"code": "persons"}, {"acronym": "NOMINAL"}, {"number": 1}], ids=str
)
def test_what_one_database_has_no_other_is_given(change):
    with pytest.raises(Misdeclared) as caught:
        Registry([PERSONS, replace(SLTD, **change)])
    assert "is given to 2 databases" in str(caught.value)


def test_every_problem_is_told_at_once():
    with pytest.raises(Misdeclared) as caught:
        Registry([replace(SLTD, code="Travel", number=0)])
    assert str(caught.value).count(";") == 1


def test_a_database_is_found_by_code_number_and_label():
    assert databases.by_code("vehicles") is databases.by_number(8) is databases.by_acronym("SMV")
    for find, name in ((databases.by_code, "x"), (databases.by_number, 99)):
        with pytest.raises(NotFound):
            find(name)


def test_a_hub_enables_those_it_names_or_all():
    assert databases.enabled([]) == databases.databases()
    assert [d.code for d in databases.enabled(["vehicles", "persons"])] == ["persons", "vehicles"]
    with pytest.raises(NotFound):
        databases.enabled(["horses"])


def test_the_digest_changes_with_what_an_index_holds_and_not_with_words():
    digest = Registry([SLTD]).digest
    assert Registry([replace(SLTD, title="Otherwise", about="Told")]).digest == digest
    assert Registry([replace(SLTD, keys=SLTD.keys[:1])]).digest != digest
    assert Registry([replace(SLTD, card=SLTD.card[:1])]).digest != digest


def test_default_purposes_follow_the_records_own_words():
    notices = databases.by_code("notices")
    assert notices.purposes_for({"colour": "red"}) == (Purpose.WANTED_ARREST,)
    assert Purpose.WANTED_ARREST not in notices.purposes_for({"colour": "yellow"})
    assert databases.by_code("dna").purposes_for({}) == (Purpose.FORENSIC,)
