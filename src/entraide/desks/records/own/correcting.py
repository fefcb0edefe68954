"""Correcting a record that a colleague may be correcting too: what both did is brought together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from entraide.desks.records.actions import correct
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.envelope_words import envelope_from, envelope_words
from entraide.desks.records.merging import Choice, Merge, merge
from entraide.desks.records.own_records import own, past_body
from entraide.desks.records.writing import By, Done
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Body
from entraide.engine.schema.state import RecordState
from entraide.errors import Conflict, NotFound
from entraide.gateways.tables.own_columns import ENVELOPE

MERGED: Final = ("purposes", "confidentiality", "handling", "reliability", "accuracy")
"""What of the envelope a correction says; restrictions and withdrawal have pages of their own."""
_ATTEMPTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A record as somebody wants it to stand.

    Attributes:
        base: the version that they began from.
        seen: the newest version that they were shown; their choices are about that one.
        body: as it was sent; with `is_partial`, only the fields that it names, None for emptied.
        envelope: purposes and so on in words (`MERGED`); None leaves it as it is.
        until: until when the record is to be kept; None leaves that.
        choices: field → how a clash is settled, envelope fields as "record.handling".
    """

    base: int
    seen: int
    body: Mapping[str, Any]
    is_partial: bool = False
    envelope: Mapping[str, Any] | None = None
    until: date | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What came of it: done, or a merge whose clashes a person has to settle.

    Attributes:
        present: the record as it stood when this was found.
    """

    present: RecordState
    merge: Merge
    done: Done | None = None


def bring_in(by: By, asker: Asker, ref: Ref, wanted: Correction) -> Corrected:
    """Corrects the record, or tells what clashes with somebody else's correction.

    Raises:
        NotFound: no such record among the asker's own.
        Invalid, NotAllowed, Conflict: as `actions.correct`.
    """
    for attempt in range(_ATTEMPTS):
        present = own(asker, ref, now=by.clock.now())
        found = _merged(by, asker, ref, wanted, present)
        choices = wanted.choices if wanted.seen == present.version else {}
        if found.open(choices):
            return Corrected(present, found)
        try:
            done = _correct(by, ref, present, found.settled(choices), wanted)
        except Conflict as problem:
            if problem.code != Conflict.code or attempt == _ATTEMPTS - 1:
                raise
        else:
            return Corrected(present, found, done)
    raise Conflict


def own_body(state: RecordState) -> Body:
    """The body as people fill it: without what acts derive."""
    derived = {each.name for each in by_code(state.database).fields if each.derived}
    return {name: value for name, value in state.body.items() if name not in derived}


def told_of(state: RecordState) -> Body:
    """What a correction speaks of: the body, and the envelope in words."""
    words = envelope_words(state)
    return own_body(state) | {f"{ENVELOPE}.{k}": words[k] for k in MERGED if k in words}


def _merged(by: By, asker: Asker, ref: Ref, wanted: Correction, present: RecordState) -> Merge:
    now = by.clock.now()
    base = present
    if wanted.base != present.version:
        try:
            base = past_body(asker, ref, wanted.base, now=now)
        except NotFound:
            base = None  # type: ignore[assignment]
    raw: dict[str, Any] = dict(wanted.body)
    if wanted.is_partial:
        raw = {**own_body(base or present), **raw}
    declared = by_code(ref.database)
    mine = clean_body(declared, raw, today=now.date(), owner=present.owner)
    before = told_of(base) if base is not None else None
    words = before if wanted.envelope is None else _words(wanted.envelope)
    mine |= {name: value for name, value in (words or {}).items() if name.startswith(_MARK)}
    return merge(before, told_of(present), mine)


_MARK: Final = f"{ENVELOPE}."


def _words(envelope: Mapping[str, Any]) -> Body:
    return {f"{_MARK}{name}": envelope[name] for name in MERGED if envelope.get(name)}


def _correct(by: By, ref: Ref, present: RecordState, settled: Body, wanted: Correction) -> Done:
    body = {name: value for name, value in settled.items() if not name.startswith(_MARK)}
    words = {
        name.removeprefix(_MARK): value for name, value in settled.items() if name.startswith(_MARK)
    }
    if wanted.envelope is None and wanted.until is None:
        return correct(by, ref, version=present.version, body=body)
    chosen = envelope_from(words)
    envelope = Envelope(
        purposes=chosen.purposes or (),
        confidentiality=chosen.confidentiality,
        handling=chosen.handling or (),
        reliability=chosen.reliability,
        accuracy=chosen.accuracy,
        retention_until=wanted.until,
    )
    return correct(by, ref, version=present.version, body=body, envelope=envelope)
