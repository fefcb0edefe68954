"""Charts, each with its table: drawn by a script, readable and printable without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from entraide.web.tables import worded


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one set of bars; None where nothing was measured."""

    title: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures along time or along a list of names.

    Attributes:
        code: its name among the charts of a page.
        title: what it shows, translated, with its unit ("Answer time in milliseconds").
        note: what one must know to read it (rounding, what is left out), translated.
        along: what the values stand at: all times or dates in order, or all names.
        along_title: the heading of `along` in the table.
        is_bars: bars instead of lines; names are always bars.
        is_ranking: one series over long names: a table whose rows have bars, with no script.
    """

    code: str
    title: str
    along: Sequence[datetime | date | str]
    series: Sequence[Series]
    along_title: str = ""
    note: str = ""
    is_bars: bool = False
    is_ranking: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for each in self.series for value in each.values)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table: each place with its figures as the reader's language writes them."""
        return [
            (worded(place), [worded(each.values[number]) for each in self.series])
            for number, place in enumerate(self.along)
        ]

    @property
    def ranked(self) -> list[tuple[str, str, float]]:
        """Each name with its figure as written, and how much of the largest it is, 0 to 100."""
        values = [value or 0 for value in self.series[0].values]
        largest = max(values, default=0) or 1
        return [
            (name, written[0], round(100 * value / largest, 1))
            for (name, written), value in zip(self.rows, values, strict=True)
        ]

    @property
    def drawn(self) -> dict[str, Any]:
        """What the script draws: times in seconds since 1970, names as they are."""
        return {
            "along": [_drawn(place) for place in self.along],
            "isTime": all(isinstance(place, date) for place in self.along),
            "isBars": self.is_bars or any(isinstance(place, str) for place in self.along),
            "series": [{"title": each.title, "values": list(each.values)} for each in self.series],
        }


def _drawn(place: datetime | date | str) -> float | str:
    if isinstance(place, datetime):
        return place.timestamp()
    if isinstance(place, date):
        return (place - date(1970, 1, 1)).days * 86_400
    return place
