import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.desks.checks.recognise import READINGS, read_as, readings, recognise
from entraide.engine.check.wire import (
    Contact,
    Container,
    Document,
    Firearm,
    Mrz,
    Name,
    Person,
    Reference,
    Vehicle,
    Vessel,
)
from entraide.errors import Malformed

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
ANNA = Name(family="Eriksson", forename="Anna")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (ZONE, Mrz(text=ZONE)),
        (ZONE.lower().replace("\n", "\r\n"), Mrz(text=ZONE)),
        ("Eriksson, Anna, 1974-08-12", Person(names=[ANNA], birth_date="1974-08-12")),
        ("Anna Eriksson 1974", Person(names=[Name(full="Anna Eriksson")], birth_date="1974")),
        ("فاطمة الزهراء", Person(names=[Name(full="فاطمة الزهراء")])),
        ("فاطمة الزهراء ١٩٧٤", Person(names=[Name(full="فاطمة الزهراء")], birth_date="1974")),
        ("L898902C3 UTO", Document(number="L898902C3", issuing_country="UTO")),
        ("1HGCM82633A004352", Vehicle(vin="1HGCM82633A004352")),
        ("CSQU3054383", Container(container_number="CSQU3054383")),
        ("IMO 9074729", Vessel(imo="IMO9074729")),
        ("+33 1 23 45 67 89", Contact(phone="+33 1 23 45 67 89")),
        ("someone@example.org", Contact(email="someone@example.org")),
        ("GB82 WEST 1234 5698 7654 32", Contact(account="GB82 WEST 1234 5698 7654 32")),
        ("2019/43128", Reference(reference="2019/43128")),
    ],
)  # fmt: skip
def test_what_is_given_is_understood(text, first):
    assert recognise(text)[0] == first


def test_a_number_that_may_be_several_things_is_asked_as_all_of_them():
    assert [type(s) for s in recognise("AB 123-456")] == [Document, Vehicle, Firearm]


def test_nothing_is_refused_with_what_was_expected():
    with pytest.raises(Malformed) as refused:
        recognise("  \n ")
    assert refused.value.expected


@given(st.text(min_size=1, max_size=200))
def test_any_text_is_understood_or_refused(text):
    try:
        assert recognise(text)
    except Malformed:
        assert not text.strip()


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (ZONE, ["zone"]),
        ("AB 123-456", ["number", "document", "plate", "serial", "engine"]),
        ("9074729", ["imo", "document", "plate", "serial", "engine", "phone"]),
        ("Anna Eriksson 1974", ["person", "vessel"]),
    ],
)
def test_what_else_it_may_be_is_offered(text, offered):
    assert readings(text)[: len(offered)] == offered


@pytest.mark.parametrize(
    ("text", "code", "subject"),
    [
        ("AB123456 UTO", "plate", Vehicle(plate="AB123456", plate_country="UTO")),
        ("AB123456 UTO", "document", Document(number="AB123456", issuing_country="UTO")),
        ("AB123456", "person", Person(names=[Name(full="AB123456")])),
        ("012 345 678", "phone", Contact(phone="012 345 678")),
        ("Meltemi, QMA", "vessel", Vessel(vessel_name="Meltemi", flag="QMA")),
    ],
)
def test_the_officer_says_what_it_is(text, code, subject):
    assert read_as(text, code) == [subject]


def test_it_is_not_read_as_what_it_cannot_be():
    with pytest.raises(Malformed):
        read_as("Anna Eriksson", "imo")


def test_a_zone_that_a_reader_sends_without_ends_of_lines_is_one():
    assert recognise(ZONE.replace("\n", "")) == [Mrz(text=ZONE)]


@given(st.text(min_size=1, max_size=60), st.sampled_from(sorted(READINGS)))
def test_every_reading_that_is_offered_can_be_asked(text, code):
    try:
        offered = readings(text)
    except Malformed:
        return
    assert all(read_as(text, each) for each in offered)
    if code not in offered:
        with pytest.raises(Malformed):
            read_as(text, code)
