"""What every source of records gives: rows to write, and rows refused with their reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Protocol

from entraide.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record as a source gives it: not yet validated, its values as the source wrote them.

    Attributes:
        line: where it stands in the file: the line (CSV, JSON Lines, XML), the row (XLSX) or the
            position in a list (JSON), counted from 1.
        database: the code of the database it is for.
        ref: the owner's own reference; "" where the source has none.
        body: field → value; groups are lists of mappings. Unknown fields are absent.
        partial: whether the source says only a part of what it knows: fields that it does not name
            stay as they are. Else they are taken away.
        envelope: purposes, confidentiality, handling, restricted, retention_until,
            review_on, reliability, accuracy, where the source says.
        cells: what stood in the file, by heading: goes back to the owner if the row is refused.
    """

    line: int
    database: str
    ref: str
    body: dict[str, Any]
    partial: bool = False
    envelope: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that cannot be read or is not accepted.

    Attributes:
        problem: its code, sentence, field, what was expected and the repair proposed (a value, or a
            list of values where more than one reading is possible).
    """

    line: int
    problem: Invalid
    database: str = ""
    ref: str = ""
    cells: Mapping[str, Any] = field(default_factory=dict)


NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


class Source(Protocol):
    """A file of records, read as a stream; read twice it gives the same rows in the same order."""

    @property
    def databases(self) -> tuple[str, ...]:
        """The codes of the databases that its rows are for, in the order in which to put them."""
        ...

    @property
    def headings(self) -> Sequence[str]:
        """The headings of its columns, once they have been read; none where it is no table."""
        ...

    @property
    def passed_over(self) -> Mapping[str, int]:
        """What the source says and no field of ours takes: its name → how often it was met."""
        ...

    def rows(self) -> Iterator[Row | Refused]:
        """The rows in the order of the file; a file that breaks off ends with a refusal."""
        ...

    def share_read(self) -> float:
        """How much of the file the last `rows()` has read, 0–1: for progress."""
        ...
