"""What exactly to ask: the targets of a question become probes of the index.

Every value is read by the kind of the field it will be compared with, and refused by its name,
before the index is touched.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import product

import msgspec

from entraide.engine.check.permissions import KeyWay, Permitted, Way
from entraide.engine.check.routes import Route, Routes, routes
from entraide.engine.check.targets import Target, targets
from entraide.engine.check.wire import Subject
from entraide.engine.index.keys import BETWEEN, encode
from entraide.errors import Invalid
from entraide.language import _

Forms = tuple[str, tuple[bytes, ...]]
"""A value in the form that decides equality, and in those under which it is looked up."""


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A key with the asked values in the form that decides equality, and the bytes to read."""

    key: KeyWay
    exact: tuple[str, ...]
    rows: tuple[bytes, ...]


class Probe(msgspec.Struct, frozen=True, gc=False):
    """Keys of one database that share their rows, the longest first: the last reads them all."""

    target: Target
    way: Way
    asked: tuple[Asked, ...]


class Plan(msgspec.Struct):
    """All that one question asks of the index.

    Attributes:
        missing: subject, database, and the attribute for want of which it cannot be asked.
        asked: each subject with the databases that are asked about it, by code.
        withheld: each subject with the codes of those that hold such things and may not be asked.
    """

    probes: list[Probe]
    searches: list[tuple[Target, Way]]
    missing: list[tuple[int, str, str]]
    asked: list[dict[str, Way]]
    withheld: list[set[str]]


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
        asked: dict[str, Way] = {}
        withheld: set[str] = set()
        for target in targets(place, subject, today):
            if catalogues := permitted.catalogues[target.kind]:
                describe(target, catalogues)
            withheld.update(permitted.withheld[target.kind])
            found = routes(
                permitted, target.kind, tuple(target.asked), has_name=target.person is not None
            )
            if found.leads_nowhere:
                raise _nothing(target, found)
            for way in found.asked:
                asked[way.database.code] = way
            made.searches += [(target, way) for way in found.by_name]
            made.missing += [(place, code, attribute) for code, attribute in found.missing]
            _add_probes(made.probes, target, found)
        made.asked.append(asked)
        made.withheld.append(withheld)
    return made


def _add_probes(probes: list[Probe], target: Target, found: Routes) -> None:
    forms = _read(target, found)
    for route in found.routes:
        asked = _asked(route, forms)
        if asked:
            probes.append(Probe(target, route.way, asked))


def _asked(route: Route, forms: list[Forms | None]) -> tuple[Asked, ...]:
    """The route's keys with their rows; without those that hold a value no field of theirs can."""
    found = []
    for each in route.keys:
        key = each.key
        exact, columns = [], []
        for place in each.values:
            read = forms[place]
            if read is None:
                break
            exact.append(read[0])
            columns.append(read[1])
        else:
            end = BETWEEN if key.is_prefix else b""
            rows = [key.stem + BETWEEN.join(form) + end for form in product(*columns)]
            found.append(Asked(key, tuple(exact), tuple(rows)))
    return tuple(found)


def _read(target: Target, found: Routes) -> list[Forms | None]:
    """Each value as its kind reads it; None where that kind could never hold it.

    Raises:
        Invalid: a value that none of the kinds can hold.
    """
    forms: list[Forms | None] = []
    refused: dict[str, Invalid] = {}
    for attribute, kind in found.values:
        try:
            clean = kind.clean(target.asked[attribute])
        except Invalid as problem:
            refused.setdefault(attribute, problem)
            forms.append(None)
        else:
            keys = tuple([encode(0, 0, (form,))[2:] for form in kind.keys(clean)])
            forms.append((kind.exact(clean), keys))
    if refused:
        for (attribute, _kind), read in zip(found.values, forms, strict=True):
            if read is not None:
                refused.pop(attribute, None)
        for attribute, refusal in refused.items():
            raise refusal.within(attribute).within(target.at)
    return forms


def _nothing(target: Target, found: Routes) -> Invalid:
    return Invalid(
        "nothing_to_look_up",
        _("Nothing that was given about this subject can be looked up."),
        field=target.at,
        expected=_("Expected: at least one of %(fields)s."),
        fields=", ".join(found.firsts),
    )
