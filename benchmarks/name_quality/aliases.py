"""True aliases found at equal false alarms: how many, where 1 in 1,000 benign is told of in error.

The list is every listed person of the two alias files under its first name. A *true pair* is that
name and another of the same person's. The *benign* are the made-up persons of `negatives_*`, none
of whom is listed. A benign person is asked against the whole list; it is ONE false alarm if any
listed person reaches the threshold, however many do. The threshold of each matcher is the lowest at
which at most 1 in 1,000 of the benign persons asked is a false alarm. Beside it stands the rate per
pair: pairs that reach the threshold, over benign persons times listed persons.

A matcher of 0.9 ms a pair cannot score all hundred million pairs. Both are given the same
candidates: of each benign person, the listed persons whose plain Latin letters are nearest by two
string ratios (words sorted; words shared), which belong to neither matcher. A pair outside the
candidates counts as no alarm, for both.
"""

import hashlib
import json
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import icu
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from benchmarks.name_quality import pairs as lists
from benchmarks.name_quality.pairs import Pair, Side
from benchmarks.name_quality.quality import level_at, recall_at

NEGATIVES: Final = ("negatives_global.csv", "negatives_us.csv")
NEAREST: Final = 5
"""Candidates by each of the two string ratios."""
PER_THOUSAND: Final = 1
GROUPS: Final = ("eu", "ofac", "LATIN", "CYRILLIC", "ARABIC")
"""Whose recall is told beside: the two lists, and the alias's script where it has a hundred."""
_AT_ONCE: Final = 1000
_SCORERS: Final = (fuzz.ratio, fuzz.token_set_ratio)


class Found(NamedTuple):
    """What one matcher finds where it tells of as many benign persons as any other.

    Attributes:
        threshold: from which that holds.
        recall: the share of true pairs that reach it.
        by_group: the same by list and script, with how many pairs there are.
        alarmed: benign persons told of at the threshold.
        alarmed_pairs: pairs of them.
    """

    threshold: float
    recall: float
    by_group: dict[str, tuple[float, int]]
    alarmed: int
    alarmed_pairs: int

    def told(self) -> dict[str, float]:
        """What is frozen: the recall over all and by group."""
        groups = {
            name: round(self.by_group[name][0], 4) for name in GROUPS if name in self.by_group
        }
        return {"recall": round(self.recall, 4), "threshold": round(self.threshold, 4), **groups}

    def cells(self, trial: "Trial") -> list[str]:
        """For a table."""
        groups = [self.by_group.get(name, (0.0, 0)) for name in GROUPS]
        pairs = trial.asked * trial.listed
        return [
            f"{self.recall:.3f}",
            f"{self.threshold:.3f}",
            *(f"{share:.3f} of {count:,}" if count else "none" for share, count in groups),
            f"{self.alarmed} ({1000 * self.alarmed / trial.asked:.2f} of 1,000)",
            f"{self.alarmed_pairs} ({1e6 * self.alarmed_pairs / pairs:.2f} of a million)",
        ]


class Trial(NamedTuple):
    """True pairs, and benign persons with their candidates.

    Attributes:
        true: pairs of a listed name and an alias.
        benign: pairs of a benign person and a candidate; `row` says which benign person.
        asked: how many benign persons.
        listed: how many listed persons each was asked against.
    """

    true: list[Pair]
    benign: list[Pair]
    asked: int
    listed: int


def trial(folder: Path, *, with_dates: bool = False, every: int = 1) -> Trial:
    """The pairs to score.

    Args:
        folder: of the labelled lists.
        with_dates: dates of birth on both sides, and only listed persons whose date is known.
        every: of the benign, each so-manieth is asked.
    """
    true = lists.distinct(
        [
            *lists.eu_aliases(folder / lists.EU_ALIASES),
            *lists.ofac_aliases(folder / lists.OFAC_ALIASES),
        ]
    )
    if with_dates:
        true = [pair for pair in true if pair.left.first("birthDate")]
    else:
        true = lists.distinct(
            pair._replace(left=pair.left.dated(""), right=pair.right.dated("")) for pair in true
        )
    listed = list(dict.fromkeys(pair.left for pair in true))
    asked = benign(folder, with_dates=with_dates)[::every]
    return Trial(true, candidates(asked, listed), len(asked), len(listed))


def benign(folder: Path, *, with_dates: bool = False) -> list[Side]:
    """The made-up persons of whom none is listed."""
    read = [row for name in NEGATIVES for row in lists.rows(folder / name)]
    return [
        Side.of(
            "Person", name=row["full_name"], birthDate=row["date_of_birth"] if with_dates else ""
        )
        for row in read
    ]


def candidates(asked: Sequence[Side], listed: Sequence[Side]) -> list[Pair]:
    """Of each asked its nearest of the list, as pairs whose row says which was asked."""
    places = nearest([side.first("name") for side in asked], [s.first("name") for s in listed])
    return [
        Pair(at, side, listed[place], is_same=False)
        for at, (side, near) in enumerate(zip(asked, places, strict=True))
        for place in np.unique(near)
    ]


def nearest(asked: Sequence[str], listed: Sequence[str]) -> NDArray[np.int32]:
    """Of each asked the places of its candidates; kept in the folder for temporary files."""
    digest = hashlib.sha256(json.dumps([NEAREST, asked, listed]).encode()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"entraide-candidates-{digest}.npy"
    if kept.is_file():
        return np.asarray(np.load(kept))
    names, others = [plain(name) for name in asked], [plain(name) for name in listed]
    rows = [
        np.hstack([_by_ratio(names[at : at + _AT_ONCE], others, scorer) for scorer in _SCORERS])
        for at in range(0, len(names), _AT_ONCE)
    ]
    places = np.vstack(rows).astype(np.int32)
    np.save(kept, places)
    return places


def _by_ratio(asked: Sequence[str], names: Sequence[str], scorer: Any) -> NDArray[np.int64]:
    ratios = process.cdist(asked, names, scorer=scorer, dtype=np.uint8).astype(np.int16)
    return np.argpartition(-ratios, NEAREST, axis=1)[:, :NEAREST]


def found(trial: Trial, true: Sequence[float], false: Sequence[float]) -> Found:
    """What a matcher finds that gave these scores to the true and to the benign pairs."""
    highest = np.zeros(trial.asked)
    np.maximum.at(highest, [pair.row for pair in trial.benign], false)
    threshold = level_at(highest, trial.asked * PER_THOUSAND // 1000)
    groups: dict[str, list[float]] = {}
    for pair, score in zip(trial.true, true, strict=True):
        for name in (pair.category, script(pair.right.first("name"))):
            groups.setdefault(name, []).append(score)
    return Found(
        threshold,
        recall_at(true, threshold),
        {name: (recall_at(each, threshold), len(each)) for name, each in sorted(groups.items())},
        int((highest >= threshold).sum()),
        int((np.asarray(false) >= threshold).sum()),
    )


_PLAIN: Final = icu.Transliterator.createInstance(
    "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower"
)


def plain(name: str) -> str:
    """The name in bare Latin letters, its words in the order of the alphabet."""
    latin = str(_PLAIN.transliterate(name))
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in latin).split()))


def script(text: str) -> str:
    """The script of most of a name's letters, as Unicode names its letters: LATIN or CYRILLIC."""
    names = [unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()]
    return max(sorted(set(names)), key=names.count) if names else "?"
