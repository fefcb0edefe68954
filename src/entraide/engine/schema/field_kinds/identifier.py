"""What numbers and codes printed on things have in common.

They are kept as written, compared by their capital letters and digits, and looked up under a form
in which the characters that readers take for one another are one.
"""

import unicodedata
from typing import Any, Final

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

LOOKALIKES: Final = str.maketrans(
    "АВЕКМНОРСТУХІЈЅԚԜ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABEKMHOPCTYXIJSQW" + "ABEZHIKMNOPTYX",
)
"""Cyrillic and Greek capitals that are printed exactly as Latin ones."""

_READ_ALIKE: Final = str.maketrans("OQISBZ", "001582")
"""Pairs that optical readers and people confuse. Source: domain.md §1.3, with Q read as O."""

_NO_LETTERS: Final = bytes(code for code in range(0x80) if not chr(code).isalnum())
_AS_CAPITALS: Final = bytes(range(0x100)).upper()
_AS_SKELETON: Final = _AS_CAPITALS.translate(bytes.maketrans(b"OQISBZ", b"001582"))


def ascii_capitals(text: str) -> str:
    """The text with its ASCII as capitals and digits alone: this is the check's hottest line."""
    return text.encode().translate(_AS_CAPITALS, _NO_LETTERS).decode()


def ascii_skeleton(text: str) -> str:
    """The same, and the skeleton of it."""
    return text.encode().translate(_AS_SKELETON, _NO_LETTERS).decode()


def capitals(text: str) -> str:
    """The text's letters and digits alone, in capitals; look-alikes of other scripts as Latin."""
    if text.isascii():
        return ascii_capitals(text)
    upper = unicodedata.normalize("NFKC", text).upper().translate(LOOKALIKES)
    return "".join(letter for letter in upper if letter.isalnum())


def skeleton(exact: str) -> str:
    """The form that numbers share when a reader may take one for the other (O and 0, I and 1)."""
    return exact.translate(_READ_ALIKE)


def unaccented(text: str) -> str:
    """The text without accents: readers and keyboards drop them."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Identifier(Kind):
    """A number or code on a thing, from `least` to `most` letters and digits."""

    name = "identifier"
    expected = _("Expected: from %(least)s to %(most)s letters and digits.")

    def __init__(self, least: int, most: int, example: str) -> None:
        self.least, self.most, self.example = least, most, example
        self.params = {"least": least, "most": most}

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        if len(text) > 2 * self.most or not self.least <= len(self.exact(text)) <= self.most:
            raise self.refuse("length", _("The number of characters is not right."))
        return text

    def exact(self, clean: Any) -> str:
        return capitals(clean)

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (skeleton(self.exact(clean)),)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": self.least, "maxLength": 2 * self.most}
