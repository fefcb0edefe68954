"""Dates with the month in letters, as documents and people write them in the four languages.

Source: CLDR through babel, with the names of months of the Levant and the Maghreb.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale

_LOCALES: Final = ("en", "fr", "es", "ar", "ar_SY", "ar_DZ", "ar_MA")
_LETTERS: Final = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|º)? )?([^\W\d_]+(?: [^\W\d_]+)?) (\d{4})"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_FILLERS: Final = re.compile(r"\b(?:de|del|of|the|le|el|من)\b")


def read_letters(text: str) -> tuple[int, int, int] | None:
    """Year, month and day (0 if not given) of "7 March 2020", "mars 2020", "07 MAR/MARS 2020"."""
    plain = _FILLERS.sub(" ", text.casefold().removesuffix("م"))  # "of our era", in Arabic
    plain = " ".join(re.sub(r"[,./-]", " ", plain).split())
    if found := _MONTH_FIRST.fullmatch(plain):
        name, day, year = found.groups()
    elif found := _LETTERS.fullmatch(plain):
        day, name, year = found.groups()
    else:
        return None
    months = {_months().get(word) for word in (name.split() if name not in _months() else (name,))}
    month = months.pop() if len(months) == 1 else None
    return (int(year), month, int(day or 0)) if month else None


@cache
def _months() -> Mapping[str, int]:
    names: dict[str, int] = {}
    for code in _LOCALES:
        locale = Locale.parse(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    plain = " ".join(name.casefold().replace(".", "").split())
                    names.setdefault(plain, month)
                    if code == "en" and width == "wide":
                        names.setdefault(plain[:3], month)
    return names
