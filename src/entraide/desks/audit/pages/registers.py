"""The registers: lists, entries with all their versions, entering and correcting."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from entraide.desks.audit import entries, register_rows
from entraide.desks.audit.models import RegisterEntry
from entraide.desks.audit.pages.doing import auditor, reader, said
from entraide.desks.audit.register_forms import EntryForm
from entraide.desks.audit.registers import (
    INCIDENTS,
    PROCESSING,
    REGISTERS,
    FieldKind,
    Register,
    telling_clock,
    told,
)
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.bureaus.queries import people_named
from entraide.desks.records.writing import By
from entraide.errors import EntraideError, Invalid, NotFound
from entraide.language import _, translate
from entraide.web.pieces import Tab
from entraide.web.tables import Column, Table, worded

_TABLE_WORDS = 120
"""Characters of a field that a list shows; the export has them all."""


@works_as()
@require_safe
def register(request: HttpRequest, code: str = PROCESSING) -> HttpResponseBase:
    """A register's entries as they stand now."""
    actor, language = auditor(request), reader()
    declared = _declared(code)
    rows = list(register_rows.entries(actor, code).order_by("-number"))
    table = Table(
        request=request,
        code="entries",
        label=translate(declared.title, language),
        rows=rows,
        columns=_columns(code, declared, language, is_whole="export" in request.GET),
        nothing=(translate(_("Nothing is entered"), language), translate(declared.about, language)),
    )
    if table.is_export:
        return table.export(code)
    context = {
        "table": table,
        "code": code,
        "title": translate(declared.title, language),
        "about": translate(declared.about, language),
        "tabs": _tabs(code, language),
    }
    return render(request, "audit/register.html", context)


@works_as()
@require_safe
def entry(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One entry, and every version of it."""
    actor, language = auditor(request), reader()
    declared = _declared(code)
    row = register_rows.entry(actor, code, number)
    versions = register_rows.versions(row)
    names = people_named({each.made_by for each in versions if each.made_by.startswith("person:")})
    context = {
        "entry": row,
        "code": code,
        "title": translate(declared.title, language),
        "clock": telling_clock(row.content, clock().now()) if code == INCIDENTS else None,
        "is_own": row.bureau == actor.bureau,
        "versions": [
            (each, names.get(each.made_by, each.made_by), _pairs(each, declared, language))
            for each in versions
        ],
    }
    return render(request, "audit/entry.html", context)


@works_as()
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Enters something."""
    actor, language = auditor(request), reader()
    declared = _declared(code)
    given = request.POST if request.method == "POST" else None
    form = EntryForm(given, register=declared, language=language)
    by = By(actor=actor, clock=clock())
    if given is not None and form.is_valid():
        done = _tried(form, language, lambda: entries.enter(by, code, form.content()))
        if done is not None:
            messages.success(request, translate(_("Saved."), language))
            return redirect("audit:entry", code, int(done.about))
    context = {"form": form, "code": code, "title": translate(declared.title, language)}
    return render(request, "audit/entry_form.html", context)


@works_as()
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Corrects an entry: the version before stays."""
    actor, language = auditor(request), reader()
    declared = _declared(code)
    row = register_rows.entry(actor, code, number)
    require(actor, Right.AUDIT, Thing(row.bureau))
    given = request.POST if request.method == "POST" else None
    form = EntryForm(
        given,
        register=declared,
        language=language,
        initial=row.content,
        has_facts=bool(row.facts),
        is_correction=True,
    )
    version = given.get("version", "") if given is not None else str(row.version)
    if given is not None and form.is_valid():
        by = By(actor=actor, clock=clock(), reason=form.cleaned_data["reason"])
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0  # noqa: PLR2004 - more versions than there are
        done = _tried(
            form, language, lambda: entries.correct(by, code, number, seen, form.content())
        )
        if done is not None:
            messages.success(request, translate(_("Saved."), language))
            return redirect("audit:entry", code, number)
    context = {
        "form": form,
        "code": code,
        "title": translate(declared.title, language),
        "entry": row,
        "version": version,
    }
    return render(request, "audit/entry_form.html", context)


def _tried(form: EntryForm, language: str, do: Callable[[], Any]) -> Any:
    """What an act gives; None where it was refused, which the form then says."""
    try:
        return do()
    except Invalid as problem:
        field = problem.field if problem.field in form.fields else None
        form.add_error(field, said(problem, language))
    except EntraideError as problem:
        form.add_error(None, said(problem, language))
    return None


def _declared(code: str) -> Register:
    if code not in REGISTERS:
        raise NotFound
    return REGISTERS[code]


def _tabs(here: str, language: str) -> list[Tab]:
    return [
        Tab(
            translate(each.title, language),
            reverse("audit:register", args=[code]),
            is_here=code == here,
        )
        for code, each in REGISTERS.items()
    ]


def _columns(code: str, declared: Register, language: str, *, is_whole: bool) -> list[Column]:
    def address(row: RegisterEntry) -> str:
        return reverse("audit:entry", args=[code, row.number])

    def value(name: str) -> Callable[[RegisterEntry], Any]:
        def of(row: RegisterEntry) -> Any:
            found = _values(row, declared, language)[name]
            is_long = isinstance(found, str) and len(found) > _TABLE_WORDS and not is_whole
            return f"{found[:_TABLE_WORDS]}…" if is_long else found

        return of

    columns = [
        Column("number", translate(_("Number"), language), order="number", url=address),
        *(
            Column(
                name,
                translate(each.label, language),
                value=value(name),
                is_number=each.kind is FieldKind.NUMBER,
            )
            for name, each in declared.fields.items()
            if each.is_listed or is_whole
        ),
        Column("bureau", translate(_("Bureau"), language), order="bureau"),
    ]
    if code == INCIDENTS:
        columns.insert(3, Column("clock", translate(_("72 hours"), language), value=_standing))
    return columns


def _standing(row: RegisterEntry) -> str:
    """How the time to tell stands, in a few words."""
    language, found = reader(), telling_clock(row.content, clock().now())
    if found is None:
        return ""
    if found.is_told:
        sentence = _("Told late") if found.is_late else _("Told in time")
        return translate(sentence, language)
    if found.is_late:
        return translate(_("Late"), language)
    return translate(_("%(hours)s hours left"), language, hours=found.hours)


def _pairs(row: RegisterEntry, declared: Register, language: str) -> list[tuple[str, Any]]:
    values = _values(row, declared, language)
    fields = declared.fields.items()
    return [(translate(each.label, language), worded(values[name])) for name, each in fields]


def _values(row: RegisterEntry, declared: Register, language: str) -> dict[str, Any]:
    """Every field of an entry, days and moments as such; None where nothing is written."""
    known = row.content | told(row.facts, language)
    return {name: _value(known.get(name), each.kind) for name, each in declared.fields.items()}


def _value(value: Any, kind: FieldKind) -> Any:
    if not value:
        return value if value == 0 and kind is FieldKind.NUMBER else None
    if kind is FieldKind.DAY:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind is FieldKind.MOMENT else value
