"""Lists of persons: given, asked in the background, looked through; an officer's own, for a day."""

import csv
import tempfile
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.checks import actions, asking, queries, running
from entraide.desks.checks.asking import language, new_id, terms_of
from entraide.desks.checks.discretion import discreet
from entraide.desks.checks.forms import ListForm
from entraide.desks.checks.models import CheckList, ListRow
from entraide.desks.checks.pages.check import acting, said
from entraide.desks.checks.reporting import readable
from entraide.desks.checks.showing import Reader, show
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.check import words
from entraide.engine.check.wire import Query
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import Invalid, NotFound, TooLarge
from entraide.gateways.tables.cells import guarded
from entraide.language import _, translate

ASKERS: Final = tuple(role for role in Role if role is not Role.CUSTOMS)
MOST_BYTES: Final = 8 * 1024 * 1024
SHOWN_FIRST: Final = (Verdict.HIT, Verdict.POSSIBLE, Verdict.INCOMPLETE, Verdict.NO_HIT)
REFUSED: Final = _("refused")


@works_as(*ASKERS)
def lists(request: HttpRequest) -> HttpResponse:
    """The officer's lists, and the form for another."""
    actor = acting(request)
    terms = terms_of(actor)
    data = request.POST if request.method == "POST" else None
    form = ListForm(data, files=request.FILES if data is not None else None, terms=terms)
    if data is not None and form.is_valid():
        try:
            number = _begun(request, form)
        except Invalid as problem:
            line = gettext("line %(line)s") % {"line": problem.line} if problem.line else ""
            told = f"{line}: {said(problem)}" if line else said(problem)
            form.add_error("file" if form.cleaned_data["file"] else "rows", told)
        except TooLarge as problem:
            form.add_error("file", problem.say(language()))
        else:
            return redirect("checks:list", number)
    context = {
        "form": form,
        "terms": terms,
        "lists": [_told(each) for each in queries.check_lists(actor)],
        "fresh_id": new_id(),
        "columns": "name, family, forename, birth_date, nationality, sex, document, "
        "document_country",
    }
    return render(request, "checks/lists.html", context)


@require_safe
@works_as(*ASKERS)
def check_list(request: HttpRequest, number: int) -> HttpResponse:
    """How far a list is, and what came of its rows."""
    actor = acting(request)
    found = queries.check_list(actor, number)
    running.take_up(found, clock())
    wanted = request.GET.get("result", "")
    results = [each.value for each in SHOWN_FIRST] + [running.REFUSED]
    rows = queries.answered(found, wanted if wanted in results else None)
    page = max(int(request.GET.get("page", "1")[:4]), 1) if _is_page(request) else 1
    first = (page - 1) * queries.ROWS_ON_A_PAGE
    shown = list(rows.defer("answer")[first : first + queries.ROWS_ON_A_PAGE + 1])
    context = _told(found) | {
        "rows": [_row(each) for each in shown[: queries.ROWS_ON_A_PAGE]],
        "wanted": wanted if wanted in results else "",
        "page": page,
        "has_next": len(shown) > queries.ROWS_ON_A_PAGE,
    }
    template = "checks/list_state.html" if "part" in request.GET else "checks/list.html"
    return render(request, template, context)


@require_safe
@works_as(*ASKERS)
def row(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """The whole answer to one row."""
    actor = acting(request)
    found = queries.list_row(actor, number, place)
    if not found.answer:
        raise NotFound
    answer = running.decode(bytes(found.answer))
    hidden = discreet(answer.hits)
    if hidden and "open" not in request.GET:
        told = {"line": found.line, "number": number, "place": place}
        return render(request, "checks/neutral_row.html", told)
    reader = Reader(language=language(), reports=readable(actor), discreet=hidden)
    context = {
        "shown": show(answer, [], reader),
        "name": found.name,
        "number": number,
        "place": place,
    }
    return render(request, "checks/list_row.html", context)


@require_safe
@works_as(*ASKERS)
def results(request: HttpRequest, number: int) -> HttpResponse:
    """The results as a CSV for a spreadsheet, whose cells are never formulas."""
    found = queries.check_list(acting(request), number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="list-{found.pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    heading = (_("Line"), _("Name"), _("Result"), _("Line in the trail"), _("What is wrong"))
    writer.writerow([translate(each, language()) for each in heading])
    for each in queries.answered(found).defer("answer").iterator():
        told = _row(each)
        cells = (str(each.place), each.name, told["word"], each.line, each.problem)
        writer.writerow([guarded(cell) for cell in cells])
    return response


@require_POST
@works_as(*ASKERS)
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Deletes a list before its day is over; asked first on a page of its own."""
    actor = acting(request)
    found = queries.check_list(actor, number)
    if "sure" not in request.POST:
        return render(request, "checks/list_delete.html", _told(found))
    settle(settings.HUB, actions.delete_list(By(actor=actor, clock=clock()), number))
    return redirect("checks:lists")


def _begun(request: HttpRequest, form: ListForm) -> int:
    """Keeps the list and has it asked. Raises Invalid, TooLarge."""
    actor, given = acting(request), form.cleaned_data
    file = given["file"]
    if file is not None and file.size > MOST_BYTES:
        raise TooLarge
    content = file.read() if file is not None else given["rows"].encode()
    if not content.strip():
        raise Invalid("nothing_asked", _("Choose a file or paste rows."), field="file")
    with tempfile.NamedTemporaryFile(prefix="entraide-list-") as kept:
        kept.write(content)
        kept.flush()
        query = Query(subjects=[], purpose=Purpose(given["purpose"]), language=language())
        _people, count = running.persons(Path(kept.name), query)
    if count > running.MOST_ROWS:
        raise TooLarge(
            "too_many_rows",
            _("A list may have at most %(most)s rows here."),
            most=running.MOST_ROWS,
        )
    terms = actions.ListTerms(
        title=file.name if file is not None else gettext("Pasted rows"),
        content=content,
        rows=count,
        purpose=Purpose(given["purpose"]),
        place_kind=given["place_kind"],
        place=given["place"],
        workstation=asking.workstation_of(request),
        language=language(),
    )
    by = By(actor=actor, clock=clock(), request_key=given["client_id"])
    done = actions.begin_list(by, terms)
    settle(settings.HUB, done)
    running.begin(int(done.about), clock())
    return int(done.about)


def _is_page(request: HttpRequest) -> bool:
    return request.GET.get("page", "").isdecimal()


def _told(found: CheckList) -> dict[str, Any]:
    """A list as its pages show it."""
    counts = [
        (each.value, words.verdict(each, language()), found.counts.get(each.value, 0))
        for each in SHOWN_FIRST
    ]
    refused = found.counts.get(running.REFUSED, 0)
    counts.append((running.REFUSED, translate(REFUSED, language()), refused))
    done = sum(count for _code, _word, count in counts)
    return {
        "number": found.pk,
        "title": found.title,
        "made_at": found.made_at,
        "gone_at": found.made_at + actions.LISTS_KEPT,
        "is_running": found.state == CheckList.State.RUNNING,
        "problem": found.problem,
        "total": found.rows,
        "done": done,
        "counts": counts,
        "found": [(_sign(code), word, count) for code, word, count in counts if count],
    }


def _sign(verdict: str) -> str:
    """Colour and shape of a result: what was refused was not asked, so never those of no hit."""
    return Verdict.INCOMPLETE.value if verdict == running.REFUSED else verdict


def _row(each: ListRow) -> dict[str, Any]:
    is_refused = each.verdict == running.REFUSED
    word = REFUSED if is_refused else words.VERDICTS[Verdict(each.verdict)]
    return {
        "place": each.place,
        "name": each.name,
        "sign": _sign(each.verdict),
        "word": translate(word, language()),
        "problem": each.problem,
        "line": each.line,
        "has_answer": each.verdict not in {Verdict.NO_HIT.value, running.REFUSED},
    }
