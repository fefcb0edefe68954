"""The number of a travel or administrative document.

Source: ICAO Doc 9303 part 3 (a number is of A–Z and 0–9; other characters are fillers).
"""

from typing import Any, Final

import icu

from entraide.engine.schema.field_kinds.identifier import (
    LOOKALIKES,
    Identifier,
    ascii_capitals,
    ascii_skeleton,
)
from entraide.language import _

_LATIN: Final = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")


class DocumentNumber(Identifier):
    """A document's number, kept as written; zeros in front belong to it.

    Two numbers are the same when their capitals and digits are; they are near each other when a
    reader may have taken O for 0, I for 1, S for 5, B for 8, Z for 2 or Q for 0.
    """

    name = "document_number"
    expected = _(
        "Expected: the number as printed, from %(least)s to %(most)s letters A–Z and digits."
    )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text.isascii() and not _only_latin(text):
            latin = _LATIN.transliterate(text).upper()
            fits = latin.isascii() and self.least <= len(self.exact(latin)) <= self.most
            raise self.refuse(
                "document_number_letters",
                _("The number holds letters that no machine readable document has."),
                repair=latin if fits else None,
            )
        return text

    def exact(self, clean: Any) -> str:
        return ascii_capitals(_latin(clean))

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (ascii_skeleton(_latin(clean)),)


def _latin(text: str) -> str:
    return text if text.isascii() else text.upper().translate(LOOKALIKES)


def _only_latin(text: str) -> bool:
    """Whether every letter is Latin, or a Cyrillic or Greek capital printed exactly alike."""
    return all(
        not letter.isalnum() or letter.isascii() for letter in text.upper().translate(LOOKALIKES)
    )


document_number = DocumentNumber(1, 20, "C01X00T47")
