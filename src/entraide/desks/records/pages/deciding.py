"""Acts on one record that are no correction: who sees it, whether it is answered, its end."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.bureaus.queries import bureaus
from entraide.desks.records import actions
from entraide.desks.records.envelope import Ref, codes
from entraide.desks.records.forms.controls import Open
from entraide.desks.records.pages.showing import DELETIONS
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
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Deletion, Role
from entraide.errors import EntraideError, Invalid
from entraide.language import _

_BY_ITSELF: Final = frozenset({Deletion.EXPIRED, Deletion.IMPORT_UNDONE})
"""Reasons that time and undoing give, never a person."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks before an act: marked sentences."""

    asked: str
    consequences: str
    act: str
    is_danger: bool = False


WITHDRAWING: Final = Question(
    _("Withdraw this record?"),
    _(
        "Its content and its past are destroyed, here, in the index and in every copy. It does "
        "not come back under the same reference."
    ),
    _("Withdraw it"),
    is_danger=True,
)
SUSPENDING: Final = Question(
    _("Suspend this record?"),
    _("No answer shows it until it is restored, nor what follows from it."),
    _("Suspend it"),
)
RESTORING: Final = Question(
    _("Restore this record?"),
    _("Answers show it again to everybody from whom it is not hidden."),
    _("Restore it"),
)


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def restrict(request: HttpRequest, reference: str) -> HttpResponse:
    """From whom the record is hidden: chosen, looked at as who loses sight, then done."""
    here, ref, state = _taken(request, reference, Right.RESTRICT)
    is_sent = request.method == "POST"
    chosen = request.POST.getlist("hidden") if is_sent else state.restricted
    problem: EntraideError | None = None
    wanted: tuple[str, ...] = ()
    try:
        wanted = codes([*chosen, *_typed(request)])
        if is_sent and "sure" in request.POST:
            version = number_in(request.POST.get("version"), 0)
            done = actions.restrict(here.by(), ref, version=version, hidden_from=wanted)
            told(here, done, _("Who may see the record is changed."))
            return redirect("records:record", reference)
    except EntraideError as found:
        problem = found
    is_asked = is_sent and problem is None
    return page(
        here,
        "restrict",
        status=200 if problem is None else problem.status,
        problem=_said(here, problem),
        members=_members(here, state, wanted),
        others=[code for code in wanted if code not in {b.code for b in bureaus()}],
        losing=_named(here, set(wanted) - set(state.restricted)) if is_asked else [],
        gaining=_named(here, set(state.restricted) - set(wanted)) if is_asked else [],
        is_asked=is_asked,
        wanted=wanted,
        **_about(here, reference, state),
    )


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """The withdrawal, with its reason; what follows from the record goes with it."""
    here, ref, state = _taken(request, reference, Right.WITHDRAW)
    reasons = [
        (each.value, here.say(DELETIONS[each]))
        for each in DELETIONS
        if each not in _BY_ITSELF
        and (each is not Deletion.COMMISSION_DECISION or here.actor.role is Role.SECRETARIAT)
    ]
    form = _Reason(request.POST if request.method == "POST" else None, reasons=reasons, here=here)
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        if reason in dict(reasons):
            done = actions.withdraw(here.by(), ref, reason=Deletion(reason))
            told(here, done, _("The record %(reference)s is withdrawn."), reference=reference)
            return redirect("records:list", state.database)
        form.add_error("reason", here.say(_("Choose why it is withdrawn.")))
    return _confirm(here, _about(here, reference, state), WITHDRAWING, form)


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def suspend(request: HttpRequest, reference: str) -> HttpResponse:
    """The record hidden from every answer until it is restored."""
    here, ref, state = _taken(request, reference, Right.SUSPEND)
    if request.method == "POST":
        told(here, actions.suspend(here.by(), ref), _("The record is suspended."))
        return redirect("records:record", reference)
    return _confirm(here, _about(here, reference, state), SUSPENDING)


@require_http_methods(["GET", "POST"])
@works_as(*KEEPERS)
def restore(request: HttpRequest, reference: str) -> HttpResponse:
    """A suspended record answered again."""
    here, ref, state = _taken(request, reference, Right.RESTORE)
    if request.method == "POST":
        told(here, actions.restore(here.by(), ref), _("The record is answered again."))
        return redirect("records:record", reference)
    return _confirm(here, _about(here, reference, state), RESTORING)


class _Reason(forms.Form):
    """Why a record is withdrawn."""

    use_required_attribute = False

    def __init__(self, sent: Any, *, reasons: list[tuple[str, str]], here: Desk) -> None:
        super().__init__(sent, label_suffix="")
        self.fields["reason"] = Open(
            label=here.say(_("Reason")), widget=forms.RadioSelect(choices=reasons), required=True
        )


def _taken(request: HttpRequest, reference: str, right: Right) -> tuple[Desk, Ref, RecordState]:
    """The record, once the actor has this right over it. Raises NotFound, NotAllowed."""
    here = desk(request)
    ref = ref_in(reference)
    state = one(here, ref)
    require(here.actor, right, Thing(state.owner, state.database))
    return here, ref, state


def _about(here: Desk, reference: str, state: RecordState) -> dict[str, Any]:
    declared = by_code(state.database)
    return {
        "reference": reference,
        "state": state,
        "database": declared,
        "title": here.say(declared.title),
    }


def _confirm(
    here: Desk, about: dict[str, Any], question: Question, form: Any = None
) -> HttpResponse:
    return page(
        here,
        "decide",
        status=422 if form is not None and form.errors else 200,
        question=here.say(question.asked),
        consequences=here.say(question.consequences),
        act=here.say(question.act),
        form=form,
        is_danger=question.is_danger,
        **about,
    )


def _members(here: Desk, state: RecordState, wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"code": each.code, "name": each.name(here.language), "is_hidden": each.code in wanted}
        for each in bureaus()
        if each.code != state.owner
    ]


def _named(here: Desk, hidden: set[str]) -> list[tuple[str, str]]:
    names = {each.code: each.name(here.language) for each in bureaus()}
    return [(code, names.get(code, "")) for code in sorted(hidden)]


def _typed(request: HttpRequest) -> list[str]:
    """Codes of those who take no part in this hub, typed by hand."""
    return str(request.POST.get("others", "")).replace(",", " ").replace(";", " ").split()


def _said(here: Desk, problem: EntraideError | None) -> str:
    if problem is None:
        return ""
    expected = here.say(problem.expected) if isinstance(problem, Invalid) else ""
    return " ".join(filter(None, (problem.say(here.language), expected)))
