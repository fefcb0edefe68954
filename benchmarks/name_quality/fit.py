"""Fits the one list of weights, seeded, and judges it on pairs that it was not fitted on.

Logistic regression in which each weight may only have its declared sign, so that nothing that
agrees lowers a score and nothing that contradicts raises it; a small ridge; every set of pairs
counts as much as is written beside it, its two labels alike. It
prints the figures; `--write` writes weights.toml. Takes about a minute on one core.
"""

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.name_quality import fit_pairs, pairs
from benchmarks.name_quality.fit_pairs import SEED, Labelled
from benchmarks.name_quality.ours import Ours
from entraide.engine import matching
from entraide.engine.matching.compare.evidence import NAME_EVIDENCE
from entraide.engine.matching.thresholds import Use
from entraide.engine.matching.weights import FIELD_EVIDENCE

Numbers = NDArray[np.float64]

COUNTS = {
    "name_bench": 3.0, "entity_checks": 1.0, "aliases": 3.0, "listed": 0.5, "un_treated": 0.5,
    "historical": 1.0, "historical bare": 0.5, "febrl": 0.7, "febrl bare": 0.3, "splink": 0.3,
}  # fmt: skip
"""How much each set counts."""
FOLDS = 5
RIDGE = 0.0005
STEPS = 30
PRIOR = {
    "base": -3.0, "covered": 2.0, "covered_both": 1.0, "proof": 0.4, "common": -1.5, "met_two": 0.5,
    "near": 1.5, "syllable": -1.5,
    "legal_same": 0.2, "omitted": -0.6, "omitted_organisation": -1.0, "conflict": -1.0,
    "conflict_share": -1.5, "conflict_far": -1.0, "conflict_known": -0.3, "conflict_last": -0.3,
    "family_conflict": -0.3,
    "patronymic_conflict": -0.3, "other_name": -0.7, "letter_middle": -0.2, "letter_short": -0.8,
    "spelt_short": -0.4, "letters": -0.5, "letters_short": -1.0, "script": -1.0, "sound": -0.5,
    "cut": -0.5, "initial": -0.6, "one_word": -0.8, "turned_role": -0.4, "reversed_link": -4.0,
    "number_conflict": -3.0, "number_missing": -1.2, "generation_conflict": -2.5,
    "legal_conflict": -1.0, "kind_conflict": -2.0,
    "birth_date_same": 3.5, "birth_date_swapped": 2.5, "birth_date_slip": 2.0,
    "birth_date_partly": 1.5, "birth_date_calendar": 1.0, "birth_year_off": 1.0,
    "birth_year_near": 0.1, "birth_year_alone": 0.4,
    "birth_year_same": -0.5, "birth_date_differs": -2.5, "birth_date_far": -4.0,
    "nationality_same": 0.8, "nationality_near": 0.4, "nationality_differs": -0.8,
    "sex_same": 0.2, "sex_differs": -1.5,
    "birth_place_same": 1.0, "birth_place_near": 0.5, "birth_place_differs": -0.5,
    "parent_same": 1.5, "parent_differs": -1.2, "number_same": 6.0, "number_near": 2.0,
}  # fmt: skip
"""What a weight is where the pairs say nothing of it: the ridge draws to this, not to 0. The sets
know no nationalities, parents, document numbers or generations, and hardly a common name."""
WEIGHED = (*NAME_EVIDENCE, *FIELD_EVIDENCE)
EXPECTED = np.array([PRIOR.get(name, 0.0) for name in ("base", *WEIGHED)])
SIGNS = np.array([0, *NAME_EVIDENCE.values(), *FIELD_EVIDENCE.values()], float)
AT_LEAST = {"proof": 0.4, "common": -1.0, "birth_year_same": -0.8}
LEAST = np.array([AT_LEAST.get(name, 0.0) for name in ("base", *WEIGHED)])
"""What a weight is at least, of its sign: rare names must prove more than common ones, though the
sets know few common ones; another day of the same year must contradict, though the sets' dates were
spoilt more than those of papers are."""
LEVELS = {use.name.lower(): float(np.log(use.value / (1 - use.value))) for use in Use}
"""The points of each threshold."""
_NAMES = len(NAME_EVIDENCE)
_FIELD = {code: 1 + _NAMES + at for at, code in enumerate(FIELD_EVIDENCE)}


class Rows(NamedTuple):
    """Pairs as they are weighed."""

    x: Numbers
    same: NDArray[np.bool_]
    fold: NDArray[np.int64]
    count: Numbers
    names: list[str]
    labelled: list[Labelled]

    def where(self, wanted: NDArray[np.bool_]) -> "Rows":
        at = np.flatnonzero(wanted)
        return Rows(
            self.x[at], self.same[at], self.fold[at], self.count[at],
            [self.names[i] for i in at], [self.labelled[i] for i in at],
        )  # fmt: skip

    def of(self, *sets: str) -> "Rows":
        return self.where(np.isin(self.names, sets))

    def without(self, *sets: str) -> "Rows":
        return self.where(~np.isin(self.names, sets))


def rows(folder: Path) -> Rows:
    """Every pair of every set; those of which nothing of the names meets are not fitted on."""
    sets = fit_pairs.sets(folder)
    sets |= {f"{name} bare": fit_pairs.bare(sets[name]) for name in ("historical", "febrl")}
    ours = Ours()
    x, same, fold, names, labelled = [], [], [], [], []
    for name, given in sets.items():
        ready = {side: ours.ready(side) for each in given for side in each.pair[1:3]}
        asked = {}
        for each in given:
            left = each.pair.left
            if left not in asked:
                asked[left] = ours.asked(ready[left])
            row = np.zeros(1 + _NAMES + len(_FIELD))
            met = asked[left].evidence(ready[each.pair.right])
            if met is not None:
                row[: _NAMES + 1] = [1.0, *met[0]]
                for code in met[1]:
                    row[_FIELD[code]] = 1.0
            x.append(row)
            same.append(each.pair.is_same)
            digest = sha256(f"{SEED}{each.group}".encode()).digest()
            fold.append(digest[0] % FOLDS)
            names.append(name)
            labelled.append(each)
    found = Rows(np.array(x), np.array(same), np.array(fold), np.zeros(len(x)), names, labelled)
    return found._replace(count=_counts(found))


def _counts(found: Rows) -> Numbers:
    count = np.zeros(len(found.same))
    names = np.array(found.names)
    for name, weight in COUNTS.items():
        for label in (True, False):
            chosen = (names == name) & (found.same == label) & (found.x[:, 0] > 0)
            if chosen.any():
                count[chosen] = weight / 2 / chosen.sum()
    return count / count.sum()


def fit(given: Rows) -> Numbers:
    """The weights, the base first: Newton steps, each a quadratic over the allowed signs."""
    used = given.where(given.count > 0)
    x, y = used.x, used.same.astype(float)
    count = used.count / used.count.sum()
    ridge = np.full(x.shape[1], RIDGE)
    weights = EXPECTED.copy()
    for _at in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (count * (likely - y)) + ridge * (weights - EXPECTED)
        curve = (x * (count * np.maximum(likely * (1 - likely), 1e-4))[:, None]).T @ x
        curve[np.diag_indices_from(curve)] += ridge
        following = _allowed(curve, gradient, weights)
        if np.abs(following - weights).max() < 1e-4:
            return following
        while _loss(following, x, y, count) > _loss(weights, x, y, count) + 1e-9:
            following = (following + weights) / 2
            if np.abs(following - weights).max() < 1e-4:
                break
        weights = following
    return weights


def _loss(weights: Numbers, x: Numbers, y: Numbers, count: Numbers) -> float:
    """What a fit makes as small as it can: surprise, and how far from what is expected."""
    points = x @ weights
    far = RIDGE / 2 * ((weights - EXPECTED) ** 2).sum()
    return float(count @ (np.logaddexp(0, points) - y * points) + far)


def _allowed(curve: Numbers, gradient: Numbers, start: Numbers) -> Numbers:
    """Where the quadratic with this slope at the start is least, each weight of its sign."""
    weights = start.copy()
    slope = gradient + curve @ (weights - start)
    for _sweep in range(300):
        most = 0.0
        for at in range(len(weights)):
            value = weights[at] - slope[at] / curve[at, at]
            if SIGNS[at]:
                value = max(value * SIGNS[at], abs(LEAST[at])) * SIGNS[at]
            moved = value - weights[at]
            if moved:
                weights[at] = value
                slope += curve[:, at] * moved
                most = max(most, abs(moved))
        if most < 1e-5:
            break
    return weights


def points(weights: Numbers, given: Rows) -> Numbers:
    """Of each pair; far below all where nothing of the names meets."""
    return np.where(given.x[:, 0] > 0, given.x @ weights, -50.0)


def out_of_fold(given: Rows) -> Numbers:
    """The points of each pair by weights that were fitted on other groups."""
    found = np.zeros(len(given.same))
    for fold in range(FOLDS):
        here = given.fold == fold
        found[here] = points(fit(given.where(~here)), given.where(here))
    return found


# -- judging --


def auc(same: NDArray[np.bool_], scores: Numbers) -> float:
    """The area under the ROC curve: how often a true pair scores above a false one."""
    false = np.sort(scores[~same])
    below = np.searchsorted(false, scores[same], "left")
    not_above = np.searchsorted(false, scores[same], "right")
    return float((below + not_above).mean() / 2 / len(false))


def f1(same: NDArray[np.bool_], told: NDArray[np.bool_]) -> float:
    """The harmonic mean of precision and recall."""
    return float(2 * (same & told).sum() / max(1, same.sum() + told.sum()))


def judge(title: str, given: Rows, scores: Numbers) -> None:
    """Prints the figures of every set."""
    print(f"\n{title}")
    for name in dict.fromkeys(given.names):
        here = np.array(given.names) == name
        _line(name, given.same[here], scores[here])
        if name == "name_bench":
            persons = here & np.array([each.pair.is_person for each in given.labelled])
            _line("  persons", given.same[persons], scores[persons])
            _line("  others", given.same[here & ~persons], scores[here & ~persons])
    alias = np.array([name == "aliases" for name in given.names])
    if alias.any():
        benign: dict[int, float] = {}
        for at in np.flatnonzero(alias & ~given.same):
            row = given.labelled[at].pair.row
            benign[row] = max(benign.get(row, -99.0), scores[at])
        highest = np.sort(np.array(list(benign.values())))[::-1]
        for use, level in LEVELS.items():
            found = (scores[alias & given.same] >= level).mean()
            print(
                f"  at {use}: {found:.3f} found, {(highest >= level).mean():.5f} of benign told of"
            )
        for share in (1000, 200, 100):
            level = highest[max(0, len(highest) // share)]
            found = (scores[alias & given.same] > level).mean()
            print(
                f"  aliases found at 1 in {share:5} of {len(highest)} benign:"
                f" {found:.3f} (points {level:.2f})"
            )


def _line(name: str, same: NDArray[np.bool_], scores: Numbers) -> None:
    if same.all() or not same.any():
        return
    levels = np.unique(scores)[:: max(1, len(scores) // 500)]
    best = max((f1(same, scores >= level), level) for level in levels)
    print(
        f"  {name:16} N {len(same):6} ({same.sum():5} same)  AUC {auc(same, scores):.3f}"
        f"  F1 {f1(same, scores >= LEVELS['bureau']):.3f} bureau,"
        f" {f1(same, scores >= LEVELS['border']):.3f} border, best {best[0]:.3f} at {best[1]:.2f}"
    )


def calibration(given: Rows, scores: Numbers) -> tuple[float, float]:
    """Slope and shift from points to log odds, on pairs that were not fitted on."""
    met = given.x[:, 0] > 0
    x = np.column_stack([np.ones(met.sum()), scores[met]])
    y, count = given.same[met].astype(float), given.count[met] / given.count[met].sum()
    weights = np.array([0.0, 1.0])
    for _at in range(50):
        likely = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        curve = count * likely * (1 - likely)
        weights -= np.linalg.solve(
            (x * curve[:, None]).T @ x + 1e-9 * np.eye(2), x.T @ (count * (likely - y))
        )
    return float(weights[1]), float(weights[0])


def written(weights: Numbers, slope: float, shift: float) -> str:
    """The list as it is committed."""
    lines = [
        "# Natural logarithms of odds, written by benchmarks/name_quality/fit.py (seeded).",
        "[base]", f"points = {weights[0]:.3f}", f"slope = {slope:.3f}", f"shift = {shift:.3f}",
        "", "[names]",
        *[f"{name} = {weights[1 + at] + 0.0:.3f}" for at, name in enumerate(NAME_EVIDENCE)],
        "", "[fields]",
        *[f"{code} = {weights[at] + 0.0:.3f}" for code, at in _FIELD.items()],
    ]  # fmt: skip
    return "\n".join(lines).replace("-0.000", "0.0") + "\n"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    chosen = parser.parse_args(arguments)
    given = rows(pairs.folder())
    held_out = out_of_fold(given)
    judge("Out of fold (grouped)", given, held_out)
    alone = given.without("name_bench", "entity_checks")
    judge(
        "Fitted without name_bench and entity_checks",
        given.of("name_bench", "entity_checks"),
        points(fit(alone), given.of("name_bench", "entity_checks")),
    )
    weights = fit(given)
    judge("The final weights", given, points(weights, given))
    text = written(weights, *calibration(given, held_out))
    print(text)
    if chosen.write:
        Path(matching.__file__).with_name("weights.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
