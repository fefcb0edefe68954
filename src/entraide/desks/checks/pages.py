"""The check page: one box, every database, an answer that says what to do.

Reading and one check work without JavaScript. Nothing is kept in an address: what was asked about
is in the body of the request and in the trail, nowhere else.
"""

from typing import Any

import msgspec
from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from entraide.desks.checks.asking import Choice, ask, choices, chosen, workstation_of
from entraide.desks.checks.forms import CheckForm, TwoCountriesForm
from entraide.desks.checks.recognise import recognise
from entraide.desks.checks.showing import Shown, asked_parts
from entraide.desks.sample.cases import CASES, Case
from entraide.desks.sample.filling import Filling
from entraide.engine.check.wire import Query
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import EntraideError, Invalid, Malformed
from entraide.language import translate


class SignIn(LoginView):
    """Name and password; a second factor comes with the desks."""

    template_name = "checks/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session."""

    next_page = "/"


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _is_demo() -> bool:
    return bool(settings.HUB.configuration.organisation.is_demo)


def check(request: HttpRequest) -> HttpResponse:
    """The page with the one box; asked, the same page with the answer."""
    language = _language()
    askers = choices(request, language)
    if not askers and not request.user.is_authenticated:
        return redirect_to_login("/", "/sign-in/")
    given = request.POST if request.method == "POST" else None
    form = CheckForm(given, askers=[(c.grant, c.label) for c in askers])
    answers: list[Shown] = []
    if given is not None and form.is_valid():
        answers = _asked(request, form, askers, ("as_whom",))
    return _page(request, "checks/check.html", form=form, answers=answers, room="check")


def two_countries(request: HttpRequest) -> HttpResponse:
    """The same question under two grants, side by side."""
    askers = choices(request, _language())
    if not askers and not request.user.is_authenticated:
        return redirect_to_login("/two-countries/", "/sign-in/")
    given = request.POST if request.method == "POST" else None
    form = TwoCountriesForm(given, askers=[(c.grant, c.label) for c in askers])
    answers: list[Shown] = []
    if given is not None and form.is_valid():
        answers = _asked(request, form, askers, ("as_whom", "as_other"))
    return _page(request, "checks/two_countries.html", form=form, answers=answers, room="two")


@require_POST
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One of the demonstration's cases, asked by those whom it names."""
    if not _is_demo():
        raise Http404
    found = next((each for each in CASES if each.code == code), None)
    if found is None:
        raise Http404
    language = _language()
    askers = choices(request, language)
    by_role = {(each.country, each.role): each for each in askers}
    answers = [
        ask(
            msgspec.structs.replace(found.query, language=language),
            by_role[asking.country, asking.role],
            workstation=workstation_of(request),
            language=language,
        )
        for asking in found.askings
    ]
    form = CheckForm(askers=[(c.grant, c.label) for c in askers])
    return _page(
        request,
        "checks/check.html",
        form=form,
        answers=answers,
        room="check",
        chosen=_told(found, language),
    )


@require_safe
def filling(_request: HttpRequest) -> HttpResponse:
    """How far the demonstration's records are, for the bar on the page."""
    state = Filling.read(settings.HUB)
    if state is None:
        raise Http404
    return JsonResponse({"done": state.done, "total": state.total, "text": state.text(_language())})


def _asked(
    request: HttpRequest, form: CheckForm, askers: list[Choice], under: tuple[str, ...]
) -> list[Shown]:
    """The answers to the form's question; what is wrong with it goes to the form."""
    language = _language()
    try:
        query = Query(
            subjects=recognise(form.cleaned_data["text"]),
            purpose=Purpose(form.cleaned_data["purpose"]),
            language=language,
        )
        return [
            ask(
                query,
                chosen(askers, form.cleaned_data[field]),
                workstation=workstation_of(request),
                language=language,
            )
            for field in under
        ]
    except (Invalid, Malformed) as problem:
        expected = translate(problem.expected, language, **problem.params)
        form.add_error("text", " ".join(filter(None, (problem.say(language), expected))))
    except EntraideError as problem:
        form.add_error("as_whom", problem.say(language))
    return []


def _told(found: Case, language: str) -> dict[str, object]:
    return {
        "code": found.code,
        "title": translate(found.title, language),
        "story": translate(found.story, language),
        "asked": [part for subject in found.query.subjects for part in asked_parts(subject)],
    }


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    language = _language()
    if _is_demo():
        context["cases"] = [_told(each, language) for each in CASES]
        state = Filling.read(settings.HUB)
        if state is not None and state.done < state.total:
            context["filling"] = {
                "done": state.done,
                "total": state.total,
                "text": state.text(language),
            }
    return render(request, template, context)
