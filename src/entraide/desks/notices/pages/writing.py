"""Beginning a request, and writing what it says, with the rules' word beside each field."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.notices import queries
from entraide.desks.notices.actions import drafting
from entraide.desks.notices.actions.moving import Asked
from entraide.desks.notices.actions.reading import opened
from entraide.desks.notices.capacities import drafts, requester_of
from entraide.desks.notices.examining import examined
from entraide.desks.notices.forms.request import RequestForm, sent_of
from entraide.desks.notices.kinds import KINDS, Kind, in_use
from entraide.desks.notices.models import Notice
from entraide.desks.notices.pages.working import Desk, desk, page, reference_in, told
from entraide.desks.notices.states import BY_CODE, State
from entraide.desks.records.pages.working import number_in
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError, NotAllowed, NotFound
from entraide.language import _

DRAFTERS = frozenset({Role.BUREAU, Role.SECRETARIAT})


@require_safe
@works_as(*DRAFTERS)
def kinds(request: HttpRequest) -> HttpResponse:
    """Which notice to ask for: what each is for, and on which conditions."""
    here = desk(request)
    if not drafts(here.actor):
        raise NotAllowed
    requester = requester_of(here.actor)
    return page(
        here,
        "kinds",
        kinds=[
            {
                "code": kind.code,
                "title": here.say(kind.title),
                "purpose": here.say(kind.purpose),
                "conditions": [(each.article, here.say(each.sentence)) for each in kind.conditions],
                "may": requester in kind.may_request,
            }
            for kind in in_use()
        ],
    )


@require_http_methods(["GET", "POST"])
@works_as(*DRAFTERS)
def begin(request: HttpRequest, kind: str, circulation: str) -> HttpResponse:
    """The empty form of a kind; sent, the request as a draft."""
    here = desk(request)
    declared = KINDS.get(kind)
    if declared is None or circulation not in drafting.CIRCULATIONS:
        raise NotFound
    if not drafts(here.actor):
        raise NotAllowed
    if request.method != "POST":
        return _form(here, declared, RequestForm(declared, MultiValueDict(), here.language))
    grown = str(request.POST.get("grow", ""))
    form = RequestForm(declared, request.POST, here.language, grown=grown)
    if grown or not form.is_valid():
        return _form(here, declared, form)
    try:
        done = drafting.begin(here.by(), kind, circulation, form.draft())
    except EntraideError as problem:
        form.refuse(problem)
        return _form(here, declared, form, status=problem.status)
    told(here, done)
    return redirect("notices:edit", reference_in(done))


@require_http_methods(["GET", "POST"])
@works_as(*DRAFTERS)
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The form of a request that stands, with what the rules say of it."""
    here = desk(request)
    row = opened(here.by(), reference) if request.method == "GET" else _row(here, reference)
    if State(row.state) not in BY_CODE["edit"].from_states or row.owner_id != here.actor.bureau:
        return redirect("notices:notice", reference)
    declared = KINDS[row.kind]
    if request.method != "POST":
        form = RequestForm(declared, sent_of(row), here.language)
        form.show(examined(row, here.now.date())[0])
        return _form(here, declared, form, notice=row)
    grown = str(request.POST.get("grow", ""))
    form = RequestForm(declared, request.POST, here.language, grown=grown)
    if grown or not form.is_valid():
        return _form(here, declared, form, notice=row)
    version = number_in(request.POST.get("version"), 0)
    try:
        done = drafting.save(here.by(), Asked(reference=reference, version=version), form.draft())
    except EntraideError as problem:
        form.refuse(problem)
        return _form(here, declared, form, notice=row, status=problem.status)
    told(here, done)
    return redirect("notices:notice" if "close" in request.POST else "notices:edit", reference)


def _row(here: Desk, reference: str) -> Notice:
    return queries.for_desk(here.actor, reference)


def _form(
    here: Desk,
    kind: Kind,
    form: RequestForm,
    *,
    notice: Notice | None = None,
    status: int = 200,
) -> HttpResponse:
    beside = [
        (each.article, here.say(each.sentence, **each.params), each.verdict.value, path)
        for path, found in form.findings.items()
        for each in found
    ]
    return page(
        here,
        "edit",
        status=status,
        form=form,
        kind=kind,
        title=here.say(kind.title),
        notice=notice,
        version=notice.version if notice else 0,
        beside=beside,
        heading=here.say(_("Ask for a notice")),
    )
