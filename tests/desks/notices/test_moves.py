"""The table of moves: what it says holds for every state, every move and everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.states import (
    ACHIEVED,
    BEFORE,
    BY_CODE,
    ENDED,
    IN_FORCE,
    MOVES,
    TITLES,
    State,
    Who,
    allowed,
    moves_from,
)
from entraide.errors import Conflict, NotAllowed, NotFound

CAPACITIES = ("clerk", "stranger", "entity", "reviewer", "legal", "commission")


def may_come(kind, circulation):
    """Every state that a notice of this kind can come to, whoever moves it."""
    reached, waiting = {State.DRAFT}, [State.DRAFT]
    while waiting:
        state = waiting.pop()
        for move in moves_from(state, kind=kind, circulation=circulation, who=Who):
            targets = {move.to} if move.to else set()
            for target in targets - reached:
                reached.add(target)
                waiting.append(target)
    return reached


def test_every_move_has_its_own_code_and_every_state_its_title():
    assert len(BY_CODE) == len(MOVES)
    assert set(TITLES) == set(State)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("circulation", ["notice", "diffusion"])
def test_every_notice_can_be_published_ended_and_deleted(kind, circulation):
    reached = may_come(kind, circulation)
    assert {State.PUBLISHED, State.CANCELLED, State.EXPIRED, State.DELETED} <= reached
    if kind != "red":
        assert not {State.ARRESTED, State.SURRENDERED} & reached


def test_every_state_is_come_to_by_some_kind():
    assert set(State) == set().union(
        *(may_come(kind, way) for kind in KINDS for way in ("notice", "diffusion"))
    )


@given(st.sampled_from(State), st.sampled_from(sorted(KINDS)))
def test_nothing_moves_after_deletion_and_nothing_published_goes_back_to_draft(state, kind):
    moves = moves_from(state, kind=kind, circulation="notice", who=Who)
    if state is State.DELETED:
        assert moves == ()
    if state in IN_FORCE | {State.SUSPENDED} | ENDED:
        assert all(move.to not in BEFORE for move in moves)


def test_only_reviewers_publish_and_only_owners_draft():
    for move in MOVES:
        if move.to is State.PUBLISHED and move.code != "circulate":
            assert move.who == {Who.REVIEWER, Who.LEGAL}
        if move.from_states == {State.DRAFT}:
            assert move.who == {Who.REQUESTER}


def test_what_achieved_its_purpose_is_only_kept_ended_or_looked_at_again():
    for state in ACHIEVED:
        targets = {move.to for move in moves_from(state, kind="red", circulation="notice", who=Who)}
        assert targets <= {None, State.SUSPENDED, State.REVIEW_DUE, State.EXPIRED, State.CANCELLED}


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("name", CAPACITIES)
def test_each_move_that_the_table_forbids_is_refused(desk, name):
    from entraide.desks.notices.actions.moving import (  # noqa: PLC0415
        Asked,
        move,
        nothing_more,
    )
    from entraide.desks.notices.capacities import capacities  # noqa: PLC0415
    from entraide.desks.notices.models import Notice, Step  # noqa: PLC0415

    reference = desk.begun("red")
    by = desk.by(getattr(desk, name))
    tried = 0
    for state in State:
        published = None if state in BEFORE | {State.REFUSED} else desk.clock.now()
        Notice.objects.update(state=state, published_at=published)
        notice = Notice.objects.get(reference=reference)
        who = capacities(by.actor, notice)
        asked = Asked(reference=reference, version=notice.version, articles=("83",))
        for each in MOVES:
            if allowed(each, state, kind="red", circulation="notice", who=who):
                continue
            with pytest.raises((NotFound, NotAllowed, Conflict)):
                move(by, asked, each.code, nothing_more)
            tried += 1
    assert tried > 0.5 * len(State) * len(MOVES)
    assert Step.objects.count() == 1, "a move that was refused left a step"
