"""The rooms of the people desk."""

from entraide.desks.menu import Group, Room
from entraide.language import _

ROOMS = (
    Room("people", _("People"), "bureaus:people", administers=True, group=Group.BUREAU),
    Room("systems", _("Systems and keys"), "bureaus:systems", administers=True, group=Group.BUREAU),
    Room("desk", _("Change officer"), "bureaus:take_over", group=Group.HELP),
    Room("me", _("My account"), "bureaus:me", group=Group.HELP),
)
