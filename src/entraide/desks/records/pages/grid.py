"""Many records in one grid: each row is saved by itself when it is left, or all by one button."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST

from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.records.envelope import Ref
from entraide.desks.records.forms.controls import COUNTRIES_LIST, countries, widget
from entraide.desks.records.forms.sent import is_boxes, raw_from, sent_from
from entraide.desks.records.own.correcting import Correction, bring_in, own_body
from entraide.desks.records.own.queries import PAGE, Wanted, own_list
from entraide.desks.records.pages.working import (
    KEEPERS,
    Desk,
    database_of,
    desk,
    new_key,
    number_in,
    page,
    ref_in,
    told,
)
from entraide.desks.records.queries import Head
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import LONGEST_KEY, Done
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.field import Field, errors_of
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Status
from entraide.errors import EntraideError, Invalid, NotFound
from entraide.language import _

FEW: Final = 6
"""Columns at first; others are chosen."""
MOST: Final = 10


@dataclass(slots=True)
class Row:
    """A record as a row.

    Attributes:
        state: "" untouched, "saved", "merged", "refused" or "clash".
        cells: each control with what is wrong with its value.
    """

    reference: str
    owner_ref: str
    version: int
    cells: list[dict[str, Any]]
    state: str = ""
    said: str = ""
    key: str = field(default_factory=new_key)


def simple_fields(database: Database) -> list[Field]:
    """The fields whose values fit into a cell."""
    return [
        each
        for each in database.fields
        if not (each.derived or each.many or isinstance(each.kind, Group) or is_boxes(each))
        and not getattr(each.kind, "lines", False)
    ]


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def grid(request: HttpRequest, database: str) -> HttpResponse:
    """The grid; sent as a whole, every row that changed is saved and the others are left."""
    here = desk(request)
    declared = database_of(here.actor, database)
    require(here.actor, Right.CORRECT, Thing(here.actor.bureau, database))
    columns = _columns(declared, request.GET.getlist("column"))
    at = max(number_in(request.GET.get("page"), 1), 1)
    wanted = Wanted(text=request.GET.get("q", "").strip()[:80], status=Status.ACTIVE, page=at)
    found = own_list(here.asker, database, wanted)
    states = {state.id: state for state in here.read([head.ref for head in found.heads])}
    there = [head for head in found.heads if head.ref.id in states]
    rows = [_row(here, head, states[head.ref.id], columns) for head in there]
    if request.method == "POST":
        rows = [_saved_of_many(here, row, columns) for row in rows]
    return page(
        here,
        "grid",
        database=declared,
        title=here.say(declared.title),
        listed=found,
        wanted=wanted,
        columns=[(each.name, here.say(each.label), each.required) for each in columns],
        offered=[
            (each.name, here.say(each.label), each in columns) for each in simple_fields(declared)
        ],
        rows=rows,
        level=max((int(state.confidentiality) for state in states.values()), default=1),
        countries=countries(here.language),
        countries_list=COUNTRIES_LIST,
        has_more=len(found.heads) == PAGE,
    )


@require_POST
@works_as(*KEEPERS)
def grid_row(request: HttpRequest, reference: str) -> HttpResponse:
    """One row, saved: the row again with what came of it."""
    here = desk(request)
    ref = ref_in(reference)
    declared = database_of(here.actor, ref.database)
    require(here.actor, Right.CORRECT, Thing(here.actor.bureau, ref.database))
    columns = _columns(declared, request.POST.getlist("column"))
    row = _saved(here, reference, ref, columns, _sent_for(request, reference))
    context = {"row": row, "database": declared}
    return render(request, "records/grid_row.html", context)


def _columns(database: Database, chosen: Iterable[str]) -> list[Field]:
    """The chosen columns, or the required ones and those of the card."""
    fields = {each.name: each for each in simple_fields(database)}
    picked = [fields[name] for name in dict.fromkeys(chosen) if name in fields]
    if picked:
        return picked[:MOST]
    first = [each.name for each in fields.values() if each.required]
    names = dict.fromkeys([*first, *database.card, *database.expects, *fields])
    return [fields[name] for name in names if name in fields][:FEW]


def _row(here: Desk, head: Head, state: RecordState, columns: list[Field]) -> Row:
    sent = sent_from(columns, own_body(state))
    cells = _cells(here, head.reference, columns, sent, {})
    return Row(head.reference, head.owner_ref, state.version, cells)


def _saved_of_many(here: Desk, row: Row, columns: list[Field]) -> Row:
    """The row once what was sent for it is saved; as it was where nothing was sent or changed."""
    sent = _sent_for(here.request, row.reference)
    shown = {cell["name"]: cell["value"] for cell in row.cells}
    is_same = all(sent.get(name, "") == value for name, value in shown.items())
    if not sent or (is_same and sent.get("version") == str(row.version)):
        return row
    return _saved(here, row.reference, ref_in(row.reference), columns, sent)


def _sent_for(request: HttpRequest, reference: str) -> MultiValueDict[str, str]:
    """What was sent for one row: its controls' names begin with its reference."""
    begin = f"{reference}:"
    return MultiValueDict(
        {
            name[len(begin) :]: request.POST.getlist(name)
            for name in request.POST
            if name.startswith(begin)
        }
    )


def _saved(here: Desk, reference: str, ref: Ref, columns: list[Field], sent: Any) -> Row:
    """The row once it is saved, or with what has to be mended or settled."""
    base = number_in(sent.get("version"), 0)
    raw = raw_from(columns, sent)
    body = {each.name: raw.get(each.name) for each in columns}
    wanted = Correction(base=base, seen=base, body=body, is_partial=True)
    by = replace(here.by(), request_key=str(sent.get("request_key", ""))[:LONGEST_KEY])
    errors: dict[str, str] = {}
    state, said, version = "refused", "", base
    try:
        found = bring_in(by, here.asker, ref, wanted)
        version = found.present.version
        if found.done is None:
            state, said = "clash", here.say(_("A colleague changed the same fields."))
            version = base
        else:
            _seen(here, found.done)
            state = "merged" if found.merge.theirs else "saved"
            said = here.say(
                _("Saved, with a colleague's changes.") if found.merge.theirs else _("Saved")
            )
            version = found.done.version
            sent = sent_from(columns, found.merge.body)
    except NotFound:
        raise
    except Invalid as problem:
        for each in errors_of(problem):
            expected = here.say(each.expected, **each.params)
            words = " ".join(filter(None, (each.say(here.language), expected)))
            errors[each.field.partition(".")[0]] = words
        said = here.say(_("Not saved yet."))
        if set(errors) - {each.name for each in columns}:
            said = next(words for name, words in errors.items())
    except EntraideError as problem:
        said = problem.say(here.language)
    cells = _cells(here, reference, columns, sent, errors)
    return Row(reference, "", version, cells, state, said)


def _seen(here: Desk, done: Done) -> None:
    """Makes the act seen; a row says nothing of a lag of answers, the next page does."""
    if not settle(settings.HUB, done):
        told(here, done, _("Saved"))


def _cells(
    here: Desk, reference: str, columns: list[Field], sent: Any, errors: dict[str, str]
) -> list[dict[str, Any]]:
    cells = []
    for each in columns:
        value, id = sent.get(each.name) or "", f"{reference}-{each.name}"
        attributes = {"id": id, "aria-label": here.say(each.label)}
        if each.name in errors:
            attributes |= {"aria-invalid": "true", "aria-describedby": f"{id}-error"}
        made = widget(each, here.language)
        cells.append(
            {
                "name": each.name,
                "value": value,
                "id": id,
                "control": made.render(f"{reference}:{each.name}", value, attrs=attributes),
                "error": errors.get(each.name, ""),
            }
        )
    return cells
