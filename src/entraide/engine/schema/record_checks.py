"""Rules over a whole record, from which databases compose theirs; each raises Invalid."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from entraide.engine.schema.database import Body, RecordCheck
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.number_ranges import range_size
from entraide.errors import Invalid
from entraide.language import _


def needs_one_of(*fields: str) -> RecordCheck:
    """At least one of these fields (dotted inside groups) is filled: else nothing finds it."""

    def check(body: Body, today: date) -> None:  # noqa: ARG001  # a RecordCheck is given the day
        if not any(True for name in fields for _value in values_at(body, name)):
            raise Invalid(
                "needs_one_of",
                _("The record holds nothing by which it could be found."),
                field=fields[0],
                expected=_("Expected: at least one of these fields: %(fields)s."),
                fields=", ".join(fields),
            )

    return check


def needs_when(field: str, values: frozenset[str], *needed: str) -> RecordCheck:
    """Where `field` has one of `values`, at least one of the `needed` fields must be filled."""

    def check(body: Body, today: date) -> None:  # noqa: ARG001  # a RecordCheck is given the day
        if body.get(field) in values and not any(name in body for name in needed):
            raise Invalid(
                "needs_when",
                _("Where %(field)s is %(value)s, more must be said."),
                field=needed[0],
                expected=_("Expected: at least one of these fields: %(fields)s."),
                value=body[field],
                fields=", ".join(needed),
            )

    return check


def in_order(*fields: str) -> RecordCheck:
    """The days in these fields, where known, do not run backwards, as far as both are known."""

    def check(body: Body, today: date) -> None:  # noqa: ARG001  # a RecordCheck is given the day
        known = [(name, str(body[name])) for name in fields if name in body]
        for (earlier, first), (later, second) in pairwise(known):
            precision = min(len(first), len(second))
            if first[:precision] > second[:precision]:
                raise Invalid(
                    "dates_backwards",
                    _("This day lies before the day in %(earlier)s."),
                    field=later,
                    earlier=earlier,
                )

    return check


def not_in_future(*fields: str) -> RecordCheck:
    """The days in these fields are today or earlier; a partial day that may be is let through."""

    def check(body: Body, today: date) -> None:
        for name in fields:
            for value in values_at(body, name):
                if str(value) > today.isoformat()[: len(str(value))]:
                    raise Invalid(
                        "in_future",
                        _("This day has not come yet."),
                        field=name,
                        expected=_("Expected: today or an earlier day."),
                    )

    return check


def number_range(first: str, last: str, kind: Kind) -> RecordCheck:
    """`last`, where given, ends a range of at most 10,000 numbers that begins in `first`."""

    def check(body: Body, today: date) -> None:  # noqa: ARG001  # a RecordCheck is given the day
        if last in body:
            try:
                range_size(kind.exact(body[first]), kind.exact(body[last]))
            except Invalid as problem:
                raise problem.within(last) from None

    return check


def values_at(body: Mapping[str, Any], path: str) -> Iterator[Any]:
    """Each value at a field's name, dotted inside groups; lists are walked into."""
    name, _dot, rest = path.partition(".")
    found = body.get(name)
    for value in found if isinstance(found, list) else [] if found is None else [found]:
        if not rest:
            yield value
        elif isinstance(value, Mapping):
            yield from values_at(value, rest)
