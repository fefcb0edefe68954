"""What only a demonstration has: cases, two countries side by side, how far it is filled."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from entraide.desks.bureaus.entering import actor_of, works_as
from entraide.desks.checks import asking
from entraide.desks.checks.asking import Choice, choices, chosen, language, terms_of
from entraide.desks.checks.forms import CheckForm, TwoCountriesForm
from entraide.desks.checks.recognise import recognise
from entraide.desks.checks.reporting import readable
from entraide.desks.checks.showing import Reader, Shown, asked_parts, show
from entraide.desks.sample.cases import CASES, Case
from entraide.desks.sample.filling import Filling
from entraide.engine.check.wire import Query
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import EntraideError, Invalid, NotAllowed
from entraide.language import translate


@works_as()
def two_countries(request: HttpRequest) -> HttpResponse:
    """The same question under two grants, side by side."""
    _require_demo()
    askers = choices(language())
    given = request.POST if request.method == "POST" else None
    form = TwoCountriesForm(given, askers=[(each.grant, each.label) for each in askers])
    answers: list[Shown] = []
    if given is not None and form.is_valid():
        answers = _compared(request, form, askers)
    return render(request, "checks/two_countries.html", {"form": form, "answers": answers})


@require_POST
@works_as()
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One of the demonstration's cases, asked by those whom it names."""
    _require_demo()
    found = next((each for each in CASES if each.code == code), None)
    if found is None:
        raise Http404
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    terms = terms_of(actor)
    by_role = {(each.country, each.role): each for each in choices(language())}
    answers = [
        _asked(request, found.query, by_role[asked.country, asked.role], reports=readable(actor))
        for asked in found.askings
    ]
    context = {
        "form": CheckForm(terms=terms),
        "terms": terms,
        "answers": answers,
        "chosen": _told(found),
        "fresh_id": asking.new_id(),
    }
    return render(request, "checks/check.html", context | cases_told())


@require_safe
def filling(_request: HttpRequest) -> HttpResponse:
    """How far the demonstration's records are, for the bar on the page."""
    state = Filling.read(settings.HUB)
    if state is None:
        raise Http404
    return JsonResponse({"done": state.done, "total": state.total, "text": state.text(language())})


def cases_told() -> dict[str, Any]:
    """The cases for the check page, and how far the records are; nothing on a real hub."""
    if not asking.is_demo():
        return {}
    told: dict[str, Any] = {"cases": [_told(each) for each in CASES]}
    state = Filling.read(settings.HUB)
    if state is not None and state.done < state.total:
        told["filling"] = {
            "done": state.done,
            "total": state.total,
            "text": state.text(language()),
        }
    return told


def _compared(request: HttpRequest, form: TwoCountriesForm, askers: list[Choice]) -> list[Shown]:
    """The answers to the form's question; what is wrong with it goes to the form."""
    try:
        query = Query(
            subjects=recognise(form.cleaned_data["text"]),
            purpose=Purpose(form.cleaned_data["purpose"]),
        )
        return [
            _asked(request, query, chosen(askers, form.cleaned_data[name]))
            for name in ("as_whom", "as_other")
        ]
    except Invalid as problem:
        expected = translate(problem.expected, language(), **problem.params)
        form.add_error("text", " ".join(filter(None, (problem.say(language()), expected))))
    except EntraideError as problem:
        form.add_error("as_whom", problem.say(language()))
    return []


def _asked(
    request: HttpRequest,
    query: Query,
    choice: Choice,
    *,
    reports: frozenset[str] = frozenset(),
) -> Shown:
    answer, hops, query = asking.ask(
        msgspec.structs.replace(query, language=language()),
        choice.grant,
        choice.person,
        workstation=asking.workstation_of(request),
    )
    reader = Reader(language=language(), asker=choice.label, reports=reports)
    return show(answer, hops, reader, subjects=query.subjects)


def _told(found: Case) -> dict[str, object]:
    return {
        "code": found.code,
        "title": translate(found.title, language()),
        "story": translate(found.story, language()),
        "asked": [part for subject in found.query.subjects for part in asked_parts(subject)],
    }


def _require_demo() -> None:
    if not asking.is_demo():
        raise Http404
