"""What every page's frame shows: the hub, the menu, who is here, the languages, whom to call."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.policy import Actor
from entraide.desks.menu import menu
from entraide.engine.check import words
from entraide.language import translate

_OURS: Final = (
    "tokens",
    "text",
    "frame",
    "forms",
    "tables",
    "pieces",
    "answers",
    "charts",
    "print",
)
SHEETS: Final = ("library/fonts.css", *(f"web/{name}.css" for name in _OURS))
"""The style sheets of every page, in the order in which their rules count."""


def hub(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of a page's context."""
    assert settings.HUB is not None
    organisation = settings.HUB.configuration.organisation
    names = organisation.name
    language = (get_language() or "en").split("-")[0]
    actor: Actor | None = getattr(request, "actor", None)
    is_demo = organisation.is_demo
    return {
        "hub": {
            "name": names.get(language) or names.get("en") or organisation.id,
            "is_demo": is_demo,
            "languages": settings.LANGUAGES,
            "sheets": [static(sheet) for sheet in SHEETS],
        },
        "menu": SimpleLazyObject(lambda: menu(request, actor, language, is_demo=is_demo)),
        "who": SimpleLazyObject(lambda: _who(actor, language)) if actor else None,
        "back_to": request.get_full_path() if request.method == "GET" else "/",
    }


def _who(actor: Actor, language: str) -> dict[str, Any]:
    """Whoever works here, and the desk of the own bureau that is called at any hour."""
    bureau = bureaus.bureau(actor.bureau)
    return {
        "role": translate(words.ROLES[actor.role], language),
        "bureau": bureau.name(language),
        "phone": bureau.phone,
        "email": bureau.email,
    }
