"""Deciding: question, asker, snapshot and moment in, answer out; nothing else is read or written.

Purpose and databases are judged first, then the question is read, then the index; what the asker
may not see is left out before anything is counted, cut or ranked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from entraide.engine.check.answering import Answering
from entraide.engine.check.cards import Cards
from entraide.engine.check.catalogues import describe
from entraide.engine.check.finding import Finding
from entraide.engine.check.hops import Hops
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.plan import plan
from entraide.engine.check.targets import kind_of
from entraide.engine.check.trail.lines import Found, Seen
from entraide.engine.check.visibility import View
from entraide.engine.check.wire import Answer, Asker, IndexState, Query, Subject
from entraide.engine.index.reading import Entry, Snapshot
from entraide.engine.schema.vocabulary import Role, SubjectKind
from entraide.errors import Invalid, NotAllowed
from entraide.language import _


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


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
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
        seq: how far the index had followed the feed.
        asked: the numbers of the databases that were asked.
        found: what the answer rests on, in the order of its hits; for askers who are shown no
            record, what made it a yes.
        notes: the contacts that it was made with.
        consulted: the records of catalogues that put the question into their words.
    """

    answer: Answer
    seq: int
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
        NotAllowed: the grant does not hold for the purpose, the databases, or what is asked about.
        Invalid: a value that no field can hold, or nothing that can be looked up; `field` names it.
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
    at.mark("planned")
    finding = Finding(planned, snapshot, view)
    finding.look_up()
    at.mark("looked_up")
    if planned.searches:
        finding.search()
        at.mark("searched")
    cards = Cards(asker, snapshot, language=query.language, publish=rules.publish)
    position = snapshot.position
    index = IndexState(
        epoch=position.epoch,
        age=max(0.0, (at.now - snapshot.followed_at).total_seconds()),
        fingerprint=at.fingerprint,
    )
    if not at.is_current:
        finding.doubt("index_outdated")
    elif index.age > rules.oldest.total_seconds():
        finding.doubt("index_old")
    answering = Answering(planned.course, finding, cards)
    answer, found = answering.answer(index, at.now, rules.listed)
    at.mark("decided")
    return Decision(
        answer=answer,
        seq=position.seq,
        asked=planned.course.numbers,
        found=tuple(found),
        notes=cards.notes,
        consulted=tuple([Seen(each.database, each.id, each.version) for each in consulted]),
    )


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
