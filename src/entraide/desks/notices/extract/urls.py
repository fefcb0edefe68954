"""Where the public extract is found: the API under /notices/v1/, the pages under /public/."""

from typing import Final

from django.urls import URLPattern, path

from entraide.desks.notices.extract import api, pages

app_name = "public"
_PICTURE: Final = "images/<str:picture>"


def _of(colour: str, prefix: str, party: str = "") -> list[URLPattern]:
    """The addresses of one colour's notices."""
    told = {"colour": colour, "party": party}
    base = f"notices/v1/{prefix}"
    return [
        path(base, api.listing, told),
        path(f"{base}/<str:path>", api.detail, told),
        path(f"{base}/<str:path>/images", api.images, told),
        path(f"{base}/<str:path>/{_PICTURE}", api.image, told),
    ]


urlpatterns = [
    path("notices/v1/removed", api.removed, name="removed"),
    path("notices/v1/removed.atom", api.removed_atom, name="removed_atom"),
    *_of("red", "red"),
    *_of("yellow", "yellow"),
    *_of("un", "un/persons", "persons"),
    *_of("un", "un/entities", "entities"),
    path("notices/v1/un", api.listing, {"colour": "un"}),
    path("public/", pages.search, name="search"),
    path("public/<str:colour>/<str:path>", pages.notice, name="notice"),
]
