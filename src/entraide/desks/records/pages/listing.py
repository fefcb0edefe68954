"""The desk's first page, the list of a database's own records, and that list as a file."""

import tempfile
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.records import exports
from entraide.desks.records.forms.values import in_one_line
from entraide.desks.records.imports.queries import jobs
from entraide.desks.records.own.queries import (
    COUNTED,
    PAGE,
    Wanted,
    ending,
    ends_by_month,
    own_counts,
    own_list,
)
from entraide.desks.records.own_records import told as told_to
from entraide.desks.records.pages.working import (
    KEEPERS,
    Desk,
    database_of,
    databases_of,
    desk,
    file_response,
    number_in,
    page,
    purpose_of,
    writable,
)
from entraide.desks.records.queries import Head, Reading, ref_for
from entraide.desks.records.reviews import SOON
from entraide.engine.check.service import shared_service
from entraide.engine.check.trail.lines import Manner
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Status
from entraide.errors import Invalid, NotFound

_COLUMNS: Final = 4
MEDIA: Final = {
    exports.Form.CSV: "text/csv; charset=utf-8",
    exports.Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    exports.Form.JSONL: "application/x-ndjson",
}


@require_safe
@works_as(*KEEPERS)
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do, and the bureau's databases."""
    here = desk(request)
    databases = databases_of(here.actor)
    codes = [each.code for each in databases]
    counts = own_counts(here.asker, codes)
    written = {each.code for each in writable(here.actor)}
    months = ends_by_month(here.asker, sorted(written), here.now)
    return page(
        here,
        "home",
        databases=[
            {
                "declared": each,
                "count": counts[each.code],
                "is_more": counts[each.code] > COUNTED,
                "title": here.say(each.title),
                "may_add": each.code in written,
            }
            for each in databases
            if counts[each.code] or each.code in written
        ],
        most=COUNTED,
        due=sum(count for month in months.values() for count in month.values()),
        soon=len(ending(here.asker, sorted(written), here.now, within=SOON)),
        open_imports=[job for job in jobs(here.actor) if job.state in {"waiting", "running"}],
        told=told_to(here.asker)[:5],
    )


@require_safe
@works_as(*KEEPERS)
def listed(request: HttpRequest, database: str) -> HttpResponse:
    """The own records of a database: filtered, sorted, page by page."""
    here = desk(request)
    declared = database_of(here.actor, database)
    text = request.GET.get("q", "").strip()[:80]
    if text and (found := _by_reference(text, database)) is not None:
        return found
    wanted = _wanted(request, text)
    found_page = own_list(here.asker, database, wanted)
    states = here.read([head.ref for head in found_page.heads])
    bodies = {state.id: state.body for state in states}
    columns = columns_of(declared)
    return page(
        here,
        "list",
        database=declared,
        title=here.say(declared.title),
        about=here.say(declared.about),
        wanted=wanted,
        statuses=[status.value for status in Status],
        listed=found_page,
        most=COUNTED,
        level=max((state.confidentiality for state in states), default=1),
        columns=[here.say(field.label) for field in columns],
        rows=[_row(here, head, bodies.get(head.ref.id, {}), columns) for head in found_page.heads],
        heads=_sorted_heads(request, wanted),
        pages=_pages(request, wanted.page, found_page.count),
        may_export=here.may(Right.EXPORT, database),
        may_add=database in {each.code for each in writable(here.actor)},
    )


@require_POST
@works_as(*KEEPERS)
def export(request: HttpRequest, database: str) -> HttpResponse:
    """All own records of a database as a file that an import reads again."""
    here = desk(request)
    declared = database_of(here.actor, database)
    require(here.actor, Right.EXPORT, Thing(here.actor.bureau, database))
    try:
        form = exports.Form(request.POST.get("form", "csv"))
    except ValueError:
        raise Invalid("form", field="form") from None
    reading = Reading(
        purpose=purpose_of(here.actor),
        trail=shared_service(settings.HUB).trail,
        clock=clock(),
        manner=Manner.EXPORTED,
        reason="records desk",
    )
    name = f"{declared.acronym}-{here.now:%Y-%m-%d}.{form}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        exports.export(here.asker, database, reading, path=path, form=form)
        opened = path.open("rb")  # goes on after its name is gone
    return file_response(opened, name, MEDIA[form])


def columns_of(declared: Database) -> list[Any]:
    """The fields by which a list tells records apart."""
    return [declared.field_named(name) for name in declared.card if name != "entity_id"][:_COLUMNS]


def _by_reference(text: str, database: str) -> HttpResponse | None:
    """The way to the record whose published reference was typed."""
    try:
        ref = ref_for(text.upper())
    except NotFound:
        return None
    return redirect("records:record", text.upper()) if ref.database == database else None


def _wanted(request: HttpRequest, text: str) -> Wanted:
    status = request.GET.get("status", "")
    return Wanted(
        text=text,
        status=Status(status) if status in set(Status) else None,
        sort=request.GET.get("sort", "-added")[:20],
        page=min(number_in(request.GET.get("page"), 1), COUNTED),
    )


def _row(here: Desk, head: Head, body: Any, columns: list[Any]) -> dict[str, Any]:
    cells = [
        in_one_line(field, body[field.name], here.language) if field.name in body else ""
        for field in columns
    ]
    return {"head": head, "cells": cells}


def _sorted_heads(request: HttpRequest, wanted: Wanted) -> dict[str, dict[str, str]]:
    """For each sort its address and how the list is sorted by it now."""
    heads = {}
    for name in ("reference", "changed", "ends"):
        is_up = wanted.sort == name
        way = "ascending" if is_up else "descending" if wanted.sort == f"-{name}" else ""
        query = {**request.GET.dict(), "sort": f"-{name}" if is_up else name, "page": "1"}
        heads[name] = {"url": f"?{urlencode(query)}", "way": way}
    return heads


def _pages(request: HttpRequest, at: int, count: int) -> list[dict[str, Any]]:
    """The pages around this one, with the first and the last that is counted."""
    last = max((min(count, COUNTED) + PAGE - 1) // PAGE, 1)
    near = sorted({1, last, *range(max(at - 2, 1), min(at + 2, last) + 1)})
    if last == 1:
        return []
    return [
        {
            "number": number,
            "url": f"?{urlencode({**request.GET.dict(), 'page': number})}",
            "is_here": number == at,
            "has_gap": place > 0 and number - near[place - 1] > 1,
        }
        for place, number in enumerate(near)
    ]


def list_url(database: str) -> str:
    """The address of a database's list."""
    return reverse("records:list", args=[database])
