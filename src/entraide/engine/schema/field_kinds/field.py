"""One field of a record, or of a group within it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid
from entraide.language import _

_SEPARATORS = re.compile(r"[;|\n]")
_ALIKE_ENOUGH = 60
_MOST_LISTED = 1000
"""Values that are looked at one by one when a field of many holds fewer."""


class InvalidBody(Invalid):
    """Several values are not accepted; `errors` holds each with its own field."""

    code = "invalid_body"
    sentence = _("Some fields are not accepted.")

    def __init__(self, errors: Iterable[Invalid]) -> None:
        self.errors = [each for error in errors for each in errors_of(error)]
        super().__init__()

    def within(self, field: str, *, line: int | None = None) -> "InvalidBody":
        for error in self.errors:
            error.within(field, line=line)
        self.line = line if line is not None else self.line
        return self

    def problem(self, language: str = "en") -> dict[str, Any]:
        each = [error.problem(language) for error in self.errors]
        return super().problem(language) | {"errors": each}


def errors_of(error: Invalid) -> list[Invalid]:
    """The single errors that an error stands for."""
    return error.errors if isinstance(error, InvalidBody) else [error]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    Attributes:
        many: a list of at most this many values; 0 for a single value.
        personal: about an identifiable person (a database without personal data may hold none).
        sensitive: particularly sensitive data (art. 42): never a criterion, shown only in the full
            report.
        derived: filled by the act that writes the record, never by a person or an import.
    """

    name: str
    kind: Kind
    label: str
    required: bool = False
    many: int = 0
    personal: bool = False
    sensitive: bool = False
    derived: bool = False
    help: str = ""

    def clean(self, value: Any) -> Any:
        """The tidy value; for a field of many, the list of its different values.

        A cell of many values holds a JSON list, or values between semicolons.

        Raises:
            Invalid: the value, or one of them ("phones.2"), is not accepted; several at once as
                `InvalidBody`; more values than the field holds ("too_many").
        """
        if not self.many:
            return self._clean_one(value, self.name)
        kept: list[Any] = []
        errors: list[Invalid] = []
        given = listed(value)
        if len(given) > max(_MOST_LISTED, self.many):
            raise self._too_many(len(given))
        for place, each in enumerate(given):
            try:
                tidy = self._clean_one(each, f"{self.name}.{place}") if is_given(each) else None
            except Invalid as error:
                errors.append(error)
                continue
            if tidy is not None and tidy not in kept:
                kept.append(tidy)
        if len(kept) > self.many:
            errors.append(self._too_many(len(kept)))
        refuse(errors)
        return kept

    def check(self, clean: Any, today: date) -> None:
        """Refuses what cannot be true today. Raises Invalid."""
        errors = []
        for place, each in enumerate(clean if self.many else [clean]):
            try:
                self.kind.check(each, today)
            except Invalid as error:
                errors.append(error.within(f"{self.name}.{place}" if self.many else self.name))
        refuse(errors)

    def text(self, clean: Any) -> str:
        """The value as it is written into a cell; `clean(text(v)) == v`."""
        if not self.many:
            return self.kind.text(clean)
        cells = [self.kind.text(each) for each in clean]
        if any(_SEPARATORS.search(cell) or cell[:1] in "[{ " for cell in cells):
            return json.dumps(clean, ensure_ascii=False)
        return "; ".join(cells)

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema (2020-12)."""
        one = self.kind.schema()
        return {"type": "array", "items": one, "maxItems": self.many} if self.many else one

    def _too_many(self, count: int) -> Invalid:
        return Invalid(
            "too_many",
            _("At most %(most)s values are kept here; there are %(count)s."),
            field=self.name,
            most=self.many,
            count=count,
        )

    def _clean_one(self, value: Any, name: str) -> Any:
        try:
            return self.kind.clean(value)
        except Invalid as error:
            raise error.within(name) from None


def is_given(value: Any) -> bool:
    """Whether there is anything in it: not None, not blanks, not an empty list or group."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    return value is not None and (not isinstance(value, list | tuple | Mapping) or bool(value))


def listed(value: Any) -> list[Any]:
    """The values of a field of many: a list, a cell that holds one, or a single value."""
    if isinstance(value, list | tuple):
        return list(value)
    if not isinstance(value, str):
        return [value]
    if value.lstrip()[:1] in ("[", "{"):
        try:
            read = json.loads(value)
        except (ValueError, RecursionError):
            read = None
        if read is not None:
            return read if isinstance(read, list) else [read]
    return _SEPARATORS.split(value)


def refuse(errors: list[Invalid]) -> None:
    """Raises the error, or all of them as one; nothing if there are none."""
    if errors:
        raise errors[0] if len(errors) == 1 else InvalidBody(errors)


def unknown_field(name: str, fields: Iterable[Field]) -> Invalid:
    """The error for a field that is not declared, with the nearest one that is."""
    names = [field.name for field in fields if not field.derived]
    near = process.extractOne(name[:100], names, scorer=fuzz.ratio, score_cutoff=_ALIKE_ENOUGH)
    return Invalid(
        "unknown_field",
        _("There is no such field."),
        field=name[:100],
        expected=_("Expected: one of these fields: %(fields)s."),
        repair=near[0] if near else None,
        fields=", ".join(names),
    )
