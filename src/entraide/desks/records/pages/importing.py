"""Files brought in: looked at first, then applied, undone if need be; each page can be left."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.records.forms.values import declared_fields
from entraide.desks.records.imports import actions, template
from entraide.desks.records.imports.queries import files_of, job, jobs, may_be, reported
from entraide.desks.records.models import ImportJob
from entraide.desks.records.pages.listing import MEDIA
from entraide.desks.records.pages.working import (
    KEEPERS,
    Desk,
    desk,
    file_response,
    number_in,
    page,
    writable,
)
from entraide.engine.databases import by_number
from entraide.errors import EntraideError, Invalid, NotFound
from entraide.language import _
from entraide.web.pieces import Step, Steps

PAGE: Final = 50
REPAIRS: Final = {
    "choice": _("Words that are nearly one of the list"),
    "lost_zeros": _("Zeros in front that a spreadsheet has dropped"),
    "date_serial": _("Dates that a spreadsheet has turned into numbers"),
    "phone_country": _("Telephone numbers without their country"),
}
LOCALES: Final = {
    "": _("Find it out from the file"),
    "en_GB": _("Day first (31/12/2026)"),
    "en_US": _("Month first (12/31/2026)"),
}
OUTCOMES: Final = {
    "added": _("added"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "refused": _("refused"),
}
_MEDIA: Final = {form.value: media for form, media in MEDIA.items()}
_TEMPLATES: Final = {"csv": template.write_csv, "xlsx": template.write_xlsx}


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def imports(request: HttpRequest) -> HttpResponse:
    """The bureau's imports, and the form to bring a file."""
    here = desk(request)
    problem: EntraideError | None = None
    if request.method == "POST":
        try:
            return redirect("records:import", _brought(here).pk)
        except EntraideError as found:
            problem = found
    return page(
        here,
        "imports",
        status=problem.status if problem else 200,
        problem=_said(here, problem),
        databases=[(each.code, here.say(each.title)) for each in writable(here.actor)],
        chosen=request.POST.get("database") or request.GET.get("database", ""),
        locales=[(code, here.say(words)) for code, words in LOCALES.items()],
        jobs=[_line(here, each) for each in jobs(here.actor)],
    )


@require_safe
@works_as(*KEEPERS)
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """An import: how far it is, what it would do or did, and what may be done now."""
    here = desk(request)
    return page(here, "import", **_about(here, job(here.actor, number)))


@require_safe
@works_as(*KEEPERS)
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """The part of that page that changes while the work goes on."""
    here = desk(request)
    found = job(here.actor, number)
    response = page(here, "import_progress", **_about(here, found))
    if not _is_open(found):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@works_as(*KEEPERS)
def act(request: HttpRequest, number: int) -> HttpResponse:
    """What is to be done with the file now."""
    here = desk(request)
    asked = request.POST.get("act", "")
    if asked == "plan":
        accepted = frozenset(request.POST.getlist("accepted"))
        actions.plan_again(here.by(), number, accepted=accepted)
    elif asked == "apply":
        actions.apply_file(here.by(), number)
    elif asked == "undo":
        actions.undo_file(here.by(), number)
    elif asked == "discard":
        actions.discard(here.by(), number)
        return redirect("records:imports")
    else:
        job(here.actor, number)
        raise Invalid("act", field="act")
    return redirect("records:import", number)


@require_safe
@works_as(*KEEPERS)
def refused(request: HttpRequest, number: int) -> HttpResponse:
    """The refused rows as a table to be corrected and imported again."""
    here = desk(request)
    found = job(here.actor, number)
    path = files_of(found).refused
    if not path.is_file() or _is_open(found):
        raise NotFound
    name = f"{found.source.rpartition('.')[0] or found.source}-refused.csv"
    return file_response(path.open("rb"), name, _MEDIA["csv"])


@require_safe
@works_as(*KEEPERS)
def template_file(request: HttpRequest, database: str, form: str) -> HttpResponse:
    """An empty table of a database, with its headings, an example and what each column holds."""
    here = desk(request)
    declared = next((each for each in writable(here.actor) if each.code == database), None)
    if declared is None or form not in _TEMPLATES:
        raise NotFound
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{declared.acronym}.{form}"
        _TEMPLATES[form](path, declared, here.language)
        opened = path.open("rb")  # goes on after its name is gone
    return file_response(opened, path.name, _MEDIA[form])


def _brought(here: Desk) -> ImportJob:
    given, file = here.request.POST, here.request.FILES.get("file")
    if file is None:
        raise Invalid(
            "file",
            _("Choose a file."),
            field="file",
            expected=_("Expected: CSV, XLSX or JSON Lines."),
        )
    brought = actions.Brought(
        name=str(file.name or ""),
        chunks=file.chunks(),
        database=str(given.get("database", "")),
        locale=str(given.get("locale", "")),
        language=here.language,
    )
    return actions.bring(here.by(reason=str(given.get("reason", "")).strip()[:500]), brought)


def _about(here: Desk, found: ImportJob) -> dict[str, Any]:
    stages = ImportJob.Stage
    declared = by_number(found.database)
    outcome = here.request.GET.get("outcome", "")
    counts = found.plan if found.stage == stages.PLAN else found.totals
    if outcome not in OUTCOMES and outcome != "all":
        outcome = "refused" if counts.get("refused") else "all"
    at = max(number_in(here.request.GET.get("page"), 1), 1)
    kept = "" if outcome == "all" else outcome
    rows = (
        []
        if _is_open(found)
        else reported(found, outcome=kept, first=(at - 1) * PAGE, most=PAGE + 1)
    )
    return {
        "job": found,
        "title": here.say(declared.title),
        "database": declared,
        "steps": _steps(here, found),
        "is_open": _is_open(found),
        "percent": round(100 * found.share),
        "counts": [
            (code, here.say(words), counts.get(code, 0)) for code, words in OUTCOMES.items()
        ],
        "passed_over": sorted(counts.get("passed_over", {}).items()),
        "examples": counts.get("examples", 0),
        "outcome": outcome,
        "rows": list(_told_rows(here, declared, rows[:PAGE])),
        "page": at,
        "has_more": len(rows) > PAGE,
        "repairs": [
            (code, here.say(said), code in found.accepted) for code, said in REPAIRS.items()
        ],
        "may": {stage: may_be(found, stage) for stage in stages.values},
        "has_refused": bool(counts.get("refused")) and bool(found.folder) and not _is_open(found),
    }


def _told_rows(here: Desk, declared: Any, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    labels = {name: here.say(field.label) for name, field in declared_fields(declared).items()}
    for row in rows:
        problems = [
            {**each, "label": labels.get(str(each.get("field", "")).partition(".")[0], "")}
            for each in row.get("problems", [])
        ]
        changes = [labels.get(name, name) for name in row.get("changes", {})]
        what = here.say(OUTCOMES.get(row["outcome"], _("refused")))
        yield {**row, "what": what, "problems": problems, "changes": ", ".join(changes)}


def _steps(here: Desk, found: ImportJob) -> Steps:
    words = (_("File"), _("Dry run"), _("Applied"))
    stages, is_done = ImportJob.Stage, found.state == ImportJob.State.DONE
    at = {stages.PLAN: 1, stages.APPLY: 2 + is_done, stages.UNDO: 3}[stages(found.stage)]
    steps = [Step(here.say(word)) for word in words]
    if found.stage == stages.UNDO:
        steps.append(Step(here.say(_("Undone"))))
        at = 3 + is_done
    return Steps(steps, at)


def _line(here: Desk, found: ImportJob) -> dict[str, Any]:
    counts = found.totals or found.plan
    return {
        "job": found,
        "title": here.say(by_number(found.database).title),
        "state": _state(here, found),
        "added": counts.get("added"),
        "refused": counts.get("refused"),
    }


def _state(here: Desk, found: ImportJob) -> str:
    states, stages = ImportJob.State, ImportJob.Stage
    if found.state == states.DISCARDED:
        return here.say(_("Discarded"))
    if found.state == states.FAILED:
        return here.say(_("Failed"))
    if _is_open(found):
        return here.say(_("At work: %(percent)s %%"), percent=round(100 * found.share))
    words = {stages.PLAN: _("Looked at"), stages.APPLY: _("Applied"), stages.UNDO: _("Undone")}
    return here.say(words[stages(found.stage)])


def _is_open(found: ImportJob) -> bool:
    return found.state in {ImportJob.State.WAITING, ImportJob.State.RUNNING}


def _said(here: Desk, problem: EntraideError | None) -> str:
    if problem is None:
        return ""
    expected = here.say(problem.expected) if isinstance(problem, Invalid) else ""
    return " ".join(filter(None, (problem.say(here.language), expected)))
