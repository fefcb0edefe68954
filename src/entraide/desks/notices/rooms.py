"""The rooms of the notices desk."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

DESKS = frozenset({Role.BUREAU, Role.SECRETARIAT, Role.LEGAL_REVIEWER, Role.COMMISSION})

ROOMS = (
    Room("notices", _("Notices"), "notices:list", roles=DESKS, group=Group.BUREAU),
    Room(
        "reviewers",
        _("Reviewers"),
        "notices:reviewers",
        frozenset({Role.SECRETARIAT}),
        administers=True,
        group=Group.BUREAU,
    ),
)
