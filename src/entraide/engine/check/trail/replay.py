"""Replaying a check: whether its answer can be reproduced, and if not, lawfully or not.

The sealed question is decided again at the line's moment, on an index that holds the very versions
of the records that the answer rested on, and the digests are compared.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec

from entraide.engine.check.decide import Circumstances, Rules, judge
from entraide.engine.check.trail.criteria import Criteria, answer_digest, open_criteria
from entraide.engine.check.trail.disk import Disk
from entraide.engine.check.trail.interfaces import Destroyed, History
from entraide.engine.check.trail.lines import Checked, Found, Seen
from entraide.engine.check.trail.read import Kept, find
from entraide.engine.check.trail.seals import SealDestroyed, Seals
from entraide.engine.check.wire import Answer
from entraide.engine.index.memory import MemoryIndex
from entraide.engine.index.names import NameKey
from entraide.engine.index.reading import Entry, Envelope, Ranked, Snapshot
from entraide.engine.matching.score import PersonForm
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import Change, Position, RecordPut
from entraide.errors import Conflict, Invalid, NotAllowed, Unavailable
from entraide.language import _

_ALWAYS: Final = timedelta.max
_NEVER: Final = timedelta(0)


class Outcome(StrEnum):
    """What a replay shows."""

    REPRODUCED = "reproduced"  # the same answer, to the byte
    DESTROYED = "destroyed"  # something that it needs was lawfully destroyed
    RULES_CHANGED = "rules_changed"  # other rules or another matcher than then, another answer
    DIFFERS = "differs"  # another answer, and nothing that explains it


SENTENCES: Final[Mapping[Outcome, str]] = {
    Outcome.REPRODUCED: _("The answer was reproduced exactly."),
    Outcome.DESTROYED: _(
        "The answer cannot be reproduced any more: what it needs was lawfully destroyed."
    ),
    Outcome.RULES_CHANGED: _(
        "The answer differs: it was made by rules %(then)s, and these are %(now)s."
    ),
    Outcome.DIFFERS: _("The answer differs, and no change of the rules explains it."),
}


class NotACheck(Conflict):
    """The line is not that of a check."""

    code = "trail_not_a_check"
    sentence = _("Line %(line)s is not that of a check: only checks can be replayed.")


@dataclasses.dataclass(frozen=True, slots=True)
class Gone:
    """Something that was lawfully destroyed: the criteria, or one version of a record.

    Attributes:
        record: None for the criteria.
        why: as the erasure ledger says it; "" for records, whose owner need not say.
    """

    record: Seen | None
    on: datetime
    why: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Replay:
    """What a replay showed.

    Attributes:
        criteria: None if they were destroyed.
        answer: as it is decided now, with what is left; None if nothing can be decided.
    """

    kept: Kept
    line: Checked
    outcome: Outcome
    rules: str
    criteria: Criteria | None = None
    answer: Answer | None = None
    destroyed: Sequence[Gone] = ()

    def say(self) -> tuple[str, dict[str, object]]:
        """The sentence to translate and its parameters."""
        return SENTENCES[self.outcome], {"then": self.line.rules, "now": self.rules}


class Past(msgspec.Struct, frozen=True):
    """What a replay draws on.

    Attributes:
        history: what records were.
        databases: all that this program knows, by code.
        rules: those of today.
    """

    history: History
    databases: Mapping[str, Database]
    rules: Rules


def replay(id: str, folder: Path, *, seals: Seals, past: Past, disk: Disk | None = None) -> Replay:
    """Decides a check again as it was decided then.

    Args:
        id: the line's ("B-1042").
        folder: the trail's folder of chains.
        seals: by which the question is opened.
        past: what records were, and by what is decided now.
        disk: the machine's own if None.

    Raises:
        Invalid, NotFound: there is no such line, or the truth never had such a record.
        NotACheck: it is another kind of line.
        TrailDamaged, SealBroken: the trail or its keys are damaged.
    """
    kept = find(folder, id, disk=disk)
    line = kept.line
    if not isinstance(line, Checked):
        raise NotACheck(line=kept.id)
    now = past.rules.version
    try:
        criteria, salt = open_criteria(line, seals)
    except SealDestroyed as destroyed:
        gone = Gone(None, destroyed.thing.on, destroyed.thing.why)
        return Replay(kept, line, Outcome.DESTROYED, now, destroyed=[gone])
    puts, destroyed_records = _states(line, criteria, past)
    answer = None
    # Under other rules the question may not even be one that can be asked.
    with suppress(Invalid, NotAllowed):
        answer = _decide(line, criteria, puts, past)
    if destroyed_records:
        outcome = Outcome.DESTROYED
    elif answer is not None and answer_digest(salt, answer) == line.answer:
        outcome = Outcome.REPRODUCED
    else:
        outcome = Outcome.DIFFERS if line.rules == now else Outcome.RULES_CHANGED
    return Replay(kept, line, outcome, now, criteria, answer, destroyed_records)


def _states(line: Checked, criteria: Criteria, past: Past) -> tuple[list[RecordPut], list[Gone]]:
    """The records that the answer rested on, as they were; and those that were destroyed."""
    codes = {database.number: code for code, database in past.databases.items()}
    puts, gone = [], []
    for seen in _distinct([*line.found, *criteria.consulted]):
        state = past.history.state(codes[seen.database], seen.id, seen.version)
        if isinstance(state, Destroyed):
            gone.append(Gone(seen, state.on))
        else:
            puts.append(RecordPut(state))
    return puts, gone


def _distinct(records: Iterable[Found | Seen]) -> Iterable[Seen]:
    return dict.fromkeys(Seen(each.database, each.id, each.version) for each in records)


def _decide(line: Checked, criteria: Criteria, puts: Sequence[RecordPut], past: Past) -> Answer:
    position = Position(line.epoch, line.seq)
    index = MemoryIndex(past.databases, position)
    changes = [Change(line.seq, put) for put in puts]
    index.apply(changes, position, criteria.followed_at)
    for name, value in criteria.notes.items():
        index.put_note(name, value, line.seq)
    reasons = {unasked.why for unasked in criteria.unasked}
    # What the hub's settings decided then is told by the line: those of today do not matter.
    rules = dataclasses.replace(
        past.rules,
        listed=max(1, len(line.found)),
        oldest=_NEVER if "index_old" in reasons else _ALWAYS,
    )
    at = Circumstances(
        now=line.moment,
        fingerprint=line.fingerprint,
        is_current="index_outdated" not in reasons,
    )
    with index.snapshot() as snapshot:
        lacking = _Lacking(snapshot, _unavailable(criteria, past.databases))
        decided = judge(criteria.query, criteria.asker, lacking, rules=rules, at=at)
    # Candidates beyond the listed ones are not kept; that there were some is.
    decided.answer.more = line.more
    return decided.answer


def _unavailable(criteria: Criteria, databases: Mapping[str, Database]) -> frozenset[int]:
    return frozenset(
        databases[unasked.database].number
        for unasked in criteria.unasked
        if unasked.why == "unavailable" and unasked.database in databases
    )


class _Lacking:
    """A snapshot of which some databases cannot be asked, as when the question was answered."""

    def __init__(self, snapshot: Snapshot, lacking: frozenset[int]) -> None:
        self._snapshot = snapshot
        self._lacking = lacking

    @property
    def position(self) -> Position:
        return self._snapshot.position

    @property
    def followed_at(self) -> datetime:
        return self._snapshot.followed_at

    @property
    def fingerprint(self) -> str:
        return self._snapshot.fingerprint

    @property
    def is_current(self) -> bool:
        return self._snapshot.is_current

    def entry(self, database: int, id: int) -> Entry | None:
        return self._snapshot.entry(database, id)

    def envelope(self, database: int, id: int) -> Envelope | None:
        return self._snapshot.envelope(database, id)

    def form(self, database: int, id: int) -> PersonForm:
        return self._snapshot.form(database, id)

    def under(self, key: bytes) -> Sequence[Entry]:
        self._require(key[0])
        return self._snapshot.under(key)

    def beginning(self, key: bytes) -> Iterator[Entry]:
        self._require(key[0])
        return self._snapshot.beginning(key)

    def named(self, database: int, name_keys: Sequence[NameKey]) -> Ranked:
        self._require(database)
        return self._snapshot.named(database, name_keys)

    def note(self, name: str) -> Any:
        return self._snapshot.note(name)

    def _require(self, database: int) -> None:
        if database in self._lacking:
            raise Unavailable
