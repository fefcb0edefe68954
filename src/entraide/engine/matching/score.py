"""How likely a record is the person asked for: a weighted sum of what is known on both sides.

A person is at most POSSIBLE by this score, whatever its height: a name is never proof.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec

from entraide.engine.matching.compare.attributes import compare_countries, compare_sexes
from entraide.engine.matching.compare.comparison import Comparison
from entraide.engine.matching.compare.dates import compare_dates
from entraide.engine.matching.compare.names import compare_names
from entraide.engine.matching.reasons import Difference, Reason
from entraide.engine.schema.database import NameSearch

LISTED_FROM: Final = 0.75
"""The score from which a person is listed as possible. Source: domain.md §1.1."""

_NAME, _BIRTH_DATE, _NATIONALITY, _SEX = 0.55, 0.30, 0.10, 0.05
"""Weights. Source: domain.md §1.1. What is unknown on a side is left out of the sum."""

_AGREES_FROM: Final = 0.5
"""The similarity below which a value is told as differing, even where part of it agrees."""


class SoughtPerson(Protocol):
    """What is known of the person asked for, tidied like a record's fields."""

    @property
    def names(self) -> Sequence[Mapping[str, Any]]:
        """Each with `family`, `forename` and `full`, as far as known."""
        ...

    @property
    def birth_date(self) -> str:
        """As far as known: "1985", "1985-03" or "1985-03-07"; "" if not."""
        ...

    @property
    def nationalities(self) -> Sequence[str]:
        """Three-letter codes."""
        ...

    @property
    def sex(self) -> str:
        """M, F, X, U or ""."""
        ...


class Scored(msgspec.Struct, frozen=True):
    """How likely it is the same person (0–1), why, and what speaks against it."""

    score: float
    reasons: list[Reason]
    differs: list[Difference]


def score(person: SoughtPerson, values: Mapping[str, Any], search: NameSearch) -> Scored:
    """How likely a record is the person asked for; 0 if no name agrees at all.

    Args:
        person: as asked.
        values: the record's entry.
        search: which fields of its database hold what.
    """
    name = compare_names(person.names, _several(values.get(search.names)))
    if name is None or name.similarity == 0:
        return Scored(0.0, [], [])
    others = (
        (_BIRTH_DATE, search.birth_date, person.birth_date, compare_dates),
        (_NATIONALITY, search.nationalities, person.nationalities, compare_countries),
        (_SEX, search.sex, person.sex, compare_sexes),
    )
    total, known = _NAME * name.similarity, _NAME
    reasons = [name.reason]
    differs = []
    for weight, field, asked, compare in others:
        recorded = values.get(field)
        found = _compared(compare, asked, recorded)
        if found is None:
            continue
        known += weight
        total += weight * found.similarity
        reasons.append(found.reason)
        if found.similarity < _AGREES_FROM:
            differs.append(Difference(field, asked, recorded))
    return Scored(
        round(total / known, 4), [reason for reason in reasons if reason is not None], differs
    )


def _compared(
    compare: Callable[[Any, Any], Comparison | None], asked: Any, recorded: Any
) -> Comparison | None:
    return None if recorded is None else compare(asked, recorded)


def _several(value: Any) -> Sequence[Mapping[str, Any]]:
    return (value,) if isinstance(value, Mapping) else value or ()
