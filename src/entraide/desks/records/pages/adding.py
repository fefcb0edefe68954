"""Adding a record: the form of its database, what is wrong beside the fields, its likely twins."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus.entering import works_as
from entraide.desks.records.actions import add
from entraide.desks.records.envelope_words import envelope_from
from entraide.desks.records.forms.entry import EntryForm, raw_body, raw_envelope
from entraide.desks.records.own.queries import reference_of
from entraide.desks.records.own.twins import twins_of
from entraide.desks.records.pages.working import KEEPERS, Desk, desk, page, told, writable
from entraide.desks.records.writing import Done
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Writer
from entraide.errors import EntraideError, NotFound
from entraide.language import _


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def new(request: HttpRequest, database: str) -> HttpResponse:
    """The empty form; sent, the record, or the form with what has to be mended."""
    here = desk(request)
    declared = next((each for each in writable(here.actor) if each.code == database), None)
    if declared is None:
        raise NotFound
    if request.method != "POST":
        return _page(here, declared, _empty(here, declared))
    form = EntryForm(declared, request.POST, here.language, is_new=True)
    changed = form.after_button(here.now.date(), here.actor.bureau)
    if changed is not None:
        return _page(here, declared, changed)
    today, owner, body = here.now.date(), here.actor.bureau, raw_body(declared, request.POST)
    twins = twins_of(settings.HUB, declared, owner, body, today)
    if twins and "twice" not in request.POST:
        return _page(here, declared, form, twins=[reference_of(ref) for ref in twins])
    try:
        done = _added(here, declared, form)
    except EntraideError as problem:
        form.refuse(problem)
        return _page(here, declared, form, status=problem.status)
    told(here, done, _("The record %(reference)s is added."), reference=done.about)
    return redirect("records:record", done.about)


def _added(here: Desk, declared: Database, form: EntryForm) -> Done:
    return add(
        here.by(reason=form.reason),
        declared.code,
        owner=here.actor.bureau,
        owner_ref=form.owner_ref,
        body=raw_body(declared, form.sent),
        envelope=envelope_from(raw_envelope(declared, form.sent, has_restricted=True)),
    )


def _empty(here: Desk, declared: Database) -> EntryForm:
    """What is known before anything is typed: whose country it is, how confidential it will be."""
    sent: MultiValueDict[str, str] = MultiValueDict()
    if declared.written_by is Writer.COUNTRY_IN_FIELD and declared.country_field:
        sent[declared.country_field] = here.actor.bureau
    sent["record.confidentiality"] = declared.confidentiality.name.lower()
    return EntryForm(declared, sent, here.language, is_new=True)


def _page(
    here: Desk, declared: Database, form: EntryForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    title = here.say(declared.title)
    return page(here, "entry", status=status, form=form, database=declared, title=title, **more)
