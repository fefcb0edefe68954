"""What a role is granted where nobody says otherwise: all that it may ask, within its bureau."""

from datetime import datetime

from django.conf import settings

from entraide.desks.bureaus.granting import Terms, may_write
from entraide.desks.bureaus.models import Bureau
from entraide.desks.bureaus.policy import ROLES, Actor
from entraide.engine.databases import enabled
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role


def roles_of(bureau: Bureau) -> list[Role]:
    """The roles that a bureau may grant, in the order of the vocabulary."""
    return [role for role in Role if role in ROLES[Bureau.Kind(bureau.kind)]]


def databases_of(bureau: Bureau) -> list[Database]:
    """The databases that a bureau may grant."""
    limits = set(bureau.databases)
    known = enabled(settings.HUB.configuration.organisation.databases)
    return [each for each in known if not limits or each.code in limits]


def askable(bureau: Bureau, role: Role) -> frozenset[str]:
    """What people of this role may be granted to ask."""
    return frozenset(each.code for each in databases_of(bureau) if role in each.asked_by)


def writable(bureau: Bureau, role: Role) -> frozenset[str]:
    """Where people of this role may be granted to record."""
    return frozenset(each.code for each in databases_of(bureau) if may_write(each.written_by, role))


def purposes_of(bureau: Bureau, codes: frozenset[str]) -> frozenset[Purpose]:
    """What these databases are asked for at all."""
    found: set[Purpose] = set()
    for each in databases_of(bureau):
        if each.code in codes:
            found |= each.asked_for
    return frozenset(found)


def preset(by: Actor, bureau: Bureau, role: Role, *, until: datetime | None = None) -> Terms:
    """The terms of a role, with the actor's clearance but never more than "restricted"."""
    codes = askable(bureau, role)
    return Terms(
        role=role,
        databases=codes,
        purposes=purposes_of(bureau, codes),
        clearance=min(by.clearance, Confidentiality.RESTRICTED),
        until=until,
    )
