"""Deciding: question, asker, snapshot and moment in, answer out; nothing else is read or written.

Purpose and databases are judged first, then the question is read, then the index; what the asker
may not see is left out before anything is counted, cut or ranked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from entraide.engine.check.cards import Cards
from entraide.engine.check.catalogues import describe
from entraide.engine.check.hops import Hops
from entraide.engine.check.matches import Match, matches
from entraide.engine.check.permissions import Permissions, Permitted, Way
from entraide.engine.check.persons import search
from entraide.engine.check.plan import Plan, plan
from entraide.engine.check.targets import kind_of
from entraide.engine.check.trail.lines import Found, Seen
from entraide.engine.check.visibility import View
from entraide.engine.check.wire import Answer, Asker, Hit, IndexState, Query, Subject, Unasked
from entraide.engine.index.reading import Entry, Snapshot
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict
from entraide.errors import Invalid, NotAllowed, Unavailable
from entraide.language import _

_OF_THE_HUB: Final = frozenset({"index_outdated", "index_old", "unavailable"})
"""Why the hub could not ask. What only the question lacked yields to a possible hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What questions are decided by, the same for all.

    Attributes:
        publish: makes a record's published reference of its database's acronym and its id.
        listed: hits that are listed for one subject; equals of the last are listed with it.
        oldest: an index that has not followed the feed for longer gives no NO_HIT.
        version: names declarations, matcher and words together, for the trail.
    """

    permissions: Permissions
    publish: Callable[[str, int], str]
    version: str
    listed: int = 50
    oldest: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When and by which index a question is decided.

    Attributes:
        is_current: whether the index is what this program would build (`Index.is_current`).
        hops: who wants to see the steps.
    """

    now: datetime
    fingerprint: str
    is_current: bool = True
    hops: Hops | None = None

    def mark(self, code: str) -> None:
        """Ends a step, if anybody wants to see it."""
        if self.hops is not None:
            self.hops.mark(code)


class Decision(msgspec.Struct, kw_only=True, frozen=True):
    """An answer that has not left yet, and what the trail must know beside it.

    Attributes:
        asked: the numbers of the databases that were asked.
        found: what the answer rests on, in the order of its hits; for askers who are shown no
            record, what made it a yes.
        notes: the contacts that it was made with.
        consulted: the records of catalogues that put the question into their words.
    """

    answer: Answer
    asked: tuple[int, ...]
    found: tuple[Found, ...]
    notes: Mapping[str, Any]
    consulted: tuple[Seen, ...] = ()


def decide(
    query: Query, asker: Asker, snapshot: Snapshot, *, rules: Rules, at: Circumstances
) -> Answer:
    """The answer to a question, its `line` still empty. Raises as `judge`."""
    return judge(query, asker, snapshot, rules=rules, at=at).answer


def judge(
    query: Query, asker: Asker, snapshot: Snapshot, *, rules: Rules, at: Circumstances
) -> Decision:
    """The answer to a question and what the trail must know of it.

    Raises:
        NotAllowed: the grant does not hold for the purpose or the databases.
        Invalid: a value that no field can hold; `field` names it.
    """
    permitted = rules.permissions.of(asker, query)
    for place, subject in enumerate(query.subjects):
        _suits(asker, place, subject)
    at.mark("permitted")
    view = View(asker, query.purpose, snapshot, at.now)
    consulted: list[Entry] = []
    planned = plan(
        query.subjects,
        permitted,
        at.now.date(),
        lambda target, ways: consulted.extend(describe(target, ways, snapshot, view)),
    )
    _can_ask(planned, permitted)
    at.mark("planned")
    finding = _Finding(planned, snapshot, view)
    finding.note_unasked(permitted)
    finding.look_up()
    at.mark("looked_up")
    if planned.searches:
        finding.search()
        at.mark("searched")
    cards = Cards(asker, snapshot, language=query.language, publish=rules.publish)
    answering = _Answering(planned, permitted, finding, cards)
    decision = answering.decision(snapshot, rules, at)
    if consulted:
        seen = tuple(Seen(entry.database, entry.id, entry.version) for entry in consulted)
        decision = msgspec.structs.replace(decision, consulted=seen)
    at.mark("decided")
    return decision


def _suits(asker: Asker, place: int, subject: Subject) -> None:
    """A carrier sends a document's number and country and nothing about its holder."""
    if asker.role is not Role.CARRIER:
        return
    if kind_of(subject) is not SubjectKind.DOCUMENT:
        raise NotAllowed(
            "carrier_subject", _("A carrier may ask about documents only, by number and country.")
        )
    if not getattr(subject, "issuing_country", ""):
        raise Invalid(
            "country_missing",
            _("A carrier asks by number and country."),
            field=f"subjects.{place}.issuing_country",
            expected=_("Expected: the country that issued the document."),
        )


def _can_ask(planned: Plan, permitted: Permitted) -> None:
    """Notes every subject and every named database that nothing can be asked about.

    Raises:
        NotAllowed: no database may be asked about anything in the question.
        Invalid: no database of this hub holds such things.
    """
    if any(planned.asked) or planned.missing:
        return
    if any(planned.withheld):
        raise NotAllowed(
            "nothing_permitted", _("Your grant does not let you ask any database about this.")
        )
    raise Invalid(
        "no_database",
        _("No database of this hub holds such things."),
        field="databases" if permitted.named else "subjects",
    )


class _Finding:
    """What was found of one question, already without what the asker may not see."""

    __slots__ = ("_planned", "_snapshot", "_view", "by_subject", "more", "unasked")

    def __init__(self, planned: Plan, snapshot: Snapshot, view: View) -> None:
        self._planned, self._snapshot, self._view = planned, snapshot, view
        self.by_subject: dict[int, dict[tuple[int, int], Match]] = {}
        self.more = False
        self.unasked: dict[tuple[int, str, str], None] = {}

    def note_unasked(self, permitted: Permitted) -> None:
        """Notes what could not be asked at all, before anything is looked up."""
        planned, unasked = self._planned, self.unasked
        lacking = set()
        for subject, code, attribute in planned.missing:
            unasked[(subject, code, f"missing:{attribute}")] = None
            lacking.add(subject)
        for place, asked in enumerate(planned.asked):
            if not asked and place not in lacking:
                for code in sorted(planned.withheld[place]) or ("",):
                    why = "not_permitted" if code else "no_database"
                    unasked[(place, code, why)] = None
        if permitted.named:
            concerned = {code for asked in planned.asked for code in asked}
            concerned.update(code for _subject, code, _attribute in planned.missing)
            for code in sorted(permitted.named - concerned):
                for place in range(len(planned.asked)):
                    unasked[(place, code, "not_concerned")] = None

    def look_up(self) -> None:
        """Reads every probe."""
        empty: list[tuple[int, str]] = []
        answered = set()
        for probe in self._planned.probes:
            case = (probe.target.subject, probe.way.database.code)
            try:
                found, more = matches(probe, self._snapshot, self._view)
            except Unavailable:
                self.unasked[(*case, "unavailable")] = None
                continue
            if found:
                answered.add(case)
                self.more |= more
                for match in found:
                    self._take(match)
            elif probe.target.doubts:
                empty.append(case)
        # What was misread and found nothing was not really asked.
        for case in empty:
            if case not in answered:
                self.unasked[(*case, "misread")] = None

    def search(self) -> None:
        """Searches persons by name."""
        for target, way in self._planned.searches:
            try:
                found, more = search(target, way, self._snapshot, self._view)
            except Unavailable:
                self.unasked[(target.subject, way.database.code, "unavailable")] = None
                continue
            self.more |= more
            for match in found:
                self._take(match)

    def _take(self, match: Match) -> None:
        found = self.by_subject.setdefault(match.subject, {})
        record = (match.entry.database, match.entry.id)
        known = found.setdefault(record, match)
        if known is not match:
            known.join(match)


class _Answering:
    """Makes the answer of what was found."""

    __slots__ = ("_cards", "_finding", "_permitted", "_planned")

    def __init__(
        self, planned: Plan, permitted: Permitted, finding: _Finding, cards: Cards
    ) -> None:
        self._planned, self._permitted = planned, permitted
        self._finding, self._cards = finding, cards

    def decision(self, snapshot: Snapshot, rules: Rules, at: Circumstances) -> Decision:
        """The answer, listed by subject: hits first, then by score, then by record."""
        age = max(0.0, (at.now - snapshot.followed_at).total_seconds())
        if not at.is_current:
            self._doubt_all("index_outdated")
        elif age > rules.oldest.total_seconds():
            self._doubt_all("index_old")
        asked = self._asked()
        hits: list[Hit] = []
        found: list[Found] = []
        verdicts: list[Verdict] = []
        for place in range(len(self._planned.asked)):
            counted = [m for m in self._finding.by_subject.get(place, {}).values() if _counts(m)]
            listed = self._listed(counted, rules.listed)
            hits += [self._cards.hit(match) for match in listed if match.way.level > Level.YES_NO]
            found += [
                Found(m.entry.database, m.entry.id, m.entry.version, m.verdict) for m in listed
            ]
            verdicts.append(self._verdict(place, counted))
        position = snapshot.position
        answer = Answer(
            verdict=_most_pressing(verdicts),
            subjects=verdicts,
            hits=hits,
            asked=[way.database.code for way in asked],
            not_permitted=self._withheld(),
            unasked=[
                Unasked(*case) for case in dict.fromkeys(c[1:] for c in self._finding.unasked)
            ],
            index=IndexState(
                epoch=position.epoch, seq=position.seq, age=age, fingerprint=at.fingerprint
            ),
            at=at.now,
            level=max((way.level for way in asked), default=Level.YES_NO),
            more=self._finding.more,
        )
        return Decision(
            answer=answer,
            asked=tuple(way.database.number for way in asked),
            found=tuple(found),
            notes=self._cards.notes,
        )

    def _asked(self) -> list[Way]:
        """The databases that were asked about any subject, in the order of their numbers."""
        ways = {code: way for asked in self._planned.asked for code, way in asked.items()}
        return sorted(ways.values(), key=lambda way: way.database.number)

    def _withheld(self) -> list[str]:
        """The databases that hold such things and may not be asked, likewise."""
        codes = {code for withheld in self._planned.withheld for code in withheld}
        return [d.code for d in self._permitted.all if d.code in codes] if codes else []

    def _doubt_all(self, why: str) -> None:
        for place, asked in enumerate(self._planned.asked):
            self._finding.unasked |= {(place, code, why): None for code in asked}

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
        if any(match.verdict is Verdict.HIT for match in counted):
            return Verdict.HIT
        reasons = {why for subject, _code, why in self._finding.unasked if subject == place}
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
    return next(
        (
            verdict
            for verdict in (Verdict.HIT, Verdict.INCOMPLETE, Verdict.POSSIBLE)
            if verdict in verdicts
        ),
        Verdict.NO_HIT,
    )
