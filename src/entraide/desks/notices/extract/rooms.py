"""The public's room, which everybody's menu has."""

from entraide.desks.menu import Group, Room
from entraide.language import _

ROOMS = (Room("public", _("Public notices"), "public:search", group=Group.HELP, is_open=True),)
