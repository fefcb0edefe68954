"""The rooms of the records desk."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

_KEEPERS = frozenset({Role.BUREAU, Role.SECRETARIAT})

ROOMS = (
    Room("records", _("Records"), "records:home", _KEEPERS, group=Group.WORK),
    Room("imports", _("Imports"), "records:imports", _KEEPERS, group=Group.WORK),
    Room("reviews", _("Reviews"), "records:reviews", _KEEPERS, group=Group.WORK),
)
