"""A CSV whose columns a command names: each row as its cells by column, a broken row by itself.

Encoding, separator and the order of day and month are found as for every other table; columns that
nobody asked for are passed over and told of.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from entraide.errors import Invalid
from entraide.gateways.tables import delimited
from entraide.gateways.tables.dialect import DateOrder, date_order, separator
from entraide.gateways.tables.inspection import inspect
from entraide.gateways.tables.lines import LIMITS, Broken, Lines, blemish_among
from entraide.language import _

_SURVEYED: Final = 100_000
"""So many rows are looked through for what proves the order of dates."""


@dataclass(frozen=True, slots=True)
class Given:
    """One row: the line on which it begins, and what stands in the columns that were asked for."""

    line: int
    cells: Mapping[str, str]


class NamedColumns:
    """Rows of a CSV by the columns that its reader knows.

    Attributes:
        passed_over: headings that are none of them.
        columns: those that the file has, by the position of their cells.
        order: of day and month in dates with the year last, as the file's own dates prove it.
    """

    def __init__(
        self, path: Path, headings: Mapping[str, Sequence[str]], *, dates: Sequence[str] = ()
    ) -> None:
        """Looks through the file.

        Args:
            path: the file.
            headings: for each column the headings that mean it, in small letters.
            dates: the columns that hold dates.

        Raises:
            Invalid: it is no CSV, has no heading row, or a column stands there twice.
            OSError: it cannot be read.
        """
        self._path = path
        seen = inspect(path)
        if seen.format != "csv":
            raise Invalid(
                "table_format",
                _("This file is not a table of records."),
                expected=_("Expected: a CSV with a heading row."),
            )
        self._bytes, self._encoding = max(seen.bytes, 1), seen.encoding
        with path.open("rb") as file, Lines(file, seen.encoding, LIMITS.characters) as lines:
            known = [heading for each in headings.values() for heading in each]
            self._separator = separator(lines, known)
        self._file: BinaryIO | None = None
        self._width = 0
        self.columns: dict[int, str] = {}
        self.passed_over: list[str] = []
        self._read_headings(headings)
        self.order: DateOrder = self._survey(dates)

    def rows(self) -> Iterator[Given | Broken]:
        """Every row below the headings; one that cannot be taken apart costs itself only."""
        for row in islice(self._records(), 1, None):
            if isinstance(row, Broken):
                yield row
                continue
            if any(cell.strip() for cell in row.cells[self._width :]):
                yield Broken(row.line, self._too_wide(len(row.cells)))
                continue
            cells = {
                name: row.cells[place].strip()
                for place, name in self.columns.items()
                if place < len(row.cells)
            }
            problem = blemish_among(cells)
            yield Given(row.line, cells) if problem is None else Broken(row.line, problem)

    def share_read(self) -> float:
        """How much of the file the last `rows()` has read, 0–1."""
        if self._file is None or self._file.closed:
            return 1.0
        return min(self._file.tell() / self._bytes, 1.0)

    def _records(self) -> Iterator[delimited.Cells | Broken]:
        with self._path.open("rb") as self._file:
            yield from delimited.read(self._file, self._encoding, self._separator)

    def _read_headings(self, headings: Mapping[str, Sequence[str]]) -> None:
        meant = {heading: name for name, all_ in headings.items() for heading in (name, *all_)}
        first = next(self._records(), None)
        if not isinstance(first, delimited.Cells):
            raise Invalid(
                "headings",
                _("The file holds no heading row."),
                expected=_("Expected: a CSV with a heading row."),
            )
        self._width = len(first.cells)
        for place, heading in enumerate(first.cells):
            text = heading.strip("\ufeff ").casefold().replace(" ", "_")
            name = meant.get(text)
            if name is None:
                self.passed_over.append(heading.strip("\ufeff "))
            elif name in self.columns.values():
                raise Invalid(
                    "heading_twice", _("Two columns have this heading."), field=name, line=1
                )
            else:
                self.columns[place] = name

    def _survey(self, dates: Sequence[str]) -> DateOrder:
        places = [place for place, name in self.columns.items() if name in dates]
        if not places:
            return ""
        return date_order(
            row.cells[place]
            for row in islice(self._records(), 1, _SURVEYED)
            if isinstance(row, delimited.Cells)
            for place in places
            if place < len(row.cells)
        )

    def _too_wide(self, found: int) -> Invalid:
        return Invalid(
            "columns",
            _("This row has %(found)s cells under %(columns)s headings."),
            expected=_("Expected: quotation marks around a cell that holds the separator."),
            columns=self._width,
            found=found,
        )
