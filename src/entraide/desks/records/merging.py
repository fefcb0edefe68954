"""A colleague's correction and one's own, brought together field by field. Pure.

Both began from the same version. A field that only one of them changed takes that change; a field
that both changed, to different values, is a clash that a person settles. Nothing is lost: each
clash holds what stood there, theirs and mine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from entraide.engine.schema.database import Body


class Choice(StrEnum):
    """How a clash is settled."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"  # of lists: every value of either


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed; None for a value that is not there.

    Attributes:
        base: what both had read; None as well where that version is no longer kept.
    """

    name: str
    base: Any
    theirs: Any
    mine: Any

    @property
    def both(self) -> list[Any] | None:
        """Theirs and then mine, each once; None where the field holds no list."""
        if not (isinstance(self.theirs, list) and isinstance(self.mine, list)):
            return None
        return [*self.theirs, *(each for each in self.mine if each not in self.theirs)]

    def settled(self, choice: Choice) -> Any:
        """The value that this choice gives."""
        if choice is Choice.BOTH and self.both is not None:
            return self.both
        return self.mine if choice is Choice.MINE else self.theirs


@dataclass(frozen=True, slots=True)
class Merge:
    """Two corrections as one.

    Attributes:
        body: without the fields that clash.
        clashes: what a person has to settle, in the order of the fields.
        theirs: the fields that only the other changed.
        mine: those that only I changed.
    """

    body: Body
    clashes: tuple[Clash, ...] = ()
    theirs: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()

    def settled(self, choices: Mapping[str, Choice]) -> Body:
        """The body once the clashes are settled; a field without a choice keeps theirs."""
        chosen = {
            clash.name: clash.settled(choices.get(clash.name, Choice.THEIRS))
            for clash in self.clashes
        }
        return {name: value for name, value in {**self.body, **chosen}.items() if value is not None}

    def open(self, choices: Mapping[str, Choice]) -> tuple[Clash, ...]:
        """The clashes that nobody has settled yet."""
        return tuple(clash for clash in self.clashes if clash.name not in choices)


@dataclass(slots=True)
class _Sorted:
    body: Body = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)


def merge(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> Merge:
    """Brings two bodies together that began from `base`.

    Args:
        base: the body that both had read; None where it is no longer kept, so that every
            difference is a clash.
        theirs: as it stands now.
        mine: as it is to stand.
    """
    found = _Sorted()
    for name in _in_order(theirs, mine, base or {}):
        was, other, own = ((body or {}).get(name) for body in (base, theirs, mine))
        if other == own:
            kept = own
        elif base is not None and own == was:
            kept = other
            found.theirs.append(name)
        elif base is not None and other == was:
            kept = own
            found.mine.append(name)
        else:
            found.clashes.append(Clash(name, was, other, own))
            continue
        if kept is not None:
            found.body[name] = kept
    return Merge(found.body, tuple(found.clashes), tuple(found.theirs), tuple(found.mine))


def _in_order(*bodies: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(name for body in bodies for name in body)
