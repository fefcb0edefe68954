"""One move of a notice: why, under which articles, and what it needs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus.entering import works_as
from entraide.desks.notices import queries
from entraide.desks.notices.actions.by_code import make
from entraide.desks.notices.actions.moving import Asked
from entraide.desks.notices.capacities import capacities
from entraide.desks.notices.forms.moves import MoveForm
from entraide.desks.notices.pages.showing import HIDDEN
from entraide.desks.notices.pages.working import desk, page, told
from entraide.desks.notices.rooms import DESKS
from entraide.desks.notices.states import BY_CODE
from entraide.desks.records.pages.working import number_in
from entraide.errors import EntraideError, Invalid, NotFound
from entraide.language import translate


@require_http_methods(["GET", "POST"])
@works_as(*DESKS)
def move(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """The move's form; sent, the notice as it then stands."""
    here = desk(request)
    row = queries.for_desk(here.actor, reference)
    declared = BY_CODE.get(code)
    if declared is None or code in HIDDEN or declared.who.isdisjoint(capacities(here.actor, row)):
        raise NotFound
    form = MoveForm(declared, request.POST if request.method == "POST" else None, here.language)
    status = 200
    if request.method == "POST" and form.is_valid():
        version = number_in(request.POST.get("version"), 0)
        asked = Asked(reference=reference, version=version, articles=form.articles())
        try:
            told(here, make(here.by(form.cleaned_data["reason"]), asked, code, form.told()))
        except EntraideError as problem:
            said = problem.say(here.language)
            field = None
            if isinstance(problem, Invalid):
                field = problem.field if problem.field in form.fields else None
                said = f"{said} {translate(problem.expected, here.language, **problem.params)}"
            form.add_error(field, said)
            status = problem.status
        else:
            return redirect("notices:notice", reference)
    return page(
        here,
        "move",
        status=status,
        form=form,
        notice=row,
        code=code,
        title=here.say(declared.title),
        version=request.POST.get("version") or row.version,
    )
