"""From where on use is unusual, the bureau's own list, and the reasons that officers gave."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.audit import actions, consultations, queries
from entraide.desks.audit.inquiry_forms import ThresholdsForm, WatchedForm
from entraide.desks.audit.models import ReasonAsked, Watched
from entraide.desks.audit.pages.doing import auditor, inquiry_tabs, reader, said
from entraide.desks.audit.thresholds import THRESHOLDS
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.policy import Actor, Right, Thing, may
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.errors import EntraideError, Invalid
from entraide.language import _, translate
from entraide.web.tables import Column, Table, containing


@works_as()
@require_http_methods(["GET", "POST"])
def watch(request: HttpRequest) -> HttpResponse:
    """The thresholds of the own bureau, or of the hub for its auditor, and the own list."""
    actor, language = auditor(request), reader()
    bureau = _whose(actor)
    given = request.POST if request.method == "POST" else None
    form = ThresholdsForm(given, language=language, initial=queries.all_limits().of(bureau))
    if given is not None and form.is_valid():
        by = By(actor=actor, clock=clock())
        try:
            actions.set_thresholds(settings.HUB, by, bureau, form.cleaned_data)
        except Invalid as problem:
            form.add_error(problem.field, said(problem, language))
        else:
            messages.success(request, translate(_("Saved."), language))
            return redirect("audit:watch")
    return _page(request, actor, form=form)


@works_as()
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Puts something on the own bureau's list."""
    actor, language = auditor(request), reader()
    form = WatchedForm(request.POST, language=language)
    if form.is_valid():
        told, by = form.cleaned_data, By(actor=actor, clock=clock())
        try:
            actions.watch_for(settings.HUB, by, told["kind"], told["entry"], told["label"])
        except EntraideError as problem:
            form.add_error("entry", said(problem, language))
        else:
            messages.success(request, translate(_("Saved."), language))
            return redirect("audit:watch")
    return _page(request, actor, adding=form)


@works_as()
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Takes something off the own bureau's list."""
    actor = auditor(request)
    actions.watch_no_more(settings.HUB, By(actor=actor, clock=clock()), number)
    messages.success(request, translate(_("Saved."), reader()))
    return redirect("audit:watch")


@works_as()
@require_safe
def given(request: HttpRequest) -> HttpResponseBase:
    """The reasons that the own bureau's officers gave, or owe."""
    actor, language = auditor(request), reader()
    table = Table(
        request=request,
        code="reasons",
        label=translate(_("Reasons given afterwards"), language),
        rows=queries.reasons_in(actor),
        columns=_columns(language),
        search=containing("officer", "line"),
        nothing=(
            translate(_("No reasons"), language),
            translate(_("One check in many is asked its reason afterwards."), language),
        ),
    )
    if table.is_export:
        return table.export("reasons")
    context = {"table": table, "tabs": inquiry_tabs("reasons", language)}
    return render(request, "audit/reasons.html", context)


def _page(request: HttpRequest, actor: Actor, **told: Any) -> HttpResponse:
    language, bureau = reader(), _whose(actor)
    limits = queries.all_limits().of(bureau)
    is_own = _may_set(actor, actor.bureau)
    context = {
        "tabs": inquiry_tabs("watch", language),
        "bureau": bureau,
        "may_set": _may_set(actor, bureau),
        "limits": [
            (translate(each.label, language), limits[name]) for name, each in THRESHOLDS.items()
        ],
        "form": ThresholdsForm(language=language, initial=limits),
        "has_list": is_own,
        "adding": WatchedForm(language=language),
        "watched": [
            (row, translate(str(Watched.Kind(row.kind).label), language))
            for row in (queries.watch_list(actor.bureau) if is_own else ())
        ],
    }
    return render(request, "audit/watch.html", context | told)


def _columns(language: str) -> list[Column]:
    def purpose(row: ReasonAsked) -> str:
        return translate(PURPOSES[Purpose(row.purpose)], language)

    return [
        Column("line", translate(_("Line"), language), order="line", is_code=True),
        Column("at", translate(_("When (UTC)"), language), order="at"),
        Column("officer", translate(_("Officer"), language), order="officer"),
        Column("purpose", translate(_("Purpose"), language), value=purpose),
        Column("due_on", translate(_("Due"), language), order="due_on"),
        Column("answered_at", translate(_("Answered"), language), order="answered_at"),
        Column("text", translate(_("Reason"), language)),
    ]


def _whose(actor: Actor) -> str:
    """Whose numbers the page is about: "" is the hub, for the secretariat's auditor."""
    return "" if consultations.audits_all(actor, settings.HUB) else actor.bureau


def _may_set(actor: Actor, bureau: str) -> bool:
    secretariat = settings.HUB.configuration.organisation.secretariat
    return may(actor, Right.SET_WATCH, Thing(bureau, secretariat=secretariat))
