"""What the pages of the audit room share: who reads, in which language, and the pages beside."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from entraide.desks.audit import consultations
from entraide.desks.bureaus.entering import actor_of
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.errors import EntraideError, Invalid, NotAllowed
from entraide.language import _, translate
from entraide.web.pieces import Tab


def auditor(request: HttpRequest) -> Actor:
    """Who reads here. Raises NotAllowed: the actor may audit nothing."""
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    require(actor, Right.AUDIT, Thing(actor.bureau))
    return actor


def reader() -> str:
    """The reader's language."""
    return (get_language() or "en").split("-")[0]


def tabs(actor: Actor, here: str, language: str) -> list[Tab]:
    """The pages about the trail, side by side."""
    places = [("trail", _("Consultations")), ("journal", _("Journal"))]
    if consultations.audits_all(actor, settings.HUB):
        places.append(("chains", _("Is the trail whole?")))
    return _drawn(places, here, language)


def inquiry_tabs(here: str, language: str) -> list[Tab]:
    """The pages about unusual use, side by side."""
    places = [
        ("inquiries", _("Inquiries")),
        ("reasons", _("Reasons given afterwards")),
        ("watch", _("What is unusual")),
    ]
    return _drawn(places, here, language)


def said(problem: EntraideError, language: str) -> str:
    """What a form says of a refused act."""
    if not isinstance(problem, Invalid):
        return problem.say(language)
    expected = translate(problem.expected, language, **problem.params)
    return " ".join(filter(None, (problem.say(language), expected)))


def _drawn(places: list[tuple[str, str]], here: str, language: str) -> list[Tab]:
    return [
        Tab(translate(title, language), reverse(f"audit:{name}"), is_here=name == here)
        for name, title in places
    ]
