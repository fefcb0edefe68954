"""Where a question leads, given only which attributes of what it asks about are known.

Worked out once for each such shape of a question, so that asking costs no more than reading the
question's values and the rows that they name.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from entraide.engine.check.permissions import KeyWay, Permitted, Way
from entraide.engine.check.targets import Target
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.vocabulary import Level
from entraide.errors import Invalid, NotAllowed
from entraide.language import _

REMEMBERED: Final = 4096
"""Shapes of questions that are remembered for one role, purpose and choice of databases."""


class RouteKey(msgspec.Struct, frozen=True, gc=False):
    """A key that can be asked; `values` are the places of its values in `Routes.values`."""

    key: KeyWay
    values: tuple[int, ...]


class Route(msgspec.Struct, frozen=True, gc=False):
    """The keys of one database that share their rows, the longest first."""

    way: Way
    keys: tuple[RouteKey, ...]


class Routes(msgspec.Struct, frozen=True):
    """Everything that one target with these known attributes can ask.

    Attributes:
        values: the attributes that are looked up, each with a kind that reads it.
        missing: database, and the attribute for want of which it cannot be asked.
        asked: the databases that are asked.
        by_name: of those, the ones where persons are searched by name.
        firsts: what could be given, where nothing that was given can be looked up.
    """

    values: tuple[tuple[str, Kind], ...]
    routes: tuple[Route, ...]
    missing: tuple[tuple[str, str], ...]
    asked: tuple[Way, ...]
    by_name: tuple[Way, ...]
    firsts: tuple[str, ...]

    @property
    def leads_nowhere(self) -> bool:
        """Whether there are databases for such a subject, and nothing to ask them by."""
        return bool(self.firsts) and not self.asked and not self.missing


class Course(msgspec.Struct, frozen=True):
    """Everything that a question of this shape asks, and what it cannot ask.

    Attributes:
        routes: of each target, in their order.
        by_subject: the codes of the databases that are asked about each subject.
        asked: the databases that are asked about any subject, in the order of their numbers.
        codes, numbers: theirs.
        not_permitted: the codes of those that hold such things and may not be asked, likewise.
        unasked: subject, database's code and why, for what cannot be asked at all.
        level: the most that any of the databases discloses.
    """

    routes: tuple[Routes, ...]
    by_subject: tuple[tuple[str, ...], ...]
    asked: tuple[Way, ...]
    codes: tuple[str, ...]
    numbers: tuple[int, ...]
    not_permitted: tuple[str, ...]
    unasked: Mapping[tuple[int, str, str], None]
    level: Level


def course(permitted: Permitted, subjects: int, targets: Sequence[Target]) -> Course:
    """The course of a question about so many subjects, which ask for these targets.

    Raises:
        Invalid: nothing of a target can be looked up, or no database of this hub holds such things.
        NotAllowed: no database may be asked about anything in the question.
    """
    shape = (subjects, *[_case(target) for target in targets])
    known = permitted.courses.get(shape)
    if known is None:
        if len(permitted.courses) >= REMEMBERED:
            permitted.courses.clear()
        known = permitted.courses[shape] = _set_out(permitted, subjects, targets)
    return known


def _case(target: Target) -> tuple[object, ...]:
    return target.subject, target.kind, target.person is not None, *target.asked


def _set_out(permitted: Permitted, subjects: int, targets: Sequence[Target]) -> Course:
    asked: list[dict[str, Way]] = [{} for _ in range(subjects)]
    withheld: list[set[str]] = [set() for _ in range(subjects)]
    missing: dict[tuple[int, str, str], None] = {}
    found = []
    for target in targets:
        routes = _work_out(
            permitted.ways[target.kind], tuple(target.asked), has_name=target.person is not None
        )
        if routes.leads_nowhere:
            raise _nothing(target, routes)
        found.append(routes)
        withheld[target.subject].update(permitted.withheld[target.kind])
        asked[target.subject].update({way.database.code: way for way in routes.asked})
        for code, attribute in routes.missing:
            missing[(target.subject, code, f"missing:{attribute}")] = None
    codes = set().union(*withheld)
    if not any(asked) and not missing:
        raise _refusal(permitted, codes)
    every = {code: way for each in asked for code, way in each.items()}
    ways = sorted(every.values(), key=lambda way: way.database.number)
    return Course(
        routes=tuple(found),
        by_subject=tuple(map(tuple, asked)),
        asked=tuple(ways),
        codes=tuple(way.database.code for way in ways),
        numbers=tuple(way.database.number for way in ways),
        not_permitted=tuple(each.code for each in permitted.all if each.code in codes),
        unasked=missing | _not_asked(permitted, asked, withheld, missing),
        level=max((way.level for way in ways), default=Level.YES_NO),
    )


def _not_asked(
    permitted: Permitted,
    asked: Sequence[Mapping[str, Way]],
    withheld: Sequence[set[str]],
    missing: Iterable[tuple[int, str, str]],
) -> dict[tuple[int, str, str], None]:
    """The subjects about which nothing is asked, and the named databases that none concerns."""
    unasked: dict[tuple[int, str, str], None] = {}
    lacking = {place for place, _code, _why in missing}
    for place, ways in enumerate(asked):
        if not ways and place not in lacking:
            for code in sorted(withheld[place]) or ("",):
                unasked[(place, code, "not_permitted" if code else "no_database")] = None
    concerned = {code for _place, code, _why in missing}.union(*asked)
    for code in sorted(permitted.named - concerned):
        for place in range(len(asked)):
            unasked[(place, code, "not_concerned")] = None
    return unasked


def _work_out(ways: Sequence[Way], given: tuple[str, ...], *, has_name: bool) -> Routes:
    values: dict[tuple[str, Kind], int] = {}
    found: list[Route] = []
    missing: list[tuple[str, str]] = []
    asked: list[Way] = []
    by_name = [way for way in ways if way.by_name and has_name]
    for way in ways:
        complete = [key for key in way.keys if set(key.attributes) <= set(given)]
        covered = {key.attributes[0] for key in complete}
        for stem in dict.fromkeys(key.stem for key in complete):
            keys = [_route_key(key, values) for key in complete if key.stem == stem]
            found.append(Route(way, tuple(keys)))
        lacking = {
            first: absent
            for key in reversed(way.keys)
            if (first := key.attributes[0]) in given and first not in covered
            for absent in reversed(key.attributes)
            if absent not in given
        }
        missing += [(way.database.code, absent) for absent in lacking.values()]
        if complete or way in by_name:
            asked.append(way)
    return Routes(
        values=tuple(values),
        routes=tuple(found),
        missing=tuple(missing),
        asked=tuple(asked),
        by_name=tuple(by_name),
        firsts=tuple(_firsts(ways)),
    )


def _route_key(key: KeyWay, values: dict[tuple[str, Kind], int]) -> RouteKey:
    places = (
        values.setdefault(value, len(values))
        for value in zip(key.attributes, key.kinds, strict=True)
    )
    return RouteKey(key, tuple(places))


def _firsts(ways: Iterable[Way]) -> Iterable[str]:
    names = ["names"] if any(way.by_name for way in ways) else []
    return dict.fromkeys([*names, *(key.attributes[0] for way in ways for key in way.keys)])


def _nothing(target: Target, found: Routes) -> Invalid:
    return Invalid(
        "nothing_to_look_up",
        _("Nothing that was given about this subject can be looked up."),
        field=target.at,
        expected=_("Expected: at least one of %(fields)s."),
        fields=", ".join(found.firsts),
    )


def _refusal(permitted: Permitted, withheld: set[str]) -> Invalid | NotAllowed:
    """Why nothing at all can be asked."""
    if withheld:
        return NotAllowed(
            "nothing_permitted", _("Your grant does not let you ask any database about this.")
        )
    return Invalid(
        "no_database",
        _("No database of this hub holds such things."),
        field="databases" if permitted.named else "subjects",
    )
