"""What every page of the notices desk begins and ends with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from entraide.desks.bureaus.entering import actor_of, clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.records.pages.working import new_key
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import LONGEST_KEY, By, Done
from entraide.errors import NotAllowed
from entraide.language import _, translate


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works at this page, for the length of one request."""

    request: HttpRequest
    actor: Actor
    language: str
    now: datetime

    def say(self, sentence: str, **params: object) -> str:
        """The sentence in the reader's language."""
        return translate(sentence, self.language, **params)

    def by(self, reason: str = "") -> By:
        """The same as who acts, under the form's own key, so that a form sent twice acts once."""
        key = str(self.request.POST.get("request_key", ""))[:LONGEST_KEY]
        return By(actor=self.actor, clock=clock(), reason=reason, request_key=key)


def desk(request: HttpRequest) -> Desk:
    """Who works here. Raises NotAllowed."""
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    language = (get_language() or "en").split("-")[0]
    return Desk(request, actor, language, clock().now())


def reference_in(done: Done) -> str:
    """The reference of the notice that an act was about."""
    return done.about.removeprefix("notice:")


def told(here: Desk, done: Done) -> None:
    """Makes an act seen, and says on the next page that it is done; or that answers lag."""
    if settle(settings.HUB, done):
        messages.success(here.request, here.say(_("Done.")))
        return
    lag = _("It is written. Answers do not show it yet; they will without your doing anything.")
    messages.warning(here.request, here.say(lag))


def page(here: Desk, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page, with a key for its form."""
    context = {"desk": here, "request_key": new_key(), **context}
    return render(here.request, f"notices/{template}.html", context, status=status)
