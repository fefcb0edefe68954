"""Several candidates side by side, with what differs from the question marked in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from entraide.engine.check import words
from entraide.engine.check.wire import Hit, Person, Subject
from entraide.engine.databases import by_code
from entraide.engine.matching import words as comparing
from entraide.language import translate

MOST: Final = 5
"""Candidates that can still be compared on one page; the others follow as cards."""
_ORDER: Final = ("names", "birth_date", "sex", "nationalities", "birth_place", "status")
_OF_POINTS: Final = {"nationality": "nationalities"}
"""What the matcher calls a field → what the card calls it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A candidate's value; `standing` is "same", "differs" or "" where nothing was compared."""

    text: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column's head."""

    record: str
    verdict: str
    word: str
    likeness: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Candidates as columns, fields as rows: label, what was asked, each candidate's cell."""

    heads: list[Candidate]
    rows: list[tuple[str, str, list[Cell]]]


def side_by_side(
    subjects: Sequence[Subject], hits: Sequence[Hit], language: str
) -> Compared | None:
    """The candidates for the first person who has several; None where nobody has."""
    for place, subject in enumerate(subjects):
        found = [hit for hit in hits if hit.subject == place and hit.parts and hit.card]
        if len(found) > 1:
            return _compared(subject, found[:MOST], language)
    return None


def _compared(subject: Subject, hits: Sequence[Hit], language: str) -> Compared:
    cards = [dict(words.card(hit, language)) for hit in hits]
    asked = _asked(subject)
    rows = []
    for name in _ORDER:
        labels = {_label(hit, name, language) for hit in hits} - {""}
        cells = [
            Cell(card.get(_label(hit, name, language), ""), _standing(hit, name))
            for hit, card in zip(hits, cards, strict=True)
        ]
        if any(cell.text for cell in cells):
            rows.append((next(iter(labels)), asked.get(name, ""), cells))
    return Compared(
        heads=[
            Candidate(
                hit.record,
                hit.verdict.value,
                words.verdict(hit.verdict, language),
                comparing.number(hit.score, language),
            )
            for hit in hits
        ],
        rows=rows,
    )


def _label(hit: Hit, name: str, language: str) -> str:
    declared = by_code(hit.database)
    if name not in declared.card:
        return ""
    return translate(declared.field_named(name).label, language)


def _standing(hit: Hit, name: str) -> str:
    """How a field meets what was asked, as the matcher weighed it."""
    if any(each.field == name for each in hit.differs):
        return "differs"
    if name == "names":
        is_same = all(comparing.standing(part) == "same" for part in hit.parts)
        return "same" if is_same else "differs"
    for given in hit.fields:
        if _OF_POINTS.get(given.field, given.field) == name:
            return "same" if given.points > 0 and given.code in _EXACTLY else "differs"
    return ""


_EXACTLY: Final = frozenset({"birth_date_same", "nationality_same", "sex_same", "birth_place_same"})


def _asked(subject: Subject) -> dict[str, str]:
    if not isinstance(subject, Person):
        return {}
    names = [each.full or f"{each.family}, {each.forename}".strip(", ") for each in subject.names]
    return {
        "names": "; ".join(names),
        "birth_date": subject.birth_date,
        "sex": subject.sex,
        "nationalities": ", ".join(subject.nationalities),
        "birth_place": subject.birth_place,
    }
