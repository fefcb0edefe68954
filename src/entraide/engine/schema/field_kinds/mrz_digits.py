"""Check digits of machine readable zones, and what a damaged field may have said.

Source: ICAO Doc 9303 part 3, section 4.9 (weights 7, 3, 1; modulus 10).
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from typing import Final

from entraide.engine.schema.field_kinds.readings import AS_DIGIT

MOST_CANDIDATES: Final = 8

_VALUES: Final = {
    "<": 0,
    **{digit: int(digit) for digit in "0123456789"},
    **{letter: number for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10)},
}
_WEIGHTS: Final = (7, 3, 1)

_READ_FOR: Final[Mapping[str, str]] = {
    "0": "OQD", "O": "0QD", "Q": "0O", "D": "0O", "1": "IL7", "I": "1L", "L": "1I", "7": "1T",
    "T": "7", "2": "Z", "Z": "2", "5": "S6", "S": "5", "8": "B3", "B": "8", "3": "8", "6": "5",
    "4": "A", "A": "4", "U": "V", "V": "U", "M": "N", "N": "M",
}  # fmt: skip  # a table reads by rows
"""Character → those for which it is read. G and 6 are missing: no check digit tells them apart."""

_READ_FOR_DIGIT: Final[Mapping[str, str]] = {
    "0": "68", "1": "74", "2": "7", "3": "8", "4": "19", "5": "6", "6": "508", "7": "12",
    "8": "036", "9": "4",
}  # fmt: skip  # a table reads by rows


def check_digit(text: str) -> str:
    """The digit "0"–"9" that belongs behind these capitals, digits and fillers."""
    total = sum(_VALUES[letter] * _WEIGHTS[place % 3] for place, letter in enumerate(text))
    return str(total % 10)


def is_right(text: str, digit: str) -> bool:
    """Whether the digit belongs behind the text."""
    return digit == check_digit(text)


def candidates(
    text: str,
    digit: str,
    *,
    digits_only: bool,
    possible: Callable[[str], object],
    confirmed: Callable[[str, str], bool],
) -> tuple[str, ...]:
    """What a damaged field may have said: readings that make its check digit true.

    Args:
        text: the field as it was read, fillers included.
        digit: its check digit as it was read.
        digits_only: whether the field can hold digits and fillers only (dates).
        possible: whether the field can hold a reading at all (a date that exists).
        confirmed: whether the rest of the zone confirms a reading with its check digit; such
            readings win over the others.

    Returns:
        At most `MOST_CANDIDATES`, all with the same number of changes, the fewest that help; the
        text itself where only the check digit seems misread.
    """
    meant = AS_DIGIT.get(digit, digit)
    if possible(text) and confirmed(text, check_digit(text)):
        return (text,)
    found: dict[int, list[str]] = {}
    for changes, reading in _readings(text, digits_only=digits_only):
        if is_right(reading, meant) and possible(reading):
            found.setdefault(changes, []).append(reading)
    for only_confirmed in (True, False):
        for readings in found.values():
            kept = [each for each in readings if not only_confirmed or confirmed(each, meant)]
            if kept:
                return tuple(dict.fromkeys(kept))[:MOST_CANDIDATES]
    return ()


def _readings(text: str, *, digits_only: bool) -> Iterator[tuple[int, str]]:
    """The text itself, then with one and with two characters read differently."""
    table = _READ_FOR
    if digits_only:
        text = "".join(AS_DIGIT.get(letter, letter) for letter in text)
        table = _READ_FOR_DIGIT
    yield 0, text
    unsure = [place for place, letter in enumerate(text) if letter in table]
    for changes in (1, 2):
        for places in combinations(unsure, changes):
            for letters in product(*(table[text[place]] for place in places)):
                reading = list(text)
                for place, letter in zip(places, letters, strict=True):
                    reading[place] = letter
                yield changes, "".join(reading)
