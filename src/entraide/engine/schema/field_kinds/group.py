"""Several fields that belong together: an identity document, an engine, a name."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from entraide.engine.schema.field_kinds.field import Field, is_given, refuse, unknown_field
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid
from entraide.language import _, translate


class Group(Kind):
    """Fields that belong together, kept as a JSON object; a cell holds it as JSON.

    A group is compared field by field: it has keys only through its fields ("documents.number").
    """

    name = "group"
    expected = _("Expected: a group of %(fields)s.")

    def __init__(self, *fields: Field) -> None:
        self.fields = fields
        self.params = {"fields": ", ".join(field.name for field in fields)}
        self.example = json.dumps(
            {field.name: field.kind.example for field in fields if not field.derived},
            ensure_ascii=False,
        )

    def clean(self, value: Any) -> dict[str, Any]:
        given = self.opened(value)
        by_name = {field.name: field for field in self.fields}
        errors = [unknown_field(str(name), self.fields) for name in given if name not in by_name]
        body: dict[str, Any] = {}
        for name, field in by_name.items():
            value = given.get(name)
            if not is_given(value):
                if field.required:
                    errors.append(required(field))
                continue
            if field.derived:
                continue
            try:
                body[name] = field.clean(value)
            except Invalid as error:
                errors.append(error)
        refuse(errors)
        if not body:
            raise self.refuse("empty", _("Nothing readable was given."))
        return body

    def opened(self, value: Any) -> Mapping[str, Any]:
        """The group as a mapping, read from JSON where it stands in a cell."""
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                raise self.refuse("group") from None
        if not isinstance(value, Mapping):
            raise self.refuse("group")
        return value

    def check(self, clean: Any, today: date) -> None:
        errors = []
        for field in self.fields:
            if field.name in clean:
                try:
                    field.check(clean[field.name], today)
                except Invalid as error:
                    errors.append(error)
        refuse(errors)

    def exact(self, clean: Any) -> str:
        return json.dumps(
            {
                field.name: [
                    field.kind.exact(each)
                    for each in (clean[field.name] if field.many else [clean[field.name]])
                ]
                for field in self.fields
                if field.name in clean
            },
            ensure_ascii=False,
        )

    def text(self, clean: Any) -> str:
        return json.dumps(clean, ensure_ascii=False)

    def show(self, clean: Any, language: str) -> str:
        """Each field on a line of its own, after its label."""
        return "\n".join(
            f"{translate(field.label, language)}: {_shown(field, clean[field.name], language)}"
            for field in self.fields
            if field.name in clean
        )

    def schema(self) -> dict[str, Any]:
        fields = [field for field in self.fields if not field.derived]
        return {
            "type": "object",
            "properties": {field.name: field.schema() for field in fields},
            "required": [field.name for field in fields if field.required],
            "additionalProperties": False,
        }


def group(*fields: Field) -> Group:
    """A group of these fields."""
    return Group(*fields)


def required(field: Field) -> Invalid:
    """The error for a required field that is not there."""
    return field.kind.refuse("required", _("This must be given.")).within(field.name)


def _shown(field: Field, value: Any, language: str) -> str:
    return "; ".join(field.kind.show(each, language) for each in (value if field.many else [value]))
