"""A cell that holds several spellings of one name, taken apart."""

import re
from typing import Final

_BRACKETED: Final = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]")
_BETWEEN: Final = re.compile(
    r"\s*(?:[;|/]|\s+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|alias|dit|also known as|formerly known as)\s)\s*",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"^(?:original script|good quality|low quality|a\.?k\.?a\.?|f\.?k\.?a\.?|alias(?:es)?|"
    r"previously listed as|formerly|deceased|died|born|né|née|male|female)\b[.:\s]*",
    re.IGNORECASE,
)


def spellings(text: str) -> tuple[str, ...]:
    """The spellings in one cell, as "Ilko Zorvak (Илко Зорвак)"; the text alone if it holds one."""
    inside = _BRACKETED.findall(text)
    pieces = [*_BETWEEN.split(_BRACKETED.sub(" ", text))]
    for each in inside:
        pieces += _BETWEEN.split(each)
    tidy = (" ".join(_NOTE.sub("", piece.strip()).split()).strip(" ,:") for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in tidy if any(map(str.isalpha, piece))))
