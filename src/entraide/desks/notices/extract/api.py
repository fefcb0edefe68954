"""The public API: the paths, parameters and names of the one whose clients ask it.

Anybody may read it, from any page (CORS), nobody may write. Whoever keeps an answer asks again
before showing it (`no-cache` with an ETag): what is public no more is gone at the next request.
Source: domain §2.5.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt

from entraide.desks.bureaus.backends import address_of
from entraide.desks.bureaus.entering import clock
from entraide.desks.notices.extract import queries
from entraide.desks.notices.extract.asked import MOST, last_page, number, read
from entraide.desks.notices.extract.limits import BUCKETS
from entraide.desks.notices.extract.selection import path_of
from entraide.desks.problems import as_problem
from entraide.errors import EntraideError, Malformed, NotFound, TooMany
from entraide.gateways.public_notices import shapes
from entraide.language import _

METHODS: Final = "GET, HEAD, OPTIONS"
OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "public, no-cache",
}
_FEED_PAGE: Final = 100

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """A view that anybody may read, counted for each address, cached by what it says."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **where: str) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS})
        elif request.method not in {"GET", "HEAD"}:
            response = HttpResponse(status=405, headers={"Allow": METHODS})
        else:
            response = _read(request, view, where)
        for name, value in OPEN.items():
            response.headers[name] = value
        return response

    return answered


def _read(request: HttpRequest, view: View, where: dict[str, str]) -> HttpResponseBase:
    try:
        BUCKETS.take(address_of(request))
        response = view(request, **where)
    except EntraideError as problem:
        refused = as_problem(request, problem)
        if isinstance(problem, TooMany):
            refused.headers["Retry-After"] = str(problem.params["seconds"])
        return refused
    if isinstance(response, HttpResponse) and response.status_code == 200:  # noqa: PLR2004 HTTP
        tag = f'"{sha256(response.content).hexdigest()[:32]}"'
        asked = request.headers.get("If-None-Match", "")
        if tag in {each.strip().removeprefix("W/") for each in asked.split(",")}:
            response = HttpResponse(status=304)
        response.headers["ETag"] = tag
    return response


@public
def listing(request: HttpRequest, colour: str, party: str = "") -> HttpResponse:
    """A page of the notices of one colour."""
    asked = read(request.GET, colour, party)
    start = (asked.page - 1) * asked.count
    total, found = (
        (0, [])
        if asked.nowhere
        else queries.search(asked.search, today(), start=start, count=asked.count)
    )
    base = _here(request)
    entries = [
        shapes.listed(each.notice, each.person, own_address(request, colour, each))
        for each in found
    ]
    last = last_page(total, asked.count)
    links = {"self": asked.address(base, asked.page), "first": asked.address(base, 1)}
    if asked.page < last:
        links["next"] = asked.address(base, asked.page + 1)
    links["last"] = asked.address(base, last)
    return _json(
        {
            "total": total,
            "query": asked.query,
            "_embedded": {"notices": entries},
            "_links": {name: {"href": href} for name, href in links.items()},
        }
    )


@public
def detail(request: HttpRequest, colour: str, path: str, party: str = "") -> HttpResponse:
    """One notice."""
    found = queries.one(colour, path, today(), party=party)
    related = [
        shapes.related_entry(other, each.notice, each.person, own_address(request, other, each))
        for other, each in queries.related(found, today())
    ]
    address = own_address(request, colour, found)
    return _json(shapes.detailed(found.notice, found.person, address, related))


@public
def images(request: HttpRequest, colour: str, path: str, party: str = "") -> HttpResponse:
    """The list of a notice's photographs."""
    found = queries.one(colour, path, today(), party=party)
    return _json(shapes.images(found.person, own_address(request, colour, found)))


@public
def image(
    request: HttpRequest,  # noqa: ARG001 every view has it
    colour: str,
    path: str,
    picture: str,
    party: str = "",
) -> HttpResponseBase:
    """One photograph, where its owner keeps it."""
    found = queries.one(colour, path, today(), party=party)
    kept_at = shapes.pictures(found.person).get(picture)
    if kept_at is None:
        raise NotFound
    return HttpResponseRedirect(kept_at, headers={"Referrer-Policy": "no-referrer"})


@public
def removed(request: HttpRequest) -> HttpResponse:
    """The notices that are public no more, for mirrors: which and since when, never why."""
    page = number("page", request.GET.get("page") or "1", 1, 10**6)
    count = number("resultPerPage", request.GET.get("resultPerPage") or str(MOST), 1, MOST)
    since = request.GET.get("since", "")
    total, found = queries.removed(_day(since), today(), start=(page - 1) * count, count=count)
    base, last = _here(request), max(-(-total // count), 1)
    kept = f"&since={since}" if since else ""
    pages = {"self": page, "first": 1, **({"next": page + 1} if page < last else {}), "last": last}
    return _json(
        {
            "total": total,
            "query": {"page": page, "resultPerPage": count} | ({"since": since} if since else {}),
            "_embedded": {
                "removed": [
                    {
                        "entity_id": entity_id,
                        "color": colour,
                        "removed_on": day.isoformat() if day else None,
                        "_links": {"self": {"href": _address(request, colour, party, path)}},
                    }
                    for colour, party, entity_id, path, day in found
                ]
            },
            "_links": {
                name: {"href": f"{base}?resultPerPage={count}&page={at}{kept}"}
                for name, at in pages.items()
            },
        }
    )


@public
def removed_atom(request: HttpRequest) -> HttpResponse:
    """The newest of the same as Atom."""
    _total, found = queries.removed(None, today(), start=0, count=_FEED_PAGE)
    feed = Atom1Feed(title="removed", link=_here(request), description="")
    for colour, party, entity_id, path, day in found:
        moment = clock().now().replace(hour=0, minute=0, second=0, microsecond=0)
        if day is not None:
            moment = moment.replace(year=day.year, month=day.month, day=day.day)
        address = _address(request, colour, party, path)
        feed.add_item(title=entity_id, link=address, description="", updateddate=moment)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


def own_address(request: HttpRequest, colour: str, shown: queries.Shown) -> str:
    """A notice's own address in the API."""
    return _address(request, colour, shown.party, path_of(shown.notice["entity_id"]))


def today() -> Any:
    """The day by the clock of the pages."""
    return clock().now().date()


def _address(request: HttpRequest, colour: str, party: str, path: str) -> str:
    middle = f"un/{party}" if colour == "un" else colour
    return request.build_absolute_uri(f"/notices/v1/{middle}/{path}")


def _here(request: HttpRequest) -> str:
    return request.build_absolute_uri(request.path)


def _day(text: str) -> Any:
    if not text:
        return None
    try:
        return clock().now().date().fromisoformat(text)
    except ValueError:
        raise Malformed("day", field="since", expected=_("Expected: 2024-05-31.")) from None


def _json(content: Any) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(content), content_type="application/json")
