"""Pairs of names or persons, with what is known of each, read from the labelled lists.

Nothing of the lists is copied into the project: what is frozen there is a row's number, a digest
and scores.
"""

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = "3_name_matching"
NAME_BENCH = "os_name_bench.csv"
ENTITY_CHECKS = "os_entity_checks.jsonl"
DIGEST_LETTERS = 12

_PROPERTIES = {
    "name": "name", "alias": "name", "weakAlias": "name",
    "birthDate": "birthDate", "incorporationDate": "birthDate",
    "nationality": "country", "citizenship": "country", "country": "country",
    "jurisdiction": "country", "flag": "country",
    "gender": "gender", "fatherName": "fatherName", "motherName": "motherName",
    "birthPlace": "birthPlace",
    "idNumber": "number", "passportNumber": "number", "taxNumber": "number",
    "registrationNumber": "number", "imoNumber": "number", "innCode": "number",
}  # fmt: skip
"""The peer's property → what we compare it as."""


class Side(NamedTuple):
    """One of two that are compared: a kind of thing and its properties as the peer names them."""

    schema: str
    properties: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, schema: str, **properties: Any) -> "Side":
        """From properties each with one value or several; empty ones are left out."""
        several = {
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in properties.items()
        }
        return cls(schema, tuple(sorted((key, kept) for key, kept in several.items() if any(kept))))

    def first(self, name: str) -> str:
        """The first value of a property, "" if there is none."""
        return next((values[0] for key, values in self.properties if key == name), "")

    def dated(self, date: str) -> "Side":
        """The same with another date of birth; "" for none."""
        kept = {key: values for key, values in self.properties if key != "birthDate"}
        return Side.of(self.schema, **kept, birthDate=date)

    def compared(self) -> dict[str, list[str]]:
        """The values by what we compare them as: `name`, `birthDate` or `country`."""
        by_kind: dict[str, list[str]] = {}
        for key, values in self.properties:
            if key in _PROPERTIES:
                by_kind.setdefault(_PROPERTIES[key], []).extend(values)
        if "name" not in by_kind:
            parts = (self.first(part) for part in ("firstName", "middleName", "lastName"))
            by_kind["name"] = [" ".join(filter(None, parts))]
        return by_kind


class Pair(NamedTuple):
    """Two sides; whether they are the same, by those who labelled them.

    Attributes:
        row: the row of its file, from 1.
        category: what kind of difference the labellers put in, "" if they did not say.
    """

    row: int
    left: Side
    right: Side
    is_same: bool
    category: str = ""

    @property
    def is_person(self) -> bool:
        """Whether both are persons."""
        return self.left.schema == "Person"

    def digest(self) -> str:
        """The same for the same pair in every run, and no way back to the names."""
        text = json.dumps([self.left, self.right], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LETTERS]


def folder() -> Path:
    """Where the labelled lists are.

    Raises:
        SystemExit: they are not on this machine.
    """
    root = Path(__file__).parents[2]
    found = root / os.environ.get("ENTRAIDE_DATA", "../shared/data") / FOLDER
    if not (found / NAME_BENCH).is_file():
        raise SystemExit("The public lists are not on this machine: set ENTRAIDE_DATA.")
    return found.resolve()


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a heading."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def name_bench(path: Path) -> list[Pair]:
    """The labelled pairs of names alone."""
    return [
        Pair(
            at,
            Side.of(row["schema"], name=row["name1"]),
            Side.of(row["schema"], name=row["name2"]),
            row["is_match"] == "true",
            row["category"] or row["case_group"],
        )
        for at, row in enumerate(rows(path), 1)
    ]


def entity_checks(path: Path) -> list[Pair]:
    """The labelled pairs of entities with whatever else is known of them."""
    with path.open(encoding="utf-8") as opened:
        lines = [json.loads(line) for line in opened if line.strip()]
    return [
        Pair(
            at,
            Side.of(line["schema"], **line["query"]),
            Side.of(line["schema"], **line["candidate"]),
            bool(line["match"]),
            line.get("label") or "",
        )
        for at, line in enumerate(lines, 1)
    ]


# -- aliases --

EU_ALIASES = "eu_person_aliases.csv"
OFAC_ALIASES = "ofac_person_aliases_old.csv"

_BRACKETED = re.compile(r"\(([^()]*)\)?")
_NOTE = re.compile(
    r"\d|\b(passport|number|pob|dob|text of image|born|ministry|date of|nationality)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^(?:a\.?k\.?a\.?|also known as|f\.?k\.?a\.?|russian|ukrainian|cyrillic|in )\W*", re.IGNORECASE
)
_QUOTES = " \t\n,;:-–—\"'“”‘’«»()"
_LATIN = re.compile(r"[A-Za-z]")


def names_of_cell(cell: str) -> list[str]:
    """The names of a cell that may hold several: "Latin (native)", "Name (a.k.a. Other)".

    What a bracket holds is a name by itself if it is in another script or says "a.k.a.";
    otherwise it spells or explains a part and is left out. Cells that hold a note are no names.
    """
    inside = [part.strip(_QUOTES) for part in _BRACKETED.findall(cell)]
    outside = _BRACKETED.sub(" ", cell)
    names = [" ".join(outside.split()).strip(_QUOTES)]
    for part in inside:
        if _ALSO.match(part):
            names += re.split(r", | or ", _ALSO.sub("", part))
        elif part and _is_latin(part) != _is_latin(outside):
            names.append(part)
    kept = (name.strip(_QUOTES) for name in names)
    return [name for name in kept if len(name) > 1 and not _NOTE.search(name)]


def _is_latin(text: str) -> bool:
    return bool(_LATIN.search(text))


def eu_aliases(path: Path) -> list[Pair]:
    """True pairs of a listed person's name and another of the same person's; row as in the file."""
    return [
        Pair(at, _person(one, born), _person(other, born), is_same=True, category="eu")
        for at, row in enumerate(rows(path), 1)
        for born in (date_of(row["birthDate"]),)
        for one, other in _meetings(row["name"], row["alias"])
    ]


def ofac_aliases(path: Path) -> list[Pair]:
    """The same of the other list, whose file knows no dates."""
    return [
        Pair(at, _person(one), _person(other), is_same=True, category="ofac")
        for at, row in enumerate(rows(path), 1)
        for one, other in _meetings(row["sdn_name"], row["alt_name"])
    ]


def _meetings(cell: str, other: str) -> Iterator[tuple[str, str]]:
    """The listed name with each other name of the two cells, but for names that are equal."""
    listed, *more = names_of_cell(cell) or [""]
    for alias in dict.fromkeys([*more, *names_of_cell(other)]):
        if listed and sorted(listed.casefold().split()) != sorted(alias.casefold().split()):
            yield listed, alias


def _person(name: str, born: str = "") -> Side:
    return Side.of("Person", name=name, birthDate=born)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2}) )?([A-Za-z]{3})[a-z]*\.? (\d{4})")


def date_of(text: str) -> str:
    """The date of a cell as far as it is known and said once: "1985-03-07", "1985"; else ""."""
    text = text.strip()
    if found := _NUMBERS.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if (found := _WORDS.fullmatch(text)) and found[2].lower() in _MONTHS:
        month = f"{found[3]}-{_MONTHS.index(found[2].lower()) + 1:02}"
        return f"{month}-{int(found[1]):02}" if found[1] else month
    return text if re.fullmatch(r"\d{4}", text) else ""


def distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair once, in the first order."""
    return list({(pair.left, pair.right): pair for pair in reversed(list(pairs))}.values())[::-1]
