"""The public's pages: a search, what it found, one notice. They need no JavaScript."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from entraide.desks.bureaus.backends import address_of
from entraide.desks.notices.documents.layout import INNOCENT, NO_WARRANT
from entraide.desks.notices.extract import queries
from entraide.desks.notices.extract.api import own_address, today
from entraide.desks.notices.extract.asked import last_page, number
from entraide.desks.notices.extract.forms import SearchForm
from entraide.desks.notices.extract.limits import BUCKETS
from entraide.desks.notices.extract.selection import COLOURS, path_of
from entraide.engine.databases import by_code
from entraide.engine.schema.database import Field
from entraide.engine.schema.notice_terms import COLOURS as CALLED
from entraide.errors import NotFound
from entraide.gateways.public_notices.shapes import pictures
from entraide.language import translate

ON_A_PAGE: Final = 20
_FIELDS: Final = {
    field.name: field for code in ("persons", "notices") for field in by_code(code).fields
}
_OF_THE_PERSON: Final = ("languages", "height", "weight", "eyes", "hair", "marks")
_OF_THE_NOTICE: Final = (
    *("names", "birth_date", "birth_place", "birth_country", "sex", "nationalities"),
)
_MORE: Final = {
    "red": (),
    "yellow": ("event_date", "event_place", "event_country"),
    "un": ("un_reference", "un_resolution", "measures"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form and what was found; before anything is asked, the newest red notices."""
    BUCKETS.take(address_of(request))
    language = _language()
    form = SearchForm({"colour": COLOURS[0], **request.GET.dict()}, language=language)
    shown: dict[str, Any] = {"form": form}
    if form.is_valid():
        shown |= _found(request, form, language)
    return _answer(render(request, "public/search.html", shown))


@require_safe
def notice(request: HttpRequest, colour: str, path: str) -> HttpResponse:
    """One notice; printed, it stands without the page's frame."""
    BUCKETS.take(address_of(request))
    if colour not in COLOURS:
        raise NotFound
    language = _language()
    found = queries.one(colour, path, today())
    shown = {
        "colour": translate(CALLED[colour], language),
        "entity_id": found.notice["entity_id"],
        "name": _name(found, language),
        "pairs": list(_pairs(found, colour, language)),
        "charges": [
            {**each, "where": _said("birth_country", each.get("country"), language)}
            for each in (found.notice.get("charges", ()) if colour == "red" else ())
        ],
        "innocent": translate(INNOCENT, language) if colour == "red" else "",
        "no_warrant": translate(NO_WARRANT, language),
        "photographs": [
            f"{own_address(request, colour, found)}/images/{number}"
            for number in pictures(found.person)
        ],
    }
    return _answer(render(request, "public/notice.html", shown))


def _found(request: HttpRequest, form: SearchForm, language: str) -> dict[str, Any]:
    page = number("page", request.GET.get("page") or "1", 1, 10**6)
    asked = form.asked()
    total, rows = 0, list[queries.Shown]()
    if asked is not None:
        start = (page - 1) * ON_A_PAGE
        total, rows = queries.search(asked, today(), start=start, count=ON_A_PAGE)
    told = {name: value for name, value in request.GET.items() if value and name != "page"}
    last = last_page(total, ON_A_PAGE)
    return {
        "is_asked": True,
        "total": total,
        "is_cut": total > queries.REACHED,
        "rows": [_row(each, language) for each in rows],
        "page": page,
        "before": f"?{urlencode({**told, 'page': page - 1})}" if 1 < page <= last + 1 else "",
        "after": f"?{urlencode({**told, 'page': page + 1})}" if page < last else "",
    }


def _row(shown: queries.Shown, language: str) -> dict[str, Any]:
    body = shown.notice
    return {
        "colour": body["colour"],
        "path": path_of(body["entity_id"]),
        "entity_id": body["entity_id"],
        "name": _name(shown, language),
        "born": _said("birth_date", body.get("birth_date"), language),
        "nationalities": _said("nationalities", body.get("nationalities"), language),
    }


def _name(shown: queries.Shown, language: str) -> str:
    names = shown.notice.get("names", ())
    return _FIELDS["names"].kind.show(names[0], language) if names else shown.notice["entity_id"]


def _pairs(shown: queries.Shown, colour: str, language: str) -> Iterator[tuple[str, str]]:
    wanted = [(name, shown.notice) for name in (*_OF_THE_NOTICE, *_MORE[colour])]
    if colour != "un":
        wanted += [(name, shown.person) for name in _OF_THE_PERSON]
    for name, body in wanted:
        if (value := body.get(name)) not in (None, "", [], ()):
            yield translate(_FIELDS[name].label, language), _said(name, value, language)


def _said(name: str, value: Any, language: str) -> str:
    field: Field = _FIELDS[name]
    if value in (None, "", [], ()):
        return ""
    values = value if field.many and isinstance(value, list | tuple) else [value]
    return "; ".join(field.kind.show(each, language) for each in values)


def _answer(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _language() -> str:
    return (get_language() or "en").split("-")[0]
