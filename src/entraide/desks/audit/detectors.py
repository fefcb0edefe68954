"""Rules by which use is unusual: each looks at what one officer did on one day, and says why.

A signal is no finding: it makes somebody look. It keeps numbers and the ids of trail lines, never
what was asked about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from entraide.desks.audit.habits import Officer, Use
from entraide.language import _

MOST_LINES: Final = 50
"""Ids of lines that one signal keeps."""
KNOWN_FROM: Final = 5
"""Days from which there is a habit."""
ROUND_THE_CLOCK: Final = (0, 24)

Lines = Callable[[frozenset[int] | None], list[str]]
Limits = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one officer did on one day, and what was usual before.

    Attributes:
        own: checks on each earlier day on which the officer asked.
        post: checks of one officer on one day at the same post.
        post_hours: checks at the post in each hour of the earlier days.
        post_days: on how many earlier days anybody asked there.
        lines: the ids of the day's checks, of some hours only if they are told.
        own_name: lines in which the officer's own name was asked.
        watched: what the bureau calls an entry of its list → lines in which it was asked.
        again: of whoever was asked most often within a week, the lines.
    """

    who: Officer
    use: Use
    lines: Lines
    own: list[int] = field(default_factory=list)
    post: list[int] = field(default_factory=list)
    post_hours: list[int] = field(default_factory=list)
    post_days: int = 0
    own_name: list[str] = field(default_factory=list)
    watched: dict[str, list[str]] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Signal:
    """What a rule saw: what fills its sentence, and the lines that show it."""

    numbers: dict[str, Any]
    lines: list[str]


def volume(facts: Facts, limits: Limits) -> Signal | None:
    """Many times more checks than the officer usually makes, and than one makes at the post.

    Who has no habit yet is measured by the post alone; where neither is known, by nothing.
    """
    known = [median(days) for days in (facts.own, facts.post) if len(days) >= KNOWN_FROM]
    count = facts.use.count
    if not known or count < limits["volume_least"] or count <= limits["volume_times"] * max(known):
        return None
    numbers = {"count": count, "usual": round(max(known))}
    return Signal(numbers, facts.lines(None)[-MOST_LINES:])


def hours(facts: Facts, limits: Limits) -> Signal | None:
    """Checks outside the bureau's hours; where it set none, when nobody at the post ever asks."""
    outside = _outside(facts, limits)
    count = sum(facts.use.by_hour[hour] for hour in outside)
    if count < limits["hours_least"]:
        return None
    return Signal({"count": count}, facts.lines(outside)[-MOST_LINES:])


def own_name(facts: Facts, _limits: Limits) -> Signal | None:
    """The officer's own name was asked."""
    found = facts.own_name
    return Signal({"count": len(found)}, found[-MOST_LINES:]) if found else None


def watch_list(facts: Facts, _limits: Limits) -> Signal | None:
    """A name or number of the bureau's own list was asked."""
    if not facts.watched:
        return None
    found = sorted({line for lines in facts.watched.values() for line in lines})
    labels = ", ".join(sorted(facts.watched))
    return Signal({"count": len(found), "labels": labels}, found[-MOST_LINES:])


def again(facts: Facts, limits: Limits) -> Signal | None:
    """The same person, or the same number, asked again and again by one officer within a week."""
    found = facts.again
    if len(found) < limits["again_times"]:
        return None
    return Signal({"count": len(found)}, found[-MOST_LINES:])


@dataclass(frozen=True, slots=True)
class Detector:
    """A rule: what it is called, what it says when it saw something, and how it looks."""

    title: str
    sentence: str
    look: Callable[[Facts, Limits], Signal | None]


DETECTORS: Final[Mapping[str, Detector]] = {
    "volume": Detector(
        _("Unusually many checks"),
        _("%(count)s checks in a day; %(usual)s are usual."),
        volume,
    ),
    "hours": Detector(_("Unusual hours"), _("%(count)s checks at unusual hours."), hours),
    "own_name": Detector(_("Own name"), _("The officer's own name was asked."), own_name),
    "watch_list": Detector(
        _("The bureau's own list"), _("Asked from the bureau's list: %(labels)s."), watch_list
    ),
    "again": Detector(
        _("Asked again and again"),
        _("The same person or number was asked %(count)s times in 7 days."),
        again,
    ),
}
BY_HAND: Final = "by_hand"
SILENCE: Final = "silence"
OTHER_SIGNALS: Final[Mapping[str, tuple[str, str]]] = {
    BY_HAND: (_("Opened by hand"), _("Somebody wants to know more about these lines.")),
    SILENCE: (_("No reason given"), _("The reason for a check was asked and not given in time.")),
}
"""What else begins an inquiry: title and sentence."""


def seen(facts: Facts, limits: Limits) -> dict[str, Signal]:
    """What every rule saw, by its code."""
    looked = {code: each.look(facts, limits) for code, each in DETECTORS.items()}
    return {code: signal for code, signal in looked.items() if signal is not None}


def is_within(hour: int, begins: int, ends: int) -> bool:
    """Whether an hour is one of work; work that ends before it begins goes on over midnight."""
    if begins < ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


def _outside(facts: Facts, limits: Limits) -> frozenset[int]:
    begins, ends = limits["hours_from"], limits["hours_until"]
    if (begins, ends) != ROUND_THE_CLOCK:
        return frozenset(hour for hour in range(24) if not is_within(hour, begins, ends))
    if facts.post_days < KNOWN_FROM:
        return frozenset()
    return frozenset(hour for hour, count in enumerate(facts.post_hours) if not count)
