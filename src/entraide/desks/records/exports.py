"""One's own records as a file: CSV, XLSX or JSON Lines, which imported again changes nothing.

Every record leaves through `queries.disclose`, so the trail has its line before the file has it.
"""

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from entraide.desks.records.envelope import Ref
from entraide.desks.records.envelope_words import envelope_words
from entraide.desks.records.queries import Filters, Reading, disclose, listed
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Status
from entraide.errors import TooLarge
from entraide.gateways.tables.cells import guarded
from entraide.gateways.tables.columns import FieldPath, heading
from entraide.gateways.tables.own_columns import ENVELOPE, OWN_COLUMNS, OWNER_REF
from entraide.language import _

_ROWS_OF_A_SHEET: Final = 1_048_575
"""Excel's own limit, less the headings."""
_LONGEST_CELL: Final = 32_767
"""Excel's own limit, in characters."""


class Form(StrEnum):
    """In which form."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    records: int
    path: Path


def export(
    asker: Asker,
    database: str,
    reading: Reading,
    *,
    path: Path,
    form: Form,
    progress: Callable[[int], object] | None = None,
) -> Exported:
    """Writes the asker's own records of a database, in the order of their ids; withdrawn ones not.

    Args:
        asker: whose records, and under which grant they are read.
        database: its code.
        reading: why they are read, and the trail that says so.
        path: the file to write.
        form: CSV (UTF-8 with its mark, semicolons, no cell a formula), XLSX or JSON Lines.
        progress: told the number of records after every page.

    Raises:
        NotAllowed: the asker is not shown full records of this database.
        TooLarge: more records than a sheet of a workbook holds.
        Unavailable: the trail could not be written.
    """
    declared = by_code(database)
    rows = _rows(asker, declared, reading, progress)
    # Under another name until it is whole: half an export looks like a whole one.
    part = path.with_name(f"{path.name}.part")
    try:
        count = _write(part, declared, rows, form)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Exported(count, path)


def _write(path: Path, database: Database, rows: Iterator[dict[str, Any]], form: Form) -> int:
    if form is Form.JSONL:
        with path.open("wb") as file:
            return _lines(file, rows)
    with tempfile.TemporaryFile() as kept:
        # Which columns there are is known when the last record has been read.
        count = _lines(kept, rows)
        columns = _columns(kept, database)
        kept.seek(0)
        if form is Form.XLSX and count > _ROWS_OF_A_SHEET:
            raise too_large()
        if form is Form.CSV:
            _write_csv(path, database, columns, _read(kept))
        else:
            _write_xlsx(path, database, columns, _read(kept))
    return count


def too_large() -> TooLarge:
    """The refusal of a workbook that Excel could not hold."""
    return TooLarge("workbook", _("These records do not fit into a workbook. Export them as CSV."))


def _rows(
    asker: Asker,
    database: Database,
    reading: Reading,
    progress: Callable[[int], object] | None,
) -> Iterator[dict[str, Any]]:
    """Each record as a JSON object that an import reads."""
    after: Ref | None = None
    count = 0
    while True:
        heads = listed(
            asker,
            database.code,
            now=reading.clock.now(),
            purpose=reading.purpose,
            filters=Filters(owner=asker.country),
            after=after,
        )
        if not heads:
            return
        after = heads[-1].ref
        kept = [head.ref for head in heads if head.status is not Status.WITHDRAWN]
        for state in disclose(asker, kept, reading):
            yield _row(database, state)
            count += 1
        if progress is not None:
            progress(count)


def _row(database: Database, state: RecordState) -> dict[str, Any]:
    derived = {field.name for field in database.fields if field.derived}
    return {
        OWNER_REF: state.owner_ref,
        ENVELOPE: envelope_words(state),
        **{name: value for name, value in state.body.items() if name not in derived},
    }


def _lines(file: BinaryIO, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    for row in rows:
        file.write(msgspec.json.encode(row) + b"\n")
        count += 1
    return count


def _read(file: Any) -> Iterator[dict[str, Any]]:
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    return (decode(line) for line in file)


def _columns(file: Any, database: Database) -> list[FieldPath]:
    """The columns that the records fill, in the order in which the database declares them."""
    file.seek(0)
    paths: dict[FieldPath, None] = {}
    fields = (*OWN_COLUMNS, *database.fields)
    for row in _read(file):
        paths.update(dict.fromkeys(path for path, _text in _cells(row, fields, ())))
    needed = [(OWNER_REF,), *((field.name,) for field in database.fields if field.required)]
    paths.update(dict.fromkeys(path for path in needed if path not in paths))
    order = {field.name: place for place, field in enumerate(fields)}
    return sorted(paths, key=lambda path: (order[str(path[0])], _order(path[1:], fields, path)))


def _order(rest: FieldPath, fields: Any, path: FieldPath) -> tuple[tuple[int, int], ...]:
    """Numbers by themselves, names by their place in the group."""
    field = next(field for field in fields if field.name == path[0])
    places = []
    for part in rest:
        if isinstance(part, int):
            places.append((0, part))
        else:
            inner = field.kind.fields
            places.append((1, [each.name for each in inner].index(part)))
            field = next(each for each in inner if each.name == part)
    return tuple(places)


def _cells(
    body: Mapping[str, Any], fields: Any, inside: FieldPath
) -> Iterator[tuple[FieldPath, str]]:
    """Each value of a body with the path of its column: groups are taken apart, lists are not."""
    for field in fields:
        if field.name not in body:
            continue
        value = body[field.name]
        if not isinstance(field.kind, Group):
            yield (*inside, field.name), field.text(value)
            continue
        for place, each in enumerate(value if field.many else [value]):
            at = (field.name, place) if field.many else (field.name,)
            yield from _cells(each, _open_fields(field), (*inside, *at))


def _open_fields(field: Field) -> list[Field]:
    assert isinstance(field.kind, Group)
    return [each for each in field.kind.fields if not each.derived]


def _write_csv(
    path: Path, database: Database, columns: list[FieldPath], rows: Iterator[dict[str, Any]]
) -> None:
    fields = (*OWN_COLUMNS, *database.fields)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow([heading(column, database) for column in columns])
        for row in rows:
            cells = dict(_cells(row, fields, ()))
            table.writerow([guarded(cells.get(column, "")) for column in columns])


def _write_xlsx(
    path: Path, database: Database, columns: list[FieldPath], rows: Iterator[dict[str, Any]]
) -> None:
    fields = (*OWN_COLUMNS, *database.fields)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(database.acronym)
    sheet.append([heading(column, database) for column in columns])
    for row in rows:
        cells = dict(_cells(row, fields, ()))
        sheet.append([_text_cell(sheet, cells.get(column, "")) for column in columns])
    book.save(path)


def _text_cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    marked = guarded(text, in_workbook=True)
    if len(marked) > _LONGEST_CELL:
        raise too_large()
    cell = WriteOnlyCell(sheet, marked)
    cell.data_type = "s"
    return cell
