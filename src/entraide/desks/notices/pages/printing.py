"""A notice as a printed page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.notices.actions.reading import opened
from entraide.desks.notices.documents.rendering import render
from entraide.desks.notices.documents.viewing import view_of
from entraide.desks.notices.pages.working import desk
from entraide.desks.notices.rooms import DESKS
from entraide.language import LANGUAGES


@require_safe
@works_as(*DESKS)
def printed(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """The notice as PDF in one of the languages; who takes it stands in the journal."""
    here = desk(request)
    if language not in LANGUAGES:
        raise Http404
    row = opened(here.by(), reference)
    if row.deleted_on is not None:
        raise Http404
    name = getattr(request.user, "full_name", "")
    view = view_of(row, language, made_at=here.now, printed_for=f"{name} ({here.actor.bureau})")
    made = HttpResponse(render(view, language), content_type="application/pdf")
    made["Content-Disposition"] = f'inline; filename="{row.reference}-{language}.pdf"'
    return made
