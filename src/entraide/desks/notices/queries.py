"""Notices read for somebody: whoever it does not exist for does not meet it, in list or count."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from entraide.desks.bureaus.policy import Actor, examines
from entraide.desks.notices.capacities import drafts, reviews
from entraide.desks.notices.models import Barred, Notice, Reviewer, Step
from entraide.desks.notices.states import BEFORE, State
from entraide.errors import NotFound

ON_A_PAGE: Final = 50


def at_desk(actor: Actor) -> QuerySet[Notice]:
    """The notices that this actor works on: the own bureau's, all for those who review them.

    The commission meets what was published. Other bureaus meet a notice among the records only.
    """
    rows = Notice.objects.select_related("owner")
    if actor.is_operator or reviews(actor):
        # A bureau's draft is its own until it submits it.
        return rows.exclude(~Q(owner=actor.bureau) & Q(state=State.DRAFT))
    if examines(actor):
        return rows.exclude(state__in=BEFORE).exclude(published_at=None)
    return rows.filter(owner=actor.bureau) if drafts(actor) else rows.none()


def for_desk(actor: Actor, reference: str) -> Notice:
    """The notice of this reference. Raises NotFound as if it were not there."""
    found = at_desk(actor).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def listed(actor: Actor, states: Iterable[State], *, kind: str = "", page: int = 1) -> list[Notice]:
    """One page of a work list, of one kind or all, what was moved last first."""
    start = (page - 1) * ON_A_PAGE
    rows = at_desk(actor).filter(state__in=list(states)).order_by("-changed_at", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows[start : start + ON_A_PAGE])


def counted(actor: Actor) -> dict[str, int]:
    """How many notices stand in each state."""
    rows = at_desk(actor).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def steps(notice: Notice) -> list[Step]:
    """All moves of a notice, the first first."""
    return list(notice.steps.order_by("version"))


def step_of(reference: str, version: int) -> Step:
    """The move by which a notice came to this version."""
    return Step.objects.only("state").get(notice__reference=reference, version=version)


def precedents(actor: Actor, *, articles: Iterable[str], kind: str = "") -> list[Step]:
    """Decisions with reasons under any of these articles, the newest first, for who reviews."""
    if not reviews(actor):
        return []
    rows = Step.objects.filter(move__in=("publish", "refuse", "cancel", "uphold"))
    if kind:
        rows = rows.filter(notice__kind=kind)
    wanted = set(articles)
    found = (row for row in rows.select_related("notice").order_by("-at").iterator())
    return [row for row in found if not wanted or wanted & set(row.articles)][:ON_A_PAGE]


def on_duty() -> list[Reviewer]:
    """The reviewers to whom urgent requests go."""
    return list(Reviewer.objects.filter(is_on_duty=True).select_related("person"))


def is_barred(bureau: str, now: datetime) -> bool:
    """Whether this bureau may not ask for notices at this time."""
    return Barred.objects.filter(bureau=bureau, until__gt=now.date()).exists()


def reviewers() -> dict[int, Reviewer]:
    """What is recorded of reviewers, by the numbers of their persons."""
    return {each.person_id: each for each in Reviewer.objects.all()}


def barred() -> list[Barred]:
    """The bureaus that may not ask for notices, the soonest end first."""
    return list(Barred.objects.select_related("bureau").order_by("until", "bureau"))
