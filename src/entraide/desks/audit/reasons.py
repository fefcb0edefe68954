"""One check in so many is asked its reason afterwards; silence becomes an inquiry.

Which check it is, a keyed digest of its line says: nobody guesses it, nobody chooses. Officers of
national systems have no account here: their bureau asks them by its own means.
"""

import hmac
from collections import defaultdict
from datetime import timedelta
from hashlib import sha256
from typing import Final

import msgspec
from django.conf import settings

from entraide.clock import Clock
from entraide.desks.audit import inquiries, queries
from entraide.desks.audit.asked import kinds
from entraide.desks.audit.asked_lines import Opener
from entraide.desks.audit.habits import Officer
from entraide.desks.audit.models import ReasonAsked, TrailReached
from entraide.desks.audit.queries import Limits
from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.queries import operator
from entraide.desks.inbox.actions import Message, clean_text, close_question, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check.trail.chain import settle
from entraide.engine.check.trail.criteria import Criteria
from entraide.engine.check.trail.interfaces import Disclosure, TrailWriter, who_asked
from entraide.engine.check.trail.lines import Checked, Manner, Who
from entraide.engine.check.trail.read import Kept, Place, find, since
from entraide.engine.check.trail.replay import NotACheck
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.trail.writer import open_seals
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.language import _

AT_ONCE: Final = 5000
"""Lines that one step takes in."""
ASKED_WITHIN: Final = timedelta(days=2)
"""A check that is older when the hub comes to it is not asked about: nobody would remember."""
_NAME: Final = "reasons"


def drawn(key: bytes, kept: Kept) -> int:
    """The number that a line draws: where one in N is asked, those are whose N divides it."""
    return int.from_bytes(hmac.digest(key, kept.id.encode() + kept.hash, sha256)[:8])


def ask_reasons(hub: Hub, clock: Clock, *, most: int = 100 * AT_ONCE) -> int:
    """Asks the reasons of what was checked since the last time; gives how many were asked.

    Raises:
        TrailDamaged: a chain cannot be read from its place on.
    """
    folder = chains_folder(hub)
    settle(folder, hub=hub.configuration.organisation.id, clock=clock)
    taken = asked = 0
    while taken < most:
        known = TrailReached.objects.filter(pk=_NAME).first()
        places = msgspec.convert(known.places if known else {}, dict[str, Place], strict=False)
        lines, reached = since(folder, places, most=AT_ONCE)
        if not lines:
            break
        asked += _ask_some(hub, clock, lines, reached)
        taken += len(lines)
    return asked


def _ask_some(hub: Hub, clock: Clock, lines: list[Kept], reached: dict[str, Place]) -> int:
    key, limits = hub.key("audit-reasons"), queries.all_limits()
    oldest = clock.now() - ASKED_WITHIN
    opener = Opener(chains_folder(hub), open_seals(hub))
    chosen = [
        (kept.id, kept.line, *whom, opener.opened(kept, kept.line).criteria)
        for kept in lines
        if isinstance(kept.line, Checked)
        and kept.line.moment >= oldest
        and (whom := _whom(limits, drawn(key, kept), kept.line.who)) is not None
    ]
    count = 0

    def do(writing: Writing) -> str:
        nonlocal count
        for id, line, person, days, criteria in chosen:
            count += _asked(writing, id, line, person, days, criteria)
        TrailReached.objects.update_or_create(
            pk=_NAME, defaults={"places": msgspec.to_builtins(reached)}
        )
        return _NAME

    act(By(actor=operator(), clock=clock, reason=_NAME), None, do)
    return count


def _whom(limits: Limits, number: int, who: Who) -> tuple[Person, int] | None:
    """Who is asked about a line that drew this number, within how many days; None for nobody.

    Who administers a bureau set its numbers, so that the hub's own hold for him.
    """
    of_hub, of_bureau = limits.of(""), limits.of(who.country)
    if number % of_hub["reason_one_in"] and number % of_bureau["reason_one_in"]:
        return None  # nearly every line: nobody has to be looked up
    person = queries.officer((who.country, who.officer), {who.grant})
    if person is None:
        return None
    own = of_hub if queries.administers(person) else of_bureau
    return None if number % own["reason_one_in"] else (person, own["reason_days"])


def _asked(
    writing: Writing, id: str, line: Checked, person: Person, days: int, criteria: Criteria | None
) -> bool:
    row, is_new = ReasonAsked.objects.get_or_create(
        line=id,
        defaults={
            "bureau": line.who.country,
            "officer": line.who.officer,
            "person": person,
            "at": line.moment,
            "unit": line.who.unit[:64],
            "workstation": line.who.workstation[:64],
            "purpose": line.purpose.value,
            "place": line.place[1][:200],
            "kinds": kinds(criteria.query.subjects) if criteria else [],
            "asked_at": writing.now,
            "due_on": writing.today + timedelta(days=days),
        },
    )
    if is_new:
        message = Message(
            kind=Item.Kind.QUESTION,
            subject=_("Why did you make this check?"),
            due_on=row.due_on,
            line=id,
            only_for=person.pk,
        )
        row.item = deliver(writing, person.bureau_id, message).pk
        row.save(update_fields=["item"])
        writing.journal("ask_reason", about=id, reason="")
    return is_new


def give(by: By, number: int, text: str) -> Done:
    """Says why one made a check, once.

    Raises:
        NotFound: the actor was not asked this.
        Conflict: the reason was given, or it is too late.
        Invalid: nothing was written, or too much.
    """
    said = clean_text(text)
    queries.reason(by.actor, number)

    def do(writing: Writing) -> str:
        row = queries.reason(by.actor, number)
        if row.answered_at is not None or row.inquiry_id is not None:
            raise Conflict("reason_given", _("This was answered, or its time is over."))
        row.answered_at, row.text = writing.now, said
        row.save(update_fields=["answered_at", "text"])
        if row.item is not None:
            close_question(writing, row.item)
        writing.journal("give_reason", about=row.line, reason="")
        return row.line

    return act(by, ["give_reason", number, said], do)


def reopened(by: By, number: int, trail: TrailWriter) -> Criteria:
    """What one asked in a check whose reason one still owes; the trail says so first.

    Raises:
        NotFound: the actor was not asked this.
        Conflict: the reason was given, or it is too late.
        SealDestroyed: what was asked was lawfully destroyed.
        Unavailable: the trail could not be written: nothing is opened.
    """
    row = queries.reason(by.actor, number)
    if row.answered_at is not None or row.inquiry_id is not None:
        raise Conflict("reason_given", _("This was answered, or its time is over."))
    hub: Hub = settings.HUB
    kept = find(chains_folder(hub), row.line)
    if not isinstance(kept.line, Checked):
        raise NotACheck(line=row.line)
    criteria = Opener(chains_folder(hub), open_seals(hub)).must_open(kept.line)

    def do(writing: Writing) -> str:
        writing.journal("open_line", about=row.line, reason="")
        return row.line

    act(by, None, do)
    trail.append(
        Disclosure(
            moment=by.clock.now(),
            who=who_asked(by.actor.asker()),
            purpose=Purpose(row.purpose),
            manner=Manner.SHOWN,
            records=[],
            reason=f"reason {row.line}",
        )
    )
    return criteria


def silence(clock: Clock) -> int:
    """Opens inquiries into reasons that were not given in time; gives how many were not."""
    due = list(queries.unanswered(clock.now().date()))
    if not due:
        return 0
    by_officer: dict[tuple[Officer, int], list[ReasonAsked]] = defaultdict(list)
    for row in due:
        by_officer[(row.bureau, row.officer), row.person_id].append(row)

    def do(writing: Writing) -> str:
        for (who, _person), rows in by_officer.items():
            lines = [row.line for row in rows]
            inquiry = inquiries.silent(writing, who, rows[0].person, lines)
            for row in rows:
                row.inquiry = inquiry
                row.save(update_fields=["inquiry"])
                if row.item is not None:
                    close_question(writing, row.item)
        return "silence"

    act(By(actor=operator(), clock=clock, reason="silence"), None, do)
    return len(due)
