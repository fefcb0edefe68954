"""One notice: what it says, where it stands, what the rules say, and what may be done."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.queries import people_named
from entraide.desks.notices import queries
from entraide.desks.notices.actions.reading import opened
from entraide.desks.notices.actions.reopening import GROUNDS
from entraide.desks.notices.capacities import capacities
from entraide.desks.notices.compliance import Finding, Verdict
from entraide.desks.notices.documents.layout import laid_out
from entraide.desks.notices.documents.viewing import view_of
from entraide.desks.notices.examining import examined, missing, pending_languages
from entraide.desks.notices.forms.request import STATED, label_of
from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Notice
from entraide.desks.notices.pages.listing import deadline
from entraide.desks.notices.pages.translating import may_translate
from entraide.desks.notices.pages.working import Desk, desk, page
from entraide.desks.notices.picture import picture
from entraide.desks.notices.rooms import DESKS
from entraide.desks.notices.states import BEFORE, MOVES, TITLES, State, moves_from
from entraide.language import LANGUAGES, _

WORDS: Mapping[Verdict, str] = {
    Verdict.FAIL: _("Refused by this rule"),
    Verdict.WARN: _("A person must look"),
    Verdict.PASS: _("In order"),
}
HIDDEN = frozenset({"edit", "translate", "propose_addendum", "propose_update"})
"""Moves with a page of their own, or through programs only."""


@require_safe
@works_as(*DESKS)
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """The notice; who reads it stands in the journal."""
    here = desk(request)
    row = opened(here.by(), reference)
    who = capacities(here.actor, row)
    moves = moves_from(State(row.state), kind=row.kind, circulation=row.circulation, who=who)
    findings, outcome = examined(row, here.now.date()) if row.deleted_on is None else ((), None)
    checklist = list(_checklist(here, findings))
    view = view_of(row, here.language, made_at=here.now, printed_for="")
    due = deadline(row)
    return page(
        here,
        "notice",
        notice=row,
        kind=KINDS[row.kind],
        title=here.say(KINDS[row.kind].title),
        state=here.say(TITLES[State(row.state)]),
        says=laid_out(view, here.language) if row.deleted_on is None else None,
        stated=[(here.say(STATED[name]), value) for name, value in row.stated.items()],
        moves=[(move.code, here.say(move.title)) for move in moves if move.code not in HIDDEN],
        may_edit=any(move.code == "edit" for move in moves),
        checklist=[each for each in checklist if each["verdict"] != Verdict.PASS],
        in_order=[each for each in checklist if each["verdict"] == Verdict.PASS],
        outcome=outcome,
        lacks=_lacks(here, row) if row.state in BEFORE else [],
        pending=_pending(here, row),
        translate_into=_translate_into(here, row),
        due=(here.say(due[0]), due[1]) if due else None,
        ground=here.say(GROUNDS[row.ground]) if row.ground else "",
        steps=_steps(here, row),
        picture=picture(row.kind, row.circulation, here.language, here=State(row.state)),
    )


def _lacks(here: Desk, row: Notice) -> list[str]:
    """What the kind needs and the request lacks; of several one would be enough."""
    return [" / ".join(label_of(path, here.language) for path in any_of) for any_of in missing(row)]


def _pending(here: Desk, row: Notice) -> str:
    languages = pending_languages(row) if row.deleted_on is None else []
    names = ", ".join(LANGUAGES[code] for code in languages)
    return here.say(_("Translations are missing: %(languages)s."), languages=names) if names else ""


def _translate_into(here: Desk, row: Notice) -> str:
    """The first language that misses a text, else any other; "" for who may not translate."""
    if row.deleted_on is not None or not may_translate(here, row):
        return ""
    others = [code for code in LANGUAGES if code != row.language]
    return next(iter(pending_languages(row)), others[0])


def _checklist(here: Desk, findings: tuple[Finding, ...]) -> Iterator[dict[str, Any]]:
    order = {Verdict.FAIL: 0, Verdict.WARN: 1, Verdict.PASS: 2}
    for each in sorted(findings, key=lambda one: order[one.verdict]):
        yield {
            "rule": each.rule,
            "article": each.article,
            "verdict": each.verdict.value,
            "word": here.say(WORDS[each.verdict]),
            "sentence": here.say(each.sentence, **each.params),
        }


def _steps(here: Desk, row: Notice) -> list[dict[str, Any]]:
    titles = {move.code: here.say(move.title) for move in MOVES}
    found = queries.steps(row)
    names = people_named({step.by for step in found})
    return [
        {
            "step": step,
            "title": titles.get(step.move, here.say(_("Begun"))),
            "who": names.get(step.by, step.by),
            "state": here.say(TITLES[State(step.state)]),
        }
        for step in reversed(found)
    ]
