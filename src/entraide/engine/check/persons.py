"""Persons by name: candidates of the index, filtered, cut, then compared (invariants 2 and 10)."""

from collections.abc import Mapping
from typing import Final

import msgspec

from entraide.engine.check.matches import Match, differences
from entraide.engine.check.permissions import Way
from entraide.engine.check.targets import Sought, Target
from entraide.engine.check.visibility import View
from entraide.engine.index.names import NameKey
from entraide.engine.index.reading import Entry, Snapshot
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.normalise.name import name_form
from entraide.engine.matching.reasons import Difference
from entraide.engine.matching.score import Asked, PersonForm, Scored, written_name
from entraide.engine.matching.thresholds import use_of
from entraide.engine.schema.database import NameSearch
from entraide.engine.schema.vocabulary import Verdict

COMPARED: Final = 60
"""Candidates that are compared with the question: the strongest that the asker may see, and all
that are as strong as the last of them."""
MOST_COMPARED: Final = 300
"""Where a name is so common that thousands tie, as many of them as this, in the order of ids."""


def search(target: Target, way: Way, snapshot: Snapshot, view: View) -> tuple[list[Match], bool]:
    """The persons of one database who may be the one asked for; whether there may be more.

    There may be more where the cut fell among candidates that are alike enough to be listed. Only
    what the asker may see is counted, on either side of the cut.
    """
    assert target.person is not None
    assert way.database.names is not None, f"{way.database.code} is not searched by name"
    number = way.database.number
    ids, edge = _strongest(target.person.name_keys, way, snapshot, view)
    asked, least = Asked(_form(target.person), neutral()), use_of(view.role).value
    found, more = [], False
    for place, id in enumerate(ids):
        form = snapshot.form(number, id)
        if round(asked.strength(form), 4) < least:
            continue
        entry = snapshot.entry(number, id)
        assert entry is not None, "it was there when it was taken, and the snapshot stands still"
        more |= edge is not None and place >= edge
        found.append(_match(target, way, entry, asked.scored(_with_writing(form, way, entry))))
    return found, more


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


def _with_writing(form: PersonForm, way: Way, entry: Entry) -> PersonForm:
    """The form with its names as their owner wrote them."""
    assert way.database.names is not None
    names = entry.values.get(way.database.names.names) or ()
    several = (names,) if isinstance(names, Mapping) else names
    return msgspec.structs.replace(form, written=tuple([written_name(name) for name in several]))


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
    name_keys: tuple[NameKey, ...], way: Way, snapshot: Snapshot, view: View
) -> tuple[list[int], int | None]:
    """The records to compare, and from which place on they tie at the cut; None if none was cut.

    Who may see each is read, and it is left out if it is hidden, before it can decide where the cut
    falls or whether there is one.
    """
    taken: list[int] = []
    weakest, edge = 0.0, 0
    for candidate in snapshot.named(way.database.number, name_keys):
        envelope = snapshot.envelope(candidate.database, candidate.id)
        if envelope is None or not view.shows(envelope):
            continue
        is_tie = bool(taken) and candidate.strength == weakest
        if len(taken) >= COMPARED and (not is_tie or len(taken) >= MOST_COMPARED):
            return taken, edge
        if not is_tie:
            edge = len(taken)
        weakest = candidate.strength
        taken.append(candidate.id)
    return taken, None
