"""What a request to the public API asks: parameters read, echoed, put back into addresses."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from entraide.desks.notices.extract.queries import REACHED, Search
from entraide.engine.schema.field_kinds.country import country
from entraide.errors import Invalid, Malformed
from entraide.language import _

OFTEN: Final = 20
"""Notices on a page where nothing is asked."""
MOST: Final = 160
OLDEST: Final = 150  # years
LONGEST: Final = 200
_WORDS: Final = {
    "forename": "forename",
    "name": "name",
    "freeText": "text",
    "unReference": "un_reference",
    "unResolution": "un_resolution",
}
_COUNTRIES: Final = {"nationality": "nationality", "arrestWarrantCountryId": "warrant"}
_AGES: Final = {"ageMin": "age_min", "ageMax": "age_max"}
_PERSON: Final = (*("forename", "name", "nationality", "ageMin", "ageMax", "freeText", "sexId"),)
PARAMETERS: Final = {
    "red": (*_PERSON, "arrestWarrantCountryId"),
    "yellow": _PERSON,
    "un": ("name", "unReference", "unResolution"),
}
"""In the order in which answers repeat them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a list.

    Attributes:
        echo: the parameters that were understood, as they were given.
        nowhere: a country was named that there is not: nothing is found.
    """

    search: Search
    page: int
    count: int
    echo: dict[str, Any]
    nowhere: bool

    @property
    def query(self) -> dict[str, Any]:
        """What the answer says that it answers."""
        return {"page": self.page, "resultPerPage": self.count, **self.echo}

    def address(self, base: str, page: int) -> str:
        """The address of a page of the same list."""
        asked = {**self.echo, "resultPerPage": self.count, "page": page}
        return f"{base}?{urlencode(asked)}"


def read(given: QueryDict, colour: str, party: str = "") -> Asked:
    """The request; what is empty or not known counts as not asked.

    Raises:
        Malformed: a number that is none.
    """
    told = {name: given.get(name, "").strip()[:LONGEST] for name in PARAMETERS[colour]}
    told = {name: value for name, value in told.items() if value}
    echo: dict[str, Any] = dict(told)
    asked: dict[str, Any] = {}
    nowhere = False
    for name, value in told.items():
        if name in _AGES:
            echo[name] = asked[_AGES[name]] = number(name, value, 0, OLDEST)
        elif name in _COUNTRIES:
            code = code_of(value)
            nowhere = nowhere or not code
            asked[_COUNTRIES[name]] = code
        elif name == "sexId":
            asked["sex"] = value.upper()
        else:
            asked[_WORDS[name]] = value
    return Asked(
        search=Search(colour=colour, party=party, **asked),
        page=number("page", given.get("page", "") or "1", 1, 10**6),
        count=number("resultPerPage", given.get("resultPerPage", "") or str(OFTEN), 1, MOST),
        echo=echo,
        nowhere=nowhere,
    )


def code_of(text: str) -> str:
    """The kept code of a country however it is written; "" for none."""
    try:
        return country.clean(text)
    except Invalid:
        return ""


def number(name: str, text: str, least: int, most: int) -> int:
    """A whole number, brought between these two. Raises Malformed, naming the parameter."""
    try:
        return min(max(int(text), least), most)
    except ValueError:
        raise Malformed(
            "whole_number", field=name, expected=_("Expected: a whole number.")
        ) from None


def last_page(total: int, count: int) -> int:
    """The last page that can be reached; the first where there is nothing."""
    return max(-(-min(total, REACHED) // count), 1)
