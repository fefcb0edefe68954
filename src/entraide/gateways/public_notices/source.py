"""Public notices as a source of rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from entraide.errors import Invalid
from entraide.gateways.public_notices.entries import entries
from entraide.gateways.public_notices.mapping import (
    colour_of,
    is_listed_only,
    notice_of,
    person_of,
)
from entraide.gateways.rows import NOTHING, Refused, Row
from entraide.gateways.tables.lines import LIMITS, Broken, Limits
from entraide.language import _


class PublicNotices:
    """A file of public notices: a person and a notice for each entry.

    The entity id ("2021/75051") is the owner's reference of both. An entry of a list says less
    than the notice itself: what it does not name stays as it is.
    """

    databases = ("persons", "notices")
    headings = ()
    passed_over = NOTHING

    def __init__(self, path: Path, colour: str = "red", limits: Limits = LIMITS) -> None:
        """A file of notices; `colour` is that of entries whose address does not say theirs."""
        self._path, self._colour, self._limits = path, colour, limits
        self._bytes = max(path.stat().st_size, 1)
        self._file: BinaryIO | None = None

    def rows(self) -> Iterator[Row | Refused]:
        """Two rows for each entry: the person first, for the notice names it."""
        with self._path.open("rb") as self._file:
            for found in entries(self._path, self._file, self._limits):
                if isinstance(found, Broken):
                    yield Refused(line=found.line, problem=found.problem)
                else:
                    yield from self._pair(found.line, found.content)

    def share_read(self) -> float:
        """How much of the file has been read, 0–1."""
        if self._file is None:
            return 0.0
        return 1.0 if self._file.closed else min(self._file.tell() / self._bytes, 1.0)

    def _pair(self, line: int, entry: dict[str, Any]) -> Iterator[Row | Refused]:
        ref = entry.get("entity_id")
        if not isinstance(ref, str) or not ref.strip():
            yield Refused(line=line, problem=_without_id(), cells=entry)
            return
        colour = colour_of(entry, self._colour)
        bodies = {"persons": person_of(entry, colour), "notices": notice_of(entry, colour)}
        for database, body in bodies.items():
            yield Row(
                line=line,
                database=database,
                ref=ref.strip(),
                body=body,
                partial=is_listed_only(entry),
                cells=entry,
            )


def _without_id() -> Invalid:
    return Invalid(
        "entity_id_missing",
        _("This entry has no entity id."),
        field="entity_id",
        expected=_("Expected: a notice as the public API gives it."),
    )
