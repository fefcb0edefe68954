"""What an officer writes becomes the question that was meant."""

import pytest

from entraide.cli.question import Asked
from entraide.engine.check.wire import (
    Contact,
    Container,
    Document,
    Firearm,
    Mrz,
    Name,
    Person,
    Vehicle,
    Vessel,
)
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import Malformed


@pytest.mark.parametrize(
    ("given", "subject"),
    [
        (
            {"document": "X1234567", "country": "UTO"},
            Document(number="X1234567", issuing_country="UTO"),
        ),
        ({"vin": "WVWZZZ1JZXW000001"}, Vehicle(vin="WVWZZZ1JZXW000001")),
        ({"plate": "AB 123", "country": "UTO"}, Vehicle(plate="AB 123", plate_country="UTO")),
        ({"container": "CSQU3054383"}, Container(container_number="CSQU3054383")),
        ({"imo": "9074729"}, Vessel(imo="9074729")),
        ({"firearm": "A1", "make": "Glock"}, Firearm(serial_number="A1", make="Glock")),
        ({"email": "a@example.org"}, Contact(email="a@example.org")),
    ],
)
def test_each_thing_is_asked_as_what_it_is(given, subject):
    assert Asked(given).subjects() == [subject]


def test_a_name_with_a_comma_is_family_and_forename():
    (person,) = Asked({"person": ("Marlow, Ada",), "born": "1987-05"}).subjects()
    assert person == Person(names=[Name(family="Marlow", forename="Ada")], birth_date="1987-05")


def test_a_name_without_a_comma_stays_whole():
    (person,) = Asked({"person": ("Ada Marlow",)}).subjects()
    assert person.names == [Name(full="Ada Marlow")]


def test_a_person_takes_the_document_and_the_telephone_along():
    given = {"person": ("Marlow, Ada",), "document": "X1", "country": "UTO", "phone": "+1"}
    (person,) = Asked(given).subjects()
    assert person.documents == [Document(number="X1", issuing_country="UTO")]
    assert person.contacts == [Contact(phone="+1")]


def test_a_machine_readable_zone_is_read_from_a_file(tmp_path):
    zone = tmp_path / "zone.txt"
    zone.write_text("P<UTOMARLOW<<ADA<<<<\n", "utf-8")
    assert Asked({"mrz": str(zone)}).subjects() == [Mrz(text="P<UTOMARLOW<<ADA<<<<")]


def test_asking_nothing_is_refused():
    with pytest.raises(Malformed) as refused:
        Asked({"country": "UTO"}).subjects()
    assert refused.value.code == "nothing_asked"


def test_an_officer_named_by_halves_is_refused():
    with pytest.raises(Malformed) as refused:
        Asked({"officer": "17"}).officer()
    assert refused.value.code == "officer_by_halves"


def test_the_question_carries_one_purpose_and_the_language():
    query = Asked({"imo": "9074729", "purpose": "locate"}).query("ar")
    assert (query.purpose, query.language) == (Purpose.LOCATE, "ar")
