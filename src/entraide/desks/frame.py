"""What every page's frame shows: the hub's name, its languages, whether it is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def hub(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of a page's context."""
    assert settings.HUB is not None
    organisation = settings.HUB.configuration.organisation
    names = organisation.name
    language = get_language() or "en"
    return {
        "hub": {
            "name": names.get(language) or names.get("en") or organisation.id,
            "is_demo": organisation.is_demo,
            "languages": settings.LANGUAGES,
        },
        "back_to": request.path if request.method == "GET" else "/",
    }
