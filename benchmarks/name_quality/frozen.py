"""The frozen results: what every row scored when they were last frozen, and what moved since.

The file holds row numbers, digests of rows, and scores, never names. A row whose digest is another
than when it was frozen is another row: it is told as new, not as moved.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.name_quality import alarms, labelled
from benchmarks.name_quality.ours import Ours
from benchmarks.name_quality.peer import Peer
from entraide.clock import SystemClock

FILE: Final = Path(__file__).with_name("frozen.json")
MOVED: Final = 0.005
"""By how much a score must change to be told."""


class Row(NamedTuple):
    """One pair of a set as it was frozen.

    Attributes:
        number: its row in its file.
        digest: of both sides.
        same: what the labellers said.
        ours: our score.
        peer: the peer's; None if it was not measured.
    """

    number: int
    digest: str
    same: bool
    ours: float
    peer: float | None


class Frozen(NamedTuple):
    """All that is frozen.

    Attributes:
        matcher: the version of our matcher.
        peer: the peer's version, "" if it was not measured.
        date: when.
        threshold: that we declare.
        figures: whatever was measured, by part.
        sets: rows by the name of their set.
    """

    matcher: str
    peer: str
    date: str
    threshold: float
    figures: dict[str, Any]
    sets: dict[str, list[Row]]


def read(file: Path = FILE) -> Frozen:
    """What is frozen."""
    text = json.loads(file.read_text(encoding="utf-8"))
    sets = {name: [Row(*row) for row in rows] for name, rows in text.pop("sets").items()}
    return Frozen(**text, sets=sets)


def write(frozen: Frozen, file: Path = FILE) -> None:
    """Freezes, one row a line, so that a change of the repository shows what moved."""
    head = {name: value for name, value in frozen._asdict().items() if name != "sets"}
    lines = json.dumps(head, indent=1, sort_keys=True)[:-2]
    sets = ",\n".join(
        f"  {json.dumps(name)}: [\n" + ",\n".join(f"   {json.dumps(row)}" for row in rows) + "\n  ]"
        for name, rows in frozen.sets.items()
    )
    file.write_text(f'{lines},\n "sets": {{\n{sets}\n }}\n}}\n', encoding="utf-8")


def present(ours: Ours, peer: Peer | None) -> Frozen:
    """What would be frozen now."""
    sets: dict[str, list[Row]] = {}
    figures: dict[str, Any] = {}
    for which in (labelled.NAMES, labelled.ENTITIES):
        pairs = which.pairs()
        mine = ours.scores(pairs)
        others = peer.scores(pairs) if peer else [None] * len(pairs)
        sets[which.name] = [
            Row(
                pair.row,
                pair.digest(),
                pair.is_same,
                round(score, 4),
                None if other is None else round(other, 4),
            )
            for pair, score, other in zip(pairs, mine, others, strict=True)
        ]
        figures[which.name] = {
            who: {
                "n": told.count,
                "f1": round(told.quality.f1, 4),
                "best_f1": round(told.quality.best_f1, 4),
                "auc": round(told.quality.auc, 4),
            }
            for who, only_persons in (("all", False), ("persons", True))
            for told in (labelled.measured(pairs, mine, ours.threshold, only_persons=only_persons),)
        }
    asked = alarms.scored(ours)
    figures["alarms"] = {
        use: alarms.counted(threshold, asked).told() for use, threshold in ours.thresholds.items()
    }
    today = SystemClock().now().date().isoformat()
    return Frozen(ours.version, peer.version if peer else "", today, ours.threshold, figures, sets)


def staleness(matcher: str, frozen: Frozen) -> str:
    """Why the frozen results do not speak of this matcher; "" if they do."""
    if matcher == frozen.matcher:
        return ""
    return (
        f"The frozen results are of matcher {frozen.matcher}, this is {matcher}: they are stale. "
        "Run `python -m benchmarks.name_quality diff`, then `freeze`."
    )


def moved(frozen: Sequence[Row], now: Sequence[Row], threshold: float) -> Iterator[list[str]]:
    """Rows whose score changed, the largest change first, for a table; then rows that are new."""
    before = {row.number: row for row in frozen}
    changed = []
    for row in now:
        was = before.get(row.number)
        if was is None or was.digest != row.digest:
            yield [str(row.number), row.digest, "new row", f"{row.ours:.3f}", ""]
        elif abs(was.ours - row.ours) >= MOVED:
            changed.append((was, row))
    for was, row in sorted(changed, key=lambda pair: -abs(pair[0].ours - pair[1].ours)):
        yield [
            str(row.number),
            row.digest,
            f"{was.ours:.3f}",
            f"{row.ours:.3f}",
            _verdict(was.ours >= threshold, row.ours >= threshold, is_same=row.same),
        ]


def _verdict(was: bool, now: bool, *, is_same: bool) -> str:  # noqa: FBT001 - two of a kind
    if was == now:
        return ""
    return "now right" if now == is_same else "NOW WRONG"
