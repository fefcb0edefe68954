"""The work list: what stands where, and until when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.notices import queries
from entraide.desks.notices.capacities import drafts
from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Notice
from entraide.desks.notices.pages.working import desk, page
from entraide.desks.notices.rooms import DESKS
from entraide.desks.notices.states import ENDED, IN_FORCE, TITLES, State
from entraide.desks.records.pages.working import number_in
from entraide.language import _
from entraide.web.pieces import Tab

TABS: Final[Mapping[str, tuple[str, frozenset[State]]]] = {
    "drafts": (_("Drafts"), frozenset({State.DRAFT, State.INFORMATION_REQUESTED})),
    "review": (_("For review"), frozenset({State.SUBMITTED, State.IN_REVIEW})),
    "force": (_("In force"), IN_FORCE - {State.REVIEW_DUE}),
    "due": (_("Review due"), frozenset({State.REVIEW_DUE})),
    "suspended": (_("Suspended"), frozenset({State.SUSPENDED})),
    "ended": (_("Ended"), ENDED | {State.DELETED}),
}


@require_safe
@works_as(*DESKS)
def notices(request: HttpRequest) -> HttpResponse:
    """One part of the work list."""
    here = desk(request)
    counts = queries.counted(here.actor)
    wanted = request.GET.get("tab", "")
    tab = wanted if wanted in TABS else _first(counts)
    number = max(number_in(request.GET.get("page"), 1), 1)
    rows = queries.listed(here.actor, TABS[tab][1], page=number)
    total = sum(counts.get(state, 0) for state in TABS[tab][1])
    address = f"{reverse('notices:list')}?tab={tab}&page="
    return page(
        here,
        "list",
        tabs=[
            Tab(
                here.say(title),
                f"{reverse('notices:list')}?tab={code}",
                is_here=code == tab,
                count=sum(counts.get(state, 0) for state in states),
            )
            for code, (title, states) in TABS.items()
        ],
        rows=[_row(here.say, row, here.now) for row in rows],
        may_draft=drafts(here.actor),
        page_number=number,
        before=f"{address}{number - 1}" if number > 1 else "",
        after=f"{address}{number + 1}" if number * queries.ON_A_PAGE < total else "",
    )


def deadline(notice: Notice) -> tuple[str, Any] | None:
    """What is due next, and when; None where nothing is."""
    if notice.state in {State.SUBMITTED, State.IN_REVIEW} and notice.urgent_until:
        return _("Urgent until"), notice.urgent_until
    if notice.state == State.INFORMATION_REQUESTED and notice.information_due:
        return _("Answer by"), notice.information_due
    if notice.ground and notice.reopened_due:
        return _("To decide by"), notice.reopened_due
    if notice.translations_due and notice.state in IN_FORCE:
        return _("Translations by"), notice.translations_due
    if notice.state in IN_FORCE and notice.valid_until:
        return _("Valid until"), notice.valid_until
    return None


def _first(counts: Mapping[str, int]) -> str:
    """The part that has something to do."""
    return next(
        (code for code, (_t, states) in TABS.items() if any(counts.get(s) for s in states)), "force"
    )


def _row(say: Any, notice: Notice, now: datetime) -> dict[str, Any]:
    due = deadline(notice)
    when = due[1] if due else None
    moment = when.date() if isinstance(when, datetime) else when
    names = notice.person.get("names") or [{}]
    first = names[0]
    name = first.get("full") or ", ".join(
        filter(None, (first.get("family"), first.get("forename")))
    )
    return {
        "notice": notice,
        "kind": say(KINDS[notice.kind].title),
        "is_diffusion": notice.circulation == "diffusion",
        "state": say(TITLES[State(notice.state)]),
        "about": name or str(notice.body.get("subject", ""))[:80],
        "due_title": say(due[0]) if due else "",
        "due": when,
        "is_moment": isinstance(when, datetime),
        "is_late": moment is not None and moment < now.date(),
    }
