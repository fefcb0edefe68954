"""The checks of a day with what they asked, opened by the machine, and who asked whom how often.

What is kept is one row for each identity that a check asked about: a keyed digest, the officer and
the line, for `DAYS` days.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from entraide.desks.audit.columns import Columns
from entraide.desks.audit.habits import Officer
from entraide.engine.check.trail.criteria import Criteria, open_criteria
from entraide.engine.check.trail.lines import Checked, line_id
from entraide.engine.check.trail.read import Kept, Sought, find, lines
from entraide.engine.check.trail.seals import SealBroken, SealDestroyed, Seals

DAYS: Final = 7
"""Days over which the same identity counts together; digests are kept no longer."""
ROW: Final = np.dtype([("who", "<u8"), ("identity", "<u8"), ("chain", "<u4"), ("n", "<u8")])


class Opened(NamedTuple):
    """A check and what it asked; `criteria` is None where that can no longer be read."""

    kept: Kept
    line: Checked
    criteria: Criteria | None


class Opener:
    """Opens lines that come in the order of their chains; the box may stand in an earlier one."""

    def __init__(self, folder: Path, seals: Seals) -> None:
        self._folder, self._seals = folder, seals
        self._boxes: dict[str, tuple[int, bytes]] = {}

    def opened(self, kept: Kept, line: Checked) -> Opened:
        """The line with what it asked."""
        sealed = line.criteria
        if sealed.box:
            self._boxes[kept.chain] = kept.n, sealed.box
        elif sealed.back:
            n, box = self._boxes.get(kept.chain, (0, b""))
            if n == kept.n - sealed.back:
                line = structs.replace(line, criteria=structs.replace(sealed, box=box))
            else:
                found = find(self._folder, kept.id).line
                line = found if isinstance(found, Checked) else line
        with suppress(SealDestroyed, SealBroken):
            return Opened(kept, line, self.must_open(line))
        return Opened(kept, line, None)

    def must_open(self, line: Checked) -> Criteria:
        """What a line with its box asked. Raises SealDestroyed, SealBroken."""
        return open_criteria(line, self._seals)[0]


def checks_of(folder: Path, seals: Seals, day: date) -> Iterator[Opened]:
    """Every check of a day (UTC), with what it asked.

    Raises:
        TrailDamaged: a chain cannot be read.
    """
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    sought = Sought(since=begin, before=begin + timedelta(days=1), kinds=(Checked,))
    opener = Opener(folder, seals)
    for kept in lines(folder, sought):
        if isinstance(kept.line, Checked):
            yield opener.opened(kept, kept.line)


class AskedRows:
    """The rows of identities, a file a day in a folder."""

    def __init__(self, folder: Path, columns: Columns) -> None:
        self._folder, self._columns = folder, columns

    def keep(self, day: date, rows: list[tuple[Officer, bytes, str, int]]) -> None:
        """Writes what a day asked, and deletes what is over."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        number = self._columns.number
        told: list[tuple[Any, ...]] = [
            (number(who[0]) << 32 | number(who[1]), int.from_bytes(identity), number(chain), n)
            for who, identity, chain, n in rows
        ]
        beside = self._folder / f"{day}.new"
        beside.write_bytes(np.array(told, ROW).tobytes())
        beside.chmod(0o600)
        beside.replace(self._folder / f"{day}.rows")
        oldest = (day - timedelta(days=DAYS)).isoformat()
        for file in self._folder.glob("*.rows"):
            if file.stem <= oldest:
                file.unlink()

    def most_often(self, day: date) -> dict[Officer, list[str]]:
        """For who asked something on this day: the lines of what he asked most within a week.

        Only what was asked on this day too, and twice at least.
        """
        days = [day - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
        parts = [self._rows(each) for each in days]
        rows = np.concatenate(parts)
        is_today = np.repeat([each == day for each in days], [len(part) for part in parts])
        order = np.lexsort((rows["identity"], rows["who"]))
        rows, is_today = rows[order], is_today[order]
        found: dict[Officer, list[str]] = {}
        for start, end in _runs(rows):
            if end - start > 1 and is_today[start:end].any():
                who = self._officer(int(rows["who"][start]))
                if end - start > len(found.get(who, ())):
                    found[who] = [self._line(row) for row in rows[start:end]]
        return found

    def _rows(self, day: date) -> NDArray[np.void]:
        file = self._folder / f"{day}.rows"
        return np.fromfile(file, ROW) if file.exists() else np.empty(0, ROW)

    def _officer(self, who: int) -> Officer:
        return self._columns.word(who >> 32), self._columns.word(who & 0xFFFFFFFF)

    def _line(self, row: np.void) -> str:
        return line_id(self._columns.word(int(row["chain"])), int(row["n"]))


def _runs(rows: NDArray[np.void]) -> Iterator[tuple[int, int]]:
    """Where each run of rows of the same officer and identity begins and ends, if it is longer."""
    if len(rows) < 2:  # noqa: PLR2004 - nothing can be there twice
        return
    same = (rows["who"][1:] == rows["who"][:-1]) & (rows["identity"][1:] == rows["identity"][:-1])
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), (edges[1::2] + 1).tolist(), strict=True)
