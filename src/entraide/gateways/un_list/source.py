"""The consolidated list of the United Nations Security Council as a source of rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from entraide.errors import Invalid
from entraide.gateways.rows import NOTHING, Refused, Row
from entraide.gateways.tables.lines import LIMITS, Broken, Limits
from entraide.gateways.un_list.elements import entries
from entraide.gateways.un_list.persons import Entry
from entraide.language import _


class UnList:
    """The list's XML: a person or organisation, and its notice of colour UN, for each entry.

    The list's permanent reference ("QDi.432") is the owner's reference of both.
    """

    databases = ("persons", "notices")
    headings = ()
    passed_over = NOTHING

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self._path, self._limits = path, limits
        self._bytes = max(path.stat().st_size, 1)
        self._file: BinaryIO | None = None

    def rows(self) -> Iterator[Row | Refused]:
        """Two rows for each entry: the person first, for the notice names it."""
        with self._path.open("rb") as self._file:
            for found in entries(self._file, self._limits):
                if isinstance(found, Broken):
                    yield Refused(line=found.line, problem=found.problem)
                    continue
                entry = Entry(found.element)
                if not entry.reference:
                    yield Refused(line=found.line, problem=_without_reference())
                    continue
                yield Row(
                    line=found.line,
                    database="persons",
                    ref=entry.reference,
                    body=entry.person(),
                )
                yield Row(
                    line=found.line,
                    database="notices",
                    ref=entry.reference,
                    body=entry.notice(),
                )

    def share_read(self) -> float:
        """How much of the file has been read, 0–1."""
        if self._file is None:
            return 0.0
        return 1.0 if self._file.closed else min(self._file.tell() / self._bytes, 1.0)


def _without_reference() -> Invalid:
    return Invalid(
        "reference_missing",
        _("This entry has no permanent reference."),
        field="REFERENCE_NUMBER",
        expected=_("Expected: the list as the United Nations publish it."),
    )
