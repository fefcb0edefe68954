"""What was found of one question, already without what the asker may not see."""

from entraide.engine.check.matches import Match, matches
from entraide.engine.check.permissions import Permitted
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
