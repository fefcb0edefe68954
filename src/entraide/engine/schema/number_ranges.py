"""Ranges of numbers: a lot of stolen blanks is one record and is found by each of its numbers."""

import re
from collections.abc import Iterator
from typing import Final

from entraide.errors import Invalid
from entraide.language import _

LARGEST_RANGE: Final = 10_000
"""Numbers a record: each becomes a key of the index; a larger lot is several records."""

_NUMBER: Final = re.compile(r"(.*?)([0-9]+)", re.DOTALL)


def range_size(first: str, last: str) -> int:
    """How many numbers lie from `first` to `last`, both included: 1 to LARGEST_RANGE.

    Args:
        first: for example "AB000100"; what stands before its last digits is the prefix.
        last: the same prefix and as many digits.

    Raises:
        Invalid: the two do not span a range ("range"), it runs backwards ("range_backwards") or it
            is too large ("range_too_large", with the last number that would be accepted as repair).
    """
    prefix, start, end, width = _split(first, last)
    size = end - start + 1
    if size < 1:
        raise Invalid(
            "range_backwards",
            _("The range of numbers ends before it begins."),
            expected=_("Expected: the first number of the lot first, then its last."),
        )
    if size > LARGEST_RANGE:
        raise Invalid(
            "range_too_large",
            _("The range holds %(size)s numbers; one record may hold %(largest)s."),
            expected=_("Expected: one record for each %(largest)s numbers of the lot."),
            repair=f"{prefix}{start + LARGEST_RANGE - 1:0{width}d}",
            size=size,
            largest=LARGEST_RANGE,
        )
    return size


def numbers_between(first: str, last: str) -> Iterator[str]:
    """Each number from `first` to `last`, leading zeros kept; only `first` where `last` is "".

    Raises:
        Invalid: as `range_size`.
    """
    if not last:
        yield first
        return
    size = range_size(first, last)
    prefix, start, _end, width = _split(first, last)
    for number in range(start, start + size):
        yield f"{prefix}{number:0{width}d}"


def _split(first: str, last: str) -> tuple[str, int, int, int]:
    begins, ends = _NUMBER.fullmatch(first), _NUMBER.fullmatch(last)
    if begins is None or ends is None or len(first) != len(last) or begins[1] != ends[1]:
        raise Invalid(
            "range",
            _("The two numbers do not begin and end a range."),
            expected=_(
                "Expected: two numbers of the same length that begin alike and end in digits."
            ),
        )
    return begins[1], int(begins[2]), int(ends[2]), len(begins[2])
