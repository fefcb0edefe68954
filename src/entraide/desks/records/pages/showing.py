"""One record in full, its past, and two of its versions side by side."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.policy import Right
from entraide.desks.bureaus.queries import people
from entraide.desks.records.envelope import Ref
from entraide.desks.records.envelope_words import envelope_words
from entraide.desks.records.forms.values import Shown, declared_fields, shown, shown_fields
from entraide.desks.records.own_records import past_body, versions
from entraide.desks.records.pages.working import KEEPERS, Desk, desk, number_in, one, page, ref_in
from entraide.desks.records.queries import head
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Deletion, Status
from entraide.gateways.tables.own_columns import ENVELOPE
from entraide.language import _

ACTS = {
    "add": _("Added"),
    "import": _("Imported"),
    "correct": _("Corrected"),
    "restrict": _("Restrictions changed"),
    "suspend": _("Suspended"),
    "restore": _("Restored"),
    "withdraw": _("Withdrawn"),
    "expire": _("Withdrawn at the end of its retention"),
    "follow": _("Followed from another record"),
    "undo": _("Import undone"),
}
DELETIONS = {
    Deletion.PURPOSE_ACHIEVED: _("Its purpose is achieved"),
    Deletion.SOURCE_REQUEST: _("The source asked for it"),
    Deletion.QUALITY: _("It is wrong or not reliable"),
    Deletion.DUPLICATE: _("It is there twice"),
    Deletion.ACQUITTED_OR_WARRANT_CANCELLED: _("Acquitted, or the warrant is cancelled"),
    Deletion.SUBJECT_DECEASED: _("The person has died"),
    Deletion.NON_COMPLIANT_ART2: _("It does not respect human rights (article 2)"),
    Deletion.NON_COMPLIANT_ART3: _("It is political, military, religious or racial (article 3)"),
    Deletion.EXPIRED: _("Its retention has ended"),
    Deletion.COMMISSION_DECISION: _("The commission decided so"),
    Deletion.IMPORT_UNDONE: _("The import was undone"),
}


@require_safe
@works_as(*KEEPERS)
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """The record in full."""
    here = desk(request)
    ref = ref_in(reference)
    state = one(here, ref)
    declared = by_code(state.database)
    is_there = state.status is not Status.WITHDRAWN
    rights = {str(right): is_there and here.may(right, state.database) for right in Right}
    return page(
        here,
        "record",
        reference=reference,
        database=declared,
        title=here.say(declared.title),
        state=state,
        head=head(here.asker, ref, now=here.now),
        fields=shown_fields(declared.fields, state.body, here.language),
        envelope=shown_envelope(here, state),
        rights=rights,
        history=history(here, ref),
    )


@require_safe
@works_as(*KEEPERS)
def compared(request: HttpRequest, reference: str) -> HttpResponse:
    """Two versions side by side, the differences marked."""
    here = desk(request)
    ref = ref_in(reference)
    present = one(here, ref)
    declared = by_code(present.database)
    left = number_in(request.GET.get("from"), max(present.version - 1, 1))
    right = number_in(request.GET.get("to"), present.version)
    before, after = (past_body(here.asker, ref, n, now=here.now) for n in (left, right))
    return page(
        here,
        "versions",
        reference=reference,
        database=declared,
        title=here.say(declared.title),
        state=present,
        level=max(before.confidentiality, after.confidentiality),
        left=left,
        right=right,
        numbers=range(1, present.version + 1),
        lines=side_by_side(here, whole(before), whole(after), present.database),
        history=history(here, ref),
    )


def whole(state: RecordState) -> dict[str, Any]:
    """Body and envelope in one mapping, the envelope's names after "record."."""
    return {**state.body, **{f"{ENVELOPE}.{k}": v for k, v in envelope_words(state).items()}}


def side_by_side(
    here: Desk, before: Mapping[str, Any], after: Mapping[str, Any], database: str
) -> list[tuple[Shown, Shown, bool]]:
    """Each field of either, as it was and is, and whether the two differ; those that do first."""
    declared = declared_fields(by_code(database))
    names = [name for name in declared if name in before or name in after]
    lines = [
        (
            shown(declared[name], before.get(name), here.language),
            shown(declared[name], after.get(name), here.language),
            before.get(name) != after.get(name),
        )
        for name in names
    ]
    return sorted(lines, key=lambda line: not line[2])


def shown_envelope(here: Desk, state: RecordState) -> list[Shown]:
    """How the record may be used, in the reader's words."""
    words = {f"{ENVELOPE}.{name}": value for name, value in envelope_words(state).items()}
    fields = declared_fields(by_code(state.database))
    return [shown(fields[name], value, here.language) for name, value in words.items()]


def history(here: Desk, ref: Ref) -> list[dict[str, Any]]:
    """What happened to the record, the newest first."""
    declared = by_code(ref.database)
    labels = {field.name: here.say(field.label) for field in declared.fields}
    names = {
        f"person:{each.pk}": each.full_name
        for each in people()
        if each.bureau_id == here.actor.bureau
    }
    return [
        {
            "version": line.version,
            "at": line.at,
            "who": names.get(line.actor, line.actor),
            "is_mine": line.actor == here.actor.name,
            "what": here.say(ACTS.get(line.what, line.what)),
            "reason": here.say(DELETIONS[Deletion(line.reason)])
            if line.reason in set(Deletion)
            else line.reason,
            "fields": ", ".join(labels.get(name, name) for name in line.fields),
        }
        for line in reversed(versions(here.asker, ref, now=here.now))
    ]
