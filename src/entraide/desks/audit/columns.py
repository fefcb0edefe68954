"""The audit room's copy of the trail: a row of numbers for each check and disclosure, a file a day.

Nine million lines a day are too many to read again for each question, and too many for the truth.
So who asked, when, why and with what result is kept in columns, made from the trail and rebuilt
from it at any time; what was asked about stays sealed in the trail alone.

    audit/2026-11-23.rows     rows of `ROW`, in the order in which they were read
    audit/words.json.lines    the words that the numbers stand for, a JSON text a line
    audit/reached.json        how far the trail was read, and how much of each file counts

Bytes behind what `reached.json` says do not count: a crash while writing leaves nothing half-done.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from entraide.engine.check.trail.lines import Checked, Disclosed
from entraide.engine.check.trail.read import Kept, Place

WORDS: Final = (
    "chain", "country", "unit", "officer", "workstation", "role", "purpose", "manner", "verdict"
)  # fmt: skip
"""The columns that hold numbers of words."""
ROW: Final = np.dtype(
    [
        ("ms", "<u4"),  # milliseconds of the day (UTC)
        ("n", "<u8"),  # the line's number in its chain
        *((word, "<u4") for word in WORDS),
        ("asked", "<u4"),  # a bit for each database that was asked, its number
        ("records", "<u4"),  # in the answer, or disclosed
    ]
)
CHECKED: Final = "checked"
FORMAT: Final = 1
_DAY: Final = timedelta(days=1)
_NEVER: Final = 2**32 - 1
_encode: Final = msgspec.json.Encoder(order="deterministic").encode


class Reached(msgspec.Struct, kw_only=True):
    """How far the copy goes.

    Attributes:
        places: chain → the last line that was taken in.
        rows: day → rows of its file that count.
        words: bytes of the words' file that count.
    """

    format: int = FORMAT
    places: dict[str, Place] = {}
    rows: dict[str, int] = {}
    words: int = 0


class Columns:
    """The copy in a folder, for one writer and any number of readers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._read_words = self._counted = 0

    def reached(self) -> Reached:
        """How far the copy goes; nothing yet where there is none or it is of another format."""
        try:
            found = msgspec.json.decode((self.folder / "reached.json").read_bytes(), type=Reached)
        except (FileNotFoundError, msgspec.DecodeError):
            return Reached()
        return found if found.format == FORMAT else Reached()

    def take_in(self, lines: Iterable[Kept], places: Mapping[str, Place]) -> int:
        """Adds what the lines say and notes how far they go, both or neither; gives how many rows.

        Raises:
            OSError: it could not be written; what was there before still counts.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        reached = self.reached()
        self._load_words(reached.words)
        known = len(self._texts)
        by_day: dict[str, list[tuple[Any, ...]]] = {}
        for kept in lines:
            if isinstance(kept.line, Checked | Disclosed):
                day = kept.line.moment.date().isoformat()
                by_day.setdefault(day, []).append(self._row(kept))
        new_words = b"".join(_encode(text) + b"\n" for text in self._texts[known:])
        reached.words = _write_at(self.folder / "words.json.lines", reached.words, new_words)
        for day, rows in by_day.items():
            start = reached.rows.get(day, 0)
            _write_at(self._file(day), start * ROW.itemsize, np.array(rows, ROW).tobytes())
            reached.rows[day] = start + len(rows)
        reached.places = dict(places)
        _replace(self.folder / "reached.json", _encode(reached))
        self._read_words, self._counted = reached.words, len(self._texts)
        return sum(map(len, by_day.values()))

    def days(self, since: date, before: date) -> dict[date, NDArray[np.void]]:
        """The rows of each day from `since` on and before `before`; mapped, not read."""
        reached = self.reached()
        self._load_words(reached.words)
        found = {}
        day = since
        while day < before:
            if count := reached.rows.get(day.isoformat()):
                mapped = np.memmap(self._file(day.isoformat()), ROW, mode="r", shape=(count,))
                found[day] = mapped.view(np.ndarray)
            day += _DAY
        return found

    def number(self, word: str) -> int:
        """What stands for this word in the rows; one that never stands there if it is unknown."""
        return self._numbers.get(word, _NEVER)

    def word(self, number: int) -> str:
        """The word that a number in the rows stands for."""
        return self._texts[number]

    def _row(self, kept: Kept) -> tuple[Any, ...]:
        line = kept.line
        if isinstance(line, Checked):
            manner, verdict, records = CHECKED, line.verdict.value, len(line.found)
            asked = sum(1 << number for number in line.asked)
        else:
            assert isinstance(line, Disclosed)
            manner, verdict, records = line.manner.value, "", len(line.records)
            asked = 0
        at, who = line.moment, line.who
        told = (kept.chain, who.country, who.unit, who.officer, who.workstation, who.role.value)
        ms = ((at.hour * 60 + at.minute) * 60 + at.second) * 1000 + at.microsecond // 1000
        words = [self._numbered(word) for word in (*told, line.purpose.value, manner, verdict)]
        return (ms, kept.n, *words, asked, records)

    def _numbered(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._texts)
            self._texts.append(word)
        return number

    def _load_words(self, size: int) -> None:
        if size == self._read_words and len(self._texts) == self._counted:
            return
        content = b""
        if size:
            with (self.folder / "words.json.lines").open("rb") as file:
                content = file.read(size)
        self._texts = [msgspec.json.decode(line, type=str) for line in content.splitlines()]
        self._numbers = {text: number for number, text in enumerate(self._texts)}
        self._read_words, self._counted = size, len(self._texts)

    def _file(self, day: str) -> Path:
        return self.folder / f"{day}.rows"


def moment(day: date, ms: int) -> datetime:
    """The moment of a row."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(milliseconds=ms)


def _write_at(file: Path, start: int, content: bytes) -> int:
    """Puts bytes behind those that count, durably; where they end."""
    if content:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as opened:
            opened.truncate(start)
            opened.seek(start)
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    return start + len(content)


def _replace(file: Path, content: bytes) -> None:
    beside = file.with_suffix(".new")
    _write_at(beside, 0, content)
    beside.replace(file)
