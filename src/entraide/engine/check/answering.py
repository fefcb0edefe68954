"""From what was found to the answer: what is listed, what was asked, and the verdict."""

from datetime import datetime
from typing import Final

from entraide.engine.check.cards import Cards
from entraide.engine.check.finding import Finding
from entraide.engine.check.matches import Match
from entraide.engine.check.routes import Course
from entraide.engine.check.trail.lines import Found
from entraide.engine.check.wire import Answer, Hit, IndexState, Unasked
from entraide.engine.schema.vocabulary import Level, Verdict

_OF_THE_HUB: Final = frozenset({"index_outdated", "index_old", "unavailable"})
"""Why the hub could not ask. What only the question lacked yields to a possible hit."""


class Answering:
    """Makes the answer of what was found."""

    __slots__ = ("_cards", "_course", "_finding")

    def __init__(self, course: Course, finding: Finding, cards: Cards) -> None:
        self._course, self._finding, self._cards = course, finding, cards

    def answer(self, index: IndexState, at: datetime, most: int) -> tuple[Answer, list[Found]]:
        """The answer and what it rests on, by subject: hits first, then by score, then by record.

        Args:
            index: what answered.
            at: when.
            most: hits to list of each subject; what equals the last is listed with it.
        """
        hits: list[Hit] = []
        found: list[Found] = []
        verdicts: list[Verdict] = []
        course, finding = self._course, self._finding
        for place in range(len(course.by_subject)):
            counted: list[Match] = []
            if matched := finding.by_subject.get(place):
                counted = [match for match in matched.values() if _counts(match)]
                listed = self._listed(counted, most)
                hits += [self._cards.hit(m) for m in listed if m.way.level > Level.YES_NO]
                found += [
                    Found(m.entry.database, m.entry.id, m.entry.version, m.verdict) for m in listed
                ]
            verdicts.append(self._verdict(place, counted))
        unasked = dict.fromkeys([case[1:] for case in finding.unasked]) if finding.unasked else ()
        answer = Answer(
            verdict=_most_pressing(verdicts),
            subjects=verdicts,
            hits=hits,
            asked=list(course.codes),
            not_permitted=list(course.not_permitted),
            unasked=[Unasked(*case) for case in unasked],
            index=index,
            at=at,
            level=course.level,
            more=finding.more and course.level > Level.YES_NO,
        )
        return answer, found

    def _listed(self, counted: list[Match], most: int) -> list[Match]:
        """The strongest; whatever equals the last of them is listed too."""
        if len(counted) > 1:
            counted.sort(key=_strength)
        if len(counted) > most:
            last = _strength(counted[most - 1])[:2]
            end = most
            while end < len(counted) and _strength(counted[end])[:2] == last:
                end += 1
            self._finding.more |= end < len(counted)
            return counted[:end]
        return counted

    def _verdict(self, place: int, counted: list[Match]) -> Verdict:
        for match in counted:
            if match.verdict is Verdict.HIT:
                return Verdict.HIT
        if unasked := self._finding.unasked:
            reasons = {why for subject, _code, why in unasked if subject == place}
            if reasons & _OF_THE_HUB or (reasons and not counted):
                return Verdict.INCOMPLETE
        return Verdict.POSSIBLE if counted else Verdict.NO_HIT


def _counts(match: Match) -> bool:
    """Whoever learns only yes or no learns nothing of what is merely possible."""
    return match.way.level > Level.YES_NO or match.verdict is Verdict.HIT


def _strength(match: Match) -> tuple[bool, float, int, int]:
    entry = match.entry
    return match.verdict is not Verdict.HIT, -match.score, entry.database, entry.id


def _most_pressing(verdicts: list[Verdict]) -> Verdict:
    if len(verdicts) == 1:
        return verdicts[0]
    for verdict in (Verdict.HIT, Verdict.INCOMPLETE, Verdict.POSSIBLE):
        if verdict in verdicts:
            return verdict
    return Verdict.NO_HIT
