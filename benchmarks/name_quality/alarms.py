"""False alarms at a threshold by name culture, script and how common the name is.

The benign are the made-up persons of `negatives_*`, each asked with name, date of birth,
nationality and sex, as at a border, against real persons: public notices and the EU's list.

Two persons' dates agree by chance so seldom that counting among 24,000 would say nothing of a
group. A benign person's alarms are therefore *expected* ones: against each candidate the question
is asked with the same date, with the year one off, with day and month swapped, with one digit of
the day off, with another day of the month, with another month, with the same year only, and with
the person's own date, each weighed by how likely it is by chance (births over 55 years). A
candidate without a date is asked once. What stands for a group is the mean over its persons of the
chance that a listed person reaches the threshold.

Candidates are as in `aliases`: the nearest by string ratios that belong to no matcher.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.name_quality import pairs as lists
from benchmarks.name_quality.aliases import NEGATIVES, nearest, plain, script
from benchmarks.name_quality.cultures import culture_of
from benchmarks.name_quality.ours import Ours, code_of
from benchmarks.name_quality.pairs import Side
from benchmarks.real_lists.persons import notices

WORST: Final = 3.0
"""How many times the mean a group's rate may be, or the threshold does not stand.

Single persons make up such small rates: of a group of a thousand, one alarm where none was expected
is nine times the mean. So beside the rate stands what its persons bear out: what 95 of 100 drawings
of as many of them, with replacement, reach. Over the limit by the rate alone, a threshold is
"undecided": these lists neither clear nor convict it. Over it by what is borne out, it is refused.
"""
_DRAWINGS: Final = 2000
_BORNE_OUT: Final = 0.05
_SEED: Final = 20
FEWEST: Final = 300
"""Persons below which a group says little by itself: such groups are counted as one."""
DECILES: Final = 10
_YEARS: Final = 55
_DAYS: Final = _YEARS * 365.25
_FULL: Final = len("1985-03-07")
_SEXES: Final = {"male": "male", "female": "female", "M": "male", "F": "female"}


class Group(NamedTuple):
    """The false alarms of one group.

    Attributes:
        name: of the group.
        persons: how many of it were asked.
        per_thousand: expected false alarms of 1,000 persons.
        at_least: the same as far as the group's persons bear it out.
    """

    name: str
    persons: int
    per_thousand: float
    at_least: float


class Alarms(NamedTuple):
    """The false alarms at one threshold, over all and by group.

    Attributes:
        threshold: of the score.
        per_thousand: expected false alarms of 1,000 persons asked.
        by: "culture", "script" and "commonness", each with its groups.
    """

    threshold: float
    per_thousand: float
    by: dict[str, list[Group]]

    def worst(self) -> Group:
        """The group that suffers most, as far as its persons bear it out."""
        groups = (group for groups in self.by.values() for group in groups)
        return max(groups, key=lambda group: group.at_least)

    def times(self, per_thousand: float) -> float:
        """How many times the mean this rate is."""
        return per_thousand / self.per_thousand if self.per_thousand else 0.0

    def told(self) -> dict[str, Any]:
        """What is frozen: of all and of each group persons, alarms of 1,000, and as borne out."""
        return {
            "threshold": self.threshold,
            "per_thousand": round(self.per_thousand, 4),
            "worst": round(self.times(self.highest().per_thousand), 2),
            "worst_borne_out": round(self.times(self.worst().at_least), 2),
            "standing": self.standing(),
            "groups": {
                f"{what}: {group.name.strip()}": [
                    group.persons,
                    round(group.per_thousand, 4),
                    round(group.at_least, 4),
                ]
                for what, groups in self.by.items()
                for group in groups
            },
        }

    def highest(self) -> Group:
        """The group with the highest rate, borne out or not."""
        groups = (group for groups in self.by.values() for group in groups)
        return max(groups, key=lambda group: group.per_thousand)

    def standing(self) -> str:
        """Whether the threshold is "within" the limit, "undecided" or "refused": see `WORST`."""
        if self.is_refused():
            return "refused"
        return "undecided" if self.times(self.highest().per_thousand) > WORST else "within"

    def is_refused(self) -> bool:
        """Whether a group suffers so much more than others that the threshold may not be used."""
        return self.times(self.worst().at_least) > WORST


class Scored(NamedTuple):
    """What every benign person scores against its candidates, where that is told of at all.

    Attributes:
        asked: the benign persons.
        person: of each question, the place of who asks.
        chance: how likely the question is by chance.
        score: what it scores.
    """

    asked: list[Side]
    person: NDArray[np.int64]
    chance: NDArray[np.float64]
    score: NDArray[np.float64]


def scored(matcher: Ours, *, every: int = 1) -> Scored:
    """Every benign person against its candidates, with each date that chance may give it.

    Args:
        matcher: ours.
        every: of the benign, each so-manieth is asked.
    """
    asked, listed = benign()[::every], listed_persons()
    places = nearest([one.first("name") for one in asked], [one.first("name") for one in listed])
    recorded = [matcher.ready(side) for side in listed]
    least = min(matcher.thresholds.values())
    persons, chances, scores = [], [], []
    for person, side in enumerate(asked):
        ready = {}
        for place in np.unique(places[person]):
            dates = chances_of(listed[place].first("birthDate"), side.first("birthDate"))
            for at, (date, chance) in enumerate(dates):
                if date not in ready:
                    ready[date] = matcher.asked(matcher.ready(side.dated(date)))
                score = ready[date].strength(recorded[place])
                if score < least:
                    if at == 0:
                        break  # the first date is the recorded one: no other speaks more for it
                    continue
                persons.append(person)
                chances.append(chance)
                scores.append(score)
    return Scored(asked, np.array(persons, int), np.array(chances), np.array(scores))


def chances_of(recorded: str, own: str) -> Iterator[tuple[str, float]]:
    """Dates that someone who is not the recorded person may have, with how likely each is."""
    if not recorded:
        yield own, 1.0
        return
    year, rest = int(recorded[:4]), recorded[4:]
    near = [(recorded, 1.0), (f"{year + 1}{rest}", 2.0)]
    if len(recorded) == _FULL:
        month, day = recorded[5:7], recorded[8:10]
        if month != day and day <= "12":
            near.append((f"{year}-{day}-{month}", 1.0))
        slip = (
            f"{day[0]}{(int(day[1]) + 1) % 10}" if day not in ("09", "30", "31") else f"1{day[1]}"
        )
        other_day = f"{(int(day) + 10) % 28 + 1:02}"
        other_month = f"{int(month) % 9 + 1:02}"
        near.append((f"{year}-{month}-{slip}", 11.0))
        near.append((f"{year}-{month}-{other_day}", 18.0))
        near.append((f"{year}-{other_month}-{day}", 11.0))
        near.append((f"{year}-{other_month}-{other_day}", 324.0))
        whole = _DAYS
    else:
        whole = _YEARS * (12.0 if rest else 1.0)
    for date, weight in near:
        yield date, weight / whole
    is_far = abs(int(own[:4]) - year) > 1
    yield own if is_far else f"{year - 23}-05-28", 1 - sum(weight for _d, weight in near) / whole


def counted(threshold: float, scored: Scored) -> Alarms:
    """The false alarms at a threshold, by group."""
    told = scored.score >= threshold
    expected = np.zeros(len(scored.asked))
    np.add.at(expected, scored.person[told], scored.chance[told])
    expected = np.minimum(expected, 1.0)
    names = [side.first("name") for side in scored.asked]
    groups = {
        "culture": [culture_of(side.first("nationality")) for side in scored.asked],
        "script": [script(name) for name in names],
        "commonness": deciles(names),
    }
    by = {what: _grouped(of, expected) for what, of in groups.items()}
    return Alarms(threshold, 1000 * float(expected.mean()), by)


def _grouped(of: Sequence[str], expected: NDArray[np.float64]) -> list[Group]:
    sizes = Counter(of)
    large = [name if sizes[name] >= FEWEST else "other" for name in of]
    members = {name: np.array([one == name for one in large]) for name in sorted(set(large))}
    return [
        Group(
            name,
            int(those.sum()),
            1000 * float(expected[those].mean()),
            1000 * borne_out(expected[those]),
        )
        for name, those in members.items()
    ]


def borne_out(expected: NDArray[np.float64]) -> float:
    """The mean that 95 of 100 drawings of these persons reach (bootstrap, seeded).

    Args:
        expected: of each person the expected false alarms.
    """
    alarming = expected[expected > 0]
    times = np.random.default_rng(_SEED).poisson(1.0, (_DRAWINGS, len(alarming)))
    return float(np.quantile(times @ alarming, _BORNE_OUT)) / len(expected)


def deciles(names: Sequence[str]) -> list[str]:
    """Of each name the tenth it belongs to by how common its words are together; "1" commonest."""
    words = [plain(name).split() for name in names]
    counts = Counter(word for each in words for word in each)
    rarity = np.array([sum(-math.log(counts[w] / len(names)) for w in each) for each in words])
    order = np.argsort(rarity, kind="stable")
    places = np.empty(len(names), int)
    places[order] = np.arange(len(names)) * DECILES // len(names) + 1
    return [f"{place:2}" for place in places]


def benign() -> list[Side]:
    """The made-up persons with all that a border asks."""
    folder = lists.folder()
    return [
        Side.of(
            "Person",
            name=row["full_name"],
            birthDate=row["date_of_birth"],
            nationality=code_of(row["nationality"]),
            gender=_SEXES.get(row["gender"], ""),
        )
        for name in NEGATIVES
        for row in lists.rows(folder / name)
    ]


def listed_persons() -> list[Side]:
    """The real persons: public notices, and the EU's listed persons with a date."""
    folder = lists.folder()
    noticed = [
        Side.of(
            "Person",
            name=" ".join(filter(None, (notice["forename"], notice["name"]))),
            birthDate=_known(str(notice["date_of_birth"] or "")),
            nationality=[code_of(code) for code in notice["nationalities"] or ()],
            gender=_SEXES.get(notice.get("sex_id") or "", ""),
        )
        for notice in notices(folder.parent).values()
    ]
    european = [pair.left for pair in lists.eu_aliases(folder / lists.EU_ALIASES)]
    return list(dict.fromkeys([*noticed, *european]))


def _known(date: str) -> str:
    """The known parts of a notice's date: "1985/03/00" is of March 1985."""
    parts = [part for part in date.split("/") if part.strip("0")]
    return "-".join(parts) if parts and len(parts[0]) == 4 else ""
