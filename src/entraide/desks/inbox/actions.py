"""What may be done in a bureau's work list, and how other desks put something into it.

`deliver` writes within the act of whoever calls it; everything else here is an act of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.inbox import queries
from entraide.desks.inbox.models import Item
from entraide.desks.records.envelope import Ref, numbered
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict, Invalid
from entraide.language import _

LONGEST_TEXT: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is put into an inbox.

    Attributes:
        subject: a marked sentence; `told` are its parameters.
        text: the sender's own words, at most `LONGEST_TEXT` characters.
        record: which record it is about; whoever may not see that record never sees the item.
        line: the line of the trail that it is about.
        only_for: the number of the one person who sees it; None for the whole desk.
    """

    kind: Item.Kind
    subject: str
    told: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    record: Ref | None = None
    due_on: date | None = None
    line: str = ""
    only_for: int | None = None


def deliver(
    writing: Writing, bureau: str, message: Message, *, answers: Item | None = None
) -> Item:
    """Puts an item into a bureau's inbox, within the act that holds the pen."""
    database, record = numbered(message.record) if message.record else (None, None)
    return Item.objects.create(
        bureau_id=bureau,
        kind=message.kind,
        sender=writing.by.actor.bureau,
        sender_name=writing.by.actor.name,
        sent_at=writing.now,
        due_on=message.due_on,
        subject=message.subject,
        told=dict(message.told),
        text=clean_text(message.text, is_needed=False),
        database=database,
        record=record,
        line=message.line,
        answers=answers,
        only_for_id=message.only_for,
    )


def close_about(writing: Writing, record: Ref, kind: Item.Kind) -> int:
    """Finishes every open item of a kind about a record, within the act that answers them."""
    database, number = numbered(record)
    rows = Item.objects.filter(kind=kind, database=database, record=number, done_at=None)
    return rows.update(done_at=writing.now, done_by=writing.by.actor.name)


def close_question(writing: Writing, item: int) -> None:
    """Finishes a question to one person, within the act by which it was answered elsewhere."""
    rows = Item.objects.filter(pk=item, done_at=None)
    rows.update(done_at=writing.now, done_by=writing.by.actor.name)


def release(writing: Writing, person: int, to: int | None = None) -> int:
    """Passes a leaver's open items on to a colleague, or back to the bureau; within that act."""
    count = Item.objects.filter(assigned_to=person, done_at=None).update(assigned_to=to)
    if count:
        writing.journal("pass_on_items", about=f"person:{person}", records=count)
    return count


def finish(by: By, item: int) -> Done:
    """Marks an item as done. Raises NotFound, NotAllowed."""
    _require_own(by, item)

    def do(writing: Writing) -> str:
        row = queries.item(by.actor, item)
        if row.done_at is None:
            row.done_at, row.done_by = writing.now, by.actor.name
            row.save(update_fields=["done_at", "done_by"])
            writing.journal("finish_item", about=_about(row))
        return _about(row)

    return act(by, ["finish_item", item], do)


def reopen(by: By, item: int) -> Done:
    """Puts a finished item back among what is to be done. Raises NotFound, NotAllowed."""
    _require_own(by, item)

    def do(writing: Writing) -> str:
        row = queries.item(by.actor, item)
        if row.done_at is not None:
            row.done_at, row.done_by = None, ""
            row.save(update_fields=["done_at", "done_by"])
            writing.journal("reopen_item", about=_about(row))
        return _about(row)

    return act(by, ["reopen_item", item], do)


def assign(by: By, item: int, username: str) -> Done:
    """Gives an item to a colleague; to nobody if the name is "".

    Raises:
        NotFound, NotAllowed: as for all acts; also for somebody of another bureau.
    """
    _require_own(by, item)

    def do(writing: Writing) -> str:
        row = queries.item(by.actor, item)
        if row.done_at is not None:
            raise Conflict("item_done", _("This is already done. Open it again first."))
        person = queries.colleague(by.actor, username) if username else None
        row.assigned_to = person
        row.save(update_fields=["assigned_to"])
        told = f" to person:{person.pk}" if person else " to nobody"
        writing.journal("assign_item", about=_about(row) + told)
        return _about(row)

    return act(by, ["assign_item", item, username], do)


def reply(by: By, item: int, text: str) -> Done:
    """Answers an item: the reply lies in the inbox of the bureau that sent it.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Invalid: nothing was written, or too much.
    """
    _require_own(by, item)
    said = clean_text(text)

    def do(writing: Writing) -> str:
        row = queries.item(by.actor, item)
        message = Message(
            kind=Item.Kind.ANSWER,
            subject=row.subject,
            told=row.told,
            text=said,
            record=queries.ref(row),
            line=row.line,
        )
        deliver(writing, row.sender, message, answers=row)
        writing.journal("reply_item", about=_about(row))
        return _about(row)

    return act(by, ["reply_item", item, said], do)


def announce(by: By, bureau_codes: Iterable[str], title: str, text: str) -> Done:
    """Tells bureaus something; the secretariat any of them, a bureau's desk its own people.

    Raises:
        NotAllowed: one of them is not the actor's to tell.
        NotFound: one of them takes no part.
        Invalid: nothing was written, or too much.
    """
    to = sorted(set(bureau_codes))
    for code in to:
        require(by.actor, Right.ANNOUNCE, Thing(code))
    if not to:
        raise Invalid("bureaus", field="bureaus", expected=_("Expected: at least one bureau."))
    heading, said = clean_text(title, field="title"), clean_text(text)

    def do(writing: Writing) -> str:
        message = Message(
            kind=Item.Kind.ANNOUNCEMENT, subject="%(title)s", told={"title": heading}, text=said
        )
        for code in to:
            deliver(writing, bureaus.bureau(code).code, message)
        writing.journal("announce", about=" ".join(to)[:100])
        return heading

    return act(by, ["announce", to, heading, said], do)


def clean_text(text: str, *, field: str = "text", is_needed: bool = True) -> str:
    """The sender's own words, tidied. Raises Invalid: nothing was written, or too much."""
    said = text.replace("\r\n", "\n").strip()
    is_readable = all(each.isprintable() or each == "\n" for each in said)
    if (is_needed and not said) or len(said) > LONGEST_TEXT or not is_readable:
        raise Invalid(
            "text",
            field=field,
            expected=_("Expected: at most %(most)s printable characters."),
            most=LONGEST_TEXT,
        )
    return said


def _require_own(by: By, item: int) -> None:
    row = queries.item(by.actor, item)
    require(by.actor, Right.WORK_INBOX, Thing(row.bureau_id))
    if row.only_for_id is not None:
        raise Conflict("item_question", _("This is answered on a page of its own."))


def _about(row: Item) -> str:
    return f"item:{row.pk}"
