"""Where a notice can stand, and who may move it: one table, from draft to deletion.

Pure. The acts in `actions/` look up every move here, the page and the docs draw it from here.
Source: domain §2.3 (lifecycle), rules on the processing of data, art. 73 to 101.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from entraide.language import _


class State(StrEnum):
    """Where a notice stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    INFORMATION_REQUESTED = "information_requested"
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    LOCATED = "located"
    ARRESTED = "arrested"
    EXTRADITION_PENDING = "extradition_pending"
    SURRENDERED = "surrendered"
    RELEASED = "released"
    DECEASED = "deceased"
    FOUND = "found"
    IDENTIFIED = "identified"
    REVIEW_DUE = "review_due"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    DELETED = "deleted"


TITLES: Final[Mapping[State, str]] = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Submitted"),
    State.IN_REVIEW: _("In review"),
    State.INFORMATION_REQUESTED: _("Information requested"),
    State.PUBLISHED: _("Published"),
    State.REFUSED: _("Refused"),
    State.WITHDRAWN: _("Withdrawn"),
    State.SUSPENDED: _("Suspended"),
    State.LOCATED: _("Located"),
    State.ARRESTED: _("Arrested"),
    State.EXTRADITION_PENDING: _("Extradition pending"),
    State.SURRENDERED: _("Surrendered"),
    State.RELEASED: _("Released"),
    State.DECEASED: _("Deceased"),
    State.FOUND: _("Found"),
    State.IDENTIFIED: _("Identified"),
    State.REVIEW_DUE: _("Review due"),
    State.EXPIRED: _("Expired"),
    State.CANCELLED: _("Cancelled"),
    State.DELETED: _("Deleted"),
}


class Who(StrEnum):
    """In which capacity somebody moves a notice."""

    REQUESTER = "requester"  # an officer of the bureau that asks
    REVIEWER = "reviewer"  # of the secretariat, first level
    LEGAL = "legal"  # its legal reviewer, second level
    COMMISSION = "commission"
    HUB = "hub"  # time


BEFORE: Final = frozenset(
    {State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.INFORMATION_REQUESTED}
)
"""Nothing is published yet: only the requester and the secretariat see it."""
ACHIEVED: Final = frozenset({State.SURRENDERED, State.DECEASED, State.FOUND, State.IDENTIFIED})
"""What it asked for is done: the requester must now cancel it."""
PROGRESS: Final = ACHIEVED | {
    State.LOCATED,
    State.ARRESTED,
    State.EXTRADITION_PENDING,
    State.RELEASED,
}
"""What became of the subject; answers say so."""
IN_FORCE: Final = PROGRESS | {State.PUBLISHED, State.REVIEW_DUE}
"""Answers carry it."""
OPEN: Final = BEFORE | IN_FORCE | {State.SUSPENDED}
ENDED: Final = frozenset({State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED})
"""Decided; what it says is still kept for a while, then deleted."""

WITH_PERSON: Final = frozenset({"red", "blue", "green", "yellow", "black", "un", "silver"})


@dataclass(frozen=True, kw_only=True)
class Move:
    """One way from state to state.

    Attributes:
        to: None where it stays, or goes back to where it was before a suspension or review.
        kinds, circulations: only for these; None for all.
        needs_reason, needs_articles: that the mover says why, and under which articles.
    """

    code: str
    title: str
    from_states: frozenset[State]
    who: frozenset[Who]
    to: State | None = None
    kinds: frozenset[str] | None = None
    circulations: frozenset[str] | None = None
    needs_reason: bool = False
    needs_articles: bool = False


def _states(*states: State) -> frozenset[State]:
    return frozenset(states)


_S, _W = State, Who
_REVIEWERS: Final = frozenset({Who.REVIEWER, Who.LEGAL})
_KEEPERS: Final = frozenset({Who.REQUESTER, Who.REVIEWER})
_NOTICE: Final = frozenset({"notice"})
_DIFFUSION: Final = frozenset({"diffusion"})
_RED: Final = frozenset({"red"})

MOVES: Final[tuple[Move, ...]] = (
    Move(
        code="edit",
        title=_("Save"),
        from_states=_states(_S.DRAFT, _S.INFORMATION_REQUESTED),
        who=frozenset({_W.REQUESTER}),
    ),
    Move(
        code="submit",
        title=_("Submit for review"),
        from_states=_states(_S.DRAFT),
        to=_S.SUBMITTED,
        who=frozenset({_W.REQUESTER}),
        circulations=_NOTICE,
    ),
    Move(
        code="circulate",
        title=_("Circulate"),
        from_states=_states(_S.DRAFT),
        to=_S.PUBLISHED,
        who=frozenset({_W.REQUESTER}),
        circulations=_DIFFUSION,
    ),
    Move(
        code="take_up",
        title=_("Take up for review"),
        from_states=_states(_S.SUBMITTED),
        to=_S.IN_REVIEW,
        who=_REVIEWERS,
    ),
    Move(
        code="refer",
        title=_("Refer to legal review"),
        from_states=_states(_S.IN_REVIEW),
        who=frozenset({_W.REVIEWER}),
        needs_reason=True,
    ),
    Move(
        code="ask_information",
        title=_("Ask for information"),
        from_states=_states(_S.IN_REVIEW),
        to=_S.INFORMATION_REQUESTED,
        who=_REVIEWERS,
        needs_reason=True,
    ),
    Move(
        code="answer",
        title=_("Answer"),
        from_states=_states(_S.INFORMATION_REQUESTED),
        to=_S.IN_REVIEW,
        who=frozenset({_W.REQUESTER}),
        needs_reason=True,
    ),
    Move(
        code="publish",
        title=_("Publish"),
        from_states=_states(_S.IN_REVIEW),
        to=_S.PUBLISHED,
        who=_REVIEWERS,
        needs_reason=True,
    ),
    Move(
        code="refuse",
        title=_("Refuse"),
        from_states=_states(_S.IN_REVIEW, _S.INFORMATION_REQUESTED),
        to=_S.REFUSED,
        who=_REVIEWERS,
        needs_reason=True,
        needs_articles=True,
    ),
    Move(
        code="withdraw",
        title=_("Withdraw the request"),
        from_states=BEFORE,
        to=_S.WITHDRAWN,
        who=frozenset({_W.REQUESTER}),
    ),
    Move(
        code="translate",
        title=_("Enter a translation"),
        from_states=_states(_S.SUBMITTED, _S.IN_REVIEW, _S.INFORMATION_REQUESTED) | IN_FORCE,
        who=frozenset({_W.REQUESTER, _W.REVIEWER, _W.LEGAL}),
    ),
    Move(
        code="confirm",
        title=_("Find the diffusion compliant"),
        from_states=IN_FORCE,
        who=_REVIEWERS,
        circulations=_DIFFUSION,
        needs_reason=True,
    ),
    Move(
        code="propose_addendum",
        title=_("Propose an addendum"),
        from_states=IN_FORCE,
        who=frozenset({_W.REQUESTER}),
        needs_reason=True,
    ),
    Move(
        code="propose_update",
        title=_("Propose an update"),
        from_states=IN_FORCE,
        who=frozenset({_W.REQUESTER}),
        needs_reason=True,
    ),
    Move(
        code="publish_change",
        title=_("Publish the change"),
        from_states=IN_FORCE,
        who=_REVIEWERS,
        needs_reason=True,
    ),
    Move(
        code="refuse_change",
        title=_("Refuse the change"),
        from_states=IN_FORCE | {_S.SUSPENDED},
        who=_REVIEWERS,
        needs_reason=True,
        needs_articles=True,
    ),
    Move(
        code="locate",
        title=_("Located"),
        from_states=_states(_S.PUBLISHED, _S.REVIEW_DUE, _S.RELEASED),
        to=_S.LOCATED,
        who=_KEEPERS,
        kinds=frozenset({"red", "blue", "green", "yellow", "un"}),
    ),
    Move(
        code="arrest",
        title=_("Arrested"),
        from_states=_states(_S.PUBLISHED, _S.REVIEW_DUE, _S.LOCATED, _S.RELEASED),
        to=_S.ARRESTED,
        who=_KEEPERS,
        kinds=_RED,
    ),
    Move(
        code="await_extradition",
        title=_("Extradition pending"),
        from_states=_states(_S.ARRESTED),
        to=_S.EXTRADITION_PENDING,
        who=_KEEPERS,
        kinds=_RED,
    ),
    Move(
        code="surrender",
        title=_("Surrendered"),
        from_states=_states(_S.ARRESTED, _S.EXTRADITION_PENDING),
        to=_S.SURRENDERED,
        who=_KEEPERS,
        kinds=_RED,
    ),
    Move(
        code="release",
        title=_("Released"),
        from_states=_states(_S.ARRESTED, _S.EXTRADITION_PENDING),
        to=_S.RELEASED,
        who=_KEEPERS,
        kinds=_RED,
        needs_reason=True,
    ),
    Move(
        code="find",
        title=_("Found"),
        from_states=_states(_S.PUBLISHED, _S.REVIEW_DUE, _S.LOCATED),
        to=_S.FOUND,
        who=_KEEPERS,
        kinds=frozenset({"yellow", "woa"}),
    ),
    Move(
        code="identify",
        title=_("Identified"),
        from_states=_states(_S.PUBLISHED, _S.REVIEW_DUE, _S.LOCATED),
        to=_S.IDENTIFIED,
        who=_KEEPERS,
        kinds=frozenset({"black", "yellow", "blue"}),
    ),
    Move(
        code="die",
        title=_("Deceased"),
        from_states=IN_FORCE - ACHIEVED,
        to=_S.DECEASED,
        who=_KEEPERS,
        kinds=WITH_PERSON - {"black"},
        needs_reason=True,
    ),
    Move(
        code="suspend",
        title=_("Suspend"),
        from_states=IN_FORCE,
        to=_S.SUSPENDED,
        who=frozenset({_W.REQUESTER, _W.REVIEWER, _W.LEGAL, _W.COMMISSION}),
        needs_reason=True,
    ),
    Move(
        code="restore",
        title=_("End the suspension"),
        from_states=_states(_S.SUSPENDED),
        who=frozenset({_W.REQUESTER, _W.LEGAL, _W.COMMISSION}),
        needs_reason=True,
    ),
    Move(
        code="reopen",
        title=_("Reopen"),
        from_states=IN_FORCE | {_S.SUSPENDED},
        who=frozenset({_W.REQUESTER, _W.REVIEWER, _W.LEGAL, _W.COMMISSION}),
        needs_reason=True,
    ),
    Move(
        code="uphold",
        title=_("Uphold"),
        from_states=IN_FORCE | {_S.SUSPENDED},
        who=frozenset({_W.LEGAL}),
        needs_reason=True,
        needs_articles=True,
    ),
    Move(
        code="ask_review",
        title=_("Ask for the review"),
        from_states=IN_FORCE - {_S.REVIEW_DUE},
        to=_S.REVIEW_DUE,
        who=frozenset({_W.HUB}),
    ),
    Move(
        code="renew",
        title=_("Renew"),
        from_states=_states(_S.REVIEW_DUE),
        who=frozenset({_W.REQUESTER}),
        needs_reason=True,
    ),
    Move(
        code="expire",
        title=_("Expired"),
        from_states=IN_FORCE | {_S.SUSPENDED},
        to=_S.EXPIRED,
        who=frozenset({_W.HUB}),
    ),
    Move(
        code="cancel",
        title=_("Cancel"),
        from_states=IN_FORCE | {_S.SUSPENDED},
        to=_S.CANCELLED,
        who=frozenset({_W.REQUESTER, _W.REVIEWER, _W.LEGAL, _W.COMMISSION, _W.HUB}),
        needs_reason=True,
    ),
    Move(
        code="delete",
        title=_("Delete"),
        from_states=ENDED,
        to=_S.DELETED,
        who=frozenset({_W.REQUESTER, _W.HUB}),
    ),
)
"""The one table of moves."""

BY_CODE: Final[Mapping[str, Move]] = {move.code: move for move in MOVES}


def allowed(move: Move, state: State, *, kind: str, circulation: str, who: Iterable[Who]) -> bool:
    """Whether somebody in one of these capacities may make this move from this state."""
    return (
        state in move.from_states
        and (move.kinds is None or kind in move.kinds)
        and (move.circulations is None or circulation in move.circulations)
        and not move.who.isdisjoint(who)
    )


def moves_from(
    state: State, *, kind: str, circulation: str, who: Iterable[Who]
) -> tuple[Move, ...]:
    """What somebody may do now, in the order of the table."""
    capacities = frozenset(who)
    return tuple(
        move
        for move in MOVES
        if allowed(move, state, kind=kind, circulation=circulation, who=capacities)
    )
