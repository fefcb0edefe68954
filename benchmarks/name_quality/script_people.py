"""Listed people whose names stand in two scripts, and others to find them among."""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from benchmarks.name_quality.script_pairs import bare, data_folder

FOLDER: Final = "3_name_matching"
BLOCKS: Final = {
    "Grek": (0x370, 0x400), "Cyrl": (0x400, 0x530), "Armn": (0x530, 0x590), "Hebr": (0x590, 0x600),
    "Arab": (0x600, 0x780), "Deva": (0x900, 0x980), "Thai": (0xE00, 0xE80),
    "Mymr": (0x1000, 0x10A0),
    "Geor": (0x10A0, 0x1100), "Kana": (0x3040, 0x3100), "Hani": (0x4E00, 0xA000),
    "Hang": (0xAC00, 0xD7A4),
}  # fmt: skip
_NO_NAME: Final = "Text of image"
"""What stands for the name in some rows, of many people: nobody's."""
_LATIN_RUN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^\u0370-\uffdc()/:;,]*")
_PARTS: Final = re.compile(r"[()/:;]|\bborn\b|\b(?:Ukrainian|Russian|Belarusian)\b")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:['’`׳][^\W\d_]+)*")


class Native(NamedTuple):
    """A name in a native script, and of which person it is."""

    person: int
    text: str
    script: str


def script_of(text: str) -> str:
    """The script of a text's first native letter; "" for Latin."""
    return next(
        (
            name
            for letter in text
            for name, (first, end) in BLOCKS.items()
            if first <= ord(letter) < end
        ),
        "",
    )


def words_of(text: str) -> list[str]:
    """The words of a name as they are written."""
    return _WORDS.findall(text.replace("-", " "))


def listed() -> tuple[list[Native], dict[int, set[str]]]:
    """Native names of the two-script rows of the list, and each person's Latin names.

    Rows that share a Latin name are of one person: the list has some people in several acts.
    """
    person: dict[str, int] = {}
    natives: set[Native] = set()
    same: dict[int, int] = {}
    path = data_folder() / FOLDER / "eu_person_aliases.csv"
    with path.open(encoding="utf-8") as file:
        rows = [
            (row["name"], row["alias"]) for row in csv.DictReader(file) if row["name"] != _NO_NAME
        ]
    latins: dict[int, set[str]] = defaultdict(set)
    for number, cells in enumerate(rows):
        parts = [part.strip(" -–,.") for cell in cells for part in _split(cell)]
        own = [part for part in parts if part and not script_of(part) and len(words_of(part)) > 1]
        group = number
        for name in own:
            known = person.setdefault(_folded(name), number)
            group, other = sorted((_root(same, known), _root(same, group)))
            same[other] = group
        latins[number] |= set(own)
        natives |= {Native(number, part, script_of(part)) for part in parts if script_of(part)}
    merged: dict[int, set[str]] = defaultdict(set)
    for number, names in latins.items():
        merged[_root(same, number)] |= names
    asked = {Native(_root(same, native.person), native.text, native.script) for native in natives}
    return sorted(
        native for native in asked if merged[native.person] and len(words_of(native.text)) > 0
    ), merged


def _split(cell: str) -> Iterator[str]:
    """The names of a cell: its parts, and of a part in two scripts each script's."""
    for part in filter(None, _PARTS.split(cell)):
        latin = _LATIN_RUN.search(part)
        words = words_of(part)
        native = [word for word in words if script_of(word)]
        if native and latin and len(native) < len(words) and len(words) - len(native) > 1:
            yield " ".join(native)
            yield " ".join(word for word in words if not script_of(word))
        else:
            yield part


def _root(same: dict[int, int], number: int) -> int:
    while same.get(number, number) != number:
        number = same[number]
    return number


def _folded(name: str) -> str:
    return " ".join(sorted(map(bare, words_of(name))))


def others(count: int, seed: int) -> list[str]:
    """Latin names of other people: of every list, then commonest names of countries combined."""
    found = dict.fromkeys(name for name in _listed_elsewhere() if name and not script_of(name))
    lot = random.Random(seed)
    givens, families = _by_country("forenames"), _by_country("surnames")
    countries = sorted(set(givens) & set(families))
    while len(found) < count:
        country = lot.choice(countries)
        given = " ".join(lot.choices(givens[country], k=lot.choice((1, 1, 2))))
        found[f"{given} {lot.choice(families[country])}"] = None
    chosen = sorted(found)
    lot.shuffle(chosen)
    return chosen[:count]


def _listed_elsewhere() -> Iterable[str]:
    for file, columns in {
        "negatives_global.csv": ("full_name",), "negatives_us.csv": ("full_name",),
        "ofac_person_aliases_old.csv": ("sdn_name", "alt_name"),
        "us_congress_queries.csv": ("full_name",),
        "un_positive_queries_treated.csv": ("untreated_name",),
        "historical_people_50k.csv": ("full_name",),
    }.items():  # fmt: skip
        with (data_folder() / FOLDER / file).open(encoding="utf-8-sig") as opened:
            for row in csv.DictReader(opened):
                yield from (row[column] for column in columns)


def _by_country(kind: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    path = data_folder() / FOLDER / f"common-{kind}-by-country.csv"
    with path.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            found[row["Country"]].append(row["Romanized Name"])
    return found
