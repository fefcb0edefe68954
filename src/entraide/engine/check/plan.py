"""What exactly to ask: the targets of a question become probes of the index.

Every value is read by the kind of the field it will be compared with, and refused by its name,
before the index is touched.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product

import msgspec

from entraide.engine.check.permissions import KeyWay, Permitted, Way
from entraide.engine.check.targets import Target, targets
from entraide.engine.check.wire import Subject
from entraide.engine.index.keys import BETWEEN, encode
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid
from entraide.language import _


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A key with the asked values in the form that decides equality."""

    key: KeyWay
    exact: tuple[str, ...]


class Probe(msgspec.Struct, frozen=True, gc=False):
    """Keys of one database that share their rows: what to read, and what to hold against it.

    Attributes:
        asked: the longest key first.
        reads: bytes, and whether they are only the beginning of keys.
    """

    target: Target
    way: Way
    asked: tuple[Asked, ...]
    reads: tuple[tuple[bytes, bool], ...]


class Missing(msgspec.Struct, frozen=True):
    """A database that holds such things and could not be asked for want of an attribute."""

    subject: int
    database: str
    attribute: str


class Plan(msgspec.Struct):
    """All that one question asks of the index.

    Attributes:
        asked: each subject with the databases that are asked about it.
        withheld: each subject with those that hold such things and may not be asked.
    """

    probes: list[Probe]
    searches: list[tuple[Target, Way]]
    missing: list[Missing]
    asked: list[dict[str, Way]]
    withheld: list[dict[str, None]]


def plan(
    subjects: Sequence[Subject],
    permitted: Permitted,
    today: date,
    describe: Callable[[Target, tuple[Way, ...]], None],
) -> Plan:
    """The targets and probes of a question.

    Args:
        subjects: what is asked about.
        permitted: where the question may go.
        today: the day by which a zone's centuries are chosen.
        describe: puts a target into the words of these catalogues.

    Raises:
        Invalid: a value that no field can hold, or a subject of which nothing can be looked up;
            `field` names it ("subjects.0.plate").
    """
    made = Plan([], [], [], [], [])
    for place, subject in enumerate(subjects):
        made.asked.append({})
        made.withheld.append({})
        for target in targets(place, subject, today):
            if catalogues := permitted.catalogues[target.kind]:
                describe(target, catalogues)
            made.withheld[place].update(dict.fromkeys(permitted.withheld[target.kind]))
            _Planning(made, target).through(permitted.ways[target.kind])
    return made


class _Planning:
    """Plans one target: reads each value once, whichever databases ask it."""

    __slots__ = ("_made", "_read", "_refused", "_taken", "_target")

    def __init__(self, made: Plan, target: Target) -> None:
        self._made, self._target = made, target
        self._read: dict[tuple[str, int], tuple[str, tuple[str, ...]] | None] = {}
        self._refused: dict[str, Invalid] = {}
        self._taken: set[str] = set()

    def through(self, ways: Iterable[Way]) -> None:
        """Adds the target's probes by all these ways."""
        begun = False
        for way in ways:
            if way.by_name and self._target.person is not None:
                self._made.searches.append((self._target, way))
                self._made.asked[self._target.subject][way.database.code] = way
                begun = True
            if way.keys:
                begun |= self._by_keys(way)
        for attribute, problem in self._refused.items():
            if attribute not in self._taken:
                raise problem.within(attribute).within(self._target.at)
        if not begun and ways:
            raise self._nothing(ways)

    def _by_keys(self, way: Way) -> bool:
        """Adds the probes of one database; whether the target gave anything to ask it by."""
        given = self._target.asked
        covered: set[str] = set()
        lacking: dict[str, str] = {}
        probes: dict[bytes, tuple[list[Asked], list[tuple[bytes, bool]]]] = {}
        for key in way.keys:
            first = key.attributes[0]
            if first not in given:
                continue
            absent = next((name for name in key.attributes if name not in given), None)
            if absent is not None:
                lacking.setdefault(first, absent)
                continue
            covered.add(first)
            exact, rows = self._rows(key)
            if rows:
                asked, reads = probes.setdefault(key.stem, ([], []))
                asked.append(Asked(key, exact))
                reads += [(row, key.is_prefix) for row in rows]
        for asked, reads in probes.values():
            self._made.probes.append(Probe(self._target, way, tuple(asked), tuple(reads)))
        if covered:
            self._made.asked[self._target.subject][way.database.code] = way
        for first, absent in lacking.items():
            if first not in covered:
                self._made.missing.append(Missing(self._target.subject, way.database.code, absent))
        return bool(covered or lacking)

    def _rows(self, key: KeyWay) -> tuple[tuple[str, ...], list[bytes]]:
        """The exact forms of the values, and the bytes to read; none if a field cannot hold one."""
        exact, columns = [], []
        for attribute, kind in zip(key.attributes, key.kinds, strict=True):
            forms = self._forms(attribute, kind)
            if forms is None:
                return (), []
            exact.append(forms[0])
            columns.append(forms[1])
        database, ordinal = key.stem
        end = BETWEEN if key.is_prefix else b""
        rows = {encode(database, ordinal, forms) + end for forms in product(*columns)}
        return tuple(exact), sorted(rows)

    def _forms(self, attribute: str, kind: Kind) -> tuple[str, tuple[str, ...]] | None:
        """The value as this kind compares it and looks it up; None if it could never hold it."""
        known = self._read.get((attribute, id(kind)), ...)
        if known is not ...:
            return known
        try:
            clean = kind.clean(self._target.asked[attribute])
            found = (kind.exact(clean), kind.keys(clean))
        except Invalid as problem:
            self._refused.setdefault(attribute, problem)
            found = None
        else:
            self._taken.add(attribute)
        self._read[(attribute, id(kind))] = found
        return found

    def _nothing(self, ways: Iterable[Way]) -> Invalid:
        names = {key.attributes[0]: None for way in ways for key in way.keys}
        if any(way.by_name for way in ways):
            names = {"names": None, **names}
        return Invalid(
            "nothing_to_look_up",
            _("Nothing that was given about this subject can be looked up."),
            field=self._target.at,
            expected=_("Expected: at least one of %(fields)s."),
            fields=", ".join(names),
        )
