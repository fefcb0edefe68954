"""What was asked, put into a catalogue's words before it is looked up (firearms, by their table).

A catalogue accuses nothing and is never a hit. Its records are filtered for the asker like any
others, so that a hidden one changes nothing.
"""

from itertools import islice
from typing import Any, Final

from rapidfuzz import fuzz

from entraide.engine.check.permissions import KeyWay, Way
from entraide.engine.check.targets import Target
from entraide.engine.check.visibility import View
from entraide.engine.check.wire import Reason
from entraide.engine.index.keys import BETWEEN, encode
from entraide.engine.index.reading import Entry, Snapshot
from entraide.errors import Invalid

ALIKE: Final = 80
"""Of 100: how alike an asked word and the catalogue's must be to be taken for one."""
MOST_READ: Final = 200


def describe(target: Target, ways: tuple[Way, ...], snapshot: Snapshot, view: View) -> list[Entry]:
    """Puts what the target lacks or misspells into the words of the catalogues.

    Gives the records that were consulted: a replay needs the same.

    What the first field of a catalogue's key finds (a model) decides about the others (its make):
    an unknown one is told where all records agree, a misspelt one is corrected where exactly one is
    near. Nothing changes where the catalogue knows the word, or does not know the model.
    """
    consulted: list[Entry] = []
    for way in ways:
        for key in way.keys:
            entries = _described(target, key, snapshot, view)
            consulted += entries
            for place in range(1, len(key.attributes)):
                _put(target, key, place, entries)
    return consulted


def _described(target: Target, key: KeyWay, snapshot: Snapshot, view: View) -> list[Entry]:
    """The catalogue's records that are exactly of what the first field says."""
    kind, field = key.kinds[0], key.key.fields[0]
    asked = target.asked.get(key.attributes[0])
    if asked is None:
        return []
    try:
        clean = kind.clean(asked)
    except Invalid:  # told where the value itself is looked up or compared
        return []
    exact = kind.exact(clean)
    database, ordinal = key.stem
    found = (
        entry
        for form in kind.keys(clean)
        for entry in snapshot.beginning(encode(database, ordinal, (form,)) + BETWEEN)
        if view.shows(entry) and kind.exact(entry.values.get(field, "")) == exact
    )
    return list(islice(found, MOST_READ))


def _put(target: Target, key: KeyWay, place: int, entries: list[Entry]) -> None:
    kind, field, attribute = key.kinds[place], key.key.fields[place], key.attributes[place]
    known: dict[str, Any] = {
        kind.exact(entry.values[field]): entry.values[field]
        for entry in entries
        if field in entry.values
    }
    asked = target.asked.get(attribute)
    if asked is None:
        if len(known) == 1:
            target.told = target.told | {attribute: next(iter(known.values()))}
        return
    try:
        exact = kind.exact(kind.clean(asked))
    except Invalid:
        return
    near = [word for form, word in known.items() if fuzz.ratio(form, exact) >= ALIKE]
    if exact not in known and len(near) == 1:
        target.asked = target.asked | {attribute: near[0]}
        target.told = target.told | {attribute: near[0]}
        reason = Reason("by_reference", {"field": field, "asked": asked, "reference": near[0]})
        target.remarks = (*target.remarks, reason)
