"""A table of one database's records as a source of rows: CSV, XLSX or JSON Lines."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.dates import Day
from entraide.engine.schema.field_kinds.field import Field, InvalidBody, listed
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.partial_date import PartialDate
from entraide.errors import Invalid
from entraide.gateways.rows import NOTHING, Refused, Row
from entraide.gateways.tables import cells, delimited, json_lines
from entraide.gateways.tables.columns import Column, columns, known_headings, language_of, put
from entraide.gateways.tables.dialect import (
    ORDER_OF_LANGUAGE,
    Dialect,
    date_order,
    order_of_locale,
    separator,
)
from entraide.gateways.tables.inspection import Inspected, inspect
from entraide.gateways.tables.lines import LIMITS, Broken, Limits, Lines, blemish_among
from entraide.gateways.tables.own_columns import ENVELOPE, OWN_COLUMNS, OWNER_REF
from entraide.gateways.tables.workbook import TypedCells, Workbook
from entraide.language import _

EXAMPLE: Final = "#EXAMPLE"
"""The owner's reference of the template's example row, which is never imported."""

_SURVEYED: Final = 100_000
"""So many rows are looked through for what proves the order of dates."""
_FORMATS: Final = ("csv", "xlsx", "jsonl")

Record = delimited.Cells | TypedCells


class Table:
    """A table of records of one database.

    Reading it yields a row for each record; the example row of the template is counted and passed
    over, rows of the report of refusals are read like any other.
    """

    passed_over = NOTHING

    def __init__(
        self,
        path: Path,
        database: Database,
        dialect: Dialect,
        *,
        accepted: frozenset[str] = frozenset(),
        limits: Limits = LIMITS,
    ) -> None:
        """A table read in this dialect.

        Args:
            path: the file.
            database: what its rows are records of.
            dialect: as `detect` finds it, or as declared.
            accepted: codes of errors whose proposed repair is taken ("date_serial").
            limits: beyond which rows are refused.
        """
        self.path, self.database, self.dialect = path, database, dialect
        self.databases = (database.code,)
        self._accepted, self._limits = accepted, limits
        self._fields = {field.name: field for field in (*OWN_COLUMNS, *database.fields)}
        self._bytes = max(path.stat().st_size, 1)
        self._file: BinaryIO | None = None
        self._book: Workbook | None = None
        self._line = 0
        self.examples = 0
        self.headings: list[str] = []

    def rows(self) -> Iterator[Row | Refused]:
        """Every record, or why it is refused.

        Raises:
            Invalid: the heading row is not one of this database (`columns`).
        """
        self.examples = 0
        for row in self._json() if self.dialect.format == "jsonl" else self._cells():
            self._line = row.line
            if isinstance(row, Row) and row.ref == EXAMPLE:
                self.examples += 1
            else:
                yield row

    def share_read(self) -> float:
        """How much of the file has been read, 0–1; 0 where a workbook does not say its length."""
        if self._file is not None:
            return 1.0 if self._file.closed else min(self._file.tell() / self._bytes, 1.0)
        declared = self._book.rows_declared if self._book is not None else 0
        return min(self._line / declared, 1.0) if declared else 0.0

    def _json(self) -> Iterator[Row | Refused]:
        with self.path.open("rb") as self._file:
            for document in json_lines.read(self._file, self.dialect.encoding, self._limits):
                if isinstance(document, Broken):
                    yield Refused(line=document.line, problem=document.problem)
                else:
                    yield self._row_of(document.line, document.content)

    def _row_of(self, line: int, content: Mapping[str, Any]) -> Row | Refused:
        """A row from a JSON object: fields by their names, the envelope under `record`."""
        body: dict[str, Any] = {}
        errors: list[Invalid] = []
        for name, value in content.items():
            field = self._fields.get(name)
            try:
                body[name] = value if field is None else self._value(field, value)
            except Invalid as error:
                errors.append(error.within(name))
        return self._row(line, body, errors, content)

    def _cells(self) -> Iterator[Row | Refused]:
        records = self.records()
        heads: list[Column] | None = None
        for record in records:
            if isinstance(record, Broken):
                yield Refused(line=record.line, problem=record.problem)
            elif heads is None:
                self.headings = _headings(record)
                heads = columns(self.headings, self.database)
            else:
                yield self._row_under(heads, record)
        if heads is None:
            raise _no_headings()

    def _row_under(self, heads: Sequence[Column], record: Record) -> Row | Refused:
        """A row from cells, each under its heading."""
        given = list(record.cells)
        by_heading = {head.heading: cell for head, cell in zip(heads, given, strict=False)}
        while len(given) > len(heads) and given[-1] in (None, ""):
            given.pop()
        if len(given) > len(heads) or (
            isinstance(record, delimited.Cells) and len(given) < len(heads)
        ):
            return Refused(
                line=record.line, problem=_unequal(len(heads), len(given)), cells=by_heading
            )
        problem = blemish_among(by_heading)
        if problem is not None:
            return Refused(line=record.line, problem=problem, cells=by_heading)
        body: dict[str, Any] = {}
        errors: list[Invalid] = []
        for head, cell in zip(heads, given, strict=False):
            if head.path and cell is not None and cell != "":
                try:
                    value = self._cell(head, cell)
                except Invalid as error:
                    errors.append(error.within(".".join(map(str, head.path))))
                else:
                    if value is not None:
                        put(body, head.path, value)
        return self._row(record.line, body, errors, by_heading)

    def _row(
        self, line: int, body: dict[str, Any], errors: list[Invalid], given: Mapping[str, Any]
    ) -> Row | Refused:
        ref = str(body.pop(OWNER_REF, None) or "").strip()
        envelope = body.pop(ENVELOPE, None) or {}
        if not isinstance(envelope, Mapping):
            errors.append(Invalid("record", field=ENVELOPE, expected=_("Expected: a JSON object.")))
        if errors and ref != EXAMPLE:
            problem = errors[0] if len(errors) == 1 else InvalidBody(errors)
            return Refused(
                line=line, problem=problem, database=self.database.code, ref=ref, cells=given
            )
        return Row(
            line=line,
            database=self.database.code,
            ref=ref,
            body=body,
            envelope=envelope,
            cells=given,
        )

    def _cell(self, head: Column, cell: Any) -> Any:
        value = cells.plain(cell)
        return None if value in (None, "") else self._value(head.field, value, is_one=head.is_one)

    def _value(self, field: Field, value: Any, *, is_one: bool = False) -> Any:
        """A value of this field, or of all its values, ready to be cleaned."""
        if field.many and not is_one:
            return [self._one(field, each) for each in listed(value)]
        return self._one(field, value)

    def _one(self, field: Field, value: Any) -> Any:
        if isinstance(field.kind, Group):
            if not isinstance(value, Mapping):
                return value
            inner = {each.name: each for each in field.kind.fields}
            return {
                name: self._value(inner[name], part) if name in inner else part
                for name, part in value.items()
            }
        try:
            return cells.read(value, field.kind, self.dialect.date_order)
        except Invalid as error:
            if error.code in self._accepted and isinstance(error.repair, str):
                return error.repair
            raise

    def records(self) -> Generator[Record | Broken]:
        """The rows as they stand in the file, the heading row first (not of JSON Lines)."""
        if self.dialect.format == "xlsx":
            self._book = Workbook(self.path, self._limits)
            yield from self._book.rows()
            return
        with self.path.open("rb") as self._file:
            yield from delimited.read(
                self._file, self.dialect.encoding, self.dialect.separator, self._limits
            )


def detect(
    path: Path, database: Database, *, locale: str = "", limits: Limits = LIMITS
) -> tuple[Inspected, Dialect]:
    """What the file is and how it is to be read; the whole of it is looked through once.

    The order of day and month is the declared locale's; else what the file's own dates prove; else
    that of the headings' language; else unknown, and dates that can be read in two ways are
    refused with both readings.

    Args:
        path: the file.
        database: what its rows should be records of.
        locale: of who wrote the file ("en_US", "fr"); "" if it is not declared.
        limits: beyond which rows are refused.

    Raises:
        Invalid: it is no table ("table_format"), or its headings are not of this database.
    """
    seen = inspect(path)
    if seen.format not in _FORMATS:
        raise Invalid(
            "table_format",
            _("This file is not a table of records."),
            expected=_("Expected: a CSV, an XLSX workbook or JSON Lines."),
        )
    mark = ""
    if seen.format == "csv":
        with path.open("rb") as file, Lines(file, seen.encoding, limits.characters) as lines:
            mark = separator(lines, known_headings(database))
    dialect = Dialect(format=seen.format, encoding=seen.encoding, separator=mark)
    order = order_of_locale(locale)
    if not order and seen.format != "jsonl":
        table = Table(path, database, dialect, limits=limits)
        order = _proved_order(table) or ORDER_OF_LANGUAGE.get(_language(table), "")
    return seen, Dialect(
        format=seen.format, encoding=seen.encoding, separator=mark, date_order=order
    )


def _proved_order(table: Table) -> Any:
    """The order that the table's own dates prove."""
    with closing(table.records()) as every:
        records = (each for each in every if not isinstance(each, Broken))
        first = next(records, None)
        if first is None:
            raise _no_headings()
        heads = columns(_headings(first), table.database)
        dated = [
            place
            for place, head in enumerate(heads)
            if isinstance(head.field.kind, Day | PartialDate)
        ]
        if not dated:
            return ""
        found = (
            [each.cells[place] for place in dated if place < len(each.cells)]
            for each in islice(records, _SURVEYED)
        )
        return date_order(cell for cell in chain.from_iterable(found) if isinstance(cell, str))


def _language(table: Table) -> str:
    """The language of the headings, "" where they are names or English."""
    with closing(table.records()) as every:
        first = next((each for each in every if not isinstance(each, Broken)), None)
    return "" if first is None else language_of(_headings(first), table.database)


def _headings(record: Record) -> list[str]:
    """The texts of the heading row, without the empty cells at its end."""
    texts = ["" if cell is None else str(cell).strip() for cell in record.cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _unequal(expected: int, found: int) -> Invalid:
    return Invalid(
        "columns",
        _("This row has %(found)s cells under %(columns)s headings."),
        expected=_("Expected: one cell under each heading, an empty one where nothing is known."),
        columns=expected,
        found=found,
    )


def _no_headings() -> Invalid:
    return Invalid(
        "headings",
        _("The file holds no heading row."),
        expected=_("Expected: the headings of the template in the first row."),
    )
