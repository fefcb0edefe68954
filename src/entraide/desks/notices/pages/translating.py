"""A notice's texts beside their translation into one language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus.entering import works_as
from entraide.desks.notices import queries
from entraide.desks.notices.actions.drafting import translate_texts
from entraide.desks.notices.actions.moving import Asked
from entraide.desks.notices.capacities import capacities
from entraide.desks.notices.examining import texts
from entraide.desks.notices.forms.request import label_of
from entraide.desks.notices.models import Notice
from entraide.desks.notices.pages.working import Desk, desk, page, told
from entraide.desks.notices.rooms import DESKS
from entraide.desks.notices.states import BY_CODE, State, allowed
from entraide.desks.records.pages.working import number_in
from entraide.errors import EntraideError, NotFound
from entraide.language import LANGUAGES, RIGHT_TO_LEFT
from entraide.web.pieces import Tab


@require_http_methods(["GET", "POST"])
@works_as(*DESKS)
def translation(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """Each text as written, and beside it the box for this language."""
    here = desk(request)
    row = queries.for_desk(here.actor, reference)
    others = _others(row)
    if language not in others or not may_translate(here, row):
        raise NotFound
    problem, status = "", 200
    if request.method == "POST":
        given = {name: str(request.POST.get(name, "")) for name in texts(row)}
        version = number_in(request.POST.get("version"), 0)
        try:
            asked = Asked(reference=reference, version=version)
            told(here, translate_texts(here.by(), asked, language, given))
        except EntraideError as refused:
            problem, status = refused.say(here.language), refused.status
        else:
            return redirect("notices:translate", reference, language)
    present = row.translations.get(language, {})
    return page(
        here,
        "translate",
        status=status,
        notice=row,
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        tabs=[
            Tab(
                LANGUAGES[code],
                reverse("notices:translate", args=[reference, code]),
                is_here=code == language,
            )
            for code in others
        ],
        texts=[
            (name, _label(here, name), text, request.POST.get(name, present.get(name, "")))
            for name, text in texts(row).items()
        ],
        version=row.version,
        problem=problem,
    )


def may_translate(here: Desk, row: Notice) -> bool:
    """Whether who is here may enter translations now."""
    return bool(texts(row)) and allowed(
        BY_CODE["translate"],
        State(row.state),
        kind=row.kind,
        circulation=row.circulation,
        who=capacities(here.actor, row),
    )


def _others(row: Notice) -> list[str]:
    offered = settings.HUB.configuration.organisation.languages
    return [code for code in offered if code != row.language]


def _label(here: Desk, name: str) -> str:
    return label_of(f"body.{name.partition('.')[0]}", here.language)
