"""The labelled pairs that weights are fitted on, set by set, each with the group it belongs to.

A group is never parted between fitting and judging: the pairs of one listed person, of one person
with duplicates, of one family of names in the adversarial sets.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.name_quality import aliases, pairs
from benchmarks.name_quality.pairs import Pair, Side

SEED = 20261123
_EVERY_BENIGN = 4
_MOST = 4000


class Labelled(NamedTuple):
    """A pair and the group that it is never parted from."""

    pair: Pair
    group: str


def sets(folder: Path) -> dict[str, list[Labelled]]:
    """Every set by its name."""
    adversarial = [
        *(("name_bench", pair) for pair in pairs.name_bench(folder / pairs.NAME_BENCH)),
        *(("entity_checks", pair) for pair in pairs.entity_checks(folder / pairs.ENTITY_CHECKS)),
    ]
    groups = _joined([pair for _name, pair in adversarial])
    found: dict[str, list[Labelled]] = {
        name: [
            Labelled(pair, group)
            for (of, pair), group in zip(adversarial, groups, strict=True)
            if of == name
        ]
        for name in ("name_bench", "entity_checks")
    }
    trial = aliases.trial(folder, every=_EVERY_BENIGN)
    found["aliases"] = [_by_listed(pair) for pair in [*trial.true, *trial.benign]]
    found["listed"] = _listed(trial.true)
    found["un_treated"] = _treated(folder / "un_positive_queries_treated.csv")
    found["historical"] = _duplicates(folder / "historical_people_50k.csv", "cluster", _historical)
    found["febrl"] = [
        *_duplicates(folder / "febrl_dataset1.csv", "rec_id", _febrl),
        *_duplicates(folder / "febrl_dataset2.csv", "rec_id", _febrl),
    ]
    found["splink"] = _duplicates(folder / "splink_fake_1000.csv", "cluster", _splink)
    return found


def _joined(given: Sequence[Pair]) -> list[str]:
    """One group for all pairs that are linked by a name, or by a name's words in any order."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    def key(side: Side) -> str:
        return " ".join(sorted(aliases.plain(side.compared()["name"][0]).split()))

    for pair in given:
        above[root(key(pair.left))] = root(key(pair.right))
    return [root(key(pair.left)) for pair in given]


def _by_listed(pair: Pair) -> Labelled:
    listed = pair.left if pair.is_same else pair.right
    return Labelled(pair, listed.first("name"))


def _listed(true: Sequence[Pair]) -> list[Labelled]:
    """Listed persons and others of the list whose names are near: different persons."""
    listed = list(dict.fromkeys(pair.left for pair in true))
    asked = random.Random(SEED).sample(listed, min(1000, len(listed)))
    near = aliases.candidates(asked, listed)
    same = {frozenset((pair.left, pair.right)) for pair in true}
    return [
        Labelled(pair, pair.left.first("name"))
        for pair in near
        if pair.left != pair.right and frozenset((pair.left, pair.right)) not in same
    ]


def _treated(path: Path) -> list[Labelled]:
    """Names that were mistyped on purpose, and each with another's."""
    rows = pairs.rows(path)
    found = []
    for at, row in enumerate(rows):
        treated, plain = (
            Side.of("Person", name=row[f"{kind}_name"]) for kind in ("treated", "untreated")
        )
        other = Side.of("Person", name=rows[at - 7]["untreated_name"])
        found.append(Labelled(Pair(at, treated, plain, is_same=True), row["untreated_name"]))
        found.append(Labelled(Pair(at, treated, other, is_same=False), row["untreated_name"]))
    return found


def _duplicates(
    path: Path, identity: str, read: Callable[[dict[str, str]], Side]
) -> list[Labelled]:
    """Two records of one person; and of two persons who share a word of their names."""
    chance = random.Random(SEED)
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened, skipinitialspace=True))
    by_person: dict[str, list[Side]] = defaultdict(list)
    by_word: dict[str, list[tuple[str, Side]]] = defaultdict(list)
    for row in rows:
        side = read(row)
        if not side.compared().get("name"):
            continue
        person = "-".join(row[identity].split("-")[:2])
        by_person[person].append(side)
        for word in side.compared()["name"][0].split():
            by_word[word].append((person, side))
    same = [
        Labelled(Pair(0, *chance.sample(sides, 2), is_same=True), person)
        for person, sides in sorted(by_person.items())
        if len(sides) > 1
        for _again in range(2)
    ]
    others = list(_others(by_word, chance))
    return [
        *chance.sample(same, min(_MOST, len(same))),
        *chance.sample(others, min(_MOST, len(others))),
    ]


def _others(
    by_word: dict[str, list[tuple[str, Side]]], chance: random.Random
) -> Iterator[Labelled]:
    for _word, sides in sorted(by_word.items()):
        for person, side in chance.sample(sides, min(len(sides), 8)):
            other, against = chance.choice(sides)
            if other != person:
                yield Labelled(Pair(0, side, against, is_same=False), person)


def _person(name: str, born: str = "", **known: Any) -> Side:
    return Side.of(
        "Person", name=name, birthDate=born if born.count("-") in (0, 2) else "", **known
    )


def _historical(row: dict[str, str]) -> Side:
    return _person(
        row["full_name"] or row["first_and_surname"],
        row["dob"] or "",
        birthPlace=row["birth_place"] or "",
        gender=row["gender"] or "",
    )


def _febrl(row: dict[str, str]) -> Side:
    born = row["date_of_birth"].strip()
    date = f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 and born.isdigit() else ""
    name = f"{row['given_name'].strip()} {row['surname'].strip()}".strip()
    return _person(name, date, birthPlace=row["suburb"].strip())


def _splink(row: dict[str, str]) -> Side:
    return _person(
        f"{row['first_name'] or ''} {row['surname'] or ''}".strip(),
        row["dob"] or "",
        birthPlace=row["city"] or "",
    )


def bare(labelled: Iterable[Labelled]) -> list[Labelled]:
    """The same with names alone."""
    return [
        each._replace(
            pair=each.pair._replace(
                left=_only_name(each.pair.left), right=_only_name(each.pair.right)
            )
        )
        for each in labelled
    ]


def _only_name(side: Side) -> Side:
    return Side(side.schema, tuple(each for each in side.properties if each[0] == "name"))
