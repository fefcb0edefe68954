"""The secretariat's head: whose nationals reviewers are, who is on duty, who may not ask."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.queries import bureaus, staff
from entraide.desks.notices import queries
from entraide.desks.notices.actions import reviewers as actions
from entraide.desks.notices.capacities import secretariat
from entraide.desks.notices.forms.reviewers import BarForm, ReviewerForm
from entraide.desks.notices.pages.working import Desk, desk, page, told
from entraide.desks.records.writing import Done
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError, Invalid, NotAllowed
from entraide.language import translate


@require_http_methods(["GET", "POST"])
@works_as(Role.SECRETARIAT)
def reviewers(request: HttpRequest) -> HttpResponse:
    """Everybody of the secretariat, and the bureaus that may not ask."""
    here = _head(request)
    if request.method != "POST":
        return _page(here)
    form = ReviewerForm(request.POST, here.language)
    if form.is_valid() and _done(here, form, lambda: _set(here, form)):
        return redirect("notices:reviewers")
    return _page(here, reviewer=form)


@require_POST
@works_as(Role.SECRETARIAT)
def bar(request: HttpRequest) -> HttpResponse:
    """Lets a bureau ask for nothing for a time."""
    here = _head(request)
    form = _bar_form(here, request)
    if form.is_valid() and _done(here, form, lambda: _bar(here, form)):
        return redirect("notices:reviewers")
    return _page(here, barring=form)


@require_POST
@works_as(Role.SECRETARIAT)
def unbar(request: HttpRequest, code: str) -> HttpResponse:
    """Lets it ask again."""
    here = _head(request)
    told(here, actions.unbar(here.by(), code))
    return redirect("notices:reviewers")


def _head(request: HttpRequest) -> Desk:
    here = desk(request)
    if not actions.heads_review(here.actor):
        raise NotAllowed
    return here


def _set(here: Desk, form: ReviewerForm) -> Done:
    said = form.cleaned_data
    return actions.set_reviewer(
        here.by(),
        said["username"],
        nationalities=said["nationalities"].replace(",", " ").split(),
        is_on_duty=said["is_on_duty"],
    )


def _bar(here: Desk, form: BarForm) -> Done:
    said = form.cleaned_data
    return actions.bar(here.by(said["reason"]), said["bureau"], until=said["until"])


def _done(here: Desk, form: Form, do: Callable[[], Done]) -> bool:
    try:
        told(here, do())
    except EntraideError as problem:
        said, field = problem.say(here.language), None
        if isinstance(problem, Invalid):
            said = f"{said} {translate(problem.expected, here.language, **problem.params)}"
            field = problem.field if problem.field in form.fields else None
        form.add_error(field, said)
        return False
    return True


def _bar_form(here: Desk, request: HttpRequest | None = None) -> BarForm:
    choices = [
        (each.code, f"{each.code} {each.name(here.language)}")
        for each in bureaus()
        if each.kind in {each.Kind.MEMBER, each.Kind.INTERNATIONAL_ENTITY}
    ]
    return BarForm(request.POST if request else None, here.language, choices)


def _page(
    here: Desk, *, reviewer: ReviewerForm | None = None, barring: BarForm | None = None
) -> HttpResponse:
    known = queries.reviewers()
    rows = []
    for person in staff(secretariat()):
        form = reviewer
        if form is None or form.data.get("username") != person.username:
            kept = known.get(person.pk)
            first = {"username": person.username} | (
                {"nationalities": " ".join(kept.nationalities), "is_on_duty": kept.is_on_duty}
                if kept
                else {}
            )
            form = ReviewerForm(None, here.language, initial=first, number=person.pk)
        rows.append((person, form))
    is_wrong = reviewer is not None or barring is not None
    return page(
        here,
        "reviewers",
        status=422 if is_wrong else 200,
        rows=rows,
        barred=queries.barred(),
        barring=barring or _bar_form(here),
    )
