"""The one door for rights: what an actor may do, to whose things.

Pure: it is told what the actor was granted and whose the thing is, and reads nothing itself. What a
person may *see* is decided by `engine.check` and, for lists, by `records.queries`.
Source: domain §4.1 (ownership), §4.2 (access), §4.4 (restrictions).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from entraide.desks.bureaus.models import Bureau
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.vocabulary import Level, Purpose, Role, Writer
from entraide.errors import NotAllowed


class Right(StrEnum):
    """What may be done. The first six are about records, the rest about those who take part."""

    ADD = "add"
    CORRECT = "correct"
    RESTRICT = "restrict"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    RESTORE = "restore"
    RESTRICT_OWNER = "restrict_owner"
    ADD_BUREAU = "add_bureau"
    SET_CONTACT = "set_contact"
    ADMIT = "admit"
    GRANT = "grant"
    REVOKE = "revoke"
    MAKE_KEY = "make_key"
    REVOKE_KEY = "revoke_key"
    APPROVE = "approve"
    SUSPEND_GRANT = "suspend_grant"
    CONFIRM = "confirm"
    RESET = "reset"
    DISMISS = "dismiss"
    NAME_DEPUTY = "name_deputy"
    EXPORT = "export"
    SET_POST = "set_post"
    DOUBT = "doubt"
    WORK_INBOX = "work_inbox"
    ANNOUNCE = "announce"
    AUDIT = "audit"
    RESTATE = "restate"
    INQUIRE = "inquire"
    READ_INQUIRY = "read_inquiry"
    SET_WATCH = "set_watch"


RECORDS: Final = frozenset(
    {Right.ADD, Right.CORRECT, Right.RESTRICT, Right.WITHDRAW, Right.SUSPEND, Right.RESTORE}
)
OPERATORS: Final = frozenset({Right.ADD_BUREAU})
"""Who takes part is decided by whoever runs the hub, at its command line."""

INBOX: Final = frozenset({Right.DOUBT, Right.WORK_INBOX, Right.ANNOUNCE})
"""What bureaus tell each other: doubts, the work list that they come to, announcements."""

INQUIRIES: Final = frozenset({Right.INQUIRE, Right.READ_INQUIRY, Right.SET_WATCH})
"""Looking into how somebody used the hub; nobody looks into himself."""

NOT_FOR_ONESELF: Final = frozenset(
    {Right.GRANT, Right.APPROVE, Right.CONFIRM, Right.RESET, Right.DISMISS, Right.SUSPEND_GRANT}
)

ROLES: Final[Mapping[str, frozenset[Role]]] = {
    Bureau.Kind.MEMBER: frozenset(Role)
    - {Role.SECRETARIAT, Role.CUSTOMS, Role.LEGAL_REVIEWER, Role.COMMISSION},
    Bureau.Kind.INTERNATIONAL_ENTITY: frozenset(
        {Role.CUSTOMS, Role.BUREAU, Role.ANALYST, Role.AUDITOR}
    ),
    Bureau.Kind.SECRETARIAT: frozenset(
        {
            *(Role.SECRETARIAT, Role.ANALYST, Role.FORENSIC, Role.ICSE, Role.CARRIER),
            *(Role.LEGAL_REVIEWER, Role.AUDITOR),
        }
    ),
    Bureau.Kind.COMMISSION: frozenset({Role.COMMISSION}),
}
"""What each kind of participant may make its people and systems."""

OVERSIGHT: Final = frozenset({Role.LEGAL_REVIEWER, Role.AUDITOR, Role.COMMISSION})
"""They ask no database by themselves: their rooms show them what their office needs."""

READS_IN_FULL: Final = OVERSIGHT | frozenset(
    role
    for database in databases()
    for role, level in database.asked_by.items()
    if level >= Level.FULL
)
"""The roles that read more than a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or a system under one grant, or the hub's own operator.

    Attributes:
        name: "person:7", "key:3" or "hub"; what the journal says.
        grant: the grant's name in index and trail ("g12"), "" for the operator.
        person: the person's number, None for systems and the operator.
        administers: admits and grants within the bureau: its head, or the deputy that he named.
        is_deputy: administers as the deputy, not by the grant itself.
        exports: may take records away as a file.
    """

    name: str
    bureau: str
    role: Role
    unit: str = ""
    databases: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    clearance: int = 1
    administers: bool = False
    is_deputy: bool = False
    exports: bool = False
    grant: str = ""
    person: int | None = None
    is_operator: bool = False

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone does not let in: who reads full reports, or grants."""
        return self.administers or self.exports or self.role in READS_IN_FULL

    def asker(self, *, officer: str = "", workstation: str = "") -> Asker:
        """The same as whoever asks: what lists and disclosures are filtered for."""
        return Asker(
            grant=self.grant,
            country=self.bureau,
            unit=self.unit,
            role=self.role,
            databases=self.databases,
            purposes=self.purposes,
            clearance=self.clearance,
            officer=officer or self.name,
            workstation=workstation,
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act is about: whose it is, and for records in which database.

    `person` is whom a grant is for, so that nobody grants himself; `proposed_by` who proposed it;
    `is_head` that it lets somebody administer the bureau. `secretariat` is the secretariat's code,
    where it matters whose auditor the actor is.
    """

    owner: str
    database: str = ""
    person: int | None = None
    proposed_by: str = ""
    is_head: bool = False
    secretariat: str = ""


def may(actor: Actor, right: Right, thing: Thing) -> bool:
    """Whether the actor has this right over this thing."""
    if right in RECORDS:
        return _may_write(actor, right, thing)
    if right in INQUIRIES:
        return _may_inquire(actor, right, thing)
    if actor.is_operator or right in OPERATORS:
        return actor.is_operator
    if right in INBOX:
        return _may_correspond(actor, right, thing)
    trusted = {
        Right.RESTRICT_OWNER: actor.role is Role.BUREAU and bool(actor.writes),
        Right.EXPORT: actor.exports,
        Right.AUDIT: actor.administers or actor.role is Role.AUDITOR,
    }
    if right in trusted:
        return trusted[right] and actor.bureau == thing.owner
    return _may_administer(actor, right, thing)


def needs_two(role: Role, databases: Iterable[str], *, administers: bool, exports: bool) -> bool:
    """Whether somebody else must approve such a grant: full reports, ICSE, export, heads."""
    return administers or exports or role in READS_IN_FULL or "icse" in databases


def require(actor: Actor, right: Right, thing: Thing) -> None:
    """Raises NotAllowed where the actor has not this right."""
    if not may(actor, right, thing):
        raise NotAllowed


def examines(actor: Actor) -> bool:
    """Whether this is a member of the commission: nobody else enters its room, no operator either.

    Source: domain §4.12.
    """
    return actor.role is Role.COMMISSION and not actor.is_operator


def overrides(actor: Actor, owner: str) -> bool:
    """Whether an act of this actor on a record of this owner is somebody else's act."""
    return actor.bureau != owner


def _may_administer(actor: Actor, right: Right, thing: Thing) -> bool:
    is_oneself = actor.person is not None and actor.person == thing.person
    if not actor.administers or (is_oneself and right in NOT_FOR_ONESELF):
        return False
    if right is Right.APPROVE and actor.name == thing.proposed_by:
        return False
    if right is Right.NAME_DEPUTY and actor.is_deputy:
        return False
    if right is Right.CONFIRM and thing.is_head and actor.role is Role.SECRETARIAT:
        return True  # a bureau whose head nobody else can confirm
    return actor.bureau == thing.owner


def _may_inquire(actor: Actor, right: Right, thing: Thing) -> bool:
    """The head for the own officers; for heads and the secretariat's people its auditor."""
    if actor.person is None or actor.person == thing.person:
        return False
    is_auditor, is_own = actor.role is Role.AUDITOR, actor.bureau == thing.owner
    oversees = is_auditor and actor.bureau == thing.secretariat
    if right is Right.SET_WATCH:  # the hub's own numbers have no owner
        return is_own and actor.administers if thing.owner else oversees
    if right is Right.READ_INQUIRY and is_auditor:
        return is_own or oversees
    if thing.is_head or thing.owner == thing.secretariat:
        return oversees
    return actor.administers and is_own


def _may_correspond(actor: Actor, right: Right, thing: Thing) -> bool:
    if right is Right.DOUBT:
        return actor.role is not Role.CARRIER  # who is told nothing of a record cannot doubt it
    is_desk = actor.role in {Role.BUREAU, Role.SECRETARIAT} or actor.administers
    if right is Right.ANNOUNCE and actor.role is Role.SECRETARIAT:
        return True
    return is_desk and actor.bureau == thing.owner


def _may_write(actor: Actor, right: Right, thing: Thing) -> bool:
    written_by = by_code(thing.database).written_by
    if written_by is Writer.DERIVED or thing.database not in actor.writes:
        return False  # derived rows follow from others: nobody touches them by themselves
    if actor.role is Role.SECRETARIAT:
        return True  # on the owner's behalf, or by decision of the commission: logged and told
    if written_by is Writer.SECRETARIAT and right is Right.ADD:
        return False
    return actor.bureau == thing.owner
