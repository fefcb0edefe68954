"""What changed between two snapshots of public notices: added, changed field by field, removed.

An entry of a list says less than the notice itself: only what both sides name is compared. That a
notice is missing from the newer file means something only if both files are whole.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from entraide.gateways.public_notices.entries import entries
from entraide.gateways.tables.lines import LIMITS, Broken, Limits

UNKNOWN: Final[tuple[Any, ...]] = (None, "", 0, [], {})
"""What the API says, in one year or another, where it knows nothing."""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one notice.

    Attributes:
        what: "added", "changed" or "removed".
        fields: the API's name → [before, after].
    """

    entity_id: str
    what: str
    fields: dict[str, list[Any]] = {}


class Snapshot(msgspec.Struct, kw_only=True):
    """The notices of one file by entity id, and the lines that could not be read."""

    notices: dict[str, dict[str, Any]] = {}
    unread: list[int] = []


def snapshot(path: Path, limits: Limits = LIMITS) -> Snapshot:
    """The file's notices; of one that stands in it several times, the fields of all, last first."""
    found = Snapshot()
    with path.open("rb") as file:
        for each in entries(path, file, limits):
            if isinstance(each, Broken):
                found.unread.append(each.line)
                continue
            ref = each.content.get("entity_id")
            if not isinstance(ref, str) or not ref.strip():
                found.unread.append(each.line)
                continue
            known = found.notices.setdefault(ref.strip(), {})
            known.update(_fields(each.content))
    return found


def changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Every change, in the order of the entity ids."""
    for ref in sorted(before.notices.keys() | after.notices.keys()):
        old, new = before.notices.get(ref), after.notices.get(ref)
        if old is None or new is None:
            yield Change(entity_id=ref, what="added" if old is None else "removed")
        elif fields := _different(old, new):
            yield Change(entity_id=ref, what="changed", fields=fields)


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    """What an entry says about somebody: no links, no marks of whoever kept the file."""
    return {name: value for name, value in entry.items() if not name.startswith("_")}


def _different(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[Any]]:
    return {
        name: [old[name], new[name]]
        for name in sorted(old.keys() & new.keys())
        if _plain(old[name]) != _plain(new[name])
    }


def _plain(value: Any) -> Any:
    """The value as it is compared: nothing is nothing, the order of a list means nothing."""
    if value in UNKNOWN:
        return None
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        parts = [_plain(each) for each in value]
        return sorted(parts, key=lambda part: msgspec.json.encode(part, order="sorted"))
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value
