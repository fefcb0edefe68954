"""The rooms of the check desk."""

from entraide.desks.menu import Room
from entraide.language import _

ROOMS = (
    Room("check", _("Check"), "checks:check", is_open=True),
    Room(
        "two_countries",
        _("Two countries"),
        "checks:two_countries",
        is_open=True,
        is_demo_only=True,
    ),
)
