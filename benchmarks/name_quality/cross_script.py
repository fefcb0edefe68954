"""Names found across scripts: single names among 20,000, and full names among 100,000 others.

    python -m benchmarks.name_quality.cross_script [singles] [keys] [full] [--queries N]

A native name may have several right Latin forms in its file: any of them counts, at its rank, where
all that weigh the same stand before it. The files hold wrong rows (a forename beside a surname),
which nobody can find: rows seen at least twice hold fewer, and are stated beside.
"""

import argparse
import csv
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import spread, table
from benchmarks.name_quality.script_pairs import bare, data_folder, google_pairs, wikidata_pairs
from benchmarks.name_quality.script_people import Native, listed, others, script_of, words_of
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.compare.script_table import Weights
from entraide.engine.matching.compare.scripts import LatinWords, likenesses, script_keys
from entraide.engine.matching.normalise.name import form_of
from entraide.engine.matching.score import Asked, PersonForm

AMONG: Final = 20_000
OTHERS: Final = 100_000
NEAREST: Final = 50
"""Names nearest by the assignment that the matcher scores."""
SURER: Final = 0.03
"""What the logarithm of the odds adds: of two that surely meet, the surer one stands before."""
RANK: Final = 10
SEED: Final = 16
FILES: Final = {
    "arabic": "Arab", "hebrew": "Hebr", "chinese": "Hani", "japanese": "Kana", "katakana": "Kana",
    "korean": "Hang", "russian": "Cyrl",
}  # fmt: skip


class Single(NamedTuple):
    """A native name, its right Latin forms, and whether a row of it was seen twice or more."""

    native: str
    script: str
    right: frozenset[str]
    is_seen_twice: bool


class Field(NamedTuple):
    """Questions of one file, and the Latin names among which they are sought."""

    title: str
    questions: list[Single]
    among: list[str]


def fields() -> Iterable[Field]:
    """One for each test file; a file of fewer names is filled up from its fitting part."""
    for name, script in FILES.items():
        rows = [(pair.latin, pair.native, pair.weight > 1) for pair in wikidata_pairs(name, "16")]
        more = [pair.latin for pair in wikidata_pairs(name, "64")]
        yield _field(name, script, rows, more)
    rows = [(pair.latin, pair.native, False) for pair in google_pairs("eval")]
    more = [pair.latin for pair in google_pairs("train")]
    more += [pair.latin for pair in wikidata_pairs("arabic", "64")]
    yield _field("ar2en", "Arab", rows, more)
    for script, rows in by_country().items():
        yield _field(
            f"by country, {script}",
            script,
            rows,
            [pair.latin for pair in wikidata_pairs("russian", "64")],
        )


def by_country() -> dict[str, list[tuple[str, str, bool]]]:
    """Pairs of the commonest names of countries whose script has no test file."""
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for kind in ("forenames", "surnames"):
        path = data_folder() / f"3_name_matching/common-{kind}-by-country.csv"
        with path.open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                native, latin = row["Localized Name"].strip(), bare(row["Romanized Name"])
                if (script := script_of(native)) and latin and " " not in native:
                    found[script].append((latin, native, True))
    return {script: rows for script, rows in sorted(found.items()) if len(set(rows)) >= 10}


def _field(
    title: str, script: str, rows: Sequence[tuple[str, str, bool]], more: Sequence[str]
) -> Field:
    right: dict[str, set[str]] = defaultdict(set)
    twice: dict[str, bool] = defaultdict(bool)
    for latin, native, is_twice in rows:
        right[native].add(latin)
        twice[native] |= is_twice
    own = sorted({latin for latin, _native, _twice in rows})
    rest = sorted(set(more) - set(own))
    random.Random(SEED).shuffle(rest)
    lot = random.Random(SEED)
    lot.shuffle(own)
    natives = sorted(right)
    lot.shuffle(natives)
    asked = [Single(native, script, frozenset(right[native]), twice[native]) for native in natives]
    among = (own + rest)[: max(AMONG, len(own))]
    return Field(title, asked, among)


def rank(weights: Weights, right: Iterable[int]) -> int:
    """The best rank of the right ones; whatever weighs the same stands before."""
    best = max(weights[place] for place in right)
    return int((weights >= best).sum())


def singles(queries: int) -> None:
    """Recall of single names by a full scan."""
    heading = ["names", "N", "found at 10", "at 1", "seen twice: N", "found at 10", "a question"]
    rows = [heading]
    for field in fields():
        places = {latin: place for place, latin in enumerate(field.among)}
        words = LatinWords(field.among)
        ranks, times = [], []
        asked = field.questions[:queries]
        for question in asked:
            begun = time.perf_counter()
            weights = likenesses(question.native, question.script, words)
            times.append(time.perf_counter() - begun)
            ranks.append(rank(weights, [places[latin] for latin in question.right]))
        found = np.array(ranks)
        twice = found[[question.is_seen_twice for question in asked]]
        rows.append([
            field.title, str(len(found)),
            f"{(found <= RANK).mean():.3f}", f"{(found <= 1).mean():.3f}",
            str(len(twice)), f"{(twice <= RANK).mean():.3f}" if len(twice) else "", spread(times),
        ])  # fmt: skip
    table(f"Single names among {AMONG:,} of their own file", rows)


def keys(queries: int) -> None:
    """The same through the keys: only names that share one with the question are weighed."""
    rows = [["names", "N", "share a key", "found at 10", "keys", "weighed of 100", "a question"]]
    for field in fields():
        places = {latin: place for place, latin in enumerate(field.among)}
        by_key: dict[str, list[int]] = defaultdict(list)
        for latin, place in places.items():
            for key in script_keys(latin, "Latn"):
                by_key[key].append(place)
        counts = np.zeros((4, min(queries, len(field.questions))))
        times = []
        for number, question in enumerate(field.questions[:queries]):
            begun = time.perf_counter()
            asked = script_keys(question.native, question.script)
            chosen = sorted({place for key in asked for place in by_key.get(key, ())})
            latins = [field.among[place] for place in chosen]
            weights = likenesses(question.native, question.script, latins)
            times.append(time.perf_counter() - begun)
            right = [place for place, latin in enumerate(latins) if latin in question.right]
            found = bool(right) and rank(weights, right) <= RANK
            counts[:, number] = bool(right), found, len(asked), 100 * len(chosen) / len(places)
        shared, found_share, count, weighed = counts.mean(1)
        rows.append([
            field.title, str(counts.shape[1]),
            f"{shared:.3f}", f"{found_share:.3f}", f"{count:.1f}",
            f"{weighed:.2f}", spread(times),
        ])  # fmt: skip
    table(f"Single names among {AMONG:,}, through the keys", rows)


def full(queries: int) -> None:
    """Listed people's native names among their Latin names and a hundred thousand others."""
    natives, latins = listed()
    names = [(person, name) for person, own in sorted(latins.items()) for name in sorted(own)]
    names += [(-1, name) for name in others(OTHERS, SEED)]
    crowd = Crowd(names)
    by_script: dict[str, list[Native]] = defaultdict(list)
    for native in natives:
        by_script[native.script].append(native)
    rows = [["names", "N", "first: assignment", "first: matcher", "among 10", "among 50"]]
    for script, asked in sorted(by_script.items()):
        random.Random(SEED).shuffle(asked)
        ranks = np.array([crowd.ranks(native) for native in asked[:queries]])
        shares = (ranks[:, 0] <= 1, ranks[:, 1] <= 1, ranks[:, 0] <= RANK, ranks[:, 0] <= NEAREST)
        rows.append([script, str(len(ranks)), *(f"{share.mean():.3f}" for share in shares)])
    table(f"Full names of listed people among {OTHERS:,} other names", rows)


class Crowd:
    """Latin names by their words and by neighbouring words written as one.

    A name's nearness is how much of both names is met, by letters, where words meet as likely as
    `likenesses` says and none meets twice. Only words that share a key with a native one count.
    """

    def __init__(self, names: Sequence[tuple[int, str]]) -> None:
        self.people = np.array([person for person, _name in names])
        self.names = [name for _person, name in names]
        self.runs = [list(_runs([bare(word) for word in words_of(name)])) for name in self.names]
        number: dict[str, int] = {}
        flat = [number.setdefault(run.text, len(number)) for runs in self.runs for run in runs]
        self.flat, self.begins = np.array(flat), np.cumsum([0, *map(len, self.runs)])[:-1]
        self.words = list(number)
        self.number = number
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for word, place in number.items():
            self.by_key[script_keys(word, "Latn")[0]].append(place)

    def ranks(self, native: Native) -> tuple[int, int]:
        """Rank of the person's best name by the assignment, and by the matcher on the nearest."""
        parts = list(_runs(words_of(native.text)))
        weighed = {part.text: self._weighed(part.text, native.script) for part in parts}
        best = [np.maximum.reduceat(weighed[part.text][self.flat], self.begins) for part in parts]
        near = sum(
            np.max([met for part, met in zip(parts, best, strict=True) if part.mask >> word & 1], 0)
            for word in range(len(words_of(native.text)))
        )
        chosen = np.argpartition(-near, 300)[:300]
        exact = np.array([self._assigned(parts, weighed, place) for place in chosen])
        order = np.argsort(-exact, kind="stable")
        nearest = chosen[order[:NEAREST]]
        own = _rank(exact, self.people[chosen] == native.person)
        question = Asked(PersonForm(names=(form_of(full=native.text),)), neutral())
        forms = [PersonForm(names=(form_of(full=self.names[place]),)) for place in nearest]
        scores = np.array([question.scored(form).score for form in forms])
        return own, _rank(scores, self.people[nearest] == native.person)

    @lru_cache(maxsize=4096)  # noqa: B019 - one crowd lives as long as the run
    def _weighed(self, native: str, script: str) -> Weights:
        weights = np.zeros(len(self.words))
        places = sorted({p for key in script_keys(native, script) for p in self.by_key[key]})
        weights[places] = likenesses(native, script, [self.words[place] for place in places])
        return weights

    def _assigned(self, parts: Sequence["Run"], weighed: dict[str, Weights], place: int) -> float:
        runs = self.runs[place]
        pairs = sorted(
            (
                (weighed[part.text][self.number[run.text]], part, run)
                for part in parts
                for run in runs
            ),
            key=lambda pair: -pair[0] * (pair[1].share + pair[2].share),
        )
        met, used, used_here = 0.0, 0, 0
        for weight, part, run in pairs:
            if not (part.mask & used or run.mask & used_here):
                used, used_here = used | part.mask, used_here | run.mask
                sure = np.log(max(weight, 1e-9) / max(1 - weight, 1e-9))
                met += (weight + SURER * max(sure, 0.0)) * (part.share + run.share)
        return met


class Run(NamedTuple):
    """One to three neighbouring words as one: which, and what share of the name's letters."""

    text: str
    mask: int
    share: float


def _runs(words: Sequence[str]) -> Iterable[Run]:
    letters = max(sum(map(len, words)), 1)
    for first in range(len(words)):
        for end in range(first + 1, min(first + 3, len(words)) + 1):
            text = "".join(words[first:end])
            yield Run(text, (1 << end) - (1 << first), len(text) / letters)


def _rank(weights: Weights, right: NDArray[np.bool_]) -> int:
    """The best rank of the right ones, after all that weigh the same but are not right."""
    if not right.any():
        return len(weights) + 1
    return int((weights[~right] >= weights[right].max()).sum()) + 1


def main() -> None:
    """Prints the parts that were named, or all."""
    parts = {"singles": singles, "keys": keys, "full": full}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("parts", nargs="*", metavar="PART", default=list(parts))
    asked = parser.parse_args()
    for part in asked.parts or parts:
        parts[part](asked.queries)


if __name__ == "__main__":
    main()
