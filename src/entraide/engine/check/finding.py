"""What was found of one question, already without what the asker may not see."""

from entraide.engine.check.matches import Match, matches
from entraide.engine.check.persons import search
from entraide.engine.check.plan import Plan
from entraide.engine.check.visibility import View
from entraide.engine.index.reading import Snapshot
from entraide.errors import Unavailable


class Finding:
    """Looks up what was planned, and keeps what was found and what could not be asked.

    Attributes:
        by_subject: subject → database's number and record's id → the match.
        more: there were more than were followed up.
        unasked: subject, database's code and why, in the order in which they came up.
    """

    __slots__ = ("_planned", "_snapshot", "_view", "by_subject", "more", "unasked")

    def __init__(self, planned: Plan, snapshot: Snapshot, view: View) -> None:
        self._planned, self._snapshot, self._view = planned, snapshot, view
        self.by_subject: dict[int, dict[tuple[int, int], Match]] = {}
        self.more = False
        self.unasked = dict(planned.course.unasked)

    def look_up(self) -> None:
        """Reads every probe."""
        empty: list[tuple[int, str]] = []
        answered = set()
        for probe in self._planned.probes:
            target = probe.target
            try:
                found, more = matches(probe, self._snapshot, self._view)
            except Unavailable:
                self.unasked[(target.subject, probe.way.database.code, "unavailable")] = None
                continue
            if found:
                answered.add((target.subject, probe.way.database.code))
                self.more |= more
                for match in found:
                    self._take(match)
            elif target.doubts:
                empty.append((target.subject, probe.way.database.code))
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

    def doubt(self, why: str) -> None:
        """Notes that nothing that was asked can be answered completely."""
        for place, codes in enumerate(self._planned.course.by_subject):
            self.unasked |= {(place, code, why): None for code in codes}

    def _take(self, match: Match) -> None:
        found = self.by_subject.setdefault(match.subject, {})
        record = (match.entry.database, match.entry.id)
        known = found.setdefault(record, match)
        if known is not match:
            known.join(match)
