"""A record's fields as a page shows them: by their labels, each value in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.person_name import PersonName
from entraide.gateways.tables.own_columns import ENVELOPE, OWN_COLUMNS
from entraide.language import translate


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with its values; a value is a text, or the lines of a group."""

    name: str
    label: str
    values: tuple[tuple[str, ...], ...]
    is_sensitive: bool = False
    is_derived: bool = False


def shown_fields(fields: Iterable[Field], body: Mapping[str, Any], language: str) -> list[Shown]:
    """Each field that the body fills, in the order of the declaration."""
    return [shown(field, body[field.name], language) for field in fields if field.name in body]


def shown(field: Field, value: Any, language: str) -> Shown:
    """One field."""
    given = value if field.many else [value]
    values = () if value is None else tuple(_lines(field, each, language) for each in given)
    return Shown(
        field.name, translate(field.label, language), values, field.sensitive, field.derived
    )


def declared_fields(database: Database) -> dict[str, Field]:
    """Every field of a record by its name, those of the envelope as "record.handling"."""
    envelope = OWN_COLUMNS[1].kind
    assert isinstance(envelope, Group)
    return {field.name: field for field in database.fields} | {
        f"{ENVELOPE}.{field.name}": field for field in envelope.fields
    }


def in_one_line(field: Field, value: Any, language: str) -> str:
    """The value as a cell of a list shows it."""
    lines = shown(field, value, language).values
    return "; ".join(" · ".join(each) for each in lines)


def _lines(field: Field, value: Any, language: str) -> tuple[str, ...]:
    text = field.kind.show(value, language)
    if isinstance(field.kind, Group) and not isinstance(field.kind, PersonName):
        return tuple(text.split("\n"))
    return (text,)
