"""From where on use is unusual: a number for each rule, within bounds, by bureau.

A bureau may be stricter or more patient than the hub, never blind: the bounds see to that. Who
administers a bureau sets its thresholds, and is therefore measured by the hub's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from entraide.errors import Invalid
from entraide.language import _


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a bureau or the hub may set, from `least` to `most`."""

    default: int
    least: int
    most: int
    label: str


THRESHOLDS: Final[Mapping[str, Threshold]] = {
    "volume_times": Threshold(5, 2, 20, _("How many times the usual number of checks in a day")),
    "volume_least": Threshold(50, 5, 5000, _("From how many checks in a day")),
    "hours_from": Threshold(0, 0, 23, _("Work begins at (hour, UTC)")),
    "hours_until": Threshold(24, 1, 24, _("Work ends at (hour, UTC)")),
    "hours_least": Threshold(5, 1, 100, _("Checks outside these hours, from how many")),
    "again_times": Threshold(6, 2, 50, _("The same person asked by one officer within 7 days")),
    "reason_one_in": Threshold(1000, 10, 10_000, _("One check in how many is asked its reason")),
    "reason_days": Threshold(7, 1, 30, _("Days to give the reason")),
}
DEFAULTS: Final = {name: each.default for name, each in THRESHOLDS.items()}


def checked(given: Mapping[str, int]) -> dict[str, int]:
    """The numbers that differ from the defaults, every one within its bounds.

    Raises:
        Invalid: one is not, with its field.
    """
    for name, value in given.items():
        bounds = THRESHOLDS.get(name)
        if bounds is None or not bounds.least <= value <= bounds.most:
            raise Invalid(
                "threshold",
                field=name,
                expected=_("Expected: a number from %(least)s to %(most)s."),
                least=bounds.least if bounds else 0,
                most=bounds.most if bounds else 0,
            )
    return {name: value for name, value in given.items() if value != DEFAULTS[name]}
