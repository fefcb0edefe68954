"""The rooms of the audit desk."""

from entraide.desks.menu import Group, Room
from entraide.engine.schema.vocabulary import Role
from entraide.language import _

_HEADS = frozenset(Role) - {Role.AUDITOR, Role.COMMISSION}

ROOMS = (
    Room("audit", _("Trail"), "audit:trail", frozenset({Role.AUDITOR}), group=Group.OVERSIGHT),
    Room("audit", _("Trail"), "audit:trail", _HEADS, administers=True, group=Group.OVERSIGHT),
)
