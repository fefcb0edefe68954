"""The commission's rooms."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

ROOMS = (
    Room(
        "cases",
        _("Cases"),
        "commission:cases",
        frozenset({Role.COMMISSION}),
        group=Group.OVERSIGHT,
    ),
    Room(
        "application",
        _("Ask what is kept on you"),
        "commission:apply",
        group=Group.HELP,
        is_open=True,
    ),
)
