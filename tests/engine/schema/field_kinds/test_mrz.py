"""Machine readable zones. The lines are those of Doc 9303's specimens, or written here."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from entraide.engine.schema.field_kinds.mrz import (
    MrzFields,
    check_digit,
    parse_mrz,
    write_french_card,
    write_mrva,
    write_mrvb,
    write_td1,
    write_td2,
    write_td3,
)
from entraide.errors import Invalid

TODAY = date(2026, 11, 23)
PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
)
CARD = (
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)
SMALL_CARD = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"

letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
word = st.text(letters, min_size=1, max_size=6)
names = st.lists(word, min_size=1, max_size=2).map(" ".join)
alnum = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
countries = st.sampled_from(["UTO", "QMA", "QZZ", "XAB", "DEU", "GBD", "XXA"])
past = st.dates(date(1930, 1, 1), TODAY).map(date.isoformat)
soon = st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(date.isoformat)


def fields(number_length, optional_length):
    return st.builds(
        MrzFields,
        document_code=st.sampled_from(["P", "I", "PM", "ID"]),
        issuing_country=countries,
        number=st.text(alnum, min_size=1, max_size=number_length),
        nationality=countries,
        birth_date=past
        | past.map(lambda day: day[:4])
        | past.map(lambda day: day[:7])
        | st.just(""),
        sex=st.sampled_from(["M", "F", "X"]),
        expiry_date=soon,
        family=names,
        forename=names | st.just(""),
        optional=st.text(alnum, max_size=optional_length),
    )


def said(mrz):
    return {name: getattr(mrz, name) for name in MrzFields.__slots__}


@given(fields(9, 14))
def test_a_passport_that_is_written_is_read_alike(written):
    mrz = parse_mrz(write_td3(written), TODAY)
    assert mrz.is_sound
    assert mrz.format == "TD3"
    assert said(mrz) == said(written)


@given(fields(14, 4))
def test_a_card_with_a_number_of_any_length_is_read_alike(written):
    mrz = parse_mrz(write_td1(written), TODAY)
    assert mrz.is_sound
    assert mrz.format == "TD1"
    assert said(mrz) == said(written)


@given(fields(9, 7))
def test_a_larger_card_is_read_alike(written):
    assume(not (written.document_code == "ID" and written.issuing_country == "FRA"))
    mrz = parse_mrz(write_td2(written), TODAY)
    assert mrz.is_sound
    assert mrz.format == "TD2"
    assert said(mrz) == said(written)


@given(fields(9, 8), st.sampled_from([(write_mrva, "MRVA"), (write_mrvb, "MRVB")]))
def test_a_visa_is_read_alike(written, form):
    write, name = form
    visa = MrzFields(**said(written) | {"document_code": "V"})
    mrz = parse_mrz(write(visa), TODAY)
    assert mrz.is_sound
    assert mrz.format == name
    assert said(mrz) == said(visa)


def test_a_french_card_of_the_old_layout_is_read():
    card = MrzFields(
        document_code="ID", issuing_country="FRA", number="990177X00042", nationality="FRA",
        birth_date="1965-12-06", sex="F", family="SPECIMEN", forename="ELISE",
    )  # fmt: skip
    mrz = parse_mrz(write_french_card(card), TODAY)
    assert mrz.format == "FRENCH_CARD"
    assert mrz.is_sound
    assert said(mrz) == said(card)


@pytest.mark.parametrize("zone", [PASSPORT, CARD, SMALL_CARD])
def test_the_specimens_of_doc_9303_are_sound(zone):
    mrz = parse_mrz(zone, TODAY)
    assert mrz.is_sound
    assert (mrz.family, mrz.forename) == ("ERIKSSON", "ANNA MARIA")
    assert (mrz.birth_date, mrz.expiry_date, mrz.sex) == ("1974-08-12", "2012-04-15", "F")


def test_a_number_longer_than_its_field_runs_on():
    zone = (
        "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\n"
        "STEVENSON<<PETER<<<<<<<<<<<<<<"
    )
    mrz = parse_mrz(zone, TODAY)
    assert mrz.number == "D23145890734"
    assert mrz.checks["number"]


def test_germanys_single_letter_is_read_as_its_code():
    written = MrzFields(document_code="P", issuing_country="DEU", number="C01X00T47", family="X")
    assert "<D<<" in write_td3(written)
    assert parse_mrz(write_td3(written), TODAY).issuing_country == "DEU"


@given(fields(9, 14), st.integers(0, 43), alnum)
def test_a_wrong_character_in_a_checked_field_is_noticed(written, place, wrong):
    first, second = write_td3(written).split("\n")
    right = second[place]
    checked = place < 10 or 13 <= place < 20 or 21 <= place < 43
    same_value = check_digit(right) == check_digit(wrong)  # G and 6: no check digit tells
    if checked and right != wrong and not same_value:
        damaged = second[:place] + wrong + second[place + 1 :]
        assert not parse_mrz(f"{first}\n{damaged}", TODAY).is_sound


@pytest.mark.parametrize(
    ("right", "read", "field", "candidate"),
    [
        ("L898902C3", "LB98902C3", "number", "L898902C3"),
        ("L898902C3", "L8989O2C3", "number", "L898902C3"),
        ("L898902C36", "L898902C38", "number", "L898902C3"),
        ("740812", "74O812", "birth_date", "1974-08-12"),
        ("740812", "7408I2", "birth_date", "1974-08-12"),
        ("120415", "12O4I5", "expiry_date", "2012-04-15"),
    ],
)
def test_a_damaged_field_comes_with_what_it_may_have_said(right, read, field, candidate):
    mrz = parse_mrz(PASSPORT.replace(right, read), TODAY)
    assert not mrz.checks[field]
    assert candidate in mrz.candidates[field]
    assert len(mrz.candidates[field]) <= 8


@given(fields(9, 14), st.integers(0, 8), alnum)
def test_candidates_make_the_check_digit_true(written, place, wrong):
    first, second = write_td3(written).split("\n")
    damaged = second[:place] + wrong + second[place + 1 :]
    mrz = parse_mrz(f"{first}\n{damaged}", TODAY)
    digit = damaged[9]
    for reading in mrz.candidates.get("number", ()):
        only_digit_misread = reading == damaged[:9].rstrip("<")
        assert only_digit_misread or check_digit(reading.ljust(9, "<")) == digit


def test_a_sound_zone_has_no_candidates():
    assert parse_mrz(PASSPORT, TODAY).candidates == {}


def test_unknown_parts_of_a_birth_date_stay_unknown():
    for birth, kept in (("1974", "1974"), ("1974-08", "1974-08"), ("", "")):
        written = MrzFields(document_code="P", issuing_country="UTO", number="1", birth_date=birth)
        assert parse_mrz(write_td3(written), TODAY).birth_date == kept


@pytest.mark.parametrize(
    ("today", "born"), [(date(2026, 11, 23), "2026-11-23"), (date(2026, 11, 22), "1926-11-23")]
)
def test_nobody_is_born_in_the_future(today, born):
    written = MrzFields(
        document_code="P", issuing_country="UTO", number="1", birth_date="2026-11-23"
    )
    assert parse_mrz(write_td3(written), today).birth_date == born


def test_a_name_that_fills_its_field_may_be_cut():
    written = MrzFields(
        document_code="P", issuing_country="UTO", number="1",
        family="Nilavadhanananda Nilavadhanananda", forename="Chayapa Dejthamrong Krasuang",
    )  # fmt: skip
    mrz = parse_mrz(write_td3(written), TODAY)
    assert mrz.names_truncated
    assert mrz.forename
    assert not parse_mrz(PASSPORT, TODAY).names_truncated


def test_names_are_written_in_the_letters_of_the_zone():
    written = MrzFields(
        document_code="P",
        issuing_country="UTO",
        number="1",
        family="Müller-Ångström",
        forename="Zoë",
    )
    mrz = parse_mrz(write_td3(written), TODAY)
    assert (mrz.family, mrz.forename) == ("MUELLER AANGSTROEM", "ZOE")


@pytest.mark.parametrize(
    "text",
    [
        PASSPORT.lower(),
        PASSPORT.replace("\n", ""),
        PASSPORT.replace("\n", "\r\n\r\n") + "\n",
        PASSPORT.replace("<", "&lt;"),
        PASSPORT.replace("<<", "«"),
        PASSPORT.replace("7408122", "７４０８１２２"),
        PASSPORT.replace("<<<<<<<<<\n", "<\n"),
        PASSPORT.replace("<\n", "<<<\n"),
        "\n".join(" ".join(line) for line in PASSPORT.split("\n")),
    ],
)
def test_a_zone_is_read_however_it_was_pasted(text):
    mrz = parse_mrz(text, TODAY)
    assert mrz.is_sound
    assert mrz.number == "L898902C3"


@pytest.mark.parametrize(
    "text",
    ["", "P<UTO", "hello", PASSPORT[:-1], PASSPORT.replace("7408", "748"), "\n".join([CARD] * 2),
     PASSPORT.replace("<10", "<1é"), "<" * 500, "\ud800", "P<UTO\n\n\n\nX"],
)  # fmt: skip
def test_what_is_no_zone_is_refused_with_what_was_expected(text):
    with pytest.raises(Invalid) as caught:
        parse_mrz(text, TODAY)
    assert caught.value.code == "mrz"
    assert "44" in caught.value.problem()["expected"]


@given(st.text(max_size=200) | st.text(st.sampled_from("AB09<\n V"), max_size=120))
def test_whatever_is_scanned_it_is_read_or_refused(text):
    try:
        mrz = parse_mrz(text, TODAY)
    except Invalid:
        return
    assert set(mrz.checks.values()) <= {True, False}


@pytest.mark.parametrize("width", [(3, 30), (2, 36), (2, 44)])
@given(data=st.data())
def test_any_lines_of_the_right_size_are_read(width, data):
    count, length = width
    line = st.text(st.sampled_from("ABDGIKOPSUVXZ0123456789<"), min_size=length, max_size=length)
    lines = data.draw(st.lists(line, min_size=count, max_size=count))
    mrz = parse_mrz("\n".join(lines), TODAY)
    assert mrz.lines == tuple(lines)


def test_a_value_too_long_for_its_field_is_not_written():
    with pytest.raises(ValueError, match="number"):
        write_td3(MrzFields(document_code="P", issuing_country="UTO", number="1234567890"))
