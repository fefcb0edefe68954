"""What every page of the records desk begins and ends with: who works, why, and what came of it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from entraide.desks.bureaus.entering import actor_of, clock
from entraide.desks.bureaus.policy import Actor, Right, Thing, may
from entraide.desks.records.envelope import Ref
from entraide.desks.records.queries import Reading, disclose, ref_for
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import LONGEST_KEY, By, Done
from entraide.engine.check.service import shared_service
from entraide.engine.check.trail.lines import Manner
from entraide.engine.check.wire import Asker
from entraide.engine.databases import enabled
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Purpose, Role, Writer
from entraide.errors import NotAllowed, NotFound
from entraide.language import _, translate

KEEPERS: Final = (Role.BUREAU, Role.SECRETARIAT)
"""The roles that keep a bureau's records."""
_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works at this page, for the length of one request."""

    request: HttpRequest
    actor: Actor
    asker: Asker
    language: str
    now: datetime

    def say(self, sentence: str, **params: object) -> str:
        """The sentence in the reader's language."""
        return translate(sentence, self.language, **params)

    def by(self, *, reason: str = "") -> By:
        """The same as who acts, under the form's own key, so that a form sent twice acts once."""
        key = str(self.request.POST.get("request_key", ""))[:LONGEST_KEY]
        return By(actor=self.actor, clock=clock(), reason=reason, request_key=key)

    def may(self, right: Right, database: str, owner: str | None = None) -> bool:
        """Whether the actor has this right over the bureau's own records."""
        return may(self.actor, right, Thing(owner or self.actor.bureau, database))

    def read(self, refs: Sequence[Ref], manner: Manner = Manner.SHOWN) -> list[RecordState]:
        """The full records, written down in the trail."""
        if not refs:
            return []
        reading = Reading(
            purpose=purpose_of(self.actor),
            trail=shared_service(settings.HUB).trail,
            clock=clock(),
            manner=manner,
            reason="records desk",
        )
        return disclose(self.asker, refs, reading)


def desk(request: HttpRequest) -> Desk:
    """Who works here. The page itself has let only keepers of records in."""
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    language = (get_language() or "en").split("-")[0]
    return Desk(request, actor, _asker(request, actor), language, clock().now())


def purpose_of(actor: Actor) -> Purpose:
    """For what a bureau reads its own records. Raises NotAllowed where it has no purpose at all."""
    first = (Purpose.CRIMINAL_INVESTIGATION_INFO, *sorted(actor.purposes))
    found = next((each for each in first if each in actor.purposes), None)
    if found is None:
        raise NotAllowed
    return found


def databases_of(actor: Actor) -> list[Database]:
    """The hub's databases in which the actor's bureau may have records, and that it may read."""
    chosen = enabled(settings.HUB.configuration.organisation.databases)
    return [each for each in chosen if each.code in actor.databases | actor.writes]


def database_of(actor: Actor, code: str) -> Database:
    """One of them. Raises NotFound."""
    for each in databases_of(actor):
        if each.code == code:
            return each
    raise NotFound


def writable(actor: Actor) -> list[Database]:
    """Those of them to which the actor may add the bureau's records."""
    return [
        each
        for each in databases_of(actor)
        if each.written_by is not Writer.DERIVED
        and may(actor, Right.ADD, Thing(actor.bureau, each.code))
    ]


def ref_in(reference: str) -> Ref:
    """Which record an address names. Raises NotFound."""
    return ref_for(reference)


def one(desk: Desk, ref: Ref) -> RecordState:
    """One of the bureau's own records in full, written down in the trail. Raises NotFound."""
    found = [state for state in desk.read([ref]) if state.owner == desk.actor.bureau]
    if not found:
        raise NotFound
    return found[0]


def new_key() -> str:
    """A form's own Idempotency-Key."""
    return secrets.token_urlsafe(16)


def number_in(text: str | None, otherwise: int) -> int:
    """A number as an address or a form carries it; `otherwise` for what is none."""
    if text and text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        return int(text)
    return otherwise


def told(desk: Desk, done: Done, sentence: str, **params: object) -> None:
    """Makes an act seen, and says on the next page that it is done; or that answers lag."""
    if settle(settings.HUB, done):
        messages.success(desk.request, desk.say(sentence, **params))
        return
    lag = _("It is written. Answers do not show it yet; they will without your doing anything.")
    messages.warning(desk.request, desk.say(lag))


def page(desk: Desk, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page, with a key for its form."""
    context = {"desk": desk, "request_key": new_key(), **context}
    return render(desk.request, f"records/{template}.html", context, status=status)


def file_response(opened: IO[bytes], name: str, media: str) -> HttpResponse:
    """A file to be kept by whoever asked, under this name."""
    made: Any = FileResponse(opened, as_attachment=True, filename=name, content_type=media)
    response: HttpResponse = made
    return response


def _asker(request: HttpRequest, actor: Actor) -> Asker:
    officer = getattr(request.user, "username", "")
    return actor.asker(officer=officer, workstation=str(request.META.get("REMOTE_ADDR") or "page"))
