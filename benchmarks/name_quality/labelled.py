"""Pairs that others labelled: how well scores part the same from the different."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.name_quality import dated
from benchmarks.name_quality import pairs as lists
from benchmarks.name_quality.pairs import Pair
from benchmarks.name_quality.quality import Quality, auc_interval, quality


class Labelled(NamedTuple):
    """One file of labelled pairs.

    Attributes:
        name: under which its results are told and frozen.
        file: in the folder of labelled lists.
        read: what reads it.
    """

    name: str
    file: str
    read: Callable[[Path], list[Pair]]

    def pairs(self) -> list[Pair]:
        """Its pairs."""
        return self.read(lists.folder() / self.file)


NAMES: Final = Labelled("names", lists.NAME_BENCH, lists.name_bench)
ENTITIES: Final = Labelled("entities", lists.ENTITY_CHECKS, lists.entity_checks)
MADE_UP: Final = Labelled("made-up persons with dates", dated.LABELS, dated.made_up)
HISTORICAL: Final = Labelled("historical persons with dates", dated.HISTORICAL, dated.historical)

HEADING: Final = [
    *("pairs", "matcher", "N", "F1 at its threshold", "precision / recall"),
    *("best F1", "AUC", "AUC in 95 % of resamplings"),
]


class Measured(NamedTuple):
    """What one matcher's scores of one set say.

    Attributes:
        count: how many pairs.
        threshold: that the matcher declares.
        quality: how well the scores part them.
        interval: where the area under the ROC curve lies in 95 of 100 resamplings.
    """

    count: int
    threshold: float
    quality: Quality
    interval: tuple[float, float]

    def cells(self) -> list[str]:
        """For a table."""
        one = self.quality
        return [
            f"{self.count}",
            f"{one.f1:.3f} ({self.threshold:.2f})",
            f"{one.precision:.3f} / {one.recall:.3f}",
            f"{one.best_f1:.3f} ({one.best_threshold:.2f})",
            f"{one.auc:.3f}",
            f"{self.interval[0]:.3f}-{self.interval[1]:.3f}",
        ]


def measured(
    pairs: Sequence[Pair], scores: Sequence[float], threshold: float, *, only_persons: bool
) -> Measured:
    """The quality over all pairs, or over the persons among them."""
    kept = [
        (score, pair.is_same)
        for pair, score in zip(pairs, scores, strict=True)
        if pair.is_person or not only_persons
    ]
    values, same = [score for score, _same in kept], [same for _score, same in kept]
    return Measured(
        len(kept), threshold, quality(values, same, threshold), auc_interval(values, same)
    )


def errors(
    pairs: Sequence[Pair], scores: Sequence[float], threshold: float
) -> dict[str, tuple[int, int, int]]:
    """By kind and category: how many pairs, same ones missed, different ones told as the same."""
    counted: dict[str, tuple[int, int, int]] = {}
    for pair, score in zip(pairs, scores, strict=True):
        key = f"{pair.left.schema}: {pair.category or 'no category'}"
        count, missed, wrong = counted.get(key, (0, 0, 0))
        is_told = score >= threshold
        counted[key] = (
            count + 1,
            missed + (pair.is_same and not is_told),
            wrong + (is_told and not pair.is_same),
        )
    return counted
