"""What scores of labelled pairs say: F1, area under the ROC curve, recall at equal false alarms."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
"""Resamplings of an interval, seeded."""


class Quality(NamedTuple):
    """How well scores part the same from the different.

    Attributes:
        f1: at the declared threshold.
        precision: likewise.
        recall: likewise.
        best_f1: at the threshold that suits these very pairs best, which flatters everyone.
        best_threshold: that threshold.
        auc: how often a pair that is the same scores above one that is not.
    """

    f1: float
    precision: float
    recall: float
    best_f1: float
    best_threshold: float
    auc: float


def quality(scores: Sequence[float], same: Sequence[bool], threshold: float) -> Quality:
    """The quality of scores of labelled pairs, both kinds of which must be there."""
    values, truth = np.asarray(scores, float), np.asarray(same, bool)
    precision, recall, f1 = _at(values, truth, threshold)
    levels = np.unique(values)
    each = [_at(values, truth, level)[2] for level in levels]
    best = int(np.argmax(each))
    return Quality(f1, precision, recall, each[best], float(levels[best]), auc(values, truth))


def _at(
    values: NDArray[np.float64], truth: NDArray[np.bool_], threshold: float
) -> tuple[float, float, float]:
    told = values >= threshold
    right = int((told & truth).sum())
    precision, recall = right / max(int(told.sum()), 1), right / max(int(truth.sum()), 1)
    return precision, recall, 2 * right / max(int(told.sum()) + int(truth.sum()), 1)


def auc(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The area under the ROC curve; ties count half."""
    ordered = np.sort(values[~truth])
    below = np.searchsorted(ordered, values[truth], "left")
    not_above = np.searchsorted(ordered, values[truth], "right")
    return float((below + not_above).mean() / (2 * max(len(ordered), 1)))


def auc_interval(scores: Sequence[float], same: Sequence[bool]) -> tuple[float, float]:
    """Where the area lies in 95 of 100 resamplings of the pairs."""
    values, truth = np.asarray(scores, float), np.asarray(same, bool)
    lot = np.random.default_rng(7)
    drawn = []
    for _ in range(DRAWS):
        some = lot.integers(0, len(values), len(values))
        if truth[some].any() and not truth[some].all():
            drawn.append(auc(values[some], truth[some]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def level_at(highest: Sequence[float], alarms: int) -> float:
    """The lowest threshold at which at most `alarms` of the askers are told of.

    Args:
        highest: of each asker who is nobody listed, the highest score of any candidate.
        alarms: how many of them may be told of in error.
    """
    ordered = np.sort(np.asarray(highest, float))[::-1]
    if alarms >= len(ordered):
        return 0.0
    return float(np.nextafter(ordered[alarms], np.inf))


def recall_at(scores: Sequence[float], threshold: float) -> float:
    """The share of true pairs that reach a threshold."""
    return float((np.asarray(scores, float) >= threshold).mean())
