"""What an officer is asked about the own checks: reasons afterwards, questions of an inquiry."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.audit import inquiries, queries, reasons
from entraide.desks.audit.inquiry_forms import LABELS, TextForm
from entraide.desks.audit.models import Inquiry, ReasonAsked
from entraide.desks.audit.pages.doing import reader, said
from entraide.desks.audit.pages.inquiries import signals
from entraide.desks.bureaus.entering import actor_of, clock, person_of, way_in, works_as
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import oneself
from entraide.desks.checks import asking
from entraide.desks.checks.showing import asked_parts
from entraide.desks.records.writing import By
from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Purpose, SubjectKind
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.errors import EntraideError
from entraide.language import _, translate

Page = Callable[..., HttpResponse]


def heard(page: Page) -> Page:
    """A page for whoever is signed in, whose grants may all rest: who is asked can answer."""

    @wraps(page)
    def entered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        return way_in(request) or page(request, *args, **given)

    return entered


@heard
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that one is asked, what is open first."""
    actor, language, today = _oneself(request), reader(), clock().now().date()
    rows = queries.reasons(actor)[:100]
    context = {
        "questions": queries.asked(actor)[:100],
        "waiting": Inquiry.State.ASKED,
        "reasons": [(row, _purpose(row, language), _state(row, today, language)) for row in rows],
    }
    return render(request, "audit/asked.html", context)


@heard
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """What one is asked in an inquiry, and the answer."""
    actor, language = _oneself(request), reader()
    row = queries.asked_of(actor, number)
    label, hint = LABELS["answer"]
    given = request.POST if request.method == "POST" else None
    form = TextForm(given, label=label, hint=hint, language=language)
    if given is not None and form.is_valid():
        try:
            inquiries.answer(By(actor=actor, clock=clock()), number, form.cleaned_data["text"])
        except EntraideError as problem:
            form.add_error("text", said(problem, language))
        else:
            messages.success(request, translate(_("Your answer was sent."), language))
            return redirect("audit:question", number)
    steps = {step.what: step for step in row.steps.filter(what__in=["ask", "answer"])}
    context = {
        "inquiry": row,
        "asked": steps.get("ask"),
        "answer": steps.get("answer"),
        "is_open": row.state == Inquiry.State.ASKED,
        "signals": signals(row.signals.filter(at__lte=row.asked_at).order_by("pk"), language),
        "form": form,
    }
    return render(request, "audit/question.html", context)


@heard
@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest, number: int) -> HttpResponse:
    """One of the own checks, whose reason is asked."""
    actor, language = _oneself(request), reader()
    row = queries.reason(actor, number)
    form = _reason_form(request.POST if request.method == "POST" else None, language)
    if request.method == "POST" and form.is_valid():
        try:
            reasons.give(By(actor=actor, clock=clock()), number, form.cleaned_data["text"])
        except EntraideError as problem:
            form.add_error("text", said(problem, language))
        else:
            messages.success(request, translate(_("Your answer was sent."), language))
            return redirect("audit:asked")
    return _reason_page(request, row, form=form)


@works_as()
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """What one asked then, shown again; the trail says so."""
    actor, language = actor_of(request), reader()
    assert actor is not None
    row = queries.reason(actor, number)
    form = _reason_form(None, language)
    try:
        by = By(actor=actor, clock=clock())
        criteria = reasons.reopened(by, number, asking.service().trail)
    except EntraideError as problem:
        return _reason_page(request, row, form=form, problem=said(problem, language))
    opened = [list(asked_parts(subject)) for subject in criteria.query.subjects]
    return _reason_page(request, row, form=form, opened=opened)


def _reason_page(
    request: HttpRequest, row: ReasonAsked, *, form: TextForm, **more: Any
) -> HttpResponse:
    language = reader()
    kinds = [translate(words.SUBJECTS[SubjectKind(kind)], language) for kind in row.kinds]
    context = {
        "reason": row,
        "purpose": _purpose(row, language),
        "kinds": kinds,
        "is_open": row.answered_at is None and row.inquiry_id is None,
        "form": form,
    }
    return render(request, "audit/reason.html", context | more)


def _reason_form(given: Any, language: str) -> TextForm:
    hint = _("Why the check was needed. Write no personal data.")
    return TextForm(given, label=_("Your reason"), hint=hint, language=language)


def _purpose(row: ReasonAsked, language: str) -> str:
    return translate(PURPOSES[Purpose(row.purpose)], language)


def _state(row: ReasonAsked, today: Any, language: str) -> str:
    if row.answered_at is not None:
        return translate(_("Answered"), language)
    if row.inquiry_id is not None or row.due_on < today:
        return translate(_("Late"), language)
    return ""


def _oneself(request: HttpRequest) -> Actor:
    person = person_of(request)
    return actor_of(request) or replace(oneself(person), person=person.pk)
