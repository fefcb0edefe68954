"""A cell read for its field in the one way it can be, or refused with what it may have been."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.field_kinds import (
    decimal_number,
    document_number,
    long_text,
    partial_date,
    past_day,
    plate,
    yes_no,
)
from entraide.errors import Invalid
from entraide.gateways.tables.cells import guarded, plain, read

KINDS = [past_day, partial_date, document_number, long_text, plate, yes_no, decimal_number(0, 9)]


@pytest.mark.parametrize(
    ("cell", "order", "read_as"),
    [
        ("03/04/2020", "dmy", "2020-04-03"),
        ("03/04/2020", "mdy", "2020-03-04"),
        ("3.4.2020", "", "2020-04-03"),
        ("3.4.2020", "mdy", "2020-04-03"),
        ("25/04/2020", "", "2020-04-25"),
        ("04/25/2020", "", "2020-04-25"),
        ("04/04/2020", "", "2020-04-04"),
        ("٠٣/٠٤/٢٠٢٠", "dmy", "2020-04-03"),
        ("20200403", "", "2020-04-03"),
        ("03/04/2020 00:00:00", "dmy", "2020-04-03"),
        ("2020-04-03T00:00", "", "2020-04-03"),
        (date(2020, 4, 3), "", "2020-04-03"),
        (datetime(2020, 4, 3, 13, 30), "", "2020-04-03"),  # noqa: DTZ001 - as a workbook gives it
        ("04/2020", "", "2020-04"),
        (1953, "", "1953"),
    ],
)
def test_a_date_is_read_in_the_order_of_its_file(cell, order, read_as):
    assert read(cell, partial_date, order) == read_as


@pytest.mark.parametrize(
    ("cell", "order", "code", "repair"),
    [
        ("03/04/2020", "", "date_ambiguous", ["2020-04-03", "2020-03-04"]),
        ("04/25/2020", "dmy", "date_order", "2020-04-25"),
        ("43924", "", "date_serial", "2020-04-03"),
        (43924, "", "date_serial", "2020-04-03"),
        ("25/04/20", "", "date_year", "2020-04-25"),
        ("03/04/87", "", "date_year", ["1987-04-03", "1987-03-04"]),
        ("03/04/87", "mdy", "date_year", "1987-03-04"),
        ("31/02/2020", "dmy", "date", None),
    ],
)
def test_a_date_of_several_readings_is_refused_with_all_of_them(cell, order, code, repair):
    with pytest.raises(Invalid) as refused:
        read(cell, past_day, order)
    assert refused.value.code == code
    assert refused.value.repair == repair
    assert refused.value.expected


def test_a_number_cell_in_a_field_of_codes_is_its_digits():
    assert read(123456789.0, document_number) == 123456789
    assert document_number.clean(read(123456789.0, document_number)) == "123456789"


@pytest.mark.parametrize("cell", [1.2e20, 1234567890123456789])
def test_digits_that_a_spreadsheet_has_lost_are_asked_for_again(cell):
    with pytest.raises(Invalid) as refused:
        read(cell, document_number)
    assert refused.value.code == "spreadsheet_number"
    assert refused.value.repair is None


def test_a_plate_that_became_a_date_is_refused():
    with pytest.raises(Invalid) as refused:
        read(datetime(2026, 3, 4), plate)  # noqa: DTZ001 - as a workbook gives it
    assert refused.value.code == "became_date"


def test_a_spreadsheets_error_is_no_value():
    with pytest.raises(Invalid) as refused:
        plain("#REF!")
    assert refused.value.code == "cell_error"


@given(st.text(), st.booleans())
def test_what_is_guarded_is_given_back_and_is_no_formula(text, in_workbook):
    text = text.strip()
    cell = guarded(text, in_workbook=in_workbook)
    assert plain(cell) == text
    assert in_workbook or cell[:1] not in set("=+-@\t\r")


@given(
    st.sampled_from(KINDS),
    st.none()
    | st.text(max_size=20)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.from_regex(r"\d{1,4}[-/. ]\d{1,3}[-/. ]\d{1,5}", fullmatch=True),
    st.sampled_from(["", "dmy", "mdy"]),
)
def test_any_cell_is_read_or_refused(kind, cell, order):
    with suppress(Invalid):
        value = read(cell, kind, order)
        assert value is None or kind.clean(value) is not None
