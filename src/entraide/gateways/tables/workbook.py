"""Rows of an XLSX workbook, as Excel typed its cells; packed bombs and broken parts refused.

Source: ECMA-376; the limits of a sheet (1,048,576 rows) are Excel's.
"""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from entraide.errors import Invalid
from entraide.gateways.tables.lines import LIMITS, Broken, Limits
from entraide.language import _

_ROWS: Final = 1_048_576
_AT_ONCE: Final = 500
_SHARED_TEXT_BYTES: Final = 256 * 1024**2
"""The table of shared texts is held in memory as a whole."""
_PARTS: Final = 10_000
_SMALL_PART: Final = 1024 * 1024
_UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the reader raises on a workbook that is broken: its own faults on other people's bytes."""
ERRORS: Final = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
"""What a cell shows where its formula failed."""


@dataclass(frozen=True, slots=True)
class TypedCells:
    """One row of a sheet: text, numbers, dates, truth values and None as the sheet holds them."""

    line: int
    cells: Sequence[Any]


class Workbook:
    """The first sheet of a workbook, read as a stream.

    Attributes:
        rows_declared: how many rows the sheet says it has; 0 if it does not say. For progress only.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self._path, self._limits = path, limits
        self.rows_declared = 0

    def rows(self) -> Iterator[TypedCells | Broken]:
        """The rows that hold anything; a workbook that breaks off ends with Broken.

        One cell beyond the width of the first row is still given, further ones are not read.
        """
        problem = _packed_too_tightly(self._path, self._limits)
        if problem is not None:
            yield Broken(1, problem)
            return
        number = 0
        try:
            with self._path.open("rb") as file:
                with _silent():
                    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
                    sheet = book.worksheets[0]
                    self.rows_declared = min(sheet.max_row or 0, _ROWS)
                    first, width = self._first(sheet)
                number = first - 1
                cells_of = sheet.iter_rows(
                    min_row=first, max_row=_ROWS, max_col=width + 1, values_only=True
                )
                while True:
                    with _silent():
                        several = list(islice(cells_of, _AT_ONCE))
                    for cells in several:
                        number += 1
                        if kept := _without_empty_end(cells):
                            yield TypedCells(number, kept)
                    if len(several) < _AT_ONCE:
                        return
        except _UNREADABLE:
            yield Broken(number + 1, _broken())

    def _first(self, sheet: Any) -> tuple[int, int]:
        """The number and the width of the first row that holds anything."""
        wide = sheet.iter_rows(max_row=_ROWS, max_col=self._limits.columns, values_only=True)
        for number, cells in enumerate(wide, 1):
            if kept := _without_empty_end(cells):
                return number, len(kept)
        return 1, 1


def _packed_too_tightly(path: Path, limits: Limits) -> Invalid | None:
    """Why unpacking this would be unreasonable, from the list of its parts alone."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, RuntimeError):
        return _broken()
    unpacked = sum(part.file_size for part in parts)
    shared = sum(part.file_size for part in parts if part.filename.lower().endswith("strings.xml"))
    tight = any(
        part.file_size > _SMALL_PART and part.file_size > limits.ratio * max(part.compress_size, 1)
        for part in parts
    )
    if (
        len(parts) > _PARTS
        or unpacked > limits.unpacked_bytes
        or shared > _SHARED_TEXT_BYTES
        or tight
    ):
        return Invalid(
            "workbook_size",
            _("Unpacked, this workbook is larger than this hub accepts."),
            expected=_("Expected: a table of records; save it as CSV, or in several workbooks."),
        )
    return None


def _without_empty_end(cells: Sequence[Any]) -> Sequence[Any]:
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == ""):
        end -= 1
    return cells[:end]


def _silent() -> AbstractContextManager[object]:
    """The reader warns of what it does not keep (charts, styles): none of it is a record."""
    return warnings.catch_warnings(action="ignore")


def _broken() -> Invalid:
    return Invalid(
        "workbook_broken",
        _("The workbook cannot be read from here on."),
        expected=_(
            "Expected: an XLSX workbook without a password, its records in the first sheet."
        ),
    )
