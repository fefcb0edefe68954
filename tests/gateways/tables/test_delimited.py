"""Rows of a CSV: whatever is well written is read back, whatever is broken costs itself only."""

import csv
import io
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.gateways.tables.delimited import SEPARATORS, Cells, read
from entraide.gateways.tables.lines import Broken, Limits

# A lone carriage return is left out: Python's own writer forgets to quote it.
CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\ufeff\r", exclude_categories=["Cs"]),
    max_size=12,
)
NO_BLANK = st.lists(CELL, min_size=2, max_size=5).filter(lambda row: "".join(row).strip(";,|\t "))
ROWS = st.lists(NO_BLANK, min_size=1, max_size=8)


def rows_of(text, separator=",", encoding="utf-8", limits=None):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return list(read(io.BytesIO(data), encoding, separator, limits or Limits()))


def told(found):
    return [(row.line, row.cells if isinstance(row, Cells) else row.problem.code) for row in found]


@given(ROWS, st.sampled_from(SEPARATORS), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_a_spreadsheet_writes_is_read_back(rows, separator, end, quotes_all):
    written = io.StringIO()
    csv.writer(
        written,
        delimiter=separator,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    text = f"sep={separator}\n{written.getvalue()}"
    assert [row.cells for row in rows_of(text, separator)] == rows


@given(
    st.binary(max_size=400),
    st.sampled_from(SEPARATORS),
    st.sampled_from(["utf-8", "utf-16", "cp1256"]),
)
def test_any_bytes_give_rows_or_refusals_in_the_order_of_their_lines(data, separator, encoding):
    found = rows_of(data, separator, encoding, Limits(characters=50))
    assert all(isinstance(row, Cells | Broken) for row in found)
    assert [row.line for row in found] == sorted({row.line for row in found})


def test_a_row_over_several_lines_keeps_the_number_of_its_first():
    assert told(rows_of('a,b\n1,"x\ny ""z"""\n2,w\n')) == [
        (1, ["a", "b"]),
        (2, ["1", 'x\ny "z"']),
        (4, ["2", "w"]),
    ]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only():
    assert told(rows_of('a,b\n1,"x\n2,y\n3,z\n')) == [
        (1, ["a", "b"]),
        (2, "quote_open"),
        (3, ["2", "y"]),
        (4, ["3", "z"]),
    ]


def test_text_behind_a_closed_cell_is_refused_not_guessed():
    assert told(rows_of('"a"b,c\n"d",e\n')) == [(1, "quote_stray"), (2, ["d", "e"])]


def test_a_quotation_mark_inside_a_bare_cell_is_a_letter_of_it():
    assert told(rows_of('5" pipe,b\n')) == [(1, ['5" pipe', "b"])]


def test_a_row_beyond_all_length_is_refused_and_the_next_is_read():
    found = rows_of("a" * 2000 + "\nb,c\n", limits=Limits(characters=100))
    assert told(found) == [(1, "row_too_long"), (2, ["b", "c"])]


@pytest.mark.parametrize("line", ['""\n', '",,"\n', '"",,""\n', 'a"b,"c\n', '"\n'])
def test_quotes_meant_to_make_reading_slow_do_not(line):
    began = perf_counter()
    rows_of('"x\n' + line * 40_000)
    assert perf_counter() - began < 10


def test_lines_that_end_in_a_carriage_return_alone_are_lines():
    assert told(rows_of("a,b\r1,2\r")) == [(1, ["a", "b"]), (2, ["1", "2"])]
