"""Many people at once, from a table: looked at first, then admitted."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus import incoming
from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.incoming import Newcomer
from entraide.desks.bureaus.pages.doing import by, language
from entraide.desks.bureaus.people_forms import UploadForm
from entraide.desks.records.visibility import settle
from entraide.errors import EntraideError, TooLarge

TABLE: Final = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report."""

    row: Newcomer
    problem: str
    link: str


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """The file, what would come of it, and then what came of it with each person's link."""
    form = UploadForm(request.POST or None, request.FILES or None)
    is_trial = TABLE not in request.POST
    context: dict[str, object] = {"form": form, "columns": incoming.COLUMNS}
    if request.method != "POST" or (is_trial and not form.is_valid()):
        return render(request, "bureaus/many.html", context)
    try:
        text = _content(request, form, is_trial=is_trial)
        rows = incoming.admit_all(by(request), incoming.read(text), is_trial=is_trial)
    except EntraideError as problem:
        form.add_error("file", problem.say(language()))
        return render(request, "bureaus/many.html", context)
    for row in rows:
        for done in row.acts:
            settle(settings.HUB, done)
    lines = [_line(request, row) for row in rows]
    return render(
        request,
        "bureaus/many.html",
        context
        | {
            "lines": lines,
            "good": sum(not line.problem for line in lines),
            "is_trial": is_trial,
            "text": text.decode("utf-8-sig") if is_trial else "",
        },
    )


def _content(request: HttpRequest, form: UploadForm, *, is_trial: bool) -> bytes:
    if not is_trial:
        return request.POST[TABLE].encode()
    file = form.cleaned_data["file"]
    if file.size > incoming.LARGEST:
        raise TooLarge
    content: bytes = file.read()
    return content


def _line(request: HttpRequest, row: Newcomer) -> Line:
    link = reverse("bureaus:invitation", args=[row.token]) if row.token else ""
    return Line(
        row,
        row.problem.say(language()) if row.problem is not None else "",
        request.build_absolute_uri(link) if link else "",
    )
