"""Reading a case whatever its bodies hold: a wrong shape reads as absent, never as an error."""

from collections.abc import Mapping
from datetime import date

from entraide.desks.notices.case import Case


def text(source: Mapping[str, object], name: str) -> str:
    """The text of a field, or ""."""
    value = source.get(name)
    return value.strip() if isinstance(value, str) else ""


def groups(source: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """The groups of a field (names, charges, warrants …)."""
    value = source.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def number(value: object) -> float | None:
    """A number, or None."""
    try:
        return None if isinstance(value, bool) else float(str(value))
    except ValueError:
        return None


def first_day(value: object) -> date | None:
    """The first day that a date, whole or partial (1985, 1985-03), may mean."""
    parts = str(value or "").split("-")
    try:
        year, month, day = (*map(int, parts), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:
        return None


def evidence_of(case: Case, *kinds: str) -> list[Mapping[str, object]]:
    """The pieces of evidence of these kinds."""
    return [piece for piece in case.evidence if piece.get("kind") in kinds]
