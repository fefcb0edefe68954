"""Items and consultations as pages show them: every code already in the reader's words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.policy import Actor
from entraide.desks.inbox import queries
from entraide.desks.inbox.gathering import CHECKED
from entraide.desks.inbox.models import Consultation, Item
from entraide.desks.records.hub_keys import published
from entraide.engine.check import words
from entraide.engine.check.trail.lines import Manner
from entraide.engine.databases import by_number
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.language import _, translate

MANNERS: Final = {
    Manner.SHOWN: _("Full report read"),
    Manner.SENT: _("Full record sent to a program"),
    Manner.EXPORTED: _("Exported"),
    Manner.PRINTED: _("Printed"),
    Manner.COPIED: _("Taken into a national copy"),
}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item, ready to be read."""

    number: int
    kind: str
    kind_word: str
    subject: str
    text: str
    sender: str
    sent_at: datetime
    due_on: date | None
    is_late: bool
    is_done: bool
    done_at: datetime | None
    assigned_to: str
    reference: str
    line: str
    is_own: bool
    is_question: bool


@dataclass(frozen=True, slots=True)
class ShownConsultation:
    """One consultation, ready to be read.

    Attributes:
        officer: of the own bureau only: others are asked through their bureau, by the line.
    """

    at: datetime
    database: str
    reference: str
    owner_ref: str
    version: int
    verdict: str
    what: str
    country: str
    unit: str
    role: str
    officer: str
    purpose: str
    place: str
    line: str


def items(actor: Actor, rows: list[Item], today: date, language: str) -> list[ShownItem]:
    """Items as somebody of this bureau reads them."""
    people = queries.names_of(actor, {row.sender_name for row in rows})
    names = _names(language)
    return [_item(actor, row, people, names, today, language) for row in rows]


def consultations(actor: Actor, rows: list[Consultation], language: str) -> list[ShownConsultation]:
    """Consultations as the owner of their records reads them."""
    names = _names(language)
    own = queries.references_of_owner(rows)
    return [
        ShownConsultation(
            at=row.at,
            database=translate(by_number(row.database).title, language),
            reference=published(row.database, row.record),
            owner_ref=own.get((row.database, row.record), ""),
            version=row.version,
            verdict=row.verdict,
            what=_what(row, language),
            country=names.get(row.country, row.country),
            unit=row.unit,
            role=translate(words.ROLES[Role(row.role)], language),
            officer=row.officer if row.country == actor.bureau else "",
            purpose=translate(PURPOSES[Purpose(row.purpose)], language),
            place=row.place,
            line=row.line,
        )
        for row in rows
    ]


def _item(
    actor: Actor,
    row: Item,
    people: dict[str, str],
    names: dict[str, str],
    today: date,
    language: str,
) -> ShownItem:
    is_own = row.bureau_id == actor.bureau
    sender = names.get(row.sender, row.sender)
    person = people.get(row.sender_name) if row.sender == actor.bureau else None
    return ShownItem(
        number=row.pk,
        kind=row.kind,
        kind_word=translate(Item.Kind(row.kind).label, language),
        subject=translate(row.subject, language, **row.told),
        text=row.text,
        sender=f"{sender} · {person}" if person else sender,
        sent_at=row.sent_at,
        due_on=row.due_on,
        is_late=row.due_on is not None and row.done_at is None and row.due_on < today,
        is_done=row.done_at is not None,
        done_at=row.done_at if is_own else None,
        assigned_to=row.assigned_to.full_name if row.assigned_to and is_own else "",
        reference=published(row.database, row.record) if row.database and row.record else "",
        line=row.line,
        is_own=is_own,
        is_question=row.only_for_id is not None,
    )


def _what(row: Consultation, language: str) -> str:
    if row.manner == CHECKED:
        return words.verdict(Verdict(row.verdict), language)
    return translate(MANNERS[Manner(row.manner)], language)


def _names(language: str) -> dict[str, str]:
    return {each.code: each.name(language) for each in bureaus.bureaus()}
