"""Documents, vehicles, firearms, containers, vessels and telephones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imo as stdnum_imo
from stdnum import iso6346, luhn

from entraide.engine.schema.field_kinds import (
    call_sign,
    container_number,
    document_number,
    engine_number,
    firearm_serial,
    hin,
    imei,
    imo,
    mmsi,
    plate,
    reference_number,
    vessel_name,
    vin,
)
from entraide.engine.schema.field_kinds.identifier import skeleton
from entraide.engine.schema.field_kinds.mmsi import mmsi_flag
from entraide.engine.schema.field_kinds.vin import vin_check_digit, vin_notes
from entraide.errors import Invalid

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
serials = st.text(st.sampled_from(CAPITALS + "0123456789"), min_size=1, max_size=20)


def same(kind, one, other):
    return kind.exact(kind.clean(one)) == kind.exact(kind.clean(other))


def near(kind, one, other):
    return bool(set(kind.keys(kind.clean(one))) & set(kind.keys(kind.clean(other))))


def refusal(kind, value):
    with pytest.raises(Invalid) as caught:
        kind.clean(value)
    return caught.value


@pytest.mark.parametrize("kind", [document_number, firearm_serial, engine_number, plate])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ab 12-34", "AB1234"),
        ("ＡＢ１２３４", "AB1234"),
        ("AB١٢٣٤", "AB1234"),
        ("АВ1234", "AB1234"),
    ],
)
def test_blanks_hyphens_width_digits_and_lookalikes_do_not_count(kind, one, other):
    assert same(kind, one, other)


def test_a_document_number_is_kept_as_written():
    assert document_number.clean(" p  1630837 ") == "p 1630837"
    assert document_number.clean("00123") == "00123"
    assert document_number.clean(12) == "12"


def test_zeros_in_front_belong_to_a_document_number():
    assert not same(document_number, "00123", "123")
    assert not near(document_number, "00123", "123")


@pytest.mark.parametrize(
    ("one", "other"), [("O0I1", "00I1"), ("S5B8", "55B8"), ("Z2", "2Z"), ("Q1", "0I")]
)
def test_numbers_that_a_reader_takes_for_one_another_are_near_and_not_equal(one, other):
    assert near(document_number, one, other)
    assert not same(document_number, one, other)


@given(serials)
def test_looking_up_the_looked_up_form_changes_nothing(serial):
    assert skeleton(skeleton(serial)) == skeleton(serial)
    for kind in (document_number, plate, vin):
        if 3 <= len(serial) <= 15:
            (key,) = kind.keys(serial)
            assert kind.keys(key) == (key,)


@pytest.mark.parametrize("destroyed", ["1.2E+11", "1,2E+11", "1E+11", "٩٫٧E+10", "1.234e+05"])
def test_a_number_that_a_spreadsheet_destroyed_is_refused_with_what_to_do(destroyed):
    refused = refusal(document_number, destroyed)
    assert refused.code == "spreadsheet_number"
    assert "text" in refused.problem()["expected"]
    assert refused.repair is None


def test_a_number_with_an_e_in_it_is_a_number():
    assert document_number.clean("12E45") == "12E45"


def test_letters_that_no_document_has_are_refused_with_their_latin_form():
    refused = refusal(document_number, "京A12345")
    assert refused.code == "document_number_letters"
    assert document_number.exact(document_number.clean(refused.repair)) == "JINGA12345"


def test_the_filler_of_a_machine_readable_zone_does_not_count():
    assert same(document_number, "D23145890<", "D23145890")


def test_a_reference_keeps_its_parts_apart():
    assert same(reference_number, "2021/75051", "2021-75051")
    assert not near(reference_number, "2021/75051", "20217/5051")


# -- vehicles --


@pytest.mark.parametrize(
    ("number", "notes"),
    [
        ("1M8GDM9AXKP042788", ()),  # the example of ISO 3779's literature
        ("1M8GDM9A1KP042788", ("vin_check_digit",)),
        ("1M8GDM9AXKPO42788", ("vin_letters",)),
        ("WUT7Z8E2XKA012345", ()),  # not a region with check digits
        ("123456", ("vin_length",)),
        ("ЖЖ123456", ("vin_script",)),
    ],
)
def test_an_odd_vin_is_kept_and_said_to_be_odd(number, notes):
    assert vin.clean(number) == number
    assert vin_notes(number) == notes


def test_i_o_and_q_in_a_vin_are_read_as_digits():
    assert same(vin, "WUT7Z8E2XKAO1Q345", "WUT7Z8E2XKA010345")
    assert not same(vin, "AO123", "A0123")  # a shorter, older number may hold them
    assert near(vin, "AO123", "A0123")


@given(st.text(st.sampled_from("ABCDEFGHJKLMNPRSTUVWXYZ0123456789"), min_size=17, max_size=17))
def test_the_computed_check_digit_is_always_the_right_one(text):
    number = "1" + text[1:]
    right = number[:8] + vin_check_digit(number) + number[9:]
    assert vin_notes(right) == ()


def test_plates_of_any_script_are_compared_in_their_script():
    assert same(plate, "أ ب ج ١٢٣", "ابج123")
    assert near(plate, "MÜ-AB 12", "MU AB 12")
    assert not same(plate, "MÜ-AB 12", "MU AB 12")


# -- containers and vessels --


@given(st.text(st.sampled_from(CAPITALS), min_size=3, max_size=3), st.integers(0, 999_999))
def test_a_container_number_is_right_only_with_its_check_digit(owner, serial):
    body = f"{owner}U{serial:06}"
    digit = iso6346.calc_check_digit(body)
    assert container_number.clean(f"{owner}U {serial:06} {digit}") == body + digit
    assert refusal(container_number, body).repair == body + digit
    wrong = str((int(digit) + 1) % 10)
    assert refusal(container_number, body + wrong).code == "container_check_digit"


def test_a_misread_container_number_is_refused_with_what_it_was():
    assert refusal(container_number, "C5QU3O54383").repair == "CSQU3054383"


@pytest.mark.parametrize("number", ["1230123454", "CS_U3054383", "CSÉU3054383", "CSQX3054383"])
def test_what_has_not_the_shape_of_a_container_number_is_refused(number):
    assert refusal(container_number, number).code == "container_number"


@given(st.integers(100_000, 999_999))
def test_an_imo_number_is_right_only_with_its_check_digit(body):
    digit = stdnum_imo.calc_check_digit(str(body))
    assert imo.clean(f"IMO {body}{digit}") == f"{body}{digit}"
    for wrong in set("0123456789") - {digit}:
        assert refusal(imo, f"{body}{wrong}").code == "imo_check_digit"


@pytest.mark.parametrize(
    ("number", "flag"),
    [("211123450", "DEU"), ("002111234", "DEU"), ("982111234", "DEU"), ("970123456", None)],
)
def test_a_radio_number_names_its_flag(number, flag):
    assert mmsi_flag(mmsi.clean(number)) == flag


@pytest.mark.parametrize(
    ("number", "code"), [("200123456", "mmsi_country"), ("12345", "mmsi"), ("911123456", "mmsi")]
)
def test_a_radio_number_of_no_country_is_refused(number, code):
    assert refusal(mmsi, number).code == code


@pytest.mark.parametrize(
    "number", ["ABC12345D404", "UT-ABC12345D404", "ABC12345M79B", "ABC123451179"]
)
def test_hulls_of_every_form_are_accepted(number):
    assert hin.clean(number) == number


def test_what_is_no_hull_or_call_sign_is_refused():
    assert refusal(hin, "ABC12345Z404").code == "hin"
    assert refusal(call_sign, "1234").code == "call_sign"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M/V Stella Maris", "STELLA MARIS"),
        ("mv stella-maris", "Stella Maris"),
        ("Étoile", "ETOILE"),
    ],
)
def test_prefixes_accents_and_hyphens_of_a_vessels_name_do_not_count(one, other):
    assert same(vessel_name, one, other)


def test_a_vessels_name_is_near_itself_with_another_numeral():
    assert near(vessel_name, "Stella II", "STELLA 2")
    assert not same(vessel_name, "Stella II", "STELLA 2")


# -- telephones --


@given(st.integers(10**13, 10**14 - 1))
def test_a_telephones_serial_number_is_right_only_with_its_check_digit(body):
    digit = luhn.calc_check_digit(str(body))
    assert imei.clean(f"{body}{digit}") == f"{body}{digit}"
    assert refusal(imei, f"{body}{(int(digit) + 1) % 10}").repair == f"{body}{digit}"


def test_a_telephone_is_the_same_with_or_without_check_digit_and_version():
    assert same(imei, "490154203237518", "49015420323751")
    assert same(imei, "490154203237518", "4901542032375112")
