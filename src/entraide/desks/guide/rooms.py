"""The rooms of the guide."""

from entraide.desks.menu import Group, Room
from entraide.language import _

ROOMS = (
    Room("help", _("How to use this"), "guide:help", group=Group.HELP, is_open=True),
    Room(
        "components",
        _("Components"),
        "guide:components",
        group=Group.HELP,
        is_demo_only=True,
    ),
)
