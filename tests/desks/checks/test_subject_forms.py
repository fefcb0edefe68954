"""A form for each kind of subject, as the databases call its fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.desks.checks.subject_forms import KINDS, SubjectForm, asked_of
from entraide.engine.check.wire import Contact, Document, Name, Person, Vehicle
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import Malformed
from entraide.language import LANGUAGES


def asked(kind, given):
    form = SubjectForm(kind, given, language="en")
    assert form.is_valid(), form.errors
    return form.subjects()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_whose_fields_are_called_something(kind, language):
    form = SubjectForm(kind, language=language)
    assert form.fields
    assert all(field.label for field in form.fields.values())


def test_what_is_filled_in_is_asked():
    assert asked(SubjectKind.VEHICLE, {"plate": "AB 123", "colour": "blue"}) == [
        Vehicle(plate="AB 123", colour="blue")
    ]


def test_a_person_is_asked_with_his_papers():
    given = {"family": "Utman", "birth_date": "1984", "number": "X1", "nationalities": "UTO, QMA"}
    assert asked(SubjectKind.PERSON, given) == [
        Person(
            names=[Name(family="Utman")],
            birth_date="1984",
            nationalities=["UTO", "QMA"],
            documents=[Document(number="X1")],
        )
    ]


def test_papers_of_nobody_are_asked_by_themselves():
    given = {"number": "X1", "issuing_country": "UTO", "phone": "+331"}
    assert asked(SubjectKind.PERSON, given) == [
        Document(number="X1", issuing_country="UTO"),
        Contact(phone="+331"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_refused(kind):
    assert not SubjectForm(kind, {}, language="en").is_valid()


def test_of_ways_to_reach_somebody_one_is_asked():
    form = SubjectForm(SubjectKind.CONTACT, {"phone": "1", "email": "a@b"}, language="en")
    assert not form.is_valid()


@given(st.data())
def test_whatever_is_filled_in_is_a_question_or_an_error(data):
    kind = data.draw(st.sampled_from(KINDS))
    names = [each.name for each in asked_of(kind)]
    given_ = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=250)))
    form = SubjectForm(kind, given_, language="en")
    if form.is_valid():
        try:
            assert form.subjects()
        except Malformed:
            pytest.fail("a form that is valid must be a question")
