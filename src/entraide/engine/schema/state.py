"""What leaves the truth.

A record as it stands, and the change feed that carries it to indexes and copies.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from entraide.engine.schema.vocabulary import (
    Accuracy,
    Confidentiality,
    Handling,
    Purpose,
    Reliability,
    Status,
)


class RecordState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record and its envelope at one version.

    Attributes:
        id: unique within its database; published only as a reference (`published_reference`).
        body: of the database's present body version.
        restricted: codes of the countries and entities from which the owner hides this record (the
            owner's general restrictions are kept with the grants, not here).
        answerable_until: the second from which it is no longer answered (retention or expiry); held
            against the clock at every answer, because truth changes with time without a feed row.
        parent: (database code, id) of the record that this one follows from.
        reliability, accuracy: how the owner grades its source and what that says; None for not
            graded. For whoever reads the full record: answers to checks do not hold them.
    """

    database: str
    id: int
    version: int
    owner: str
    owner_ref: str
    status: Status
    body: Mapping[str, Any]
    purposes: tuple[Purpose, ...]
    confidentiality: Confidentiality = Confidentiality.OFFICIAL_USE
    handling: tuple[Handling, ...] = ()
    restricted: tuple[str, ...] = ()
    answerable_until: datetime | None = None
    parent: tuple[str, int] | None = None
    reliability: Reliability | None = None
    accuracy: Accuracy | None = None


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in the feed. Two positions of different epochs cannot be compared.

    A restore lies between them.
    """

    epoch: str
    seq: int


class RecordPut(msgspec.Struct, frozen=True, tag="put"):
    """The record is now this (added, corrected, restored, restricted)."""

    state: RecordState


class RecordGone(msgspec.Struct, frozen=True, tag="gone"):
    """The record is no longer answered (suspended or withdrawn)."""

    database: str
    id: int
    version: int


class NotePut(msgspec.Struct, frozen=True, tag="note"):
    """Something small that answers need beside records: a grant, restrictions, a contact.

    `name` is "grant/<digest>", "restrictions/<owner>" or "contact/<code>"; `value` its JSON, None
    when it is gone.
    """

    name: str
    value: Any


class Change(msgspec.Struct, frozen=True):
    """One row of the feed."""

    seq: int
    what: RecordPut | RecordGone | NotePut


class Feed(Protocol):
    """The change feed as its followers know it; `desks.records.feed` is the adapter over the truth.

    Applying a change twice, or an older state after a newer, must do no harm: followers compare
    versions.
    """

    def head(self) -> Position:
        """The newest committed place."""
        ...

    def since(self, position: Position, limit: int) -> list[Change]:
        """The changes after `position`, in order, none missing.

        Raises:
            Conflict: the position is of another epoch (code "epoch"): rebuild.
        """
        ...

    def everything(self) -> tuple[Position, Iterator[RecordPut | NotePut]]:
        """Every answerable record and every note as of a position.

        What a build from scratch reads.
        """
        ...
