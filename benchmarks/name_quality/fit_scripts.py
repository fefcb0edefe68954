"""Fits how native units are written in Latin letters, and writes the table.

python -m benchmarks.name_quality.fit_scripts [--most PAIRS] [--out FILE]

Expectation maximisation, seeded; reads only the *_64 files and ar2en-train: the *_16 files and
ar2en-eval are for testing. A share of the pairs is wrong (a forename beside a surname): each weighs
as far as it is likelier under the table than by chance. A minute or two on one core.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

import entraide.engine.matching.compare as room
from benchmarks.name_quality.script_pairs import Pair, google_pairs, wikidata_pairs
from benchmarks.name_quality.script_rules import SHARE_IN_CONTEXT, WEIGHTS, ways, ways_in_context
from entraide.engine.matching.compare import script_table, scripts
from entraide.engine.matching.compare.script_table import (
    EMPTY,
    FORMAT,
    IMPOSSIBLE,
    LETTERS,
    LONGEST,
    STEPS_PER_NAT,
    FittedScript,
    FittedTable,
    Numbers,
    Weights,
    group_numbers,
)
from entraide.engine.matching.compare.script_units import THROUGH_ICU, Contexts, units
from entraide.engine.matching.compare.scripts import LatinWords, evidence

WIKIDATA: Final = {
    "Arab": ("arabic",), "Hebr": ("hebrew",), "Hani": ("chinese",),
    "Kana": ("katakana", "japanese"),
    "Hang": ("korean",), "Cyrl": ("russian",),
}  # fmt: skip
THROUGH_ICU_FROM: Final = ("Cyrl", "Hang", "Kana")
"""Scripts with vowels, whose pairs, romanised by ICU, teach the table of all other scripts."""
LENGTH_SHARES: Final = {0: 0.15, 1: 0.6, 2: 0.2, 3: 0.04, 4: 0.01}
"""Where the fit begins: how many letters a unit is written with."""
ROUNDS_ALONE, ROUNDS_IN_CONTEXT = 8, 3
SEEN_AT_LEAST = 20
"""Times a context must be seen to get a row of its own."""
SHRINKAGE = 12.0
"""Pairs' worth of the shorter context that a longer one begins with."""
LEAST_SHARE = 0.0005
"""Groups that a unit is written with more seldom are left to the table's slip."""
NEIGHBOURS = 1000
SEED = 20261123


Part = tuple[dict[str, int], Weights, tuple[str, ...]]
"""A script as it was fitted: rows by context, probabilities by row and group, the groups."""


class Words:
    """Latin words in one row, a gap before each, as in `LatinWords`, for any set of groups."""

    def __init__(self, words: Sequence[str], numbers: list[Numbers]) -> None:
        letters = np.frombuffer(("\0" + "\0".join(words)).encode(), np.uint8).astype(np.int64)
        self.letters = np.where(letters > 0, letters - 96, 0)
        self.begins = np.flatnonzero(self.letters == 0)
        self.ends = np.append(self.begins[1:], len(letters)) - 1
        self.groups = np.full((LONGEST + 1, len(letters)), IMPOSSIBLE)
        self.groups[0] = EMPTY
        for length, codes in enumerate(group_codes(self.letters), 1):
            self.groups[length] = numbers[length - 1][codes]


def group_codes(letters: Numbers) -> Iterator[Numbers]:
    """For each length: the code of the group ending at each place, -1 across a gap."""
    code = np.zeros(len(letters), np.int64)
    is_inside = np.ones(len(letters), bool)
    for length in range(1, LONGEST + 1):
        earlier = np.concatenate(
            [np.zeros(length - 1, np.int64), letters[: len(letters) - length + 1]]
        )
        code = code + earlier * LETTERS ** (length - 1)
        is_inside = is_inside & (earlier > 0)
        yield np.where(is_inside, code, -1)


def frequent_groups(
    words: Sequence[str], least: Sequence[int] = (0, 20, 30, 30)
) -> tuple[str, ...]:
    """All letters, and the groups of two to four that many names have."""
    seen: Counter[str] = Counter()
    for word in words:
        for length in range(2, LONGEST + 1):
            seen.update(word[place : place + length] for place in range(len(word) - length + 1))
    longer = sorted(group for group, times in seen.items() if times >= least[len(group) - 1])
    return ("", "", *map(chr, range(97, 123)), *longer)


def background(words: Sequence[str]) -> Weights:
    """Logarithm of each letter's probability after the two before it, in names of all cultures."""
    three = np.zeros((LETTERS, LETTERS, LETTERS))
    for word in words:
        places = [0, 0, *(ord(letter) - 96 for letter in word), 0]
        for group in zip(places, places[1:], places[2:], strict=False):
            three[group] += 1
    two = three.sum(0)
    one = (two.sum(0) + 1) / (two.sum() + LETTERS)
    two = (two + 10 * one) / (two.sum(1, keepdims=True) + 10)
    return np.log((three + 10 * two) / (three.sum(2, keepdims=True) + 10))


def by_chance(words: Words, weights: Weights) -> Weights:
    """Logarithm of how likely each word is as any name."""
    letters = words.letters
    last = np.concatenate([[0], letters[:-1]])
    before = np.where(last == 0, 0, np.concatenate([[0, 0], letters[:-2]]))
    each = np.where(letters == 0, 0.0, weights[before, last, letters])
    return np.add.reduceat(each, words.begins) + weights[last[words.ends], letters[words.ends], 0]


class Batch:
    """Pairs whose native words have as many units, in one row."""

    def __init__(
        self, pairs: Sequence[tuple[Pair, tuple[Contexts, ...]]], numbers: list[Numbers]
    ) -> None:
        self.units = [spelt for _pair, spelt in pairs]
        self.words = Words([pair.latin for pair, _spelt in pairs], numbers)
        self.weights = np.array([pair.weight for pair, _spelt in pairs])
        self.of_pair = np.cumsum(self.words.letters == 0) - 1
        self.chance = np.zeros(0)
        self.rows = np.zeros((0, 0), np.int64)

    def expect(self, table: Weights, right: float, counts: Weights) -> tuple[float, float]:
        """Adds how often each row is written with each group; log-likelihood and right pairs."""
        words, width = self.words, table.shape[1]
        flat, reached, ways_at = table.ravel(), [np.zeros(len(words.letters))], []
        reached[0][words.begins] = 1.0
        for place in range(self.rows.shape[1]):
            ways_at.append(flat[(self.rows[:, place] * width)[self.of_pair] + words.groups])
            reached.append(_forward(ways_at[-1], reached[-1]))
        whole = np.maximum(reached[-1][words.ends], 1e-300)
        odds = np.log(right / (1 - right)) + np.log(whole) - self.chance
        is_right = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        share = (self.weights * is_right / whole)[self.of_pair]
        onward = np.zeros(len(words.letters))
        onward[words.ends] = 1.0
        for place in range(self.rows.shape[1] - 1, -1, -1):
            seen, onward = _backward(ways_at[place], reached[place], onward)
            seen *= share
            is_seen = seen > 1e-6
            cells = ((self.rows[:, place] * width)[self.of_pair] + words.groups)[is_seen]
            counts += np.bincount(cells, seen[is_seen], minlength=table.size).reshape(table.shape)
        mixed = np.logaddexp(np.log(right) + np.log(whole), np.log(1 - right) + self.chance)
        return float((self.weights * mixed).sum()), float((self.weights * is_right).sum())


def _forward(way: Weights, reached: Weights) -> Weights:
    further = way[0] * reached
    for length in range(1, LONGEST + 1):
        further[length:] += way[length, length:] * reached[:-length]
    return further


def _backward(way: Weights, reached: Weights, onward: Weights) -> tuple[Weights, Weights]:
    seen = np.zeros_like(way)
    seen[0] = reached * way[0] * onward
    earlier = way[0] * onward
    for length in range(1, LONGEST + 1):
        part = way[length, length:] * onward[length:]
        seen[length, length:] = reached[:-length] * part
        earlier[:-length] += part
    return seen, earlier


class Fit:
    """The fit of one script: first each unit alone, then in its contexts."""

    def __init__(
        self, script: str, pairs: Sequence[Pair], groups: tuple[str, ...], chance: Weights
    ) -> None:
        numbers = group_numbers(groups)
        by_length: dict[int, list[tuple[Pair, tuple[Contexts, ...]]]] = defaultdict(list)
        for pair in pairs:
            spelt = units(pair.native, script)
            if 0 < len(spelt) <= 24 and len(pair.latin) <= 30:
                by_length[len(spelt)].append((pair, spelt))
        self.batches = [Batch(some, numbers) for _length, some in sorted(by_length.items())]
        for batch in self.batches:
            batch.chance = by_chance(batch.words, chance)
        self.script, self.groups, self.right = script, groups, 0.9
        self.start = self._start()

    def run(self) -> None:
        """Fits; the result is in `rows` (name → row), `table` and `groups`."""
        self.rows = {contexts[0]: 0 for contexts in self._contexts()}
        self.rows = {name: row for row, name in enumerate(sorted(self.rows))}
        self.alone = {name: name for name in self.rows}
        self.parents = np.full(len(self.rows), -1)
        self.table = np.tile(self.start, (len(self.rows), 1))
        self._place(lambda contexts: self.rows[contexts[0]])
        for _round in range(ROUNDS_ALONE):
            counts = self._expect()
            self._maximise(counts)
        self._drop_groups(counts)
        self._add_contexts()
        for _round in range(ROUNDS_IN_CONTEXT):
            self._maximise(self._expect())
        self._add_rules()

    def row(self, contexts: Contexts) -> int:
        """The row of the longest of a unit's contexts that has one."""
        return next(self.rows[name] for name in reversed(contexts) if name in self.rows)

    def _contexts(self) -> Iterator[Contexts]:
        for batch in self.batches:
            for spelt in batch.units:
                yield from spelt

    def _start(self) -> Weights:
        seen = sum(
            np.bincount(batch.words.groups.ravel(), minlength=len(self.groups))
            for batch in self.batches
        )
        lengths = np.array([0, 9, *(len(group) for group in self.groups[2:])])
        start = np.zeros(len(self.groups))
        for length, share in LENGTH_SHARES.items():
            of_length = np.where(lengths == length, seen if length else 1.0, 0.0)
            start += share * of_length / max(of_length.sum(), 1)
        return start

    def _place(self, row_of: Callable[[Contexts], int]) -> None:
        for batch in self.batches:
            batch.rows = np.array(
                [[row_of(contexts) for contexts in spelt] for spelt in batch.units]
            )

    def _expect(self) -> Weights:
        counts = np.zeros_like(self.table)
        sums = [batch.expect(self.table, self.right, counts) for batch in self.batches]
        pairs = sum(batch.weights.sum() for batch in self.batches)
        self.right = min(max(sum(right for _likelihood, right in sums) / pairs, 0.5), 0.99)
        self.likelihood = sum(likelihood for likelihood, _right in sums) / pairs
        return counts

    def _maximise(self, counts: Weights) -> None:
        for row in range(len(counts) - 1, -1, -1):
            if self.parents[row] >= 0:
                counts[self.parents[row]] += counts[row]
        for row, parent in enumerate(self.parents):
            shorter, pull = (self.table[parent], SHRINKAGE) if parent >= 0 else (self.start, 0.5)
            self.table[row] = (counts[row] + pull * shorter) / (counts[row].sum() + pull)

    def _drop_groups(self, counts: Weights) -> None:
        """Forgets groups that no unit is written with."""
        is_kept = counts.max(0) >= 3
        is_kept[: IMPOSSIBLE + LETTERS] = True
        renumbered = np.where(is_kept, np.cumsum(is_kept) - 1, IMPOSSIBLE)
        for batch in self.batches:
            batch.words.groups = renumbered[batch.words.groups]
        self.groups = tuple(group for group, keep in zip(self.groups, is_kept, strict=True) if keep)
        self.table, self.start = self.table[:, is_kept], self.start[is_kept]
        self.table /= self.table.sum(1, keepdims=True)

    def _add_contexts(self) -> None:
        seen = Counter(name for contexts in self._contexts() for name in contexts)
        parents = list(self.parents)
        for contexts in sorted(set(self._contexts())):
            shorter = self.rows[contexts[0]]
            for name in contexts[1:]:
                self.alone[name] = contexts[0]
                if name not in self.rows and seen[name] < SEEN_AT_LEAST:
                    break
                if name not in self.rows:
                    self.rows[name] = len(parents)
                    parents.append(shorter)
                shorter = self.rows[name]
        whole = np.empty((len(parents), len(self.groups)))
        whole[: len(self.table)] = self.table
        for row in range(len(self.table), len(parents)):
            whole[row] = whole[parents[row]]
        self.table, self.parents = whole, np.array(parents)
        self._place(self.row)

    def _add_rules(self) -> None:
        """Mixes published ways to write a unit, alone or in its surroundings, into its rows."""
        for unit, letters in ways(self.script).items():
            self._mix(
                self._rule(letters),
                [row for name, row in self.rows.items() if self.alone.get(name) == unit],
                WEIGHTS.get(self.script, 0.0),
                unit,
            )
        for contexts, letters in ways_in_context(self.script).items():
            rule, name = self._rule(letters), contexts[-1]
            if name not in self.rows:
                self.rows[name] = len(self.table)
                self.table = np.vstack([self.table, self.table[self.row(contexts[:-1])]])
            rows = [row for known, row in self.rows.items() if known.startswith(name)]
            self._mix(rule, rows, SHARE_IN_CONTEXT, name)

    def _rule(self, letters: dict[str, float]) -> Weights:
        missing = [group for group in letters if group not in self.groups]
        self.groups += tuple(missing)
        self.table = np.pad(self.table, ((0, 0), (0, len(missing))))
        rule = np.zeros(len(self.groups))
        for group, weight in letters.items():
            rule[self.groups.index(group) if group else EMPTY] = weight
        return rule

    def _mix(self, rule: Weights, rows: list[int], share: float, name: str) -> None:
        if not rows:
            self.rows[name] = len(self.table)
            self.table = np.vstack([self.table, rule])
        for row in rows:
            self.table[row] = (1 - share) * self.table[row] + share * rule


def by_rules(script: str) -> tuple[dict[str, int], Weights, tuple[str, ...]]:
    """Rows, table and groups of a script that no pairs are there for."""
    rules = ways(script)
    letters = sorted({group for way in rules.values() for group in way if len(group) > 1})
    groups = ("", "", *map(chr, range(97, 123)), *letters)
    table = np.zeros((len(rules), len(groups)))
    for row, way in enumerate(rules.values()):
        for group, weight in way.items():
            table[row, groups.index(group) if group else EMPTY] = weight
    return {unit: row for row, unit in enumerate(rules)}, table, groups


def pack_script(
    rows: dict[str, int], table: Weights, numbers: Numbers, calibration: Sequence[float]
) -> FittedScript:
    """One script as the file keeps it; `numbers`: of its groups in the file."""
    filled, groups, weights = [], [], []
    for row in rows.values():
        kept = np.flatnonzero(table[row] >= LEAST_SHARE)
        kept = kept[np.argsort(numbers[kept])]
        filled.append(len(kept))
        groups.append(numbers[kept].astype("<u2").tobytes())
        steps = np.clip(np.round(-np.log(table[row][kept]) * STEPS_PER_NAT), 0, 255)
        weights.append(steps.astype(np.uint8).tobytes())
    base, per_nat, per_unit = (round(float(weight), 4) for weight in calibration)
    return FittedScript(
        "\n".join(rows), np.array(filled, "<u2").tobytes(), b"".join(groups), b"".join(weights),
        base, per_nat, per_unit,
    )  # fmt: skip


class Fitting:
    """All scripts together: the groups they share, the background, and the file."""

    def __init__(self, most: int) -> None:
        lot = random.Random(SEED)
        self.pairs = {}
        for script, names in WIKIDATA.items():
            pairs = sorted({pair for name in names for pair in wikidata_pairs(name, "64")})
            lot.shuffle(pairs)
            self.pairs[script] = pairs
        self.held = {script: pairs[:1500] for script, pairs in self.pairs.items()}
        self.pairs = {script: pairs[1500 : most + 1500] for script, pairs in self.pairs.items()}
        self.pairs["Arab"] += sorted(google_pairs("train"))
        for part in (self.pairs, self.held):
            part[THROUGH_ICU] = [
                pair for script in THROUGH_ICU_FROM for pair in part[script][: most // 3]
            ]
        self.words = sorted(pair.latin for script in WIKIDATA for pair in self.pairs[script])
        self.background = background(self.words)

    def write(self, out: Path) -> None:
        """Fits every script, calibrates each on pairs held back, and writes the file."""
        frequent = frequent_groups(self.words)
        parts = {}
        for script, pairs in self.pairs.items():
            fit = Fit(script, pairs, frequent, self.background)
            fit.run()
            parts[script] = (fit.rows, fit.table, fit.groups)
            print(f"{script}: {len(pairs)} pairs, {fit.right:.3f} right, {len(fit.rows)} rows, "
                  f"{len(fit.groups)} groups, {fit.likelihood:.3f} nats", flush=True)  # fmt: skip
        parts["Grek"] = by_rules("Grek")
        longer = sorted(
            {group for *_, groups in parts.values() for group in groups if len(group) > 1}
        )
        groups = ("", "", *map(chr, range(97, 123)), *longer)
        uncalibrated = dict.fromkeys(parts, (0.0, 1.0, 0.0))
        fitted = script_table.Table(self._packed(parts, groups, uncalibrated))
        scripts.table = lambda: fitted  # what is calibrated is what was fitted just now
        packed = self._packed(parts, groups, self._calibrations(parts))
        out.write_bytes(packed)
        print(f"{out}: {len(packed)} bytes, digest {script_table.Table(packed).digest}")

    def _packed(
        self,
        parts: dict[str, Part],
        groups: tuple[str, ...],
        calibrations: dict[str, tuple[float, ...]],
    ) -> bytes:
        place = {group: number for number, group in enumerate(groups) if number != IMPOSSIBLE}
        fitted = {
            script: pack_script(
                rows, table, np.array([place.get(group, 0) for group in own]), calibrations[script]
            )
            for script, (rows, table, own) in parts.items()
        }
        raw = {name: msgspec.Raw(msgspec.msgpack.encode(part)) for name, part in fitted.items()}
        chance = self.background.astype("<f4").tobytes()
        return script_table.packed(FittedTable(FORMAT, "\n".join(groups[2:]), chance, raw))

    def _calibrations(self, parts: dict[str, Part]) -> dict[str, tuple[float, ...]]:
        found = {
            script: calibrate(script, pairs, self.words) for script, pairs in self.held.items()
        }
        found["Grek"] = found["Cyrl"]
        return {script: found[script] for script in parts}


def calibrate(script: str, pairs: Sequence[Pair], words: Sequence[str]) -> tuple[float, ...]:
    """The logistic function that tells right pairs from the nearest of a thousand other names.

    Pairs that are wrong in the file, by their evidence, are left out.
    """
    others = LatinWords(random.Random(SEED).sample(words, NEIGHBOURS))
    rows, labels = [], []
    for pair in pairs:
        count = len(units(pair.native, script))
        if not count:
            continue
        right = evidence(pair.native, script, LatinWords([pair.latin]))[0]
        if right < -5:
            continue  # a wrong row of the file, as one in fifty to one in nine are
        near = evidence(pair.native, script, others).max()
        rows += [(1.0, right, count), (1.0, near, count)]
        labels += [1.0, 0.0]
    return logistic(np.array(rows), np.array(labels))


def logistic(rows: Weights, labels: Weights) -> tuple[float, ...]:
    """The weights of a logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _round in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (labels - likely) - 1e-3 * weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return tuple(weights)


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=45_000, metavar="PAIRS", help="of one script")
    parser.add_argument("--out", type=Path, default=Path(room.__path__[0]) / script_table.FILE)
    asked = parser.parse_args()
    Fitting(asked.most).write(asked.out)


if __name__ == "__main__":
    main()
