"""Ranges of numbers are found by each number and never run wild."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.number_ranges import LARGEST_RANGE, numbers_between, range_size
from entraide.errors import Invalid

PREFIXES = st.text("ABC1-", max_size=3)


@given(PREFIXES, st.integers(0, 99_000), st.integers(1, 500))
def test_a_range_holds_each_number_once_with_its_zeros(prefix, start, size):
    first, last = f"{prefix}{start:05d}", f"{prefix}{start + size - 1:05d}"
    numbers = list(numbers_between(first, last))
    assert len(numbers) == len(set(numbers)) == size == range_size(first, last)
    assert (numbers[0], numbers[-1]) == (first, last)
    assert {len(number) for number in numbers} == {len(first)}


def test_a_number_alone_is_its_own_range():
    assert list(numbers_between("AB1", "")) == ["AB1"]


@given(st.text(max_size=12), st.text(max_size=12))
def test_two_texts_make_a_range_or_are_refused(first, last):
    with suppress(Invalid):
        numbers = list(numbers_between(first, last))
        assert 1 <= len(numbers) <= LARGEST_RANGE
        assert numbers[0] == first


@pytest.mark.parametrize(
    ("first", "last"), [("AB1", "AC2"), ("AB1", "AB10"), ("ABC", "ABD"), ("1A", "2A")]
)
def test_numbers_that_do_not_begin_alike_are_no_range(first, last):
    with pytest.raises(Invalid) as caught:
        range_size(first, last)
    assert caught.value.code == "range"


def test_the_largest_range_is_accepted_and_one_more_is_not():
    assert range_size("A00000", "A09999") == LARGEST_RANGE
    with pytest.raises(Invalid) as caught:
        range_size("A00000", "A10000")
    assert caught.value.repair == "A09999"
