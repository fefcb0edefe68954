"""What answering needs of an index: the entries it holds and the two ways to reach them.

LMDB (`exact.py`) and memory (`memory.py`, for replays and tests) both give it; `tests/contracts/`
holds them to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

import msgspec

from entraide.engine.index.first_look import FirstLook
from entraide.engine.index.names import NameKey
from entraide.engine.matching.score import PersonForm
from entraide.engine.schema.state import Position


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What the index holds of one record: all that an answer needs, nothing more.

    Attributes:
        database: the database's number.
        purposes, handling: bit masks in the order of their word lists.
        until: the second (Unix time) from which it is no longer answered; 0 for none.
        values: the fields that keys, names, comparisons, action wording and card use.
    """

    database: int
    id: int
    version: int
    owner: str
    purposes: int
    confidentiality: int
    handling: int
    restricted: tuple[str, ...]
    until: int
    values: Mapping[str, Any]


class Envelope(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The part of an entry that says who may see the record."""

    version: int
    owner: str
    purposes: int
    confidentiality: int
    handling: int
    restricted: tuple[str, ...]
    until: int


class Candidate(msgspec.Struct, frozen=True, array_like=True):
    """A record that a name search proposes.

    How many of the question's name keys it shares, weighed 0–1.
    """

    database: int
    id: int
    strength: float


class Ranked(Protocol):
    """Candidates, strongest first, ties by id."""

    def __iter__(self) -> Iterator[Candidate]:
        """Each of them, brought in order as it is taken."""
        ...

    @property
    def look(self) -> FirstLook:
        """Holds the question against a candidate's form."""
        ...


class Snapshot(Protocol):
    """One consistent state of the index: everything read from it is of the same moment."""

    @property
    def position(self) -> Position:
        """How far it had followed the feed."""
        ...

    @property
    def followed_at(self) -> datetime:
        """When it last knew that it had followed everything there was."""
        ...

    @property
    def fingerprint(self) -> str:
        """What the index was built with that this is a state of (`Index.fingerprint`)."""
        ...

    @property
    def is_current(self) -> bool:
        """Whether this program would build the same (`Index.is_current`)."""
        ...

    def entry(self, database: int, id: int) -> Entry | None:
        """The record's entry, or None if it is not answered (gone, or suppressed)."""
        ...

    def envelope(self, database: int, id: int) -> Envelope | None:
        """The part of the same that says who may see the record: cheaper to read."""
        ...

    def form(self, database: int, id: int) -> PersonForm:
        """What of a person's entry is compared, as it was analysed when it was indexed."""
        ...

    def under(self, key: bytes) -> Sequence[Entry]:
        """The entries under exactly this key (`keys.encode`), by id, suppressed ones left out."""
        ...

    def beginning(self, key: bytes) -> Iterator[Entry]:
        """The entries under every key that begins with this one, read as they are taken."""
        ...

    def named(self, database: int, name_keys: Sequence[NameKey]) -> "Ranked":
        """Candidates for these name keys (`names.query_keys`), uncut, strongest first, ties by id.

        Restrictions are not applied here: whoever cuts must filter first (invariant 2).
        """
        ...

    def note(self, name: str) -> Any:
        """A note's value ("grant/…", "restrictions/…", "contact/…"), or None."""
        ...


class Index(Protocol):
    """An index that is open for reading."""

    @property
    def fingerprint(self) -> str:
        """Digest of declarations, normaliser, Unicode and libraries that it was built with."""
        ...

    @property
    def is_current(self) -> bool:
        """Whether this program would build the same: if not, it answers no NO_HIT from it."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A consistent state, for the length of one answer."""
        ...
