"""Rows of a delimited text (CSV): RFC 4180 as Excel writes it, and what breaks it told apart.

A broken row costs itself only: reading goes on at the next line.
Source: RFC 4180; Excel's own first line `sep=;`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO, Final

from entraide.errors import Invalid
from entraide.gateways.tables.lines import LIMITS, Broken, Limits, Lines, too_long
from entraide.language import _

SEPARATORS: Final = (";", ",", "\t", "|")
_EXCELS_OWN: Final = re.compile(r"sep=.[\r\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: the line on which it begins, and its cells."""

    line: int
    cells: list[str]


_INSIDE: Final = re.compile(r'(?:[^"]+|"")*+')
"""What follows an opening quotation mark, up to the one that closes."""


@cache
def _cell(separator: str) -> re.Pattern[str]:
    sep = re.escape(separator)
    return re.compile(
        rf'(?:"((?:[^"]+|"")*+)"|((?!")[^{sep}\r\n]*+))(?:({sep})|\r?\n?\Z)',
    )


def read(
    stream: BinaryIO, encoding: str, separator: str, limits: Limits = LIMITS
) -> Iterator[Cells | Broken]:
    """The rows of the text, blank lines left out.

    Cost: a line without quotes is one split; memory is one row.
    """
    with Lines(stream, encoding, limits.characters) as lines:
        while (line := lines.take()) is not None:
            start = lines.number
            if start == 1 and _EXCELS_OWN.fullmatch(line):
                continue
            if len(line) > limits.characters:
                yield Broken(start, too_long(limits))
            elif '"' not in line:
                text = line.rstrip("\r\n")
                if text.strip(separator + " \t\ufeff"):
                    yield Cells(start, text.split(separator))
            else:
                yield _quoted_row(lines, line, separator, limits)


def _quoted_row(lines: Lines, line: str, separator: str, limits: Limits) -> Cells | Broken:
    """The row that begins with this line, which holds quotes: it may go on over several lines.

    Cost: every character is looked at a fixed number of times, whatever the quotes.
    """
    start, cell, cells = lines.number, _cell(separator), list[str]()
    text, position, length, taken = line, 0, len(line), list[str]()
    while True:
        found = cell.match(text, position)
        if found is None:
            if _INSIDE.fullmatch(text, position + 1) is None:
                lines.put_back(taken)
                return Broken(start, _stray_quote())
            parts = [text[position:]]
            while (more := lines.take()) is not None:
                parts.append(more)
                taken.append(more)
                length += len(more)
                if length > limits.characters or _INSIDE.fullmatch(more) is None:
                    break
            if more is None or length > limits.characters:
                lines.put_back(taken)
                return Broken(start, _never_closed())
            text, position = "".join(parts), 0
            continue
        quoted = found[1]
        cells.append(found[2] if quoted is None else quoted.replace('""', '"'))
        if found[3] is None:
            return Cells(start, cells)
        position = found.end()


def _never_closed() -> Invalid:
    return Invalid(
        "quote_open",
        _("A quotation mark opens a cell in this row and is never closed."),
        expected=_("Expected: quotation marks around the whole cell, doubled inside it."),
    )


def _stray_quote() -> Invalid:
    return Invalid(
        "quote_stray",
        _("Text follows the closing quotation mark of a cell."),
        expected=_("Expected: quotation marks around the whole cell, doubled inside it."),
    )
