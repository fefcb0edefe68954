"""The command centre: what the hub does now, and what it published."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from entraide.desks.audit.columns import Columns
from entraide.desks.audit.following import columns_folder
from entraide.desks.bureaus.entering import actor_of, clock, works_as
from entraide.desks.bureaus.policy import Right, Thing, may
from entraide.desks.checks import asking
from entraide.desks.command import actions, queries
from entraide.desks.command.figures import NAMES, Traffic, told_publicly, traffic
from entraide.desks.command.models import Figure
from entraide.desks.command.rooms import WATCHES
from entraide.desks.records.writing import By
from entraide.engine.check.answer_times import SHARES, counted, soonest
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Role, Verdict
from entraide.errors import EntraideError, NotAllowed, NotFound, Unavailable
from entraide.language import _, translate
from entraide.web.charts import Chart, Series

DAYS_DRAWN = 30
LATE_S = 60.0
"""An index that followed longer ago than this is told as late."""


@works_as(*WATCHES)
def now(request: HttpRequest) -> HttpResponse:
    """What is asked and found today and lately, own records, the index's health."""
    actor, language = actor_of(request), _language()
    assert actor is not None
    is_whole = actor.role is Role.SECRETARIAT
    today = clock().now().date()
    columns = Columns(columns_folder(settings.HUB))
    found = traffic(columns, "" if is_whole else actor.bureau, today, DAYS_DRAWN)
    try:
        health = queries.health(asking.service().index)
    except Unavailable:
        health = None
    context = {
        "is_whole": is_whole,
        "today": _today(found, today, language),
        "charts": [
            _hours(found, language),
            _answers(today, language),
            _days(found, language),
            _records(actor, language),
        ],
        "health": health,
        "followed": health and (clock().now() - health.followed_at).total_seconds() < LATE_S,
    }
    return render(request, "command/now.html", context)


def figures(request: HttpRequest) -> HttpResponse:
    """What the hub published of a year or a day: rounded, frozen, restated in sight."""
    language = _language()
    periods = queries.periods()
    period = request.GET.get("period", "")
    if period not in periods:
        period = periods[0] if periods else ""
    actor = actor_of(request)
    told = [_told(each, language) for each in queries.published(period)] if period else []
    context = {
        "periods": periods,
        "period": period,
        "figures": told,
        "records": _published_records(period, language) if period else None,
        "may_restate": actor is not None and may(actor, Right.RESTATE, Thing(_secretariat())),
    }
    return render(request, "command/figures.html", context)


class RestateForm(forms.Form):
    """A corrected number and its reason."""

    value = forms.IntegerField(min_value=0, localize=False)
    reason = forms.CharField(max_length=500)

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        self.fields["value"].label = translate(_("The right number"), language)
        self.fields["reason"].label = translate(_("Why it is restated"), language)


@works_as()
def restate(request: HttpRequest, number: int) -> HttpResponse:
    """Puts a corrected number beside a published one."""
    actor, language = actor_of(request), _language()
    if actor is None or not may(actor, Right.RESTATE, Thing(_secretariat())):
        raise NotAllowed
    figure = queries.figure(number)
    form = RestateForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and form.is_valid():
        by = By(actor=actor, clock=clock(), reason=form.cleaned_data["reason"])
        try:
            actions.restate(settings.HUB, by, number, form.cleaned_data["value"])
        except NotFound:
            raise
        except EntraideError as problem:
            form.add_error("reason", problem.say(language))
        else:
            return redirect(f"/figures/?period={figure.period}")
    told = {"figure": figure, "name": translate(NAMES[figure.name], language), "form": form}
    return render(request, "command/restate.html", told)


def _today(found: Traffic, today: date, language: str) -> list[tuple[str, str, int]]:
    """What stands in large figures: code, word, number."""
    results = found.by_day[today]
    found_of = [
        (verdict.value, translate(NAMES[verdict], language), results[verdict])
        for verdict in (Verdict.HIT, Verdict.POSSIBLE, Verdict.INCOMPLETE)
    ]
    return [("checks", translate(NAMES["checks"], language), results.total()), *found_of]


def _hours(found: Traffic, language: str) -> Chart:
    return Chart(
        code="hours",
        title=translate(_("Checks today by the hour (UTC)"), language),
        along=[f"{hour:02}" for hour in range(24)],
        along_title=translate(_("Hour"), language),
        series=[Series(translate(NAMES["checks"], language), found.by_hour)],
    )


def _answers(today: date, language: str) -> Chart:
    by_hour = counted(settings.HUB.times_folder, [today])
    within = {share: [soonest(steps, share) for steps in by_hour] for share in reversed(SHARES)}
    return Chart(
        code="answers",
        title=translate(_("Answer times today by the hour, in milliseconds (UTC)"), language),
        note=translate(
            _("Of the whole hub, until the trail was written; at most a tenth too high."),
            language,
        ),
        along=[f"{hour:02}" for hour in range(24)],
        along_title=translate(_("Hour"), language),
        series=[
            Series(
                translate(_("%(share)s of 100 within"), language, share=share),
                [None if each is None else round(each * 1000, 3) for each in seconds],
            )
            for share, seconds in within.items()
        ],
    )


def _days(found: Traffic, language: str) -> Chart:
    days = sorted(found.by_day)
    series = [Series(translate(NAMES["checks"], language), [found.by_day[d].total() for d in days])]
    for verdict in (Verdict.HIT, Verdict.POSSIBLE):
        values = [found.by_day[day][verdict] for day in days]
        series.append(Series(translate(NAMES[verdict], language), values))
    return Chart(
        code="days",
        title=translate(_("Checks and what they found, the last thirty days"), language),
        along=days,
        along_title=translate(_("Day"), language),
        series=series,
    )


def _records(actor: Any, language: str) -> Chart:
    own = queries.own_records(actor)
    return Chart(
        code="records",
        title=translate(_("Own records that are answered, by database"), language),
        along=[translate(by_code(code).title, language) for code, _count in own],
        along_title=translate(_("Database"), language),
        series=[Series(translate(NAMES["records"], language), [count for _code, count in own])],
        is_ranking=True,
    )


def _published_records(period: str, language: str) -> Chart:
    rows = queries.records_published(period)
    values = [_rounded(row.value) for row in rows]
    return Chart(
        code="published",
        title=translate(_("Records by database"), language),
        note=translate(_("Rounded; fewer than ten are left out."), language),
        along=[translate(by_code(row.database).title, language) for row in rows],
        along_title=translate(_("Database"), language),
        series=[Series(translate(NAMES["records"], language), values)],
        is_ranking=True,
    )


def _rounded(value: int) -> int | None:
    number, is_told = told_publicly(value)
    return number if is_told else None


def _told(each: queries.Restated, language: str) -> dict[str, Any]:
    value, is_told = told_publicly(each.figure.value)
    return {
        "number": each.figure.pk,
        "name": translate(NAMES[each.figure.name], language),
        "value": value,
        "is_told": is_told,
        "before": [_was(figure) for figure in each.before],
        "reason": each.figure.reason,
        "at": each.figure.frozen_at,
    }


def _was(figure: Figure) -> tuple[int, bool]:
    return told_publicly(figure.value)


def _secretariat() -> str:
    return str(settings.HUB.configuration.organisation.secretariat)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
