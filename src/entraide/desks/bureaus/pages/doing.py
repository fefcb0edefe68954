"""How a page of this desk does an act: by whom, until it is seen, and what it says of it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from entraide.desks.bureaus.entering import actor_of, clock
from entraide.desks.bureaus.models import Bureau
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import bureau
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By, Done
from entraide.errors import EntraideError
from entraide.language import _, translate


def here(request: HttpRequest) -> Actor:
    """Who works here, on pages that only such people reach."""
    actor = actor_of(request)
    assert actor is not None
    return actor


def own_bureau(request: HttpRequest) -> Bureau:
    """The bureau for which somebody works here."""
    return bureau(here(request).bureau)


def by(request: HttpRequest) -> By:
    """Whoever works here as who acts, with the reason and the request's key that the form has."""
    return By(
        actor=here(request),
        clock=clock(),
        reason=request.POST.get("reason", "")[:500],
        request_key=request.POST.get("request_key", "")[:128],
    )


def language() -> str:
    """The reader's."""
    return (get_language() or "en").split("-")[0]


def did(request: HttpRequest, done: Done, sentence: str, **params: object) -> None:
    """Makes an act seen by every answer, and says on the next page what was done."""
    is_visible = settle(settings.HUB, done)
    messages.success(request, translate(sentence, language(), **params))
    if not is_visible:
        late = _("It is kept, but answers do not show it yet.")
        messages.warning(request, translate(late, language()))


def failed(request: HttpRequest, problem: EntraideError) -> None:
    """Says on the next page why nothing was done."""
    messages.error(request, problem.say(language()))
