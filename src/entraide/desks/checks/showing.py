"""An answer as the page shows it: every code already in the reader's words."""

from dataclasses import dataclass, field

import msgspec

from entraide.engine.check import words
from entraide.engine.check.hops import Hop
from entraide.engine.check.wire import Answer, Bureau, Hit, Person, Subject
from entraide.engine.databases import by_code
from entraide.language import _, translate, translate_count


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
class ShownHit:
    """One hit, ready to be read."""

    verdict: str
    word: str
    title: str
    record: str
    action: str
    call: list[Bureau]
    differs: list[str]
    reasons: list[str]
    card: list[CardField]


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer, ready to be read."""

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


def show(answer: Answer, hops: list[Hop], *, asker: str, language: str) -> Shown:
    """The answer in the reader's language.

    Args:
        answer: as the engine gave it.
        hops: the steps by which it was made.
        asker: who asked, as the page names them.
        language: one of `LANGUAGES`.
    """
    whole = sum(hop.microseconds for hop in hops) or 1
    return Shown(
        verdict=answer.verdict.value,
        word=words.verdict(answer.verdict, language),
        sentence=words.meaning(answer, language),
        line=answer.line,
        age=_age(answer.index.age, language),
        asker=asker,
        hits=[_hit(hit, language) for hit in answer.hits],
        asked=[words.database(code, language) for code in answer.asked],
        not_permitted=[words.database(code, language) for code in answer.not_permitted],
        unasked=[words.unasked(each, language) for each in answer.unasked],
        hops=[
            ShownStep(
                words.hop(hop.code, language), hop.microseconds, 100 * hop.microseconds // whole
            )
            for hop in hops
        ],
    )


def asked_parts(subject: Subject) -> list[str]:
    """What was asked about, value by value, as it was written."""
    if isinstance(subject, Person):
        written = [
            part for name in subject.names for part in (name.family, name.forename, name.full)
        ]
        return [*filter(None, [*written, subject.birth_date]), *subject.nationalities]
    return [value for value in msgspec.structs.astuple(subject) if value]


def _hit(hit: Hit, language: str) -> ShownHit:
    return ShownHit(
        verdict=hit.verdict.value,
        word=words.verdict(hit.verdict, language),
        title=translate(by_code(hit.database).title, language),
        record=hit.record,
        action=hit.action,
        call=hit.call,
        differs=[words.difference(each, hit, language) for each in hit.differs],
        reasons=[words.reason(each, hit, language) for each in hit.reasons],
        card=[CardField(label, value) for label, value in words.card(hit, language)],
    )


def _age(seconds: float, language: str) -> str:
    if seconds < 1:
        return translate(_("less than a second"), language)
    return translate_count("%(count)s second", "%(count)s seconds", round(seconds), language)
