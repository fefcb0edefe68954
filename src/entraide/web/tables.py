"""Tables: sorted, filtered, paged and exported on the server, quicker with a script.

A desk says which columns a table has and hands over its rows, a list or a query. What a reader
asked (filter, order, page) comes from the request and stands in the address; in the request's body
where a table `is_private`, for a name looked for does not belong in a browser's history.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeAlias

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from entraide.gateways.tables.cells import guarded

Rows: TypeAlias = QuerySet[Any] | Sequence[Any]

PAGE: Final = 50
LONGEST_FILTER: Final = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: its name in the address and in an export.
        title: its heading, translated.
        value: what a row has there; the attribute `key` if not given. None shows as a dash.
        order: what it is sorted by: an attribute (of a query: a field), or a function of a row for
            lists. "" means that it cannot be sorted by.
        url: where a row's value leads, None for nowhere.
        is_code: a reference or number that keeps its own direction.
        is_number: set at the end of its column, so that figures can be compared.
    """

    key: str
    title: str
    value: Callable[[Any], Any] | None = None
    order: str | Callable[[Any], Any] = ""
    url: Callable[[Any], str] | None = None
    is_code: bool = False
    is_number: bool = False

    def of(self, row: Any) -> Any:
        """What the row has in this column."""
        return self.value(row) if self.value is not None else getattr(row, self.key)

    def shown(self, row: Any) -> SafeString:
        """The same for the page."""
        value = self.of(row)
        text = worded(value)
        if self.is_code and value is not None:
            text = format_html('<bdi class="code">{}</bdi>', text)
        if self.url is not None:
            return format_html('<a href="{}">{}</a>', self.url(row), text)
        return format_html("{}", text)


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose from above a table.

    Attributes:
        choices: value → label, translated; "" (all of them) is added.
        keep: the rows that a chosen value leaves.
    """

    key: str
    title: str
    choices: Mapping[str, str]
    keep: Callable[[Any, str], Any]


@dataclass(kw_only=True)
class Table:
    """A table as a reader asked for it.

    Attributes:
        code: its name among the tables of a page ("people").
        label: what it lists, translated; read out before it.
        rows: a list or a query; a query is only read as far as a page shows it.
        search: the rows in which a text stands, None where there is no box to filter by.
        order: the column it is first sorted by, "-" before it for the greatest first.
        nothing: what stands there when there is nothing at all: a title and a sentence.
    """

    request: HttpRequest
    code: str
    label: str
    rows: Rows
    columns: Sequence[Column]
    search: Callable[[Any, str], Any] | None = None
    filters: Sequence[Filter] = ()
    order: str = ""
    page_size: int = PAGE
    nothing: tuple[str, str] = ("", "")
    is_private: bool = False
    asked: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        given = self.request.POST if self.is_private else self.request.GET
        self.asked = {key: str(given.get(key, "")) for key in given}

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.asked.get("q", "").strip()[:LONGEST_FILTER] if self.search else ""

    @property
    def has_box(self) -> bool:
        """Whether there is a box to filter by."""
        return self.search is not None

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, with their values."""
        return {
            each.key: value
            for each in self.filters
            if (value := self.asked.get(each.key, "")) in each.choices
        }

    @property
    def drawn_filters(self) -> list[tuple[Filter, str]]:
        """Each filter with what is chosen in it."""
        return [(each, self.chosen.get(each.key, "")) for each in self.filters]

    @property
    def is_filtered(self) -> bool:
        """Whether less is shown than there is."""
        return bool(self.text or self.chosen)

    @property
    def sorting(self) -> tuple[Column | None, bool]:
        """The column that it is sorted by, and whether the greatest comes first."""
        for asked in (self.asked.get("sort", ""), self.order):
            key = asked.removeprefix("-")
            for column in self.columns:
                if column.key == key and column.order:
                    return column, asked.startswith("-")
        return None, False

    @property
    def sort(self) -> str:
        """The same as it stands in the address."""
        column, is_down = self.sorting
        return "" if column is None else f"{'-' * is_down}{column.key}"

    @property
    def heads(self) -> list[tuple[Column, str, str]]:
        """Each column, how it is sorted ("ascending", "descending", ""), what pressing it asks."""
        sorted_by, is_down = self.sorting
        heads = []
        for column in self.columns:
            is_this = column is sorted_by
            standing = ("descending" if is_down else "ascending") if is_this else ""
            heads.append((column, standing, f"{'-' * (is_this and not is_down)}{column.key}"))
        return heads

    @cached_property
    def found(self) -> Any:
        """Every row that was asked for, in order."""
        rows: Any = self.rows
        for each in self.filters:
            if each.key in self.chosen:
                rows = each.keep(rows, self.chosen[each.key])
        if self.text and self.search is not None:
            rows = self.search(rows, self.text)
        column, is_down = self.sorting
        return rows if column is None else _sorted(rows, column.order, is_down=is_down)

    @cached_property
    def page(self) -> Page[Any]:
        """The page that was asked for; the nearest where there is no such page."""
        return Paginator(self.found, self.page_size).get_page(self.asked.get("page", "1"))

    @property
    def pages(self) -> list[int | str]:
        """The numbers of the pages, with … where some are left out."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1))

    @property
    def body(self) -> Iterator[list[tuple[Column, SafeString]]]:
        """The rows of the page, each cell with its column."""
        for row in self.page.object_list:
            yield [(column, column.shown(row)) for column in self.columns]

    @property
    def is_export(self) -> bool:
        """Whether it was asked for as a file: then the page answers with `export`."""
        return self.asked.get("export") == self.code

    def export(self, name: str) -> StreamingHttpResponse:
        """Every row that was asked for as CSV (UTF-8 with its mark, semicolons, no formula)."""
        return StreamingHttpResponse(
            self._lines(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    def _lines(self) -> Iterator[str]:
        line = csv.writer(_Echo(), delimiter=";")
        yield "\N{BYTE ORDER MARK}" + line.writerow([column.title for column in self.columns])
        for row in self.found:
            values = (column.of(row) for column in self.columns)
            yield line.writerow([guarded(_plain(value)) for value in values])


def containing(*names: str) -> Callable[[Any, str], Any]:
    """Rows that have the text in one of these attributes (of a query: fields), in any case."""

    def search(rows: Any, text: str) -> Any:
        if isinstance(rows, QuerySet):
            wanted = Q()
            for name in names:
                wanted |= Q(**{f"{name}__icontains": text})
            return rows.filter(wanted)
        folded = text.casefold()
        get = [attrgetter(name) for name in names]
        return [row for row in rows if any(folded in str(of(row)).casefold() for of in get)]

    return search


def worded(value: object) -> str:
    """A value as the reader's language writes it; a dash for None."""
    match value:
        case None | "":
            return "–"
        case SafeString():
            return value
        case datetime():
            shown = date_format(value, "SHORT_DATETIME_FORMAT")
            return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case int() | float() if not isinstance(value, bool):
            return number_format(value, use_l10n=True, force_grouping=True)
        case _:
            return str(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _sorted(rows: Any, order: str | Callable[[Any], Any], *, is_down: bool) -> Any:
    if isinstance(rows, QuerySet):
        assert isinstance(order, str), "a query is sorted by its fields"
        return rows.order_by(f"{'-' * is_down}{order}", f"{'-' * is_down}pk")
    by = attrgetter(order) if isinstance(order, str) else order
    return sorted(rows, key=lambda row: (by(row) is not None, by(row)), reverse=is_down)


class _Echo:
    """Gives back what the writer writes, so that an export is sent line by line."""

    def write(self, line: str) -> str:
        return line
