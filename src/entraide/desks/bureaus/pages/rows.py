"""Grants as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from entraide.desks.bureaus.models import Grant
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import grant_name, is_standing
from entraide.desks.bureaus.standing import TIME
from entraide.engine.check import words
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Confidentiality, Role
from entraide.engine.schema.vocabulary_words import CONFIDENTIALITIES
from entraide.language import _, translate


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant in words.

    Attributes:
        state: "stands", "suspended", "unconfirmed", "over" or "revoked".
        databases, writes: titles of the databases to ask and to record in.
    """

    name: str
    title: str
    role: str
    state: str
    state_words: str
    databases: list[str]
    writes: list[str]
    clearance: str
    is_head: bool
    exports: bool
    agreement: str
    until: datetime | None
    confirmed_at: datetime


STATES = {
    "stands": _("Holds"),
    "suspended": _("Suspended"),
    "unconfirmed": _("Suspended: nobody confirmed it"),
    "over": _("Over"),
    "revoked": _("Revoked"),
}


def grant_rows(grants: list[Grant], now: datetime, language: str) -> list[GrantRow]:
    """Each grant in the reader's words."""
    return [grant_row(each, now, language) for each in grants]


def grant_row(grant: Grant, now: datetime, language: str) -> GrantRow:
    """A grant in the reader's words."""
    state = _state(grant, now)
    ends = [end for end in (grant.until, grant.agreement_until) if end]
    level = CONFIDENTIALITIES[Confidentiality(grant.clearance)]
    return GrantRow(
        name=grant_name(grant),
        title=grant.title,
        role=translate(words.ROLES[Role(grant.role)], language),
        state=state,
        state_words=translate(STATES[state], language),
        databases=titles(grant.databases, language),
        writes=titles(grant.writes, language),
        clearance=translate(level, language),
        is_head=grant.administers,
        exports=grant.exports,
        agreement=grant.agreement,
        until=min(ends) if ends else None,
        confirmed_at=grant.confirmed_at or grant.granted_at,
    )


def titles(codes: list[str], language: str) -> list[str]:
    """The databases of these codes as they are called."""
    return [translate(by_code(code).title, language) for code in codes]


def is_own(grant: Grant, actor: Actor) -> bool:
    """Whether a grant is the actor's own."""
    return grant.person_id is not None and grant.person_id == actor.person


def _state(grant: Grant, now: datetime) -> str:
    if grant.revoked_at is not None:
        return "revoked"
    if grant.suspended_at is not None:
        return "unconfirmed" if grant.suspended_by == TIME else "suspended"
    return "stands" if is_standing(grant, now) else "over"
