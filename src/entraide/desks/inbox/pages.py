"""The inbox's pages: the work list, one item, who consulted the own records, announcements."""

import secrets
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.entering import actor_of, clock, works_as
from entraide.desks.bureaus.policy import Actor, Right, Thing, may
from entraide.desks.inbox import actions, queries, showing
from entraide.desks.inbox.forms import AnnounceForm, AssignForm, ReplyForm
from entraide.desks.inbox.models import Item
from entraide.desks.inbox.queries import ON_A_PAGE, Asked, Tab
from entraide.desks.inbox.rooms import DESKS
from entraide.desks.records.queries import head, ref_for
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By, Done
from entraide.engine.databases import databases
from entraide.errors import EntraideError, Invalid, NotAllowed
from entraide.language import _, translate
from entraide.web.pieces import Tab as TabOfPage

TABS: Final = {
    Tab.OPEN: _("To do"),
    Tab.MINE: _("Mine"),
    Tab.DONE: _("Done"),
    Tab.SENT: _("Sent"),
}
PERIODS: Final = {"7": _("7 days"), "30": _("30 days"), "365": _("12 months"), "": _("All")}


@require_safe
@works_as(*DESKS)
def items(request: HttpRequest) -> HttpResponse:
    """One part of the work list."""
    actor = _actor(request)
    tab = Tab(wanted) if (wanted := request.GET.get("tab", "")) in set(Tab) else Tab.OPEN
    kind = request.GET.get("kind", "")
    kind = kind if kind in Item.Kind.values else ""
    page = _page(request)
    rows = queries.items(actor, tab, kind=kind or None, page=page)
    total = queries.counted(actor, tab, kind=kind or None)
    today = clock().now().date()
    counts = queries.counts(actor, today)
    context = {
        "tabs": [
            TabOfPage(
                translate(title, _language()),
                f"{reverse('inbox:items')}?tab={each.value}",
                is_here=each is tab,
                count=counts.open if each is Tab.OPEN else None,
            )
            for each, title in TABS.items()
        ],
        "tab": tab.value,
        "kind": kind,
        "kinds": [(each.value, translate(each.label, _language())) for each in Item.Kind],
        "items": showing.items(actor, rows, today, _language()),
        "counts": counts,
        "may_announce": may(actor, Right.ANNOUNCE, Thing(actor.bureau)),
        **_pager(page, total, {"tab": tab.value, "kind": kind}),
    }
    return render(request, "inbox/items.html", context)


@require_safe
@works_as(*DESKS)
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One item, what was written before and after it, and what can be done."""
    return _item_page(request, number)


@require_POST
@works_as(*DESKS)
def finish(request: HttpRequest, number: int) -> HttpResponse:
    """Marks it as done, and goes back to the list."""
    _settled(actions.finish(_by(request), number))
    messages.success(request, gettext("Done."))
    return redirect("inbox:items")


@require_POST
@works_as(*DESKS)
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Puts it back among what is to be done."""
    _settled(actions.reopen(_by(request), number))
    return redirect("inbox:item", number)


@require_POST
@works_as(*DESKS)
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Gives it to a colleague."""
    actor = _actor(request)
    form = AssignForm(request.POST, colleagues=queries.colleagues(actor))
    if not form.is_valid():
        return _item_page(request, number, assigning=form)
    _settled(actions.assign(_by(request), number, form.cleaned_data["username"]))
    messages.success(request, gettext("Saved."))
    return redirect("inbox:item", number)


@require_POST
@works_as(*DESKS)
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Answers the bureau that sent it."""
    form = ReplyForm(request.POST)
    if form.is_valid():
        by = _by(request, form.cleaned_data["request_key"])
        try:
            _settled(actions.reply(by, number, form.cleaned_data["text"]))
        except Invalid as problem:
            form.add_error("text", _said(problem))
        else:
            messages.success(request, gettext("Your reply was sent."))
            return redirect("inbox:item", number)
    return _item_page(request, number, replying=form)


@require_safe
@works_as(*DESKS)
def hits(request: HttpRequest) -> HttpResponse:
    """Who was shown records of the own bureau."""
    actor = _actor(request)
    given = {name: request.GET.get(name, "") for name in ("database", "days", "foreign")}
    days = given["days"] if given["days"] in PERIODS else "30"
    codes = {each.code for each in databases()}
    since = clock().now() - timedelta(days=int(days)) if days else None
    asked = Asked(
        database=given["database"] if given["database"] in codes else None,
        since=since,
        is_foreign=given["foreign"] == "1",
    )
    page = _page(request)
    rows = queries.consultations(actor, asked, page=page)
    told = {
        "database": asked.database or "",
        "days": days,
        "foreign": "1" if asked.is_foreign else "",
    }
    context = {
        "rows": showing.consultations(actor, rows, _language()),
        "given": told,
        "databases": [(each.code, translate(each.title, _language())) for each in databases()],
        "periods": [(code, translate(said, _language())) for code, said in PERIODS.items()],
        **_pager(page, queries.consultations_counted(actor, asked), told),
    }
    return render(request, "inbox/hits.html", context)


@works_as(*DESKS)
def announce(request: HttpRequest) -> HttpResponse:
    """Tells bureaus something."""
    actor = _actor(request)
    every = [each for each in bureaus.bureaus() if may(actor, Right.ANNOUNCE, Thing(each.code))]
    given = request.POST if request.method == "POST" else None
    initial = {"request_key": secrets.token_hex(16)}
    form = AnnounceForm(given, bureaus=every, language=_language(), initial=initial)
    if given is not None and form.is_valid():
        told = form.cleaned_data
        by = _by(request, told["request_key"])
        try:
            _settled(actions.announce(by, told["bureaus"], told["title"], told["text"]))
        except Invalid as problem:
            form.add_error(problem.field if problem.field in form.fields else None, _said(problem))
        else:
            messages.success(request, gettext("Your announcement was sent."))
            return redirect("inbox:items")
    return render(request, "inbox/announce.html", {"form": form})


def _item_page(
    request: HttpRequest,
    number: int,
    *,
    replying: ReplyForm | None = None,
    assigning: AssignForm | None = None,
) -> HttpResponse:
    actor = _actor(request)
    row = queries.item(actor, number)
    today = clock().now().date()
    told = showing.items(actor, queries.correspondence(actor, row), today, _language())
    (shown,) = showing.items(actor, [row], today, _language())
    present = row.assigned_to.username if row.assigned_to else ""
    key = {"request_key": secrets.token_hex(16)}
    context = {
        "item": shown,
        "written": told,
        "is_record_there": shown.reference and _is_there(actor, shown.reference),
        "replying": replying or ReplyForm(initial=key),
        "assigning": assigning
        or AssignForm(colleagues=queries.colleagues(actor), initial={"username": present}),
    }
    return render(request, "inbox/item.html", context)


def _is_there(actor: Actor, reference: str) -> bool:
    """Whether the record can still be looked at."""
    try:
        head(actor.asker(), ref_for(reference), now=clock().now())
    except EntraideError:
        return False
    return True


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    return actor


def _by(request: HttpRequest, request_key: str = "") -> By:
    return By(actor=_actor(request), clock=clock(), request_key=request_key)


def _settled(done: Done) -> None:
    settle(settings.HUB, done)


def _said(problem: Invalid) -> str:
    expected = translate(problem.expected, _language(), **problem.params)
    return " ".join(filter(None, (problem.say(_language()), expected)))


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")[:6]
    return max(int(given), 1) if given.isdecimal() and given.isascii() else 1


def _pager(page: int, total: int, told: dict[str, str]) -> dict[str, Any]:
    """The way through the pages of a list."""
    kept = urlencode({name: value for name, value in told.items() if value})
    return {
        "page": page,
        "total": total,
        "before": f"?{kept}&page={page - 1}" if page > 1 else "",
        "after": f"?{kept}&page={page + 1}" if page * ON_A_PAGE < total else "",
    }
