"""Which keys of which databases a subject can ask, given only which of its attributes are known.

Worked out once for each set of known attributes, so that a question costs no more than reading its
values and its rows.
"""

from collections.abc import Iterable, Sequence

import msgspec

from entraide.engine.check.permissions import KeyWay, Permitted, Way
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.vocabulary import SubjectKind


class RouteKey(msgspec.Struct, frozen=True, gc=False):
    """A key that can be asked; `values` are the places of its values in `Routes.values`."""

    key: KeyWay
    values: tuple[int, ...]


class Route(msgspec.Struct, frozen=True, gc=False):
    """The keys of one database that share their rows, the longest first."""

    way: Way
    keys: tuple[RouteKey, ...]


class Routes(msgspec.Struct, frozen=True):
    """Everything that a subject with these known attributes can ask.

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


def routes(
    permitted: Permitted, kind: SubjectKind, given: tuple[str, ...], *, has_name: bool
) -> Routes:
    """The routes of a subject of this kind whose known attributes are `given`."""
    case = (kind, given, has_name)
    known = permitted.routes.get(case)
    if known is None:
        known = permitted.routes[case] = _work_out(permitted.ways[kind], given, has_name=has_name)
    return known


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
