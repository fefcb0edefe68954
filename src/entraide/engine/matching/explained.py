"""What a score says for itself: part by part what met what, and what speaks against the whole."""

from collections.abc import Sequence
from typing import Final

import msgspec

from entraide.engine.matching.compare.evidence import PLACE
from entraide.engine.matching.compare.names import Met
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import How
from entraide.engine.matching.normalise.name import NameForm
from entraide.engine.matching.reasons import NAME_REASONS, Reason


class NamePart(msgspec.Struct, frozen=True):
    """What became of one part of a name.

    Attributes:
        code: of `PART_REASONS`.
        asked: its words in the asked name, folded; "" if it is only recorded.
        recorded: in the recorded one.
        likeness: 0–1.
    """

    code: str
    asked: str
    recorded: str
    likeness: float


class Points(msgspec.Struct, frozen=True):
    """What a field gave or took: natural logarithm of odds, above 0 for, below 0 against.

    Attributes:
        field: names, birth_date, nationality, sex, birth_place, parent or number.
        code: of `PERSON_REASONS`; "" of the names, whose parts say it.
    """

    field: str
    code: str
    points: float


_COMMON: Final = 2000
"""A name that one person in fewer has is told to be common."""
_SOUNDS: Final = frozenset({How.SOUND, How.SCRIPT})


def name_parts(one: Side, two: Side, met: Sequence[Met]) -> tuple[NamePart, ...]:
    """Part by part, first what contradicts, then what only one side has, then what met."""
    ordered = sorted(met, key=lambda each: (_ORDER[each.how], each.asked, each.recorded))
    return tuple(
        [
            NamePart(
                each.how.name.lower(),
                _words(one.form, each.asked),
                _words(two.form, each.recorded),
                round(each.likeness, 3),
            )
            for each in ordered
        ]
    )


_ORDER: Final = {
    how: (0 if how is How.UNLIKE else 1 if how > How.UNLIKE else 3 if how is How.EQUAL else 2)
    for how in How
}


def _words(name: NameForm, bits: int) -> str:
    return " ".join(
        [word.native or word.text for place, word in enumerate(name.words) if bits >> place & 1]
    )


def name_reasons(met: Sequence[Met], asked: str, recorded: str) -> tuple[Reason, ...]:
    """The one reason that says how the names as wholes meet."""
    hows = {each.how for each in met}
    if How.UNLIKE in hows:
        code = "name_conflict"
    elif hows & _SOUNDS:
        code = "name_sounds"
    elif How.ONLY_ASKED in hows or How.ONLY_RECORDED in hows:
        code = "name_part"
    else:
        code = "name_same" if hows == {How.EQUAL} else "name_near"
    return (Reason(code, {"asked": asked, "recorded": recorded}),)


def remarks(row: Sequence[float], one_in: int) -> tuple[Reason, ...]:
    """What speaks against the names as wholes, and that they are common, as reasons."""
    against = [Reason(name) for name in NAME_REASONS if row[PLACE[name]]]
    if one_in < _COMMON:
        against.append(Reason("name_common", {"one_in": str(one_in)}))
    return tuple(against)
