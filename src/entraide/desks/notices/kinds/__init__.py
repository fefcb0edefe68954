"""The kinds of notices, one file each; a new one is a new file and a line here."""

from collections.abc import Mapping
from typing import Final

from entraide.desks.notices.kinds import (
    black,
    blue,
    green,
    orange,
    purple,
    red,
    silver,
    un,
    woa,
    yellow,
)
from entraide.desks.notices.kinds.kind import Condition, Kind

__all__ = ["KINDS", "Condition", "Kind", "in_use"]

KINDS: Final[Mapping[str, Kind]] = {
    module.KIND.code: module.KIND
    for module in (red, blue, green, yellow, black, orange, purple, un, woa, silver)
}


def in_use() -> tuple[Kind, ...]:
    """The kinds that this hub's profile has."""
    return tuple(kind for kind in KINDS.values() if kind.is_on)
