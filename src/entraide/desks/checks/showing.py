"""An answer as the page shows it: every code already in the reader's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from entraide.desks.checks.candidates import Compared, side_by_side
from entraide.engine.check import words
from entraide.engine.check.hops import Hop
from entraide.engine.check.wire import Answer, Bureau, Hit, Person, Points, Subject
from entraide.engine.databases import by_code
from entraide.engine.matching import words as comparing
from entraide.language import _, translate, translate_count

_FULL_BAR: Final = 6.0
"""Points that fill half of the axis, where no field has more."""
_HALF: Final = 50
_DATE: Final = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")


@dataclass(frozen=True, slots=True)
class CardField:
    """One line of a card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of "how this answer was made"; `share` is its part of the whole time, in percent."""

    name: str
    microseconds: int
    share: int


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of both names: `standing` is "same", "near", "differs" or "missing"."""

    asked: str
    recorded: str
    meeting: str
    standing: str


@dataclass(frozen=True, slots=True)
class ShownPoints:
    """What a field gave or took, and its bar from `start` over `length`, of 100 from end to end."""

    label: str
    points: str
    start: int
    length: int
    is_for: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a record found by name compares with who was asked for.

    Attributes:
        commonness: how common the name is.
        odds: what the probability means.
        score: 0–1, as the reader writes numbers.
    """

    commonness: str
    odds: str
    score: str
    parts: list[ShownPart]
    fields: list[ShownPoints]


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit, ready to be read.

    Attributes:
        comparison: of persons found by name; None of what was found by a number.
        has_report: whether the reader may ask for the full record, as a second act.
        is_discreet: whether no traveller may read it.
    """

    verdict: str
    word: str
    title: str
    record: str
    action: str
    call: list[Bureau]
    differs: list[str]
    reasons: list[str]
    card: list[CardField]
    comparison: Comparison | None = None
    has_report: bool = False
    is_discreet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads an answer.

    Attributes:
        language: one of `LANGUAGES`.
        asker: as the page names who asked; "" where that goes without saying.
        reports: the databases whose full records the reader may ask for.
        discreet: the references of hits that no traveller may read.
    """

    language: str
    asker: str = ""
    reports: frozenset[str] = frozenset()
    discreet: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer, ready to be read.

    Attributes:
        candidates: several possible persons side by side; None where there is nothing to compare.
    """

    verdict: str
    word: str
    sentence: str
    line: str
    age: str
    asker: str = ""
    hits: list[ShownHit] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    not_permitted: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    hops: list[ShownStep] = field(default_factory=list)
    candidates: Compared | None = None

    @property
    def is_discreet(self) -> bool:
        """Whether a traveller must not be able to read it."""
        return any(hit.is_discreet for hit in self.hits)


def show(
    answer: Answer, hops: list[Hop], reader: Reader, *, subjects: Sequence[Subject] = ()
) -> Shown:
    """The answer in the reader's language.

    Args:
        answer: as the engine gave it.
        hops: the steps by which it was made.
        reader: who reads it.
        subjects: what was asked about, to set several candidates beside it.
    """
    language = reader.language
    whole = sum(hop.microseconds for hop in hops) or 1
    return Shown(
        verdict=answer.verdict.value,
        word=words.verdict(answer.verdict, language),
        sentence=words.meaning(answer, language),
        line=answer.line,
        age=_age(answer.index.age, language),
        asker=reader.asker,
        hits=[_hit(hit, reader) for hit in answer.hits],
        asked=[words.database(code, language) for code in answer.asked],
        not_permitted=[words.database(code, language) for code in answer.not_permitted],
        unasked=[words.unasked(each, language) for each in answer.unasked],
        hops=[
            ShownStep(
                words.hop(hop.code, language), hop.microseconds, 100 * hop.microseconds // whole
            )
            for hop in hops
        ],
        candidates=side_by_side(subjects, answer.hits, language),
    )


def asked_parts(subject: Subject) -> list[str]:
    """What was asked about, value by value, as it was written."""
    if isinstance(subject, Person):
        written = [
            part for name in subject.names for part in (name.family, name.forename, name.full)
        ]
        return [*filter(None, [*written, subject.birth_date]), *subject.nationalities]
    return [value for value in msgspec.structs.astuple(subject) if value]


def _hit(hit: Hit, reader: Reader) -> ShownHit:
    language = reader.language
    return ShownHit(
        verdict=hit.verdict.value,
        word=words.verdict(hit.verdict, language),
        title=translate(by_code(hit.database).title, language),
        record=hit.record,
        action=hit.action,
        call=hit.call,
        differs=[_unbroken(each) for each in words.against(hit, language)],
        reasons=[_unbroken(each) for each in words.agreeing(hit, language)],
        card=[CardField(label, value) for label, value in words.card(hit, language)],
        comparison=_comparison(hit, language) if hit.parts else None,
        has_report=hit.database in reader.reports,
        is_discreet=hit.record in reader.discreet,
    )


def _unbroken(sentence: str) -> str:
    """The sentence with dates that no line's end parts: they are compared digit by digit."""
    return _DATE.sub(lambda date: date[0].replace("-", "-\N{WORD JOINER}"), sentence)


def _comparison(hit: Hit, language: str) -> Comparison:
    most = max(_FULL_BAR, *[abs(each.points) for each in hit.fields])
    return Comparison(
        commonness=comparing.commonness(hit.one_in, language),
        odds=comparing.odds(hit.probability or 0.0, language),
        score=comparing.number(hit.score, language),
        parts=[
            ShownPart(
                comparing.written(each.asked),
                comparing.written(each.recorded),
                comparing.meeting(each.code, language),
                comparing.standing(each),
            )
            for each in hit.parts
        ],
        fields=[_points(each, most, language) for each in hit.fields],
    )


def _points(each: Points, most: float, language: str) -> ShownPoints:
    length = round(abs(each.points) / most * _HALF)
    is_for = each.points >= 0
    return ShownPoints(
        comparing.field(each.field, language),
        comparing.points(each.points, language),
        _HALF if is_for else _HALF - length,
        length,
        is_for,
    )


def _age(seconds: float, language: str) -> str:
    if seconds < 1:
        return translate(_("less than a second"), language)
    return translate_count("%(count)s second", "%(count)s seconds", round(seconds), language)
