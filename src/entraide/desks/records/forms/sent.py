"""From what a browser sent to the raw values that `clean_body` reads, and back. Pure.

A control's name is the path of its value as errors name it: "number", "documents.0.number",
"record.handling".
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from entraide.engine.schema.field_kinds.choices import OneOf, SeveralOf
from entraide.engine.schema.field_kinds.field import Field, is_given
from entraide.engine.schema.field_kinds.group import Group

MOST_ROWS: Final = 100
"""A list of more values than this is one box with a value on each line."""
MOST_BOXES: Final = 24
"""A list of more choices than this is no longer a wall of boxes but rows with a list each."""

_LONGEST_PLACE: Final = 4

Sent = MultiValueDict[str, str] | QueryDict


def open_fields(fields: Iterable[Field]) -> list[Field]:
    """The fields that people fill."""
    return [field for field in fields if not field.derived]


def is_boxes(field: Field) -> bool:
    """Whether a field's several values are boxes to tick, sent under one name."""
    kind = field.kind
    return isinstance(kind, SeveralOf) or (
        isinstance(kind, OneOf) and bool(field.many) and len(kind.choices) <= MOST_BOXES
    )


def is_lines(field: Field) -> bool:
    """Whether a field's several values are the lines of one box."""
    return field.many > MOST_ROWS and not isinstance(field.kind, Group)


def is_rows(field: Field) -> bool:
    """Whether a field's several values have a row each."""
    return bool(field.many) and not is_boxes(field) and not is_lines(field)


def raw_from(fields: Iterable[Field], sent: Sent, inside: str = "") -> dict[str, Any]:
    """Field → what was sent for it; a row of a list that is left empty is None in its place."""
    raw: dict[str, Any] = {}
    for field in open_fields(fields):
        path = inside + field.name
        if is_boxes(field):
            value: Any = sent.getlist(path)
        elif is_rows(field):
            count = rows_sent(sent, path, field.many + 1)
            value = [_one(field, sent, f"{path}.{place}") for place in range(count)]
            value = value if any(map(is_given, value)) else None
        else:
            value = _one(field, sent, path)
        if is_given(value):
            raw[field.name] = value
    return raw


def rows_sent(sent: Sent, path: str, most: int) -> int:
    """How many rows of a list were sent, empty ones too, and at most so many."""
    begin = f"{path}."
    places = (
        int(place)
        for name in sent
        if name.startswith(begin)
        and (place := name[len(begin) :].partition(".")[0]).isdecimal()
        and place.isascii()
        and len(place) <= _LONGEST_PLACE
    )
    return min(max(places, default=-1) + 1, most)


def sent_from(fields: Iterable[Field], body: Mapping[str, Any]) -> Sent:
    """What a browser would send for this body: the way back of `raw_from`."""
    sent: Sent = MultiValueDict()
    for path, values in _written(fields, body, ""):
        sent.setlist(path, values)
    return sent


def _one(field: Field, sent: Sent, path: str) -> Any:
    if not isinstance(field.kind, Group):
        return sent.get(path)
    return raw_from(field.kind.fields, sent, f"{path}.") or None


def _written(
    fields: Iterable[Field], body: Mapping[str, Any], inside: str
) -> Iterator[tuple[str, list[str]]]:
    for field in open_fields(fields):
        if field.name not in body:
            continue
        path, value = inside + field.name, body[field.name]
        if is_boxes(field):
            yield path, [str(each) for each in value]
        elif is_lines(field):
            yield path, ["\n".join(map(field.kind.text, value))]
        elif field.many:
            for place, each in enumerate(value):
                yield from _written_one(field, each, f"{path}.{place}")
        else:
            yield from _written_one(field, value, path)


def _written_one(field: Field, value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(field.kind, Group):
        yield from _written(field.kind.fields, value, f"{path}.")
    else:
        yield path, [field.kind.text(value)]
