"""One move of a notice: the table asked, the row changed, the step kept, all in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from entraide.desks.notices import queries
from entraide.desks.notices.capacities import capacities, require_impartial
from entraide.desks.notices.models import Notice, Step
from entraide.desks.notices.states import BY_CODE, Move, State, Who, allowed
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _

LONGEST_REASON: Final = 2000
JUDGING: Final = frozenset(
    {
        *("take_up", "refer", "ask_information", "publish", "refuse", "confirm"),
        *("publish_change", "refuse_change", "uphold"),
    }
)
"""Moves by which somebody judges a request: not by who wrote it, and not if recused."""
_SNAPSHOTS: Final = frozenset({"edit", "submit", "circulate", "answer", "publish_change"})
"""After which what the notice says is kept beside the step, so that versions can be compared."""


@dataclass(kw_only=True)
class Moving:
    """A move while it is made: what `do` may read, change and leave for the step.

    The notice stands already where the table says; `do` may put it elsewhere.

    Attributes:
        was: where it stood before.
        who: in which capacities the actor is.
        told: further fields of the `Step`.
    """

    writing: Writing
    notice: Notice
    who: frozenset[Who]
    reason: str
    articles: list[str]
    was: str = ""
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which notice, the version that the actor has read, why and under which articles."""

    reference: str
    version: int
    articles: tuple[str, ...] = ()


def move(
    by: By, asked: Asked, code: str, do: Callable[[Moving], None], *, told: Any = None
) -> Done:
    """Makes a move; `do` changes the notice and writes the records within the same transaction.

    Args:
        by: who moves it, and why.
        asked: which notice, as read.
        code: of the move in `states.MOVES`.
        do: the rest of the move.
        told: all else that was asked, so that a repetition is told from another request.

    Raises:
        NotFound: there is no such notice for this actor.
        NotAllowed: the move is not for this actor, or they are recused.
        Conflict: it has been moved since it was read, or cannot be moved so from where it stands.
        Invalid: reasons or articles are missing.
    """
    declared = BY_CODE[code]
    reason = clean_reason(by.reason) if declared.needs_reason else by.reason.strip()
    if declared.needs_articles and not asked.articles:
        raise Invalid(
            "articles",
            field="articles",
            expected=_("Expected: the articles on which the decision rests."),
        )

    def inner(writing: Writing) -> str:
        notice = queries.for_desk(by.actor, asked.reference)
        who = capacities(by.actor, notice)
        _require_move(declared, notice, who)
        if asked.version != notice.version:
            raise Conflict
        if code in JUDGING:
            require_impartial(by.actor, notice)
        moving = Moving(
            writing=writing,
            notice=notice,
            who=who,
            reason=reason,
            articles=[*asked.articles],
            was=notice.state,
        )
        notice.state = declared.to or notice.state
        do(moving)
        notice.version += 1
        notice.changed_at = writing.now
        notice.save()
        step(moving, code)
        return f"notice:{notice.reference}"

    return act(by, ["notice", code, asked.reference, asked.version, asked.articles, told], inner)


def nothing_more(_moving: Moving) -> None:
    """For moves that only change where the notice stands."""


def clean_reason(text: str) -> str:
    """What somebody wrote as the reason. Raises Invalid: nothing, or too much."""
    reason = text.replace("\r\n", "\n").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid(
            "reason",
            field="reason",
            expected=_("Expected: a reason of at most %(most)s characters."),
            most=LONGEST_REASON,
        )
    return reason


def step(moving: Moving, code: str) -> Step:
    """Keeps a step of the notice as it now is, and the journal's line."""
    notice, writing = moving.notice, moving.writing
    writing.journal(f"notice_{code}", about=notice.reference, reason=moving.reason[:500])
    says = {"person": notice.person, "body": notice.body} if code in _SNAPSHOTS else {}
    return Step.objects.create(
        notice=notice,
        version=notice.version,
        move=code,
        was=moving.was,
        state=notice.state,
        at=writing.now,
        by=writing.by.actor.name,
        bureau=writing.by.actor.bureau,
        reason=moving.reason,
        articles=moving.articles,
        **says,
        **moving.told,
    )


def _require_move(declared: Move, notice: Notice, who: frozenset[Who]) -> None:
    if declared.who.isdisjoint(who):
        raise NotAllowed
    state = State(notice.state)
    if not allowed(declared, state, kind=notice.kind, circulation=notice.circulation, who=who):
        raise Conflict("notice_state", _("This cannot be done with the notice as it now stands."))
