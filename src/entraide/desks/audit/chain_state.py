"""Whether the trail is whole: the last verification, kept beside the columns, by segment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import msgspec

from entraide.clock import Clock
from entraide.desks.audit.following import columns_folder
from entraide.engine.check.trail import checkpoints
from entraide.engine.check.trail.disk import RealDisk, create_whole
from entraide.engine.check.trail.segments import chains_folder, chains_in, segments_in
from entraide.engine.check.trail.verify import Held, Remark, verify
from entraide.hub import Hub

FILE: Final = "verified.json"


class Found(msgspec.Struct, frozen=True):
    """A remark of the verification: its code and what fills its sentence."""

    code: str
    params: dict[str, str | int]


class Verified(msgspec.Struct, kw_only=True, frozen=True):
    """What the last verification found; `checkpoint` is the number of the last one held against."""

    at: datetime
    lines: int
    checkpoint: int
    problems: list[Found]
    notes: list[Found]


@dataclass(frozen=True, slots=True)
class ShownSegment:
    """A segment of a chain; `standing` is "whole", "wrong" or "new" (begun since then)."""

    number: int
    day: date
    standing: str


@dataclass(frozen=True, slots=True)
class ShownChain:
    """A chain and its segments, in their order."""

    name: str
    segments: list[ShownSegment]


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows; `verified` is None where nobody has verified yet."""

    verified: Verified | None
    problems: list[str]
    notes: list[str]
    chains: list[ShownChain]


def verify_now(hub: Hub, clock: Clock) -> Verified:
    """Reads every line against its neighbours and the hub's checkpoints; keeps what it found.

    Raises:
        Invalid: a checkpoint's file is damaged.
    """
    own = checkpoints.own_checkpoints(checkpoints.checkpoints_folder(hub))
    name = hub.configuration.organisation.id
    report = verify(chains_folder(hub), hub=name, held=Held(checkpoints.public_key(hub), own))
    found = Verified(
        at=clock.now(),
        lines=report.lines,
        checkpoint=own[-1].number if own else 0,
        problems=[_found(remark) for remark in report.problems],
        notes=[_found(remark) for remark in report.notes],
    )
    folder = columns_folder(hub)
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / FILE).unlink(missing_ok=True)
    create_whole(RealDisk(), folder / FILE, msgspec.json.encode(found))
    return found


def last(hub: Hub, language: str) -> State:
    """The last verification, in the reader's words, and the segments that there are now."""
    try:
        content = (columns_folder(hub) / FILE).read_bytes()
        verified = msgspec.json.decode(content, type=Verified)
    except (FileNotFoundError, msgspec.DecodeError):
        verified = None
    folder, disk = chains_folder(hub), RealDisk()
    wrong: set[tuple[object, object]] = {
        (found.params.get("chain"), found.params.get("segment"))
        for found in (verified.problems if verified else ())
    }
    drawn = [
        ShownChain(
            name,
            [
                ShownSegment(each.number, each.day, _standing(name, each.number, wrong, verified))
                for each in segments_in(folder / name, disk)
            ],
        )
        for name in chains_in(folder, disk)
    ]
    return State(
        verified,
        [_say(found, language) for found in (verified.problems if verified else ())],
        [_say(found, language) for found in (verified.notes if verified else ())],
        drawn,
    )


def _standing(
    chain: str, number: int, wrong: set[tuple[object, object]], verified: Verified | None
) -> str:
    if verified is None:
        return "new"
    return "wrong" if (chain, number) in wrong or (chain, None) in wrong else "whole"


def _found(remark: Remark) -> Found:
    params = {
        name: value if isinstance(value, int) else str(value)
        for name, value in remark.params.items()
    }
    return Found(remark.code, params)


def _say(found: Found, language: str) -> str:
    return Remark(found.code, dict(found.params)).say(language)
