"""One side of a comparison as it was written at the command line or in a table."""

from dataclasses import dataclass
from typing import Final

SEVERAL: Final = ";"
"""Stands between several countries in one cell."""


@dataclass(frozen=True, slots=True)
class Side:
    """A name and what is known beside it, tidied.

    Attributes:
        name: as it was written: one text, or "Family, Forename".
        date: of birth, as far as known; "" if not.
        countries: three-letter codes.
    """

    name: str
    date: str = ""
    countries: tuple[str, ...] = ()


def read_date(text: str) -> str:
    """A date as it is compared; "" for none. Raises Invalid."""
    if not text.strip():
        return ""
    from entraide.engine.schema.field_kinds.partial_date import partial_date

    return str(partial_date.clean(text))


def read_countries(text: str) -> tuple[str, ...]:
    """The codes of the countries named; () for none. Raises Invalid."""
    named = [part for each in text.split(SEVERAL) if (part := each.strip())]
    if not named:
        return ()
    from entraide.engine.schema.field_kinds.country import country

    return tuple(str(country.clean(each)) for each in named)
