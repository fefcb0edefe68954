"""Several fields that belong together: an identity document, an engine, a name."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid
from entraide.language import _


class Group(Kind):
    """Fields that belong together, kept as a JSON object."""

    name = "group"
    expected = _("Expected: a group of %(fields)s.")

    def __init__(self, *fields: Field) -> None:
        self.fields = fields
        self.params = {"fields": ", ".join(field.name for field in fields)}
        self.example = json.dumps(
            {field.name: field.kind.example for field in fields}, ensure_ascii=False
        )

    def clean(self, value: Any) -> dict[str, Any]:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise self.refuse("group") from None
        if not isinstance(value, Mapping) or not value:
            raise self.refuse("group")
        if unknown := set(value) - {field.name for field in self.fields}:
            raise self.refuse("unknown_field", repair=None, unknown=min(unknown))
        body: dict[str, Any] = {}
        for field in self.fields:
            given = value.get(field.name)
            if given in (None, "", []):
                if field.required:
                    raise self.refuse("required").within(field.name)
                continue
            try:
                body[field.name] = field.kind.clean(given)
            except Invalid as problem:
                raise problem.within(field.name) from None
        return body

    def check(self, clean: Any, today: date) -> None:
        for field in self.fields:
            if field.name in clean:
                field.kind.check(clean[field.name], today)

    def text(self, clean: Any) -> str:
        return json.dumps(clean, ensure_ascii=False)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {field.name: field.kind.schema() for field in self.fields},
        }


def group(*fields: Field) -> Group:
    """A group of these fields."""
    return Group(*fields)
