"""Vessels' names."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import unaccented
from entraide.engine.schema.field_kinds.text import Text

_PREFIXES: Final = frozenset(
    {"mv", "mt", "ms", "my", "sv", "sy", "ss", "fv", "mfv", "rv", "lpg", "lng", "hms"}
)
_ROMAN: Final = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "x": "10",
}  # fmt: skip  # a table reads by rows


class VesselName(Text):
    """A vessel's name; "M/V" and the like, accents and punctuation do not count.

    Names that differ only in their blanks, or in a number written II or 2, are near each other.
    """

    name = "vessel_name"

    def exact(self, clean: Any) -> str:
        return " ".join(_words(clean))

    def keys(self, clean: Any) -> tuple[str, ...]:
        words = _words(clean)
        if len(words) > 1:
            words[-1] = _ROMAN.get(words[-1], words[-1])
        return ("".join(words),)


def _words(name: str) -> list[str]:
    plain = re.sub(r"\b([a-z])/([a-z])\b", r"\1\2", unaccented(name).casefold())
    words = re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))
    if len(words) > 1 and words[0] in _PREFIXES:
        del words[0]
    return words or [plain or name]


vessel_name = VesselName(80, example="M/V STELLA MARIS II")
