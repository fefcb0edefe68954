"""The template of a database's table: headings, an example row, and what each column holds."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.gateways.tables.cells import guarded
from entraide.gateways.tables.columns import FieldPath, heading
from entraide.gateways.tables.own_columns import OWN_COLUMNS
from entraide.gateways.tables.table import EXAMPLE
from entraide.language import _, translate

REQUIRED_MARK: Final = " *"
_IN_GROUPS: Final = 2
"""A group that may stand many times has columns for this many; further ones may be added."""
_SEPARATOR_OF_LANGUAGE: Final = {"fr": ";", "es": ";", "ar": ";"}
"""Where the comma is the decimal mark, Excel parts cells with semicolons."""
_WIDTHS: Final = (34, 26, 10, 60, 28, 60)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the template.

    Attributes:
        name: the heading that means the same in every language ("names.1.family").
        heading: in the template's language, with a mark where every record needs it.
        expected: the sentence that says what its cells hold.
        choices: code: label, where only some values are right.
    """

    name: str
    heading: str
    is_required: bool
    expected: str
    example: str
    choices: str
    help: str


def template(database: Database, language: str) -> list[Column]:
    """The template's columns, the owner's reference first."""
    ref, envelope = OWN_COLUMNS
    columns = [_column((ref.name,), ref, database, language, is_required=True)]
    for field in (*database.fields, envelope):
        if not field.derived:
            for path, leaf, is_required in _leaves(field, (), is_required=field.required):
                columns.append(_column(path, leaf, database, language, is_required=is_required))
    return columns


def write_csv(path: Path, database: Database, language: str) -> None:
    """Writes the template as a CSV that Excel opens in this language."""
    columns = template(database, language)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=_SEPARATOR_OF_LANGUAGE.get(language, ","))
        table.writerow([column.heading for column in columns])
        table.writerow([guarded(text) for text in _example(columns)])


def write_xlsx(path: Path, database: Database, language: str) -> None:
    """Writes the template as a workbook: the table, its cells text, and a sheet that explains."""
    columns = template(database, language)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_title(translate(database.title, language)))
    sheet.freeze_panes = "A2"
    for place in range(len(columns)):
        dimension = sheet.column_dimensions[get_column_letter(place + 1)]
        dimension.width, dimension.number_format = 24, "@"
    sheet.append([_text_cell(sheet, column.heading, is_bold=True) for column in columns])
    sheet.append([_text_cell(sheet, text) for text in _example(columns)])
    about = book.create_sheet(_title(translate(_("Explanations"), language)))
    if language == "ar":
        sheet.sheet_view.rightToLeft = about.sheet_view.rightToLeft = True
    for place, width in enumerate(_WIDTHS):
        about.column_dimensions[get_column_letter(place + 1)].width = width
    titles = (_("Column"), _("Name"), _("Required"), _("Content"), _("Example"), _("Codes"))
    about.append([_text_cell(about, translate(title, language), is_bold=True) for title in titles])
    for row in explanations(database, language):
        about.append([_text_cell(about, text) for text in row])
    book.save(path)


def explanations(database: Database, language: str) -> Iterator[tuple[str, ...]]:
    """For each column: heading, name, whether it is required, content, example, codes."""
    yes, no = translate(_("Yes"), language), translate(_("No"), language)
    for column in template(database, language):
        content = " ".join(filter(None, (column.expected, column.help)))
        yield (
            column.heading,
            column.name,
            yes if column.is_required else no,
            content,
            column.example,
            column.choices,
        )


def _leaves(
    field: Field, inside: FieldPath, *, is_required: bool
) -> Iterator[tuple[FieldPath, Field, bool]]:
    """The columns of a field: one, or those of the groups it stands for."""
    if not isinstance(field.kind, Group):
        yield (*inside, field.name), field, is_required
        return
    places: list[FieldPath] = [(field.name,)]
    if field.many:
        places = [(field.name, place) for place in range(min(_IN_GROUPS, field.many))]
    for place in places:
        for inner in field.kind.fields:
            if not inner.derived:
                yield from _leaves(inner, (*inside, *place), is_required=False)


def _column(
    path: FieldPath, field: Field, database: Database, language: str, *, is_required: bool
) -> Column:
    params: dict[str, Any] = dict(field.kind.params)
    choices = ""
    if isinstance(field.kind, OneOf):
        labels = field.kind.choices.items()
        choices = "; ".join(f"{code}: {translate(label, language)}" for code, label in labels)
    return Column(
        name=heading(path, database),
        heading=heading(path, database, language) + REQUIRED_MARK * is_required,
        is_required=is_required,
        expected=translate(field.kind.expected, language, **params),
        example=EXAMPLE if path == (OWN_COLUMNS[0].name,) else field.kind.example,
        choices=choices,
        help=translate(field.help, language),
    )


def _title(text: str) -> str:
    """A text as a sheet's title: Excel takes 31 characters, and some of them nowhere."""
    words = re.sub(r"[\\*?:/\[\]]", " ", text).split()
    return " ".join(words)[:31].strip("' ")


def _example(columns: list[Column]) -> list[str]:
    return [column.example for column in columns]


def _text_cell(sheet: Any, text: str, *, is_bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
