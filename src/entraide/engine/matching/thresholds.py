"""From which score a person is told of, by what the answer is used for."""

from enum import Enum
from typing import Final

from entraide.engine.schema.vocabulary import Role


class Use(Enum):
    """What an answer is used for; its value is the lowest score that is told.

    Rates are those of the fitting script's pairs that were not fitted on (benchmarks/name_quality).
    """

    BORDER = 0.75
    """A traveller stands at a counter: few false alarms."""
    BUREAU = 0.5
    """An officer of a bureau looks through candidates: few misses."""


_BORDER: Final = frozenset({Role.FRONTLINE, Role.CARRIER, Role.CUSTOMS})


def use_of(role: Role) -> Use:
    """What an asker of this role uses the answer for."""
    return Use.BORDER if role in _BORDER else Use.BUREAU
