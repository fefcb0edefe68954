"""The rooms of the check desk."""

from entraide.desks.bureaus.policy import OVERSIGHT
from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

ASKERS = frozenset(Role) - OVERSIGHT

ROOMS = (
    Room("check", _("Check"), "checks:check", roles=ASKERS),
    Room("lists", _("Lists"), "checks:lists", roles=ASKERS - {Role.CUSTOMS}),
    Room(
        "two_countries",
        _("Two countries"),
        "checks:two_countries",
        roles=ASKERS,
        is_demo_only=True,
    ),
    Room("posts", _("Posts"), "checks:posts", roles=ASKERS, administers=True, group=Group.BUREAU),
)
