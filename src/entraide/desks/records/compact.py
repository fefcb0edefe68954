"""Columns that cost few bytes: at a hundred million records each byte of an envelope is 100 MB."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.db import models
from django.db.models.expressions import Combinable

EPOCH_DAY: Final = date(1970, 1, 1)


class MomentField(models.Field):
    """An aware moment, kept as whole seconds of Unix time."""

    _pyi_private_set_type: datetime | Combinable
    _pyi_private_get_type: datetime

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: int | None, _expression: Any, _connection: Any) -> Any:
        return None if value is None else datetime.fromtimestamp(value, UTC)

    def to_python(self, value: Any) -> Any:
        return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Any:
        return int(value.timestamp()) if isinstance(value, datetime) else value


class DayField(models.Field):
    """A date, kept as its number of days since 1970."""

    _pyi_private_set_type: date | Combinable
    _pyi_private_get_type: date

    def get_internal_type(self) -> str:
        return "IntegerField"

    def from_db_value(self, value: int | None, _expression: Any, _connection: Any) -> Any:
        return None if value is None else EPOCH_DAY + timedelta(days=value)

    def to_python(self, value: Any) -> Any:
        return EPOCH_DAY + timedelta(days=value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Any:
        return (value - EPOCH_DAY).days if isinstance(value, date) else value


class CodesField(models.Field):
    """Codes of countries and entities as a tuple; kept as " QMA QMB " to find " QMA " in it."""

    _pyi_private_set_type: Iterable[str] | Combinable
    _pyi_private_get_type: tuple[str, ...]

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: str, _expression: Any, _connection: Any) -> tuple[str, ...]:
        return tuple(value.split())

    def to_python(self, value: Any) -> Any:
        return tuple(value.split()) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else written_codes(value)


def written_codes(codes: Iterable[str]) -> str:
    """The codes as their column holds them."""
    return f" {' '.join(sorted(codes))} " if codes else ""
