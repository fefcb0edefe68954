"""The erasure ledger as one file for another site: what the truth and the trail have destroyed.

JSON Lines: those with a `kind` are the trail's (its seals), the others the truth's (its records).
A line torn at the end of the file counts as not written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from entraide.cli.backup_folder import sync
from entraide.engine.check.trail.erasures import ErasedThing, Ledger
from entraide.errors import Invalid
from entraide.hub import Hub
from entraide.language import _

if TYPE_CHECKING:
    from entraide.desks.records.erasure import Erased


@dataclass(frozen=True, slots=True)
class Destroyed:
    """All that a ledger names: records of the truth, seals of the trail."""

    records: "list[Erased]"
    seals: list[ErasedThing]


def trail_ledger(hub: Hub) -> Ledger:
    """The trail's own ledger of this hub."""
    from entraide.engine.check.trail.writer import LEDGER_FILE

    return Ledger(hub.trail_folder / LEDGER_FILE)


def write_ledger(hub: Hub, target: Path) -> int:
    """Writes the hub's ledger, whole or not at all; gives its number of lines. Needs Django."""
    from entraide.desks.records.erasure import ledger

    lines = 0
    unfinished = target.with_name(target.name + ".new")
    things: Iterable[object] = (*ledger(), *trail_ledger(hub).read())
    with unfinished.open("wb") as file:
        for thing in things:
            file.write(msgspec.json.encode(thing) + b"\n")
            lines += 1
    unfinished.chmod(0o600)
    sync(unfinished)
    unfinished.rename(target)
    return lines


def read_ledger(file: Path) -> Destroyed:
    """A ledger that was written here or at another site. Needs Django.

    Raises:
        Invalid: a whole line is not one of a ledger (code "ledger").
    """
    from entraide.desks.records.erasure import Erased

    found = Destroyed([], [])
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith(b"\n") or line == b"\n":
                continue
            try:
                raw = msgspec.json.decode(line)
                if "kind" in raw:
                    found.seals.append(msgspec.convert(raw, ErasedThing))
                else:
                    found.records.append(msgspec.convert(raw, Erased))
            except (msgspec.MsgspecError, TypeError) as problem:
                raise Invalid(
                    "ledger", _("%(file)s is not an erasure ledger."), file=file, line=number
                ) from problem
    return found
