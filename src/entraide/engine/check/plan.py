"""What exactly to ask: the targets of a question become probes of the index.

Every value is read by the kind of the field it will be compared with, and refused by its name,
before the index is touched.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import product
from typing import Any

import msgspec

from entraide.engine.check.permissions import Permitted, Way
from entraide.engine.check.routes import Course, RouteKey, Routes, course
from entraide.engine.check.targets import Target, targets
from entraide.engine.check.wire import Subject
from entraide.engine.index.keys import BETWEEN, bounded
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid


class Value(msgspec.Struct, frozen=True, gc=False):
    """An asked value as its kind reads it, and the bytes under which it is looked up."""

    kind: Kind
    clean: Any
    forms: tuple[bytes, ...]


class Probe(msgspec.Struct, frozen=True, gc=False):
    """Keys of one database that share their rows, the longest first: the last reads them all."""

    target: Target
    way: Way
    keys: tuple[RouteKey, ...]
    values: Sequence[Value | None]

    def rows(self, key: RouteKey) -> list[bytes]:
        """The bytes to read for one of the keys."""
        stem, end = key.key.stem, BETWEEN if key.key.is_prefix else b""
        forms = [value.forms for value in self._asked(key)]
        return [stem + BETWEEN.join(form) + end for form in product(*forms)]

    def exact(self, key: RouteKey) -> list[str]:
        """The values asked by one of the keys, in the form that decides equality."""
        return [value.kind.exact(value.clean) for value in self._asked(key)]

    def _asked(self, key: RouteKey) -> list[Value]:
        values = self.values
        return [value for place in key.values if (value := values[place]) is not None]


class Plan(msgspec.Struct):
    """All that one question asks of the index."""

    course: Course
    probes: list[Probe]
    searches: list[tuple[Target, Way]]


def plan(
    subjects: Sequence[Subject],
    permitted: Permitted,
    today: date,
    describe: Callable[[Target, tuple[Way, ...]], None],
) -> Plan:
    """The course and the probes of a question.

    Args:
        subjects: what is asked about.
        permitted: where the question may go.
        today: the day by which a zone's centuries are chosen.
        describe: puts a target into the words of these catalogues.

    Raises:
        Invalid: a value that no field can hold, or a subject of which nothing can be looked up;
            `field` names it ("subjects.0.plate"). Or no database of this hub holds such things.
        NotAllowed: no database may be asked about anything in the question.
    """
    sought: list[Target] = []
    for place, subject in enumerate(subjects):
        sought += targets(place, subject, today)
    for target in sought:
        if catalogues := permitted.catalogues[target.kind]:
            describe(target, catalogues)
    made = Plan(course(permitted, len(subjects), sought), [], [])
    for target, routes in zip(sought, made.course.routes, strict=True):
        made.probes += _probes(target, routes)
        made.searches += [(target, way) for way in routes.by_name]
    return made


def _probes(target: Target, found: Routes) -> list[Probe]:
    """The target's probes; without the keys that hold a value no field of theirs can."""
    values = _read(target, found.values)
    if None not in values:
        return [Probe(target, route.way, route.keys, values) for route in found.routes]
    probes = []
    for route in found.routes:
        keys = [key for key in route.keys if None not in [values[at] for at in key.values]]
        if keys:
            probes.append(Probe(target, route.way, tuple(keys), values))
    return probes


def _read(target: Target, asked: Sequence[tuple[str, Kind]]) -> list[Value | None]:
    """Each value as its kind reads it; None where that kind could never hold it but another can.

    Raises:
        Invalid: a value that none of the kinds can hold.
    """
    values: list[Value | None] = []
    refused: dict[str, Invalid] = {}
    for attribute, kind in asked:
        try:
            clean = kind.clean(target.asked[attribute])
        except Invalid as problem:
            refused.setdefault(attribute, problem)
            values.append(None)
        else:
            values.append(Value(kind, clean, tuple(map(bounded, kind.keys(clean)))))
    if refused:
        for (attribute, _kind), read in zip(asked, values, strict=True):
            if read is not None:
                refused.pop(attribute, None)
        for attribute, refusal in refused.items():
            raise refusal.within(attribute).within(target.at)
    return values
