"""A notice of the desk as its printed page sees it, in one language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from entraide.desks.notices.documents.view import NoticeView
from entraide.desks.notices.examining import pending_languages
from entraide.desks.notices.models import Notice
from entraide.desks.notices.recording import full_body
from entraide.desks.notices.states import TITLES, State
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Confidentiality, Handling
from entraide.language import translate


def view_of(
    notice: Notice,
    language: str,
    *,
    made_at: datetime,
    printed_for: str,
    verify_at: str = "",
    photo: bytes = b"",
) -> NoticeView:
    """What the page of this notice says in this language; texts not yet translated as written."""
    owner = notice.owner.name(language)
    action = by_code("notices").action
    envelope = notice.envelope
    level = envelope.get("confidentiality")
    return NoticeView(
        notice=in_language(notice, language),
        person=notice.person,
        owner=owner,
        state=translate(TITLES[State(notice.state)], language),
        action=translate(action.choices.get(notice.kind, action.otherwise), language, owner=owner),
        made_at=made_at,
        verify_at=verify_at,
        printed_for=printed_for,
        confidentiality=Confidentiality(level) if level else by_code("notices").confidentiality,
        handling=tuple(Handling(each) for each in envelope.get("handling", ())),
        pending=tuple(pending_languages(notice)),
        photo=photo,
    )


def in_language(notice: Notice, language: str) -> dict[str, Any]:
    """The notice's body, its texts in this language where they are translated."""
    body = full_body(notice)
    told: Mapping[str, str] = notice.translations.get(language, {})
    for name in ("subject", "facts"):
        if told.get(name):
            body[name] = told[name]
    if "charges" in body:
        body["charges"] = [
            charge | ({"translation": told[key]} if told.get(key := f"charges.{place}") else {})
            for place, charge in enumerate(body["charges"])
        ]
    return body
