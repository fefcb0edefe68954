"""Persons by name: candidates of the index, filtered, cut, then compared (invariants 2 and 10)."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from entraide.engine.check.matches import Match, differences
from entraide.engine.check.permissions import Way
from entraide.engine.check.targets import Sought, Target
from entraide.engine.check.visibility import View
from entraide.engine.index.reading import Entry, Ranked, Snapshot
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.normalise.name import name_form
from entraide.engine.matching.reasons import Difference
from entraide.engine.matching.score import Asked, PersonForm, Scored, written_name
from entraide.engine.matching.thresholds import use_of
from entraide.engine.schema.database import NameSearch
from entraide.engine.schema.vocabulary import Verdict

COMPARED: Final = 80
"""Candidates that are looked at: the strongest that the asker may see, and all that are as strong
as the last of them."""
MOST_COMPARED: Final = 160
"""Where a name is so common that thousands tie, as many of them as this, in the order of ids."""
AS_STRONG: Final = 0.55
"""The share of the strongest visible candidate's strength from which another is looked at."""
SCORED: Final = 16
"""Of those the nearest at first look, and all that are as near as the last of them, are scored."""


def search(target: Target, way: Way, snapshot: Snapshot, view: View) -> tuple[list[Match], bool]:
    """The persons of one database who may be the one asked for; whether there may be more.

    There may be more where a cut fell among candidates that are alike enough to be listed, and
    wherever one fell between candidates that are equally strong: then their ids alone decided. Only
    what the asker may see is counted, on either side of the cuts.
    """
    assert target.person is not None
    assert way.database.names is not None, f"{way.database.code} is not searched by name"
    number = way.database.number
    candidates = snapshot.named(number, target.person.name_keys)
    ids, edge, is_by_id = _strongest(candidates, snapshot, view)
    seen = [(candidates.look.at(form := snapshot.form(number, id)), id, form) for id in ids]
    seen.sort(key=lambda each: (-each[0].points, each[1]))
    last = seen[min(SCORED, len(seen)) - 1][0].points if seen else 0
    is_cut = bool(seen) and seen[-1][0].points < last
    at_edge = frozenset(ids[edge:]) if edge is not None else frozenset()
    asked, least = _Scoring(target.person), use_of(view.role).value
    found, more = [], is_by_id
    for look, id, form in seen:
        if look.points < last:
            break
        near = _of_names(form, look.names)
        if asked.strength(near) < least:
            continue
        more |= id in at_edge or (is_cut and look.points == last)
        entry = snapshot.entry(number, id)
        assert entry is not None, "it was there when it was taken, and the snapshot stands still"
        found.append(_match(target, way, entry, asked.scored(near, look.names, way, entry)))
    return found, more


class _Scoring:
    """The person asked for, scored against forms, each once: namesakes are many."""

    def __init__(self, person: Sought) -> None:
        self._asked = Asked(_form(person), neutral())
        self._known: dict[PersonForm, float] = {}

    def strength(self, form: PersonForm) -> float:
        """The score alone, rounded as it is told."""
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = round(self._asked.strength(form), 4)
        return known

    def scored(self, form: PersonForm, places: Sequence[int], way: Way, entry: Entry) -> Scored:
        """The score with its reasons, which tell names as their owner wrote them."""
        assert way.database.names is not None
        names = entry.values.get(way.database.names.names) or ()
        several = (names,) if isinstance(names, Mapping) else names
        written = tuple([written_name(several[place]) for place in places])
        scored = self._asked.scored(msgspec.structs.replace(form, written=written))
        mine, recorded = scored.names
        if recorded < 0:
            return scored
        return msgspec.structs.replace(scored, names=(mine, places[recorded]))


def _of_names(form: PersonForm, places: Sequence[int]) -> PersonForm:
    """The form with only its names at these places."""
    return msgspec.structs.replace(form, names=tuple([form.names[place] for place in places]))


def _match(target: Target, way: Way, entry: Entry, scored: Scored) -> Match:
    search = way.database.names
    assert search is not None
    differs = _differs(scored, search, entry)
    told = {difference.field for difference in differs}
    compared = {search.names, search.birth_date, search.nationalities, search.sex}
    others = [
        each
        for each in differences(way, target, entry)
        if each.field not in told and each.field not in compared
    ]
    return Match(
        target.subject,
        way,
        entry,
        Verdict.POSSIBLE,
        scored.score,
        [*scored.reasons, *target.doubts],
        [*differs, *others],
        scored,
    )


def _form(person: Sought) -> PersonForm:
    """The person asked for, as it is compared."""
    return PersonForm(
        names=tuple([name_form(name) for name in person.names]),
        birth_dates=(person.birth_date,) if person.birth_date else (),
        nationalities=person.nationalities,
        sexes=(person.sex,) if person.sex else (),
        written=tuple([written_name(name) for name in person.names]),
    )


def _differs(scored: Scored, search: NameSearch, entry: Entry) -> list[Difference]:
    """What contradicts, under the names of the database's own fields, as recorded."""
    fields = {
        "birth_date": search.birth_date,
        "nationality": search.nationalities,
        "sex": search.sex,
    }
    return [
        Difference(fields[each.field], each.asked, entry.values.get(fields[each.field]))
        for each in scored.differs
    ]


def _strongest(
    candidates: Ranked, snapshot: Snapshot, view: View
) -> tuple[list[int], int | None, bool]:
    """The records to look at, and from which place on they tie at the cut; None if none was cut.

    Third, whether one that was cut is as strong as the last that was taken.
    Who may see each is read, and it is left out if it is hidden, before it can decide where the cut
    falls or whether there is one.
    """
    taken: list[int] = []
    least, weakest, edge = 0.0, 0.0, 0
    for candidate in candidates:
        if candidate.strength < least:
            break
        envelope = snapshot.envelope(candidate.database, candidate.id)
        if envelope is None or not view.shows(envelope):
            continue
        is_tie = bool(taken) and candidate.strength == weakest
        if len(taken) >= COMPARED and (not is_tie or len(taken) >= MOST_COMPARED):
            return taken, edge, is_tie
        if not is_tie:
            edge = len(taken)
        if not taken:
            least = AS_STRONG * candidate.strength
        weakest = candidate.strength
        taken.append(candidate.id)
    return taken, None, False
