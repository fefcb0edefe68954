"""Notices for programs: work lists, requests, what the rules say of them, and every move.

The secretariat's program acts for one of its people, whom it names as the officer: who judges a
request is somebody, with a nationality of their own.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema
from ninja import Status as Answered
from pydantic import AwareDatetime, StringConstraints

from entraide.desks.bureaus.entering import clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import grants_of, person
from entraide.desks.notices import queries
from entraide.desks.notices.actions import drafting
from entraide.desks.notices.actions.by_code import Told, make
from entraide.desks.notices.actions.moving import LONGEST_REASON, Asked
from entraide.desks.notices.actions.reading import opened
from entraide.desks.notices.capacities import capacities, secretariat
from entraide.desks.notices.examining import examined, missing, pending_languages
from entraide.desks.notices.models import Notice, Step
from entraide.desks.notices.states import State, moves_from
from entraide.desks.programs import caller
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By, Done
from entraide.engine.schema.vocabulary import Confidentiality, Deletion, Handling
from entraide.errors import Malformed, NotAllowed, NotFound
from entraide.language import _, translate

router = Router(tags=["notices"])

_REFERENCE: Final = re.compile(r"N-[0-9A-Z]{4}-[0-9A-Z]{4}")
_NUL: Final = b"\\u0000"
"""As JSON writes the character that not every database under a hub can keep."""
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
Article = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z .,()§-]{1,32}$")]
Text = Annotated[str, StringConstraints(max_length=20_000)]


class WantedNotices(Schema):
    """Which notices are wanted: of these states (all if none is named), of this kind."""

    state: list[State] = Field(default_factory=list)
    kind: str = Field("", pattern=r"^[a-z]{0,8}$")
    page: int = Field(1, ge=1, le=10_000)


class NoticeHeadOut(Schema):
    """What a list says of a notice."""

    reference: str
    owner: str
    kind: str
    circulation: str
    state: State
    version: int
    level: int
    control_number: str | None
    entity_id: str | None
    urgent_until: datetime | None
    published_at: datetime | None
    valid_until: date | None
    changed_at: datetime


class NoticeListOut(Schema):
    """A page of a work list, what was moved last first; `next` is null on the last."""

    notices: list[NoticeHeadOut]
    next: int | None


class DraftIn(Schema):
    """What a bureau asks: bodies as the databases `persons` and `notices` declare them."""

    person: dict[str, Any] = Field(default_factory=dict)
    body: dict[str, Any] = Field(default_factory=dict)
    stated: dict[str, Any] = Field(default_factory=dict)
    refugee_from: list[Code] = Field([], max_length=300)
    restricted: list[Code] = Field([], max_length=300)
    recipients: list[Code] = Field([], max_length=300)
    confidentiality: Confidentiality | None = None
    handling: list[Handling] = Field(default_factory=list)
    language: Literal["en", "fr", "es", "ar"] = "en"
    urgent_until: AwareDatetime | None = None


class NewNotice(DraftIn):
    """A new request."""

    kind: str = Field(max_length=8)
    circulation: Literal["notice", "diffusion"] = "notice"


class SavedNotice(DraftIn):
    """What a request says from now on, and the version that was read."""

    version: int = Field(ge=1)


class MoveIn(Schema):
    """A move: the version that was read, why, under which articles, and what this move needs.

    `override` goes with publish and circulate; `language` and `texts` with translate; `person` and
    `body` with propose_*; `ground` and `suspends` with reopen; `until` with renew; `because` with
    cancel.
    """

    version: int = Field(ge=1)
    reason: str = Field("", max_length=LONGEST_REASON)
    articles: list[Article] = Field([], max_length=20)
    override: bool = False
    language: Literal["en", "fr", "es", "ar"] | None = None
    texts: dict[Text, Text] | None = None
    person: dict[str, Any] | None = None
    body: dict[str, Any] | None = None
    ground: str | None = Field(None, max_length=24)
    suspends: bool = False
    until: date | None = None
    because: Deletion | None = None


class MovedOut(Schema):
    """What came of an act; not visible means committed, and shown within seconds."""

    reference: str
    version: int
    state: State
    is_visible: bool


class StepOut(Schema):
    """One move that was made; `by` is told of the own bureau's people only."""

    version: int
    move: str
    was: str
    state: State
    at: datetime
    bureau: str
    by: str | None
    reason: str
    articles: list[str]
    level: int
    is_override: bool
    rules_version: str


class NoticeOut(NoticeHeadOut):
    """A whole request, what may be done with it now by whom this key is, and what was done."""

    person: dict[str, Any]
    body: dict[str, Any]
    stated: dict[str, Any]
    refugee_from: list[str]
    restricted: list[str]
    recipients: list[str]
    language: str
    translations: dict[str, dict[str, str]]
    pending_languages: list[str]
    proposal: dict[str, Any]
    ground: str
    is_confirmed: bool
    moves: list[str]
    steps: list[StepOut]


class FindingOut(Schema):
    """What one rule says."""

    rule: str
    article: str
    verdict: Literal["pass", "warn", "fail"]
    sentence: str
    field: str | None


class FindingsOut(Schema):
    """What the rules say of a request as it stands; of each item of `missing` one is enough."""

    version: int
    outcome: Literal["publishable", "needs_review", "needs_legal", "refused"]
    findings: list[FindingOut]
    missing: list[list[str]]


@router.get("/", response=NoticeListOut)
def listed(request: HttpRequest, asked: Query[WantedNotices]) -> dict[str, Any]:
    """A work list: the own bureau's notices; for those who review, all that were submitted."""
    found = queries.listed(
        _actor(request), asked.state or list(State), kind=asked.kind, page=asked.page
    )
    is_full = len(found) == queries.ON_A_PAGE
    return {
        "notices": [_head(notice) for notice in found],
        "next": asked.page + 1 if is_full else None,
    }


@router.get("/{reference}", response=NoticeOut)
def one(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One request with its steps and the moves that may be made now; the journal says who read."""
    actor = _actor(request)
    notice = opened(By(actor=actor, clock=clock()), _named(reference))
    may_move = moves_from(
        State(notice.state),
        kind=notice.kind,
        circulation=notice.circulation,
        who=capacities(actor, notice),
    )
    same = ("person", "body", "stated", "refugee_from", "recipients", "language", "translations")
    told = {name: getattr(notice, name) for name in (*same, "proposal", "ground", "is_confirmed")}
    return (
        _head(notice)
        | told
        | {
            "restricted": notice.envelope.get("restricted", []),
            "pending_languages": pending_languages(notice),
            "moves": [move.code for move in may_move],
            "steps": [_step(step, actor) for step in queries.steps(notice)],
        }
    )


@router.post("/", response={201: MovedOut})
def begin(request: HttpRequest, given: NewNotice) -> Answered[dict[str, Any]]:
    """Begins a request of the key's own bureau: a draft, which nobody else meets."""
    done = drafting.begin(_by(request), given.kind, given.circulation, _draft(given))
    return Answered(201, _moved(done, 1))


@router.put("/{reference}", response=MovedOut)
def save(request: HttpRequest, reference: str, given: SavedNotice) -> dict[str, Any]:
    """Saves what a draft, or one about which information was asked, says from now on."""
    by = _by(request)
    asked = Asked(reference=_named(reference), version=given.version)
    return _moved(drafting.save(by, asked, _draft(given)), given.version + 1)


@router.post("/{reference}/moves/{code}", response=MovedOut)
def move(request: HttpRequest, reference: str, code: str, given: MoveIn) -> dict[str, Any]:
    """Makes a move of the table: submit, circulate, publish, locate, renew, cancel and the rest."""
    asked = Asked(
        reference=_named(reference), version=given.version, articles=tuple(given.articles)
    )
    told = Told(**{name: getattr(given, name) for name in Told.__dataclass_fields__})
    done = make(_by(request, given.reason), asked, code, told)
    return _moved(done, given.version + 1)


@router.post("/{reference}/findings", response=FindingsOut)
def findings(request: HttpRequest, reference: str) -> dict[str, Any]:
    """What each rule says of a request as it stands now; nothing is written."""
    notice = queries.for_desk(_actor(request), _named(reference))
    found, outcome = examined(notice, clock().now().date())
    language = get_language() or "en"
    return {
        "version": notice.version,
        "outcome": outcome.value,
        "findings": [
            {
                "rule": each.rule,
                "article": each.article,
                "verdict": each.verdict.value,
                "sentence": translate(each.sentence, language, **each.params),
                "field": each.field,
            }
            for each in found
        ],
        "missing": [list(any_of) for any_of in missing(notice)],
    }


def _actor(request: HttpRequest) -> Actor:
    """Who acts: the key; the secretariat's acts as the officer that it names."""
    actor = caller(request).actor
    if actor.bureau != secretariat():
        return actor
    refused = NotAllowed(
        "officer_unknown", _("The officer named must be one of your own people, in this role.")
    )
    try:
        officer = person(caller(request).asker.officer)
    except NotFound:
        raise refused from None
    roles = {grant.role for grant in grants_of(officer, clock().now())}
    if officer.bureau_id != actor.bureau or actor.role not in roles:
        raise refused
    return replace(actor, name=f"person:{officer.pk}", person=officer.pk)


def _by(request: HttpRequest, reason: str = "") -> By:
    if _NUL in request.body:
        raise Malformed
    return replace(caller(request).by(request, reason), actor=_actor(request))


def _named(reference: str) -> str:
    if not _REFERENCE.fullmatch(reference):
        raise NotFound
    return reference


def _draft(given: DraftIn) -> drafting.Draft:
    told: dict[str, Any] = {}
    for name in DraftIn.model_fields:
        value = getattr(given, name)
        told[name] = tuple(value) if isinstance(value, list) else value
    return drafting.Draft(**told)


def _head(notice: Notice) -> dict[str, Any]:
    told = {name: getattr(notice, name) for name in NoticeHeadOut.model_fields if name != "owner"}
    return told | {"owner": notice.owner_id}


def _step(step: Step, actor: Actor) -> dict[str, Any]:
    told = {name: getattr(step, name) for name in StepOut.model_fields if name != "by"}
    return told | {"by": step.by if step.bureau == actor.bureau else None}


def _moved(done: Done, version: int) -> dict[str, Any]:
    """What came of a move, also when it is told again: where it led then, not where it is now."""
    reference = done.about.removeprefix("notice:")
    step = queries.step_of(reference, version)
    is_visible = settle(settings.HUB, done)
    return {
        "reference": reference,
        "version": version,
        "state": step.state,
        "is_visible": is_visible,
    }
