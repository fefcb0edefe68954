"""Pairs of persons with dates of birth, out of lists of persons with duplicates.

The labelled entity pairs that we have know no dates. These do: made-up persons with pairs labelled
by hand (Splink's thousand), and persons of an encyclopaedia with real-style errors put in, whose
true identity is known. Of those, the same are two rows of one identity; the different are a row and
a row of another identity whose name is among the nearest to it.
"""

import random
from collections import defaultdict
from pathlib import Path
from typing import Final

from benchmarks.name_quality.aliases import nearest
from benchmarks.name_quality.pairs import Pair, Side, rows

PEOPLE: Final = "splink_fake_1000.csv"
LABELS: Final = "splink_fake_1000_labels.csv"
HISTORICAL: Final = "historical_people_50k.csv"
DRAWN: Final = 1500
"""Historical pairs of each kind."""
_SAME_FROM: Final = 0.5


def made_up(path: Path) -> list[Pair]:
    """Pairs of made-up persons, each labelled by hand; rows of the file of labels."""
    people = {row["unique_id"]: row for row in rows(path.with_name(PEOPLE))}
    return [
        Pair(
            at,
            *(_splink(people[row[f"unique_id_{side}"]]) for side in "lr"),
            float(row["clerical_match_score"]) >= _SAME_FROM,
        )
        for at, row in enumerate(rows(path), 1)
    ]


def historical(path: Path) -> list[Pair]:
    """Pairs of historical persons, as many the same as different, drawn by a fixed seed."""
    lot = random.Random(5)
    known = [row for row in rows(path) if row["full_name"] and row["dob"]]
    clusters = defaultdict(list)
    for at, row in enumerate(known):
        clusters[row["cluster"]].append(at)
    several = [members for members in clusters.values() if len(members) > 1]
    same = [tuple(lot.sample(lot.choice(several), 2)) for _ in range(DRAWN)]
    asked = lot.sample(range(len(known)), DRAWN)
    among = lot.sample(range(len(known)), 3 * DRAWN)
    places = nearest(
        [known[at]["full_name"] for at in asked], [known[at]["full_name"] for at in among]
    )
    pairs = [
        Pair(one + 1, _person(known[one]), _person(known[two]), is_same=True) for one, two in same
    ]
    for one, near in zip(asked, places, strict=True):
        others = [among[at] for at in near if known[among[at]]["cluster"] != known[one]["cluster"]]
        if others:
            pair = (_person(known[one]), _person(known[lot.choice(others)]))
            pairs.append(Pair(one + 1, *pair, is_same=False))
    return pairs


def _splink(row: dict[str, str]) -> Side:
    names = (row["first_name"], row["surname"])
    return Side.of("Person", name=" ".join(filter(None, names)), birthDate=row["dob"])


def _person(row: dict[str, str]) -> Side:
    return Side.of("Person", name=row["full_name"], birthDate=row["dob"], gender=row["gender"])
