"""Questions about invented persons, each different from the record in one way."""

from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Final, NamedTuple

from benchmarks.persons import (
    Invented,
    family_of,
    forename_of,
    has_native,
    invented_people,
    misspelt,
    native,
    shortened,
    transliterated,
)
from entraide.engine.check.wire import Name, Person, Query
from entraide.engine.schema.vocabulary import Purpose

SEED: Final = 404


class Question(NamedTuple):
    """A question and the place of the person whom it should find."""

    kind: str
    place: int
    query: Query


Perturb = Callable[[Invented, Random], dict[str, str]]


def _same(invented: Invented, _lot: Random) -> dict[str, str]:
    return {"family": family_of(invented), "forename": forename_of(invented)}


def _exchanged(invented: Invented, _lot: Random) -> dict[str, str]:
    return {"family": forename_of(invented), "forename": family_of(invented)}


def _joined(invented: Invented, _lot: Random) -> dict[str, str]:
    family = family_of(invented).replace(" ", "").replace("-", "").capitalize()
    if len(invented.given) > 1:
        return {"family": family, "forename": forename_of(invented).replace(" ", "")}
    return {"full": forename_of(invented).replace("-", "") + family.lower()}


NAMES: Final[dict[str, Perturb]] = {
    "one letter": misspelt,
    "parts exchanged": _exchanged,
    "a part missing": shortened,
    "parts joined": _joined,
    "transliterated": transliterated,
    "native script": native,
}

DATES: Final[dict[str, Callable[[str], str]]] = {
    "month of birth": lambda born: born[:7],
    "year of birth": lambda born: born[:4],
    "day and month swapped": lambda born: f"{born[:4]}-{born[8:]}-{born[5:7]}",
    "a year off": lambda born: f"{int(born[:4]) + 1}{born[4:]}",
}


def with_date(persons: int, count: int) -> Iterator[Question]:
    """As many questions of each kind with a date of birth."""
    for kind, perturb in NAMES.items():
        for place, invented, lot in _chosen(persons, count, kind):
            yield _question(kind, place, perturb(invented, lot), invented.born)
    for kind, change in DATES.items():
        for place, invented, lot in _chosen(persons, count, kind):
            if kind != "day and month swapped" or invented.born[8:] <= "12":
                yield _question(kind, place, _same(invented, lot), change(invented.born))


def without_date(persons: int, count: int) -> Iterator[Question]:
    """As many questions of each kind without one."""
    for kind, perturb in NAMES.items():
        for place, invented, lot in _chosen(persons, count, kind):
            yield _question(kind, place, perturb(invented, lot), "")


def _chosen(persons: int, count: int, kind: str) -> Iterator[tuple[int, Invented, Random]]:
    lot = Random(f"{SEED} {kind}")
    given = 0
    for place in lot.sample(range(persons), min(3 * count, persons)):
        invented = _everybody(persons)[place]
        if kind != "native script" or has_native(invented):
            yield place, invented, lot
            given += 1
        if given == count:
            return


def _question(kind: str, place: int, name: dict[str, str], born: str) -> Question:
    person = Person(names=[Name(**name)], birth_date=born)
    return Question(
        kind, place, Query(subjects=[person], purpose=Purpose.LOCATE, databases=["persons"])
    )


@cache
def _everybody(persons: int) -> list[Invented]:
    """All of them: they are drawn one after the other."""
    return list(invented_people(persons))
