"""From entries to the texts of their lines; checks that are handed over together share boxes."""

from collections.abc import Sequence
from typing import TypeVar

from entraide.engine.check.trail import frames
from entraide.engine.check.trail.chain import TrailUnavailable
from entraide.engine.check.trail.criteria import lines_of_checks, name_of_seal
from entraide.engine.check.trail.interfaces import Check, Disclosure, Entry, Erasure, JournalRun
from entraide.engine.check.trail.lines import (
    MOST_IN_A_BOX,
    MOST_RECORDS,
    Disclosed,
    Erased,
    Journalled,
    Line,
    LineTooLong,
    encode_line,
)
from entraide.engine.check.trail.seals import Seals
from entraide.errors import EntraideError


class Pending:
    """An entry on its way into the trail.

    Attributes:
        text: of its line.
        back: how many lines before it its box stands: both are written at once.
        problem: why it cannot become a line.
    """

    __slots__ = ("back", "entry", "problem", "text")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.text = b""
        self.back = 0
        self.problem: EntraideError | None = None


P = TypeVar("P", bound=Pending)


def worded(batch: Sequence[P], seals: Seals) -> tuple[list[P], list[P]]:
    """Gives each its text: those to be written, in this order, and those that have a problem."""
    alike: dict[str, list[P]] = {}
    alone = []
    for each in batch:
        if isinstance(each.entry, Check):
            alike.setdefault(name_of_seal(each.entry), []).append(each)
        else:
            alone.append([each])
    for group in alone:
        _word(group, seals)
    ordered = [each for group in (*alone, *alike.values()) for each in group]
    for theirs in alike.values():
        for start in range(0, len(theirs), MOST_IN_A_BOX):
            _word(theirs[start : start + MOST_IN_A_BOX], seals)
    return (
        [each for each in ordered if each.problem is None],
        [each for each in ordered if each.problem is not None],
    )


def _word(group: Sequence[Pending], seals: Seals) -> None:
    """Gives texts to entries that share a box; to each its own where one box would be too long."""
    try:
        lines = _lines([each.entry for each in group], seals)
    except OSError as problem:  # the key of a new month could not be kept
        refusal = TrailUnavailable()
        refusal.__cause__ = problem
        _refuse(group, refusal)
    except EntraideError as problem:
        _refuse(group, problem)
    else:
        texts = [encode_line(line) for line in lines]
        if max(map(len, texts)) <= frames.LONGEST:
            for place, (each, text) in enumerate(zip(group, texts, strict=True)):
                each.text, each.back = text, place
        elif len(group) == 1:
            _refuse(group, LineTooLong())
        else:
            for each in group:
                _word([each], seals)


def _refuse(group: Sequence[Pending], problem: EntraideError) -> None:
    for each in group:
        each.problem = problem


def _lines(entries: Sequence[Entry], seals: Seals) -> Sequence[Line]:
    """The lines that entries become: checks of one seal, or one entry of another kind.

    Raises:
        LineTooLong: more records than one line holds.
        Unavailable: a check's key cannot be had; OSError: a new one cannot be kept.
    """
    match entries[0]:
        case Check():
            return lines_of_checks([each for each in entries if isinstance(each, Check)], seals)
        case Disclosure() as entry:
            if len(entry.records) > MOST_RECORDS:
                raise LineTooLong
            disclosed = Disclosed(
                moment=entry.moment,
                who=entry.who,
                purpose=entry.purpose,
                manner=entry.manner,
                records=tuple(entry.records),
                reason=entry.reason,
                given=entry.given,
            )
            return [disclosed]
        case JournalRun() as entry:
            return [Journalled(entry.moment, entry.first, entry.last, entry.digest)]
        case Erasure() as entry:
            return [Erased(entry.moment, tuple(entry.keys), entry.why)]
