"""The secretariat's side: taking up, referring, asking back, refusing, publishing.

Source: domain §2.3 (four eyes, second level, decisions with reasons).
"""

from datetime import timedelta
from typing import Final

from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices import tracing
from entraide.desks.notices.actions.announcing import announce
from entraide.desks.notices.actions.moving import Asked, Moving, move
from entraide.desks.notices.compliance import Outcome
from entraide.desks.notices.examining import examined, kept, pending_languages
from entraide.desks.notices.models import Notice
from entraide.desks.notices.numbers import control_number, entity_id
from entraide.desks.notices.recording import (
    correct_records,
    end_of,
    withdraw_records,
    write_records,
)
from entraide.desks.notices.states import Who
from entraide.desks.records.envelope import Ref
from entraide.desks.records.writing import By, Done, Writing
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _

ANSWERED_WITHIN: Final = timedelta(days=14)
TRANSLATED_WITHIN: Final = timedelta(hours=24)
LEGAL: Final = 2


def take_up(by: By, asked: Asked) -> Done:
    """Takes the request up: it is this reviewer's now."""

    def do(moving: Moving) -> None:
        moving.notice.reviewer_id = by.actor.person

    return move(by, asked, "take_up", do)


def refer(by: By, asked: Asked) -> Done:
    """Refers it to the legal reviewer, who alone decides from now on."""

    def do(moving: Moving) -> None:
        moving.notice.level = LEGAL
        moving.notice.reviewer_id = None

    return move(by, asked, "refer", do)


def ask_information(by: By, asked: Asked) -> Done:
    """Asks the requester for more, with a day by which it answers."""

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        notice.information_due = (writing.now + ANSWERED_WITHIN).date()
        _tell_requester(
            moving, _("The reviewers ask for information on your request %(reference)s.")
        )

    return move(by, asked, "ask_information", do)


def refuse(by: By, asked: Asked) -> Done:
    """Refuses it, with reasons and articles; what it would be recognised by is kept."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        _require_level(moving)
        findings, _outcome = examined(notice, moving.writing.today)
        moving.told |= kept(findings) | {"level": notice.level}
        tracing.leave(notice, moving.articles)
        withdraw_records(moving.writing, notice, Deletion.QUALITY)
        _tell_requester(moving, _("Your request %(reference)s was refused."))

    return move(by, asked, "refuse", do)


def publish(by: By, asked: Asked, *, override: bool = False) -> Done:
    """Publishes it: state, records, feed and inboxes in one transaction.

    Args:
        by: the reviewer and the reasons.
        asked: which request; its articles, where a rule is overridden.
        override: publishes although a rule refuses; the legal reviewer's alone, by name.

    Raises:
        Conflict: a rule refuses it; only the legal reviewer may decide; a translation is missing.
    """

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        _require_level(moving)
        judge(moving, override=override)
        pending = pending_languages(notice)
        if pending and notice.urgent_until is None:
            raise Conflict(
                "translations_missing",
                _("Translations are missing: %(languages)s."),
                languages=", ".join(pending),
            )
        if pending:
            notice.translations_due = writing.now + TRANSLATED_WITHIN
        put_in_force(writing, notice)
        announce(writing, notice)
        _tell_requester(moving, _("Your notice %(reference)s is published."))

    return move(by, asked, "publish", do, told=override)


def judge(moving: Moving, *, override: bool) -> None:
    """Asks the rules once more and keeps what they say; stops what they do not let pass.

    Raises:
        Conflict: as `publish` says.
        NotAllowed: an override by somebody else than the legal reviewer.
        Invalid: an override without articles.
    """
    notice = moving.notice
    findings, outcome = examined(notice, moving.writing.today)
    moving.told |= kept(findings) | {"level": notice.level, "is_override": False}
    is_legal = Who.LEGAL in moving.who
    if outcome is Outcome.NEEDS_LEGAL and not is_legal:
        raise Conflict("needs_legal", _("The rules ask for the legal reviewer's decision."))
    if outcome is not Outcome.REFUSED:
        return
    if not override:
        raise Conflict("rules_refuse", _("The rules refuse this request."))
    if not is_legal:
        raise NotAllowed("override", _("Only the legal reviewer may decide against a rule."))
    if not moving.articles:
        raise Invalid(
            "articles",
            field="articles",
            expected=_("Expected: the articles on which the decision rests."),
        )
    moving.told["is_override"] = True


def put_in_force(writing: Writing, notice: Notice) -> None:
    """Gives it its numbers and its end, and writes its records."""
    notice.published_at = writing.now
    notice.control_number = control_number(notice.kind, writing.today)
    notice.entity_id = entity_id(writing.today)
    notice.valid_until = end_of(notice, writing.today)
    if notice.record is None:
        write_records(writing, notice)
    else:
        correct_records(writing, notice)  # answers showed it already while it was reviewed


def _require_level(moving: Moving) -> None:
    if moving.notice.level == LEGAL and Who.LEGAL not in moving.who:
        raise NotAllowed("legal_level", _("The legal reviewer decides on this request."))


def _tell_requester(moving: Moving, subject: str) -> None:
    notice = moving.notice
    deliver(
        moving.writing,
        notice.owner_id,
        Message(
            kind=Item.Kind.ANSWER,
            subject=subject,
            told={"reference": notice.reference},
            text=moving.reason,
            record=Ref("notices", notice.record) if notice.record else None,
            due_on=notice.information_due,
        ),
    )
