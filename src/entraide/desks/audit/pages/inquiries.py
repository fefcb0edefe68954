"""Inquiries into how officers used the hub: the work list, one inquiry, its acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from entraide.desks.audit import consultations, inquiries, queries
from entraide.desks.audit.detectors import DETECTORS, OTHER_SIGNALS
from entraide.desks.audit.inquiries import MOVES
from entraide.desks.audit.inquiry_forms import LABELS, FindingForm, TextForm
from entraide.desks.audit.models import Inquiry, InquirySignal
from entraide.desks.audit.pages.doing import auditor, inquiry_tabs, reader, said
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.policy import Actor, Right, may
from entraide.desks.bureaus.queries import people_named
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By, Done
from entraide.errors import EntraideError, NotAllowed
from entraide.language import _, translate
from entraide.web.pieces import Step, Steps
from entraide.web.tables import Column, Filter, Table, containing

ACTS: Final[Mapping[str, str]] = {
    "ask": _("Ask the officer"),
    "answer": _("Write down the officer's answer"),
    "find": _("Make a finding"),
    "report": _("Report"),
    "close": _("Close"),
    "suspend": _("Suspend the officer's grants"),
    "lift": _("Lift the suspension"),
}
STEPS: Final[Mapping[str, str]] = {
    "open": _("Opened"),
    "note": _("Opened by hand"),
    "ask": _("Officer asked"),
    "answer": _("Answered"),
    "find": _("Finding made"),
    "report": _("Reported"),
    "close": _("Closed"),
    "suspend": _("Grants suspended"),
    "lift": _("Suspension lifted"),
}
WAY: Final = tuple(Inquiry.State)


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """What made somebody look, in the reader's words."""

    title: str
    sentence: str
    day: date
    lines: list[str]


@works_as()
@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every inquiry that this reader may know of, the open ones first."""
    actor, language = auditor(request), reader()
    states = {each.value: translate(str(each.label), language) for each in Inquiry.State}
    table = Table(
        request=request,
        code="inquiries",
        label=translate(_("Inquiries"), language),
        rows=queries.inquiries(actor).prefetch_related("signals").order_by("closed_at", "-pk"),
        columns=_columns(states, language),
        search=containing("officer", "bureau"),
        filters=[
            Filter(
                "state",
                translate(_("Where it stands"), language),
                states,
                lambda rows, value: rows.filter(state=value),
            )
        ],
        nothing=(
            translate(_("No inquiries"), language),
            translate(_("What is unusual appears here on the day after."), language),
        ),
    )
    if table.is_export:
        return table.export("inquiries")
    context = {"table": table, "tabs": inquiry_tabs("inquiries", language)}
    return render(request, "audit/inquiries.html", context)


@works_as()
@require_safe
def inquiry(request: HttpRequest, number: int) -> HttpResponse:
    """One inquiry: what was seen, what was done, what may be done now."""
    actor, language = auditor(request), reader()
    row = queries.inquiry(actor, number)
    steps = list(row.steps.order_by("pk"))
    names = people_named({step.actor for step in steps if step.actor.startswith("person:")})
    context = {
        "inquiry": row,
        "officer": row.person.full_name if row.person else row.officer,
        "line": _way(row, language),
        "finding": row.finding and translate(str(Inquiry.Finding(row.finding).label), language),
        "is_late": row.state == Inquiry.State.ASKED and _is_past(row.due_on),
        "signals": signals(row.signals.order_by("pk"), language),
        "steps": [
            (step, translate(STEPS[step.what], language), names.get(step.actor, step.actor))
            for step in steps
        ],
        "acts": [(what, translate(ACTS[what], language)) for what in _open(actor, row)],
        "is_suspended": row.person is not None
        and bool(queries.suspended_by(row.person, inquiries.about(row))),
    }
    return render(request, "audit/inquiry.html", context)


@works_as()
@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One act of an inquiry, with its words."""
    actor, language = auditor(request), reader()
    row = queries.inquiry(actor, number)
    if what not in ACTS:
        raise Http404
    if not may(actor, Right.INQUIRE, queries.thing_of(row)):
        raise NotAllowed
    form = _form(what, request.POST if request.method == "POST" else None, language)
    if request.method == "POST" and form.is_valid():
        by = By(actor=actor, clock=clock())
        try:
            done = _acts(by, number, form.cleaned_data)[what]()
        except EntraideError as problem:
            form.add_error("text", said(problem, language))
        else:
            settle(settings.HUB, done)
            messages.success(request, translate(_("Saved."), language))
            return redirect("audit:inquiry", number)
    context = {"inquiry": row, "form": form, "title": translate(ACTS[what], language)}
    return render(request, "audit/inquiry_act.html", context)


@works_as()
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, id: str) -> HttpResponse:
    """Opens an inquiry about a line of the trail."""
    actor, language = auditor(request), reader()
    given = request.POST if request.method == "POST" else None
    hint = _("The journal keeps it with your name. Write no personal data.")
    form = TextForm(given, label=_("Reasons"), hint=hint, language=language)
    line = consultations.line(settings.HUB, actor, id)
    if not queries.may_inquire_into(actor, line.line.who):  # type: ignore[union-attr]
        raise NotAllowed
    if given is not None and form.is_valid():
        by = By(actor=actor, clock=clock(), reason=form.cleaned_data["text"])
        try:
            done = inquiries.open_by_hand(by, line.id)
        except EntraideError as problem:
            form.add_error("text", said(problem, language))
        else:
            return redirect("audit:inquiry", int(done.about))
    return render(request, "audit/inquiry_begin.html", {"form": form, "id": line.id})


def signals(rows: Any, language: str) -> list[ShownSignal]:
    """What made somebody look, in the reader's words."""
    return [_signal(row, language) for row in rows]


def _signal(row: InquirySignal, language: str) -> ShownSignal:
    known = DETECTORS.get(row.detector)
    title, sentence = (
        (known.title, known.sentence) if known is not None else OTHER_SIGNALS[row.detector]
    )
    return ShownSignal(
        translate(title, language),
        translate(sentence, language, **row.numbers),
        row.day,
        row.lines,
    )


def _columns(states: Mapping[str, str], language: str) -> list[Column]:
    def why(row: Inquiry) -> str:
        codes = dict.fromkeys(each.detector for each in row.signals.all())
        titles = [
            DETECTORS[code].title if code in DETECTORS else OTHER_SIGNALS[code][0] for code in codes
        ]
        return ", ".join(translate(title, language) for title in titles)

    def address(row: Inquiry) -> str:
        return reverse("audit:inquiry", args=[row.pk])

    return [
        Column("pk", translate(_("Inquiry"), language), order="pk", url=address, is_code=True),
        Column("officer", translate(_("Officer"), language), order="officer"),
        Column("bureau", translate(_("Bureau"), language), order="bureau"),
        Column("why", translate(_("Why"), language), value=why),
        Column(
            "state",
            translate(_("Where it stands"), language),
            value=lambda row: states[row.state],
            order="state",
        ),
        Column("opened_at", translate(_("Opened"), language), order="opened_at"),
        Column("due_on", translate(_("Due"), language), order="due_on"),
    ]


def _open(actor: Actor, row: Inquiry) -> list[str]:
    """What this reader may do now."""
    if not may(actor, Right.INQUIRE, queries.thing_of(row)):
        return []
    found = [what for what, move in MOVES.items() if row.state in move.begins]
    if row.person is None:  # the bureau asks him, and can suspend him, in its own system only
        return [what for what in found if what not in {"suspend", "lift"}]
    is_resting = bool(queries.suspended_by(row.person, inquiries.about(row)))
    left = {"answer", "suspend" if is_resting else "lift"}
    return [what for what in found if what not in left]


def _form(what: str, given: Any, language: str) -> forms.Form:
    label, hint = LABELS[what]
    if what == "find":
        return FindingForm(given, label=label, hint=hint, language=language)
    form = TextForm(given, label=label, hint=hint, language=language)
    form.fields["text"].required = what != "close"
    return form


def _acts(by: By, number: int, told: dict[str, Any]) -> dict[str, Callable[[], Done]]:
    text = told["text"]
    return {
        "ask": lambda: inquiries.ask(by, number, text),
        "answer": lambda: inquiries.answer_for(by, number, text),
        "find": lambda: inquiries.find(by, number, told["finding"], text),
        "report": lambda: inquiries.report(by, number, text),
        "close": lambda: inquiries.close(by, number, text),
        "suspend": lambda: inquiries.suspend(by, number, text),
        "lift": lambda: inquiries.lift(by, number, text),
    }


def _way(row: Inquiry, language: str) -> Steps:
    at = len(WAY) if row.closed_at else WAY.index(Inquiry.State(row.state))
    return Steps([Step(translate(str(state.label), language)) for state in WAY], at)


def _is_past(day: date | None) -> bool:
    return day is not None and day < clock().now().date()
