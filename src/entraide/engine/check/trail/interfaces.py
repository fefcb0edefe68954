"""What others give to the trail and what it gives to them.

A check is handed over as `Check`, a disclosure as `Disclosure`; the writer (`writer.Trail`) makes
lines of them. No answer and no record may leave before `append` has returned.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec

from entraide.engine.check.trail.lines import Found, Manner, Seen, Who
from entraide.engine.check.wire import Answer, Asker, Query
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Purpose


class Check(msgspec.Struct, kw_only=True, frozen=True):
    """A check that was decided and not yet answered.

    Attributes:
        asker: with the officer who asks (`grants.named`).
        answer: as `decide()` gave it, its `line` still empty; its `at` is the line's moment.
        found: one for each of the answer's hits, in their order.
        followed_at: when the index last knew that it had followed everything
            (`Snapshot.followed_at`).
        seq: how far it had followed the feed.
        asked: numbers of the databases that the answer lists as asked.
        rules: the version of rules and matcher; a replay under another may differ lawfully.
        notes: the notes that the answer was made with (contacts), by name: a replay is given the
            same.
        consulted: records that shaped the question and are no hits (catalogues).
    """

    query: Query
    asker: Asker
    answer: Answer
    asked: Sequence[int]
    found: Sequence[Found]
    followed_at: datetime
    seq: int
    rules: str
    notes: Mapping[str, Any] = {}
    consulted: Sequence[Seen] = ()


class Disclosure(msgspec.Struct, kw_only=True, frozen=True):
    """Records about to leave the hub; at most `lines.MOST_RECORDS`."""

    moment: datetime
    who: Who
    purpose: Purpose
    manner: Manner
    records: Sequence[Seen]
    reason: str = ""
    given: bytes = b""


class JournalRun(msgspec.Struct, kw_only=True, frozen=True):
    """Journal rows `first` to `last` and the SHA-256 over them, to be tied into the trail."""

    moment: datetime
    first: int
    last: int
    digest: bytes


class Erasure(msgspec.Struct, kw_only=True, frozen=True):
    """Seals whose keys have just been destroyed."""

    moment: datetime
    keys: Sequence[str]
    why: str


Entry = Check | Disclosure | JournalRun | Erasure


class TrailWriter(Protocol):
    """Where entries are made durable; `writer.Trail` on disk is the real one."""

    def append(self, entry: Entry) -> str:
        """The line's id ("B-1042"), once it is durable.

        Raises:
            Unavailable: it could not be made durable (code "trail"): nothing may be answered.
        """
        ...

    async def append_soon(self, entry: Entry) -> str:
        """The same, sharing one write and one sync with all who wait, off the event loop."""
        ...


class Destroyed(msgspec.Struct, frozen=True):
    """A record's version that was lawfully destroyed, and when."""

    on: datetime


class History(Protocol):
    """The past of records, as a replay asks for it; `desks.records` gives it."""

    def state(self, database: str, id: int, version: int) -> RecordState | Destroyed:
        """The record as it stood at this version.

        Raises:
            NotFound: there never was such a version.
        """
        ...


def who_asked(asker: Asker) -> Who:
    """The person behind a question: `asker` as `grants.named` gives it, its officer known."""
    return Who(asker.grant, asker.country, asker.unit, asker.role, asker.officer, asker.workstation)
