"""The audit room: who consulted what and why, the journal, and whether the trail is whole."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entraide.desks.audit import actions, chain_state, consultations, queries
from entraide.desks.audit.columns import CHECKED, Columns
from entraide.desks.audit.consultations import A_PAGE, Consulted, Sought
from entraide.desks.audit.following import columns_folder
from entraide.desks.audit.forms import ActsForm, ReasonForm, SoughtForm
from entraide.desks.audit.pages.doing import auditor, reader, tabs
from entraide.desks.audit.queries import ActsSought
from entraide.desks.audit.words import ACTS, MANNERS
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.checks import asking
from entraide.desks.checks.showing import asked_parts
from entraide.desks.records.hub_keys import published
from entraide.desks.records.models import Act
from entraide.desks.records.writing import By
from entraide.engine.check import words
from entraide.engine.check.trail.criteria import Criteria
from entraide.engine.check.trail.lines import Checked
from entraide.engine.check.trail.seals import SealDestroyed
from entraide.engine.databases import by_number
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.errors import EntraideError, NotAllowed
from entraide.language import _, translate
from entraide.web.charts import Chart, Series


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A consultation as a row of the table."""

    row: Consulted
    manner: str
    purpose: str
    role: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ShownAct:
    """A line of the journal; `record` is its published reference, "" where it is about none."""

    row: Act
    what: str
    who: str
    record: str


@works_as()
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Consultations by who, when, why and with what result; by the hour as a chart."""
    actor, language = auditor(request), reader()
    is_whole = consultations.audits_all(actor, settings.HUB)
    form = SoughtForm(request.GET, today=clock().now().date(), language=language, is_whole=is_whole)
    context: dict[str, Any] = {"form": form, "is_whole": is_whole}
    context["tabs"] = tabs(actor, "trail", language)
    if form.is_valid():
        try:
            sought = consultations.scope(settings.HUB, actor, form.sought())
        except EntraideError as problem:
            form.add_error("until", problem.say(language))
        else:
            context |= _found(sought, _page_number(request), language)
    return render(request, "audit/trail.html", context | {"query": _without_page(request)})


@works_as()
def line(request: HttpRequest, id: str) -> HttpResponse:
    """One line; what was asked is opened by a second act with its reason."""
    actor, language = auditor(request), reader()
    kept = consultations.line(settings.HUB, actor, id)
    form = ReasonForm(request.POST if request.method == "POST" else None, language=language)
    context: dict[str, Any] = {"kept": kept, "form": form, "facts": _facts(kept.line, language)}
    context["may_inquire"] = queries.may_inquire_into(actor, kept.line.who)  # type: ignore[union-attr]
    context["is_check"] = isinstance(kept.line, Checked)
    if context["is_check"] and request.method == "POST" and form.is_valid():
        by = By(actor=actor, clock=clock(), reason=form.cleaned_data["reason"])
        try:
            criteria = actions.opened(settings.HUB, by, kept.id, asking.service().trail)
        except SealDestroyed as destroyed:
            context["destroyed"] = destroyed.say(language)
        except EntraideError as problem:
            form.add_error("reason", problem.say(language))
        else:
            context["opened"] = _opened(criteria)
    return render(request, "audit/line.html", context)


@works_as()
def export(request: HttpRequest) -> HttpResponse:
    """The signed archive of what is sought, after its reason was given."""
    actor, language = auditor(request), reader()
    given = request.POST if request.method == "POST" else request.GET
    sought = SoughtForm(
        given,
        today=clock().now().date(),
        language=language,
        is_whole=consultations.audits_all(actor, settings.HUB),
    )
    reason = ReasonForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and sought.is_valid() and reason.is_valid():
        by = By(actor=actor, clock=clock(), reason=reason.cleaned_data["reason"])
        try:
            made = actions.exported(settings.HUB, by, sought.sought(), language=language)
        except EntraideError as problem:
            reason.add_error("reason", problem.say(language))
        else:
            name = f"trail-{clock().now():%Y%m%dT%H%M%SZ}.zip"
            return HttpResponse(
                made,
                content_type="application/zip",
                headers={"Content-Disposition": f'attachment; filename="{name}"'},
            )
    return render(request, "audit/export.html", {"form": reason, "sought": sought})


@works_as()
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Acts by who, when and what."""
    actor, language = auditor(request), reader()
    form = ActsForm(request.GET, today=clock().now().date(), language=language)
    context: dict[str, Any] = {"form": form, "query": _without_page(request)}
    context["tabs"] = tabs(actor, "journal", language)
    if form.is_valid():
        since, until = form.days()
        sought = ActsSought(
            since=since,
            until=until,
            what=form.cleaned_data["what"],
            who=form.cleaned_data["actor"].strip(),
            is_whole=consultations.audits_all(actor, settings.HUB),
        )
        rows = queries.acts(actor, sought)
        page = Paginator(rows, A_PAGE).get_page(_page_number(request))
        names = queries.names_of(actor, {row.actor for row in page}, is_whole=sought.is_whole)
        context["acts"] = [_shown_act(row, names, language) for row in page]
        context["page"] = page
    return render(request, "audit/journal.html", context)


@works_as(Role.AUDITOR)
def chains(request: HttpRequest) -> HttpResponse:
    """Whether the trail is whole, chain by chain, as it was verified last; verified now on POST."""
    actor = auditor(request)
    if not consultations.audits_all(actor, settings.HUB):
        raise NotAllowed
    if request.method == "POST":
        chain_state.verify_now(settings.HUB, clock())
    language = reader()
    context: dict[str, Any] = {"state": chain_state.last(settings.HUB, language)}
    context["tabs"] = tabs(actor, "chains", language)
    return render(request, "audit/chains.html", context)


def _found(sought: Sought, number: int, language: str) -> dict[str, Any]:
    found = consultations.consulted(Columns(columns_folder(settings.HUB)), sought, page=number)
    page = Paginator(range(found.total), A_PAGE).get_page(number)
    verdicts = [
        (translate(words.VERDICTS[verdict], language), verdict, found.by_verdict[verdict])
        for verdict in Verdict
    ]
    return {
        "sought": sought,
        "lines": [_shown(row, language) for row in found.lines],
        "page": page,
        "total": found.total,
        "verdicts": verdicts,
        "hours": Chart(
            code="hours",
            title=translate(_("By hour of the day (UTC)"), language),
            along=[f"{hour:02}" for hour in range(24)],
            along_title=translate(_("Hour"), language),
            series=[Series(translate(_("Consultations"), language), found.by_hour)],
        ),
    }


def _shown(row: Consulted, language: str) -> ShownLine:
    return ShownLine(
        row=row,
        manner=translate(MANNERS[row.manner], language),
        purpose=translate(PURPOSES[Purpose(row.purpose)], language),
        role=translate(words.ROLES[Role(row.role)], language),
        verdict=translate(words.VERDICTS[Verdict(row.verdict)], language) if row.verdict else "",
    )


def _shown_act(row: Act, names: dict[str, str], language: str) -> ShownAct:
    return ShownAct(
        row=row,
        what=translate(ACTS.get(row.what, row.what), language),
        who=names.get(row.actor, row.actor),
        record=published(row.database, row.record) if row.database and row.record else "",
    )


def _facts(told: Any, language: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "who": told.who,
        "role": translate(words.ROLES[told.who.role], language),
        "purpose": translate(PURPOSES[told.purpose], language),
    }
    if isinstance(told, Checked):
        asked = [translate(by_number(number).title, language) for number in told.asked]
        facts |= {
            "verdict": told.verdict,
            "result": translate(words.VERDICTS[told.verdict], language),
            "asked": asked,
            "manner": translate(MANNERS[CHECKED], language),
            "place": told.place[1],
            "records": len(told.found),
            "rules": told.rules,
        }
    else:
        facts |= {
            "manner": translate(MANNERS[told.manner], language),
            "records": len(told.records),
            "reason": told.reason,
        }
    return facts


def _opened(criteria: Criteria) -> list[list[Any]]:
    return [list(asked_parts(subject)) for subject in criteria.query.subjects]


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004 - more pages than there are


def _without_page(request: HttpRequest) -> str:
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()
