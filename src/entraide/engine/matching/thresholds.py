"""From which score a person is told of, by what the answer is used for."""

from enum import Enum
from typing import Final

from entraide.engine.schema.vocabulary import Role


class Use(Enum):
    """What an answer is used for; its value is the lowest score that is told.

    The rates are those of `benchmarks/name_quality/fit.py`, by weights that were fitted on other
    groups of pairs, of names alone and without an index's frequencies: true aliases of listed
    persons that are found, aliases that share nothing with the name included; and benign persons,
    made up, for whom any of about 3,500 listed persons is told.
    """

    BORDER = 0.88
    """A traveller stands at a counter: few false alarms. 62 % found, 0.8 benign in 1,000 told."""
    BUREAU = 0.77
    """An officer of a bureau looks through candidates: few misses. 72 % found, 2.8 in 1,000."""


_BORDER: Final = frozenset({Role.FRONTLINE, Role.CARRIER, Role.CUSTOMS})


def use_of(role: Role) -> Use:
    """What an asker of this role uses the answer for."""
    return Use.BORDER if role in _BORDER else Use.BUREAU
