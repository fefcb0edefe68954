"""Correcting a record, and settling with a colleague's correction field by field."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.records.envelope import Ref
from entraide.desks.records.envelope_words import envelope_from, envelope_words
from entraide.desks.records.forms.entry import EntryForm, raw_body, raw_envelope, sent_of
from entraide.desks.records.forms.values import declared_fields, shown
from entraide.desks.records.merging import Choice, Merge
from entraide.desks.records.own.correcting import Correction, bring_in, own_body
from entraide.desks.records.pages.working import (
    KEEPERS,
    Desk,
    desk,
    number_in,
    one,
    page,
    ref_in,
    told,
)
from entraide.desks.records.queries import head
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.errors import EntraideError
from entraide.language import _

NOT_CARRIED = {"csrfmiddlewaretoken", "request_key", "version", "grow", "repair"}
CHOOSE = "choose."


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """The record as a form; sent, corrected, or what has to be mended or settled."""
    here = desk(request)
    ref = ref_in(reference)
    state = one(here, ref)
    require(here.actor, Right.CORRECT, Thing(state.owner, state.database))
    declared = by_code(state.database)
    if request.method != "POST":
        words = envelope_words(state)
        until = head(here.asker, ref, now=here.now).retention_until
        if until is not None:
            words["retention_until"] = until.isoformat()
        sent = sent_of(declared, own_body(state), words)
        form = EntryForm(declared, sent, here.language, is_new=False)
        return _page(here, reference, state, form, state.version)
    form = EntryForm(declared, request.POST, here.language, is_new=False)
    base = number_in(request.POST.get("base"), state.version)
    changed = form.after_button(here.now.date(), state.owner)
    if changed is not None:
        return _page(here, reference, state, changed, base)
    try:
        return _corrected(here, reference, ref, form, base)
    except EntraideError as problem:
        form.refuse(problem)
        return _page(here, reference, state, form, base, status=problem.status)


def _corrected(here: Desk, reference: str, ref: Ref, form: EntryForm, base: int) -> HttpResponse:
    sent = here.request.POST
    envelope = raw_envelope(form.database, sent, has_restricted=False)
    wanted = Correction(
        base=base,
        seen=number_in(sent.get("version"), base),
        body=raw_body(form.database, sent),
        envelope=_words(envelope),
        until=envelope_from(envelope).retention_until,
        choices={
            name.removeprefix(CHOOSE): Choice(value)
            for name, value in sent.items()
            if name.startswith(CHOOSE) and value in set(Choice)
        },
    )
    found = bring_in(here.by(reason=form.reason), here.asker, ref, wanted)
    if found.done is None:
        return _settle(here, reference, found.present, found.merge, base)
    labels = ", ".join(_labels(here, ref, found.merge.theirs))
    sentence = (
        _("The record is corrected. A colleague's changes are kept too: %(fields)s.")
        if labels
        else _("The record is corrected.")
    )
    told(here, found.done, sentence, fields=labels)
    return redirect("records:record", reference)


def _words(envelope: dict[str, Any]) -> dict[str, Any]:
    """What the form says of the envelope, as a record says it."""
    clean = envelope_from(envelope)
    level = clean.confidentiality
    return {
        "purposes": list(clean.purposes or ()),
        "confidentiality": level.name.lower() if level is not None else "",
        "handling": list(clean.handling or ()),
        "reliability": clean.reliability,
        "accuracy": clean.accuracy,
    }


def _settle(
    here: Desk, reference: str, present: RecordState, merge: Merge, base: int
) -> HttpResponse:
    """The page on which theirs and mine stand side by side, each clash with its choice."""
    fields = declared_fields(by_code(present.database))
    clashes = [
        {
            "name": f"{CHOOSE}{clash.name}",
            "label": here.say(fields[clash.name].label),
            "base": shown(fields[clash.name], clash.base, here.language),
            "theirs": shown(fields[clash.name], clash.theirs, here.language),
            "mine": shown(fields[clash.name], clash.mine, here.language),
            "both": shown(fields[clash.name], clash.both, here.language) if clash.both else None,
        }
        for clash in merge.clashes
    ]
    sent = here.request.POST
    carried = [
        (name, value)
        for name in sent
        if name not in NOT_CARRIED and not name.startswith(CHOOSE) and name != "base"
        for value in sent.getlist(name)
    ]
    ref = Ref(present.database, present.id)
    return page(
        here,
        "settle",
        status=409,
        reference=reference,
        title=here.say(by_code(present.database).title),
        database=by_code(present.database),
        state=present,
        clashes=clashes,
        theirs=_labels(here, ref, merge.theirs),
        mine=_labels(here, ref, merge.mine),
        carried=carried,
        base=base,
    )


def _labels(here: Desk, ref: Ref, names: tuple[str, ...]) -> list[str]:
    fields = declared_fields(by_code(ref.database))
    return [here.say(fields[name].label) for name in names]


def _page(
    here: Desk,
    reference: str,
    state: RecordState,
    form: EntryForm,
    base: int,
    *,
    status: int = 200,
) -> HttpResponse:
    declared = by_code(state.database)
    return page(
        here,
        "entry",
        status=status,
        form=form,
        database=declared,
        title=here.say(declared.title),
        reference=reference,
        state=state,
        base=base,
    )
