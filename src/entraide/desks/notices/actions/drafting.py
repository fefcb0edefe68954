"""A bureau's side before publication: draft, save, submit, answer, withdraw.

Source: domain §2.3.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.conf import settings

from entraide.desks.bureaus.queries import known_codes
from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices import queries
from entraide.desks.notices.actions.moving import Asked, Moving, move, step
from entraide.desks.notices.capacities import drafts, requester_of, secretariat
from entraide.desks.notices.case import Requester
from entraide.desks.notices.examining import examined, kept, missing
from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Notice
from entraide.desks.notices.recording import show_request, withdraw_records
from entraide.desks.notices.states import State, Who
from entraide.desks.records.admission import refuse_own_code
from entraide.desks.records.envelope import codes
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.vocabulary import Confidentiality, Deletion, Handling
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CIRCULATIONS: Final = frozenset({"notice", "diffusion"})
REVIEWED_WITHIN: Final = timedelta(hours=24)
"""Source: domain §2.3."""
_DERIVED: Final = frozenset(
    {"colour", "circulation", "control_number", "entity_id", "person", "published_on"}
    | {"valid_until", "progress"}
)
"""Fields of the record that publication fills; a draft does not hold them."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a bureau writes into a request.

    Attributes:
        person, body: as the databases `persons` and `notices` declare them.
        stated: names of `case.Stated`.
        restricted: codes of those from whom it is hidden.
        recipients: of a diffusion; empty for all.
        urgent_until: by when it is of use; None without haste.
    """

    person: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    stated: Mapping[str, Any] = field(default_factory=dict)
    refugee_from: tuple[str, ...] = ()
    restricted: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    confidentiality: Confidentiality | None = None
    handling: tuple[Handling, ...] = ()
    language: str = "en"
    urgent_until: datetime | None = None


def begin(by: By, kind: str, circulation: str, draft: Draft) -> Done:
    """Begins a request; gives `about` "notice:REFERENCE".

    Raises:
        NotAllowed: this actor asks for no notices, or nobody of its bureau for this kind.
        Conflict: this hub does not use this kind.
        Invalid: a field holds what it cannot.
    """
    if not drafts(by.actor):
        raise NotAllowed
    requester = requester_of(by.actor)
    _require_kind(kind, circulation, requester)
    reference = new_reference()

    def do(writing: Writing) -> str:
        notice = Notice(
            reference=reference,
            owner_id=by.actor.bureau,
            kind=kind,
            circulation=circulation,
            state=State.DRAFT,
            requested_by=requester,
            created_by=by.actor.name,
            created_at=writing.now,
            changed_at=writing.now,
        )
        write_draft(notice, draft, writing)
        notice.save(force_insert=True)
        moving = Moving(
            writing=writing, notice=notice, who=frozenset({Who.REQUESTER}), reason="", articles=[]
        )
        step(moving, "begin")
        return f"notice:{reference}"

    return act(by, ["notice", "begin", kind, circulation, _plain(draft)], do)


def save(by: By, asked: Asked, draft: Draft) -> Done:
    """Saves what a draft, or one about which information was asked, says now. Raises as `move`."""
    return move(
        by,
        asked,
        "edit",
        lambda moving: write_draft(moving.notice, draft, moving.writing),
        told=_plain(draft),
    )


def submit(by: By, asked: Asked) -> Done:
    """Hands the request to the secretariat; an urgent one to whoever is on duty, with its clock.

    Raises:
        Invalid: what the kind needs is missing (each `missing` field named).
        Conflict: the bureau may not ask for notices at present.
    """

    def do(moving: Moving) -> None:
        notice, writing = moving.notice, moving.writing
        if queries.is_barred(notice.owner_id, writing.now):
            raise Conflict("barred", _("Your bureau may not ask for notices at present."))
        require_complete(notice)
        findings, _outcome = examined(notice, writing.today)
        moving.told |= kept(findings)
        notice.submitted_by, notice.submitted_at = by.actor.name, writing.now
        show_request(writing, notice)
        _tell_reviewers(writing, notice)

    return move(by, asked, "submit", do)


def answer(by: By, asked: Asked) -> Done:
    """Answers what the reviewers asked: the request goes back to them."""

    def do(moving: Moving) -> None:
        notice = moving.notice
        require_complete(notice)
        notice.information_due = None
        show_request(moving.writing, notice)
        _tell_reviewers(moving.writing, notice)

    return move(by, asked, "answer", do)


def withdraw(by: By, asked: Asked) -> Done:
    """Takes the request back before it is published."""

    def do(moving: Moving) -> None:
        withdraw_records(moving.writing, moving.notice, Deletion.SOURCE_REQUEST)

    return move(by, asked, "withdraw", do)


def translate_texts(by: By, asked: Asked, language: str, texts: Mapping[str, str]) -> Done:
    """Enters texts in one of the other languages: field → text, as `examining.texts` names them."""
    offered = settings.HUB.configuration.organisation.languages
    if language not in offered:
        raise Invalid(
            "language",
            field="language",
            expected=_("Expected: one of %(codes)s."),
            codes=", ".join(offered),
        )
    clean = {name: text.strip() for name, text in texts.items() if text.strip()}

    def do(moving: Moving) -> None:
        notice = moving.notice
        present = notice.translations.get(language, {})
        notice.translations = notice.translations | {language: present | clean}

    return move(by, asked, "translate", do, told=[language, clean])


def write_draft(notice: Notice, draft: Draft, writing: Writing) -> None:
    """Puts what is asked into the notice, each field tidied. Raises Invalid, naming the field."""
    kind = KINDS[notice.kind]
    notice.person = clean_person(notice, draft.person, writing)
    notice.body = clean_notice(notice, draft.body, writing)
    notice.stated = {
        name: value
        for name, value in draft.stated.items()
        if name in kind.stated and value not in (None, "", [], {})
    }
    notice.refugee_from = list(codes(draft.refugee_from, field="refugee_from"))
    restricted = codes(draft.restricted)
    refuse_own_code(notice.owner_id, restricted)
    notice.envelope = {
        "restricted": list(restricted),
        "confidentiality": draft.confidentiality.value if draft.confidentiality else None,
        "handling": [each.value for each in draft.handling],
    }
    notice.recipients = _recipients(notice, draft.recipients)
    notice.language = draft.language
    notice.urgent_until = draft.urgent_until
    if draft.urgent_until is not None and draft.urgent_until <= writing.now:
        raise Invalid(
            "urgent_until",
            field="urgent_until",
            expected=_("Expected: a moment that is still to come."),
        )


def clean_person(notice: Notice, person: Mapping[str, Any], writing: Writing) -> dict[str, Any]:
    """The person's body, tidied as its database declares it; {} if the kind has none."""
    if not person or not KINDS[notice.kind].person_fields:
        return {}
    filled = {"entity_id": notice.reference} | dict(person)
    try:
        tidy = clean_body(by_code("persons"), filled, today=writing.today, owner=notice.owner_id)
    except Invalid as problem:
        raise problem.within("person") from None
    return {name: value for name, value in tidy.items() if name in person}


def clean_notice(notice: Notice, body: Mapping[str, Any], writing: Writing) -> dict[str, Any]:
    """The notice's body, tidied; without the fields that publication fills.

    A draft may still lack what the record needs, so gaps are filled for the tidying alone.
    """
    own = {name: value for name, value in body.items() if name not in _DERIVED}
    filled = {"colour": notice.kind, "circulation": notice.circulation, "person": notice.reference}
    filled |= {"subject": notice.reference, "un_reference": notice.reference} | own
    try:
        tidy = clean_body(by_code("notices"), filled, today=writing.today, owner=notice.owner_id)
    except Invalid as problem:
        raise problem.within("body") from None
    return {name: value for name, value in tidy.items() if name in own}


def require_complete(notice: Notice) -> None:
    """Raises Invalid, naming the first field that the kind needs and the request lacks."""
    lacking = missing(notice)
    if lacking:
        raise Invalid(
            "notice_incomplete",
            _("The request does not tell all that a notice of this kind needs."),
            field=lacking[0][0],
            expected=_("Expected: %(fields)s."),
            fields=", ".join(" / ".join(each) for each in lacking),
        )


def new_reference() -> str:
    """A notice's reference, which says nothing of how many there are."""
    drawn = "".join(secrets.choice(ALPHABET) for _letter in range(8))
    return f"N-{drawn[:4]}-{drawn[4:]}"


def _require_kind(code: str, circulation: str, requester: Requester) -> None:
    kind = KINDS.get(code)
    if kind is None or circulation not in CIRCULATIONS:
        raise Invalid(
            "kind",
            field="kind",
            expected=_("Expected: one of %(codes)s."),
            codes=", ".join(KINDS),
        )
    if not kind.is_on:
        raise Conflict("kind_off", _("This hub does not use notices of this kind."))
    if requester not in kind.may_request:
        raise NotAllowed("kind_requester", _("Your bureau may not ask for notices of this kind."))


def _recipients(notice: Notice, given: Iterable[str]) -> list[str]:
    recipients = list(codes(given, field="recipients"))
    if notice.circulation != "diffusion" and recipients:
        raise Invalid(
            "recipients",
            field="recipients",
            expected=_("Expected: none; a notice goes to all bureaus."),
        )
    if unknown := set(recipients) - known_codes():
        raise Invalid(
            "recipients",
            field="recipients",
            expected=_("Expected: codes of bureaus that take part; unknown: %(codes)s."),
            codes=", ".join(sorted(unknown)),
        )
    return recipients


def _tell_reviewers(writing: Writing, notice: Notice) -> None:
    due = min(notice.urgent_until or writing.now + REVIEWED_WITHIN, writing.now + REVIEWED_WITHIN)
    on_duty = queries.on_duty() if notice.urgent_until else []
    subject = (
        _("Urgent: a request for a notice waits for review: %(reference)s")
        if notice.urgent_until
        else _("A request for a notice waits for review: %(reference)s")
    )
    item = deliver(
        writing,
        secretariat(),
        Message(
            kind=Item.Kind.REVIEW_REQUEST,
            subject=subject,
            told={"reference": notice.reference},
            due_on=due.date(),
        ),
    )
    if on_duty:
        item.assigned_to_id = on_duty[0].pk
        item.save()


def _plain(draft: Draft) -> Any:
    return msgspec.to_builtins(draft)
