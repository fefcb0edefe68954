"""The rooms of the inbox."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

DESKS = frozenset({Role.BUREAU, Role.SECRETARIAT})

ROOMS = (
    Room("inbox", _("Inbox"), "inbox:items", roles=DESKS, group=Group.BUREAU),
    Room("hits", _("Who consulted our records"), "inbox:hits", roles=DESKS, group=Group.BUREAU),
)
