"""The rooms of the audit desk."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

_AUDITORS = frozenset({Role.AUDITOR})
_HEADS = frozenset(Role) - {Role.AUDITOR, Role.COMMISSION}
_OFFICERS = frozenset(Role) - {Role.COMMISSION}

ROOMS = (
    Room("audit", _("Trail"), "audit:trail", _AUDITORS, group=Group.OVERSIGHT),
    Room("audit", _("Trail"), "audit:trail", _HEADS, administers=True, group=Group.OVERSIGHT),
    Room("inquiries", _("Inquiries"), "audit:inquiries", _AUDITORS, group=Group.OVERSIGHT),
    Room(
        "inquiries",
        _("Inquiries"),
        "audit:inquiries",
        _HEADS,
        administers=True,
        group=Group.OVERSIGHT,
    ),
    Room("registers", _("Registers"), "audit:registers", _AUDITORS, group=Group.OVERSIGHT),
    Room(
        "registers",
        _("Registers"),
        "audit:registers",
        _HEADS,
        administers=True,
        group=Group.OVERSIGHT,
    ),
    Room("asked", _("Asked of you"), "audit:asked", _OFFICERS, group=Group.WORK),
)
