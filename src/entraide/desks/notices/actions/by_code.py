"""Which act makes which move of the table, for whoever names the move by its code.

Saving (`drafting.save`) is not among them: it carries a whole request.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from entraide.desks.notices.actions import (
    diffusing,
    drafting,
    ending,
    keeping,
    reopening,
    reviewing,
)
from entraide.desks.notices.actions.moving import Asked
from entraide.desks.records.writing import By, Done
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Invalid, NotFound
from entraide.language import _


@dataclass(frozen=True, kw_only=True)
class Told:
    """What single moves need beside reason and articles; None where it is not told.

    Attributes:
        override: publishes although a rule refuses.
        language, texts: of a translation, field → text.
        person, body: whole, as a proposed change shall make them.
        ground, suspends: of a reopening.
        until: the new end of a renewal.
        because: why it is cancelled.
    """

    override: bool = False
    language: str | None = None
    texts: Mapping[str, str] | None = None
    person: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None
    ground: str | None = None
    suspends: bool = False
    until: date | None = None
    because: Deletion | None = None

    def the(self, name: str) -> Any:
        """What must be told for this move. Raises Invalid, naming it."""
        value = getattr(self, name)
        if value is None:
            raise Invalid("missing", field=name, expected=_("Expected: %(fields)s."), fields=name)
        return value


def make(by: By, asked: Asked, code: str, told: Told) -> Done:
    """Makes the move of this code.

    Raises:
        NotFound: no move has this code, or the notice is not there for this actor.
        Invalid: the move needs something that was not told.
        EntraideError: as the act itself says.
    """
    act = _ACTS.get(code)
    if act is None:
        raise NotFound
    return act(by, asked, told)


def _plainly(act: Callable[[By, Asked], Done]) -> Callable[[By, Asked, Told], Done]:
    return lambda by, asked, _told: act(by, asked)


def _progress(code: str) -> Callable[[By, Asked, Told], Done]:
    return lambda by, asked, _told: keeping.progress(by, asked, code)


def _overridable(act: Callable[..., Done]) -> Callable[[By, Asked, Told], Done]:
    return lambda by, asked, told: act(by, asked, override=told.override)


def _propose(*, is_addendum: bool) -> Callable[[By, Asked, Told], Done]:
    return lambda by, asked, told: keeping.propose(
        by, asked, person=told.person or {}, body=told.the("body"), is_addendum=is_addendum
    )


_ACTS: Final[Mapping[str, Callable[[By, Asked, Told], Done]]] = {
    "submit": _plainly(drafting.submit),
    "circulate": _overridable(diffusing.circulate),
    "take_up": _plainly(reviewing.take_up),
    "refer": _plainly(reviewing.refer),
    "ask_information": _plainly(reviewing.ask_information),
    "answer": _plainly(drafting.answer),
    "publish": _overridable(reviewing.publish),
    "refuse": _plainly(reviewing.refuse),
    "withdraw": _plainly(drafting.withdraw),
    "translate": lambda by, asked, told: drafting.translate_texts(
        by, asked, told.the("language"), told.the("texts")
    ),
    "confirm": _plainly(diffusing.confirm),
    "propose_addendum": _propose(is_addendum=True),
    "propose_update": _propose(is_addendum=False),
    "publish_change": _overridable(keeping.publish_change),
    "refuse_change": _plainly(keeping.refuse_change),
    **{code: _progress(code) for code in sorted(keeping.PROGRESSING)},
    "suspend": _plainly(keeping.suspend),
    "restore": _plainly(keeping.restore),
    "reopen": lambda by, asked, told: reopening.reopen(
        by, asked, told.the("ground"), suspends=told.suspends
    ),
    "uphold": _plainly(reopening.uphold),
    "ask_review": _plainly(ending.ask_review),
    "renew": lambda by, asked, told: keeping.renew(by, asked, until=told.the("until")),
    "expire": _plainly(ending.expire),
    "cancel": lambda by, asked, told: keeping.cancel(by, asked, why=told.the("because")),
    "delete": _plainly(ending.delete),
}
