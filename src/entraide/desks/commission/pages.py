"""The commission's pages: for everybody a form and its standing, for members the sealed room."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from entraide.desks.bureaus.entering import actor_of, clock, works_as
from entraide.desks.bureaus.policy import Actor
from entraide.desks.commission import actions, queries
from entraide.desks.commission.forms import (
    ApplicationForm,
    AskForm,
    DecideForm,
    OwnerAnswerForm,
    StandingForm,
    WordsForm,
)
from entraide.desks.commission.models import Case
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError, NotAllowed, NotFound
from entraide.language import _, translate
from entraide.web.pieces import Step, Steps

STEPS: Final[Mapping[str, str]] = {
    "received": _("Received"),
    "admitted": _("Found admissible"),
    "refused": _("Found not admissible"),
    "asked_owner": _("Bureau asked"),
    "owner_consents": _("Bureau agrees to disclosure"),
    "owner_refuses": _("Bureau does not agree to disclosure"),
    "decided": _("Decided"),
    "ordered": _("Secretariat ordered to act"),
    "closed": _("Closed"),
}
ACTS: Final[Mapping[str, str]] = {
    "admit": _("Find admissible"),
    "refuse": _("Find not admissible"),
    "ask": _("Ask a bureau"),
    "order": _("Order the secretariat"),
    "decide": _("Decide"),
    "close": _("Close"),
}
OPEN: Final[Mapping[str, tuple[str, ...]]] = {
    Case.State.RECEIVED: ("admit", "refuse"),
    Case.State.EXAMINED: ("ask", "order", "decide"),
    Case.State.DECIDED: ("order", "close"),
}
"""State → what may be done."""
WAY: Final = (Case.State.RECEIVED, Case.State.EXAMINED, Case.State.DECIDED, Case.State.CLOSED)


def apply(request: HttpRequest) -> HttpResponse:
    """The public form; sent, the reference and the code, once."""
    language = _language()
    form = ApplicationForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and form.is_valid():
        reference, code = actions.receive(
            clock(), form.cleaned_data["kind"], form.applied(), language=language
        )
        return render(request, "commission/received.html", {"reference": reference, "code": code})
    return render(request, "commission/apply.html", {"form": form})


def standing(request: HttpRequest) -> HttpResponse:
    """How a request stands, for who has its code."""
    language = _language()
    form = StandingForm(request.POST if request.method == "POST" else None, language=language)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found = queries.standing(told["reference"], told["code"])
        except NotFound:
            form.add_error(
                "code", translate(_("There is no request with this reference and code."), language)
            )
        else:
            context |= {"found": found, "steps": _way(found.case, language)}
    return render(request, "commission/standing.html", context)


@works_as(Role.COMMISSION)
def cases(request: HttpRequest) -> HttpResponse:
    """Every case, what is due first."""
    rows = queries.cases(_actor(request))
    language, today = _language(), clock().now().date()
    shown = [
        {
            "case": row,
            "kind": translate(str(Case.Kind(row.kind).label), language),
            "state": translate(str(Case.State(row.state).label), language),
            "is_late": row.closed_at is None and row.due_on < today,
        }
        for row in rows[:500]
    ]
    return render(request, "commission/cases.html", {"cases": shown})


@works_as(Role.COMMISSION)
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case: what was asked, what was done, what may be done now."""
    actor, language = _actor(request), _language()
    row = queries.case(actor, reference)
    steps = [(each, translate(STEPS[each.what], language)) for each in queries.steps(actor, row)]
    questions = [
        (each, queries.words(bytes(each.text)), queries.words(bytes(each.answer)))
        for each in queries.questions_of(actor, row)
    ]
    context = {
        "case": row,
        "kind": translate(str(Case.Kind(row.kind).label), language),
        "applied": queries.applied(actor, row),
        "line": _way(row, language),
        "done": steps,
        "questions": questions,
        "outcome": row.outcome and translate(str(Case.Outcome(row.outcome).label), language),
        "acts": [(what, translate(ACTS[what], language)) for what in OPEN.get(row.state, ())],
    }
    return render(request, "commission/case.html", context)


@works_as(Role.COMMISSION)
def do(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """One act on a case, with its words."""
    actor, language = _actor(request), _language()
    row = queries.case(actor, reference)
    if what not in ACTS:
        raise Http404
    form = _form(what, request.POST if request.method == "POST" else None, row, language)
    if request.method == "POST" and form.is_valid():
        by = By(actor=actor, clock=clock(), reason=form.cleaned_data["text"])
        try:
            _acts(by, row, form.cleaned_data)[what]()
        except EntraideError as problem:
            form.add_error("text", problem.say(language))
        else:
            return redirect("commission:case", reference)
    context = {"case": row, "form": form, "title": translate(ACTS[what], language)}
    return render(request, "commission/do.html", context)


@works_as()
def question(request: HttpRequest, number: int) -> HttpResponse:
    """What the commission asked of the own bureau, and the answer."""
    actor, language = _actor(request), _language()
    row = queries.question(actor, number)
    form = OwnerAnswerForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and row.answered_at is None and form.is_valid():
        by = By(actor=actor, clock=clock(), reason=form.cleaned_data["text"])
        actions.answer_owner(by, number, consents=form.cleaned_data["consents"] == "yes")
        return redirect("commission:question", number)
    context = {"question": row, "text": queries.words(bytes(row.text)), "form": form}
    return render(request, "commission/question.html", context)


def _form(what: str, given: Any, row: Case, language: str) -> forms.Form:
    if what == "ask":
        return AskForm(given, language=language)
    if what == "decide":
        return DecideForm(given, kind=row.kind, language=language)
    return WordsForm(given, language=language)


def _acts(by: By, row: Case, told: dict[str, Any]) -> dict[str, Callable[[], None]]:
    return {
        "admit": lambda: actions.admit(by, row.reference),
        "refuse": lambda: actions.refuse(by, row.reference),
        "ask": lambda: actions.ask_owner(by, row.reference, told["bureau"]),
        "order": lambda: actions.order(by, row.reference),
        "decide": lambda: actions.decide(by, row.reference, told["outcome"]),
        "close": lambda: actions.close(by, row.reference),
    }


def _way(row: Case, language: str) -> Steps:
    """Where the case stands, drawn; a request that was not admissible ends at once."""
    refused = (Case.State.RECEIVED, Case.State.INADMISSIBLE)
    way: tuple[Case.State, ...] = refused if row.state == Case.State.INADMISSIBLE else WAY
    at = len(way) if row.closed_at and row.state == way[-1] else way.index(Case.State(row.state))
    return Steps([Step(translate(str(state.label), language)) for state in way], at)


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    return actor


def _language() -> str:
    return (get_language() or "en").split("-")[0]
