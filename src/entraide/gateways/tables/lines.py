"""Text as physical lines with their numbers, whatever the encoding and the line ends."""

import codecs
import io
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from entraide.errors import Invalid
from entraide.language import _

_UNREADABLE: Final = re.compile("[\ud800-\udfff\ufffd]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is accepted of one file; beyond it a row, or the file, is refused.

    Attributes:
        characters: of one row, its line breaks included.
        columns: of one table.
        unpacked_bytes: of a packed workbook, all parts together.
        ratio: how many times larger than packed a part of a workbook may be.
        document_bytes: of a JSON document that has to be read whole.
    """

    characters: int = 262_144
    columns: int = 1_000
    unpacked_bytes: int = 512 * 1024**2
    ratio: int = 150
    document_bytes: int = 128 * 1024**2


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be taken apart, and the line on which it begins."""

    line: int
    problem: Invalid


class Lines:
    """The lines of a stream, numbered from 1, which can be put back.

    A byte that the encoding does not know becomes a lone surrogate (or U+FFFD in UTF-16), so that
    one broken line does not cost the others; `blemish` finds them.
    """

    def __init__(self, stream: BinaryIO, encoding: str, longest: int) -> None:
        if encoding == "utf-16":
            encoding = _byte_order(stream)
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        self._longest = longest
        self._back: list[str] = []
        self.number = 0

    def take(self) -> str | None:
        """The next line with its end, None after the last.

        A line longer than the longest allowed is given cut, without its end, and the rest skipped.
        """
        if self._back:
            self.number += 1
            return self._back.pop()
        line = self._text.readline(self._longest + 1)
        if not line:
            return None
        self.number += 1
        if len(line) > self._longest and not line.endswith(("\n", "\r")):
            self._skip_rest()
        return line

    def put_back(self, lines: list[str]) -> None:
        """Gives these lines, in their order, once more."""
        self._back.extend(reversed(lines))
        self.number -= len(lines)

    def _skip_rest(self) -> None:
        while rest := self._text.readline(self._longest):
            if rest.endswith(("\n", "\r")):
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Lets go of the stream, which its opener closes."""
        with suppress(ValueError):  # it was closed already
            self._text.detach()


def _byte_order(stream: BinaryIO) -> str:
    """The byte order that the mark says, which is passed over; Excel's where there is none."""
    mark = stream.read(2)
    if mark not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        stream.seek(-len(mark), io.SEEK_CUR)
    return "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"


def blemish(text: str) -> Invalid | None:
    """Why this text cannot be kept (bytes that are no text, control characters), or None."""
    if not text.isascii() and _UNREADABLE.search(text):
        return Invalid(
            "text_encoding",
            _("Some characters cannot be read in the file's encoding."),
            expected=_("Expected: one encoding in the whole file; save it as UTF-8."),
        )
    if not text.isprintable() and _CONTROL.search(text):
        return Invalid(
            "control_character",
            _("The text holds control characters that no keyboard writes."),
            expected=_("Expected: letters, digits, punctuation, spaces and line breaks."),
        )
    return None


def blemish_among(cells: Mapping[str, Any]) -> Invalid | None:
    """The same for a row's cells, naming the first that has one; one look where none has."""
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    if blemish("".join(texts)) is None:
        return None
    for heading, cell in cells.items():
        problem = blemish(cell) if isinstance(cell, str) else None
        if problem is not None:
            return problem.within(heading)
    return None


def too_long(limits: Limits) -> Invalid:
    """The refusal of a row that is longer than any record."""
    return Invalid(
        "row_too_long",
        _("The row is longer than %(characters)s characters."),
        expected=_("Expected: one record on a row."),
        characters=limits.characters,
    )
