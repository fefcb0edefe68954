"""From entries under a key to matches: what is equal, what is only near, what differs.

A record is the one asked for when every value of the key is exactly equal; characters that readers
take for one another make it near, and near is only ever possible.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from entraide.engine.check.permissions import KeyWay, Way
from entraide.engine.check.plan import Probe
from entraide.engine.check.routes import RouteKey
from entraide.engine.check.targets import Target
from entraide.engine.check.visibility import View
from entraide.engine.check.wire import Difference, Reason
from entraide.engine.index.keys import Lookup, is_exact
from entraide.engine.index.reading import Entry, Snapshot
from entraide.engine.matching.score import Scored
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.vocabulary import Verdict
from entraide.errors import Invalid

MOST_UNDER_A_KEY: Final = 200
"""Records that one look-up follows up: a serial number of three digits is on thousands of arms."""

_UNTOLD: Final = frozenset({"X", "U"})
"""A sex that is unspecified or unknown contradicts none."""


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A key with the asked values in the form that decides equality."""

    key: KeyWay
    exact: Sequence[str]


class Match(msgspec.Struct):
    """One record that matches one subject, by one or several ways.

    Attributes:
        scored: how the persons compare, if it was found by name.
    """

    subject: int
    way: Way
    entry: Entry
    verdict: Verdict
    score: float
    reasons: list[Reason]
    differs: list[Difference]
    scored: Scored | None = None

    def join(self, other: "Match") -> None:
        """Takes in the same record, found in another way: the stronger verdict, all reasons."""
        if other.verdict is Verdict.HIT:
            self.verdict = Verdict.HIT
        self.score = max(self.score, other.score)
        self.scored = self.scored or other.scored
        self.reasons += [reason for reason in other.reasons if reason not in self.reasons]
        told = {difference.field for difference in self.differs}
        self.differs += [each for each in other.differs if each.field not in told]


def matches(probe: Probe, snapshot: Snapshot, view: View) -> tuple[list[Match], bool]:
    """The records under a probe that the asker may see, and whether there are more than are given.

    The shortest key's rows hold those of all. Only where they are too many are the longer keys'
    read by themselves, so that what these find is never missed.
    """
    entries: dict[int, Entry] = {}
    more = False
    for key in reversed(probe.keys):
        found, is_cut = _entries(probe, key, snapshot, view)
        if found:
            entries |= found
        more |= is_cut
        if not is_cut:
            break
    if not entries:
        return [], more
    asked = [Asked(key.key, probe.exact(key)) for key in probe.keys]
    return [_match(probe, asked, entry) for entry in entries.values()], more


def _entries(
    probe: Probe, key: RouteKey, snapshot: Snapshot, view: View
) -> tuple[dict[int, Entry], bool]:
    found: dict[int, Entry] = {}
    read = snapshot.beginning if key.key.is_prefix else snapshot.under
    for row in probe.rows(key):
        for entry in read(row):
            if entry.id in found or not view.shows(entry):
                continue
            if len(found) == MOST_UNDER_A_KEY:
                return found, True
            found[entry.id] = entry
    return found, False


def _match(probe: Probe, asked: Sequence[Asked], entry: Entry) -> Match:
    target, way = probe.target, probe.way
    equal = next((each for each in asked if _is_equal(way, each, entry)), None)
    reasons = _near(way, asked[0], entry) if equal is None else _same(way, equal, entry)
    is_hit = equal is not None and equal.key.key.gives is Verdict.HIT and not target.doubts
    return Match(
        target.subject,
        way,
        entry,
        Verdict.HIT if is_hit else Verdict.POSSIBLE,
        1.0,
        [*reasons, *target.doubts, *target.remarks],
        differences(way, target, entry, () if equal is None else equal.key.key.fields),
    )


def _is_equal(way: Way, asked: Asked, entry: Entry) -> bool:
    key, values = asked.key, entry.values
    last = values.get(key.key.until) if key.key.until else None
    if key.is_plain and last is None:  # what `is_exact` does, without its preparations
        for field, kind, exact in zip(key.key.fields, key.kinds, asked.exact, strict=True):
            recorded = values.get(field)
            if recorded is None or kind.exact(recorded) != exact:
                return False
        return True
    lookup = Lookup(asked.key.key, (), asked.key.is_prefix, tuple(asked.exact))
    return is_exact(way.database, lookup, entry.values)


def _same(way: Way, asked: Asked, entry: Entry) -> Iterator[Reason]:
    key = asked.key.key
    last = entry.values.get(key.until) if key.until else None
    if last is not None and way.shows(key.until):
        yield Reason("in_lot", {"first": str(entry.values.get(key.fields[0])), "last": str(last)})
    elif last is not None:
        yield Reason("in_a_lot")
    yield Reason("same", {"fields": " ".join(key.fields)})
    if key.gives is not Verdict.HIT:
        yield Reason("not_enough_alone", {"fields": " ".join(key.fields)})


def _near(way: Way, asked: Asked, entry: Entry) -> Iterator[Reason]:
    """Says of each field of the key whether it is the same or only near."""
    paths, kinds = asked.key.key.fields, asked.key.kinds
    best = max(_recorded(asked, entry.values), key=lambda forms: _equal_fields(asked, forms))
    same = []
    for path, kind, one, other in zip(paths, kinds, asked.exact, best, strict=True):
        if one == other:
            same.append(path)
        elif not way.shows(path):
            yield Reason("near_unseen", {"field": path, "asked": one})
        elif kind.name == "country":
            yield Reason("country_equivalent", {"asked": one, "recorded": other})
        else:
            params = {"field": path, "asked": one, "recorded": other}
            if len(one) == len(other):
                params["characters"] = differing(one, other)
            yield Reason("near_number", params)
    if same:
        yield Reason("same", {"fields": " ".join(same)})


def _equal_fields(asked: Asked, forms: Sequence[str]) -> tuple[int, int]:
    """How many fields agree, then how many are known at all."""
    return sum(map(str.__eq__, asked.exact, forms)), sum(map(bool, forms))


def differing(asked: str, recorded: str) -> str:
    """Where two texts of one length differ, counted from 1: "2:O/0 5:S/5"."""
    return " ".join(
        f"{place}:{one}/{other}"
        for place, (one, other) in enumerate(zip(asked, recorded, strict=True), start=1)
        if one != other
    )


def _recorded(asked: Asked, values: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """The record's values for this key in their exact forms, once for each item of its group."""
    paths = asked.key.key.fields
    group = next((path.partition(".")[0] for path in paths if "." in path), "")
    held = values.get(group, ()) if group else (values,)
    for item in (held,) if isinstance(held, Mapping) else held:
        yield [
            _nearest(kind, (item if "." in path else values).get(path.rpartition(".")[2]), one)
            for path, kind, one in zip(paths, asked.key.kinds, asked.exact, strict=True)
        ]


def _nearest(kind: Kind, value: Any, asked: str) -> str:
    """The exact form of a field's value; of several the one that shares a key with the asked."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return kind.exact(value)
    forms = [kind.exact(each) for each in value]
    near = set(kind.keys(asked))
    return next(
        (form for form in forms if form == asked),
        next(
            (form for form, each in zip(forms, value, strict=True) if near & set(kind.keys(each))),
            "",
        ),
    )


def differences(
    way: Way, target: Target, entry: Entry, agreed: Collection[str] = ()
) -> list[Difference]:
    """What is known on both sides and does not agree.

    What was recorded is told only of fields that the asker sees on the card, or may read in full.

    Args:
        way: which fields are compared.
        target: what is told.
        entry: what is recorded.
        agreed: fields that are known to agree.
    """
    found = []
    for field, attribute, kind in way.compared:
        asked = target.told.get(attribute)
        if asked is None or field in agreed:
            continue
        recorded = entry.values.get(field)
        if recorded is None or agrees(kind, asked, recorded):
            continue
        found.append(Difference(field, asked, recorded if way.shows(field) else None))
    return found


def agrees(kind: Kind, asked: Any, recorded: Any) -> bool:
    """Whether one of the asked values may be one of the recorded: dates as far as both go."""
    if asked == recorded:
        return True
    known = recorded if isinstance(recorded, list) else [recorded]
    for value in asked if isinstance(asked, list) else [asked]:
        try:
            clean = kind.clean(value)
        except Invalid:
            continue
        if any(_may_be_one(kind, clean, each) for each in known):
            return True
    return False


def _may_be_one(kind: Kind, asked: Any, recorded: Any) -> bool:
    one, other = kind.exact(asked), kind.exact(recorded)
    if one == other:
        return True
    if kind.name == "country":  # codes of one state (GBD, GBR) share a key
        return not set(kind.keys(asked)).isdisjoint(kind.keys(recorded))
    if kind.name == "sex" and not _UNTOLD.isdisjoint((one, other)):
        return True
    return kind.name == "partial_date" and (one.startswith(other) or other.startswith(one))
