"""The review calendar: what comes to its end, what silence will delete, what time has withdrawn."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus.entering import works_as
from entraide.desks.records.envelope import REVIEW_BEFORE_END
from entraide.desks.records.own.queries import ending, ends_by_month, expired
from entraide.desks.records.pages.working import KEEPERS, Desk, desk, page, told, writable
from entraide.desks.records.reviews import SOON, keep
from entraide.engine.databases import by_code
from entraide.errors import EntraideError, Invalid
from entraide.language import _, translate_count

_TOLD_BACK = timedelta(days=183)


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def reviews(request: HttpRequest) -> HttpResponse:
    """The calendar; sent, the chosen records are kept longer, with the reason."""
    here = desk(request)
    codes = [each.code for each in writable(here.actor)]
    problem = ""
    if request.method == "POST":
        try:
            return _keep(here, codes)
        except EntraideError as found:
            problem = found.say(here.language)
            if isinstance(found, Invalid) and found.expected:
                problem += f" {here.say(found.expected)}"
    heads = ending(here.asker, codes, here.now, within=REVIEW_BEFORE_END)
    soon = here.now.date() + SOON
    months = ends_by_month(here.asker, codes, here.now)
    most = max((sum(month.values()) for month in months.values()), default=1)
    return page(
        here,
        "reviews",
        status=422 if problem else 200,
        problem=problem,
        chosen=set(request.POST.getlist("record")),
        going=[head for head in heads if head.retention_until and head.retention_until <= soon],
        later=[head for head in heads if head.retention_until and head.retention_until > soon],
        months=[
            {
                "month": date.fromisoformat(f"{month}-01"),
                "count": sum(counts.values()),
                "width": max(round(200 * sum(counts.values()) / most), 1),
            }
            for month, counts in months.items()
        ],
        titles={code: here.say(by_code(code).title) for code in codes},
        expired=[
            (day, here.say(by_code(code).title), count)
            for day, code, count in expired(here.asker, here.now, within=_TOLD_BACK)
        ],
        until=request.POST.get("until", ""),
        reason=request.POST.get("reason", ""),
    )


def _keep(here: Desk, codes: list[str]) -> HttpResponse:
    sent = here.request.POST
    reason = str(sent.get("reason", "")).strip()[:500]
    if not reason:
        raise Invalid("reason", _("Who keeps a record longer says why."), field="reason")
    try:
        until = date.fromisoformat(str(sent.get("until", "")).strip())
    except ValueError:
        expected = _("Expected: a date as year, month, day (2020-03-07).")
        raise Invalid("day", field="until", expected=expected) from None
    chosen = set(sent.getlist("record"))
    heads = ending(here.asker, codes, here.now, within=REVIEW_BEFORE_END)
    wanted = [head for head in heads if head.reference in chosen]
    if not wanted:
        raise Invalid("records", _("Choose at least one record."), field="record")
    done, refused = keep(here.by(reason=reason), wanted, until=until)
    if done:
        one, many = _("%(count)s record is kept longer."), _("%(count)s records are kept longer.")
        told(here, done[-1], translate_count(one, many, len(done), here.language))
    for sentence in dict.fromkeys(problem.say(here.language) for problem in refused):
        messages.error(here.request, sentence)
    return redirect("records:reviews")
