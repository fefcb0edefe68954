"""The rooms of the command centre."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

WATCHES = frozenset({Role.BUREAU, Role.SECRETARIAT, Role.ANALYST, Role.AUDITOR})
"""Who follows what the hub does."""

ROOMS = (
    Room("command", _("Command centre"), "command:now", WATCHES, group=Group.OVERSIGHT),
    Room("figures", _("Published figures"), "command:figures", group=Group.HELP, is_open=True),
)
