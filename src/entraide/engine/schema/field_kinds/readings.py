"""What a misread number may have been, one character at a time."""

from collections.abc import Iterator, Mapping
from typing import Final

AS_DIGIT: Final[Mapping[str, str]] = {
    "O": "0", "Q": "0", "D": "0", "U": "0", "I": "1", "L": "1", "T": "1", "Z": "2", "A": "4",
    "S": "5", "G": "6", "B": "8",
}  # fmt: skip  # a table reads by rows
"""A letter where a digit must stand → the digit that was most likely read."""

AS_LETTER: Final[Mapping[str, str]] = {
    "0": "OQDU", "1": "IL", "2": "Z", "4": "A", "5": "S", "6": "G", "8": "B"
}  # fmt: skip  # a table reads by rows
"""A digit where a letter must stand → the letters that may have been read."""


def readings(text: str, *, letters: int) -> Iterator[str]:
    """The text with every look-alike put right: `letters` letters first, digits behind.

    Of several letters that a digit may stand for each gives a reading, at most 64 in all.
    """
    heads = [""]
    for character in text[:letters]:
        heads = [head + each for head in heads for each in AS_LETTER.get(character, character)][:64]
    tail = "".join(AS_DIGIT.get(character, character) for character in text[letters:])
    for head in heads:
        if head + tail != text:
            yield head + tail
