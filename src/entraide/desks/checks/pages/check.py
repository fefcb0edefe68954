"""The check page: one box or one form, every database, an answer that says what to do.

Reading and one check work without JavaScript. Nothing is kept in an address: what was asked about
is in the body of the request and in the trail, nowhere else. A page that is sent again asks nothing
twice: its question has a name of its own.
"""

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from entraide.desks.bureaus.entering import actor_of, works_as
from entraide.desks.bureaus.policy import OVERSIGHT, Actor
from entraide.desks.checks import asking
from entraide.desks.checks.asking import language, new_id, person_of, terms_of
from entraide.desks.checks.discretion import discreet
from entraide.desks.checks.forms import CheckForm, Circumstances
from entraide.desks.checks.pages.demonstration import cases_told
from entraide.desks.checks.recognise import READINGS, read_as, readings
from entraide.desks.checks.reporting import readable
from entraide.desks.checks.showing import Reader, Shown, asked_parts, show
from entraide.desks.checks.subject_forms import KINDS, TITLES, SubjectForm
from entraide.desks.menu import menu
from entraide.engine.check.wire import Query, Subject
from entraide.engine.schema.vocabulary import Purpose, SubjectKind
from entraide.errors import EntraideError, Invalid, NotAllowed
from entraide.language import _, translate
from entraide.web.pieces import Tab


@works_as()
def check(request: HttpRequest) -> HttpResponse:
    """The page with the one box; asked, the same page with the answer."""
    actor = acting(request)
    if actor.role in OVERSIGHT and not actor.databases:
        return _first_room(request, actor)
    terms = terms_of(actor)
    form = CheckForm(request.POST if request.method == "POST" else None, terms=terms)
    context: dict[str, Any] = {"form": form, "terms": terms, "tabs": _tabs(None)}
    if form.is_bound and form.is_valid():
        context |= _asked_by_text(request, actor, form)
    return _answered(request, "checks/check.html", context | cases_told())


@works_as()
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one kind of subject; asked, the same page with the answer."""
    if code not in {each.value for each in KINDS}:
        raise Http404
    chosen = SubjectKind(code)
    actor = acting(request)
    terms = terms_of(actor)
    data = request.POST if request.method == "POST" else None
    form = Circumstances(data, terms=terms)
    about = SubjectForm(chosen, data, language=language())
    context: dict[str, Any] = {
        "form": form,
        "about": about,
        "terms": terms,
        "tabs": _tabs(chosen),
        "title": translate(TITLES[chosen], language()),
    }
    if data is not None and form.is_valid() and about.is_valid():
        context |= _asked_by_form(request, actor, form, about)
    return _answered(request, "checks/kind.html", context)


def acting(request: HttpRequest) -> Actor:
    """Who is here. Raises NotAllowed where nothing is granted any more."""
    actor = actor_of(request)
    if actor is None:
        raise NotAllowed
    return actor


def shown_to(
    request: HttpRequest, actor: Actor, query: Query, *, asker: str = ""
) -> tuple[Shown, Query]:
    """The answer to a question as this reader sees it, and the question as it was asked.

    Raises:
        EntraideError: as `Service.answer`.
    """
    answer, hops, query = asking.ask(
        query,
        actor.grant,
        person_of(request),
        workstation=asking.workstation_of(request),
    )
    reader = Reader(
        language=language(),
        asker=asker,
        reports=readable(actor),
        discreet=discreet(answer.hits),
    )
    return show(answer, hops, reader, subjects=query.subjects), query


def query_of(form: Circumstances, subjects: list[Subject]) -> Query:
    """The question of a form that is valid."""
    given = form.cleaned_data
    return Query(
        subjects=subjects,
        purpose=Purpose(given["purpose"]),
        place=form.where,
        case=given["case"],
        client_id=given["client_id"] or new_id(),
        language=language(),
    )


def _asked_by_text(request: HttpRequest, actor: Actor, form: CheckForm) -> dict[str, Any]:
    text, reading = form.cleaned_data["text"], form.cleaned_data["reading"]
    try:
        offered = readings(text)
        chosen = reading if reading in offered else offered[0]
        subjects = read_as(text, chosen)
        shown, query = _shown_of_several(request, actor, query_of(form, subjects))
    except Invalid as problem:
        form.add_error("text", said(problem))
        return {}
    except EntraideError as problem:
        form.add_error(None, problem.say(language()))
        return {}
    return {
        "answers": [shown],
        "client_id": query.client_id,
        "understood": {
            "code": chosen,
            "title": translate(READINGS[chosen], language()),
            "parts": [part for part in asked_parts(query.subjects[0]) if chosen != "zone"],
            "others": [
                (code, translate(READINGS[code], language())) for code in offered if code != chosen
            ],
        },
    }


def _shown_of_several(request: HttpRequest, actor: Actor, query: Query) -> tuple[Shown, Query]:
    """The answer for all that a text may be; what it cannot be after all is left out.

    Raises:
        EntraideError: as `shown_to`; Invalid of what is left when nothing else is.
    """
    while True:
        try:
            return shown_to(request, actor, query)
        except Invalid as problem:
            place = problem.field.partition("subjects.")[2].partition(".")[0]
            if not place.isdecimal() or len(query.subjects) == 1:
                raise
            left = [each for n, each in enumerate(query.subjects) if n != int(place)]
            query = msgspec.structs.replace(query, subjects=left)


def _asked_by_form(
    request: HttpRequest, actor: Actor, form: Circumstances, about: SubjectForm
) -> dict[str, Any]:
    try:
        shown, query = shown_to(request, actor, query_of(form, about.subjects()))
    except Invalid as problem:
        about.take(problem.field, said(problem))
        return {}
    except EntraideError as problem:
        about.add_error(None, problem.say(language()))
        return {}
    return {"answers": [shown], "client_id": query.client_id}


def said(problem: Invalid) -> str:
    """What is wrong, and what would be right."""
    expected = translate(problem.expected, language(), **problem.params)
    return " ".join(filter(None, (problem.say(language()), expected)))


def _answered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; a neutral screen in its place where no traveller may read the answer."""
    answers, form, terms = context.get("answers"), context["form"], context["terms"]
    if answers and not form.cleaned_data["is_open"]:
        is_neutral = terms.is_neutral_first or any(shown.is_discreet for shown in answers)
        if is_neutral:
            sent = [
                (name, value)
                for name, value in request.POST.items()
                if name not in {"csrfmiddlewaretoken", "client_id", "is_open"}
            ]
            told = {"sent": sent, "client_id": context["client_id"], "line": answers[0].line}
            return render(request, "checks/neutral.html", told)
    context["fresh_id"] = new_id()
    return render(request, template, context)


def _tabs(here: SubjectKind | None) -> list[Tab]:
    box = Tab(translate(_("One box"), language()), reverse("checks:check"), is_here=here is None)
    return [
        box,
        *(
            Tab(
                translate(TITLES[each], language()),
                reverse("checks:kind", args=[each.value]),
                is_here=each is here,
            )
            for each in KINDS
        ),
    ]


def _first_room(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where an office of oversight begins, which asks nothing itself."""
    found = menu(request, actor, language(), is_demo=asking.is_demo())
    for _title, lines in found.groups:
        for line in lines:
            if line.url != request.path and line.url.startswith("/"):
                return HttpResponseRedirect(line.url)
    raise NotAllowed
