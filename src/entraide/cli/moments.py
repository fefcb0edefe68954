"""Days as they are written on the command line."""

from datetime import UTC, datetime
from typing import Any

import click


class Day(click.ParamType[datetime]):
    """A day (2027-11-01), as its first moment in UTC."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM-DD", param, ctx)


DAY = Day()
