"""A list of persons as travel lists and spreadsheets give it: every row a question.

Source of the columns: what passenger lists and the trade's own templates call them.
"""

import csv
import hashlib
import shutil
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import msgspec

from entraide.engine.check.wire import Document, Name, Person, Query
from entraide.engine.schema.field_kinds.partial_date import partial_date
from entraide.errors import Invalid
from entraide.gateways.tables import cells
from entraide.gateways.tables.inspection import inspect
from entraide.gateways.tables.lines import Broken
from entraide.gateways.tables.name_cells import names_written, person_name
from entraide.gateways.tables.named_columns import Given, NamedColumns
from entraide.gateways.tables.workbook import Workbook
from entraide.language import _

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("full_name", "full"),
    "family": ("family_name", "surname", "last_name"),
    "forename": ("forenames", "given_name", "given_names", "first_name"),
    "aliases": ("alias",),
    "birth_date": ("date_of_birth", "birthdate", "dob"),
    "nationality": ("nationalities",),
    "sex": ("gender",),
    "birth_place": ("place_of_birth",),
    "document": ("document_number", "passport", "passport_number"),
    "document_country": ("issuing_country", "document_issuing_country"),
    "document_type": (),
}
"""The columns of a list of persons, and other headings that mean them."""

SEVERAL: Final = ";"
"""Stands between several values in one cell: aliases, nationalities."""
_OF_THE_ROW: Final = {
    "names": "name",
    "nationalities": "nationality",
    "number": "document",
    "issuing_country": "document_country",
}
"""What a refusal names in the question → the column that holds it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whom it is about, and its question, or why it cannot be asked."""

    line: int
    name: str
    query: Query | None = None
    problem: Invalid | None = None


class PersonList:
    """A CSV or the first sheet of a workbook of persons, as questions."""

    def __init__(self, path: Path, query: Query, *, run: str = "") -> None:
        """Looks through the file.

        Args:
            path: the file.
            query: what every question of the list shares: purpose, place, officer, language.
            run: the list's name for this run: rows that were answered under it within a day are
                given the same answer and leave no second line. "" asks every row anew.

        Raises:
            Invalid: it is no such table, or holds neither names nor documents.
        """
        if inspect(path).format == "xlsx":
            folder = mkdtemp(prefix="entraide-list-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            text = Path(folder) / "list.csv"
            _write_csv(path, text)
            path = text
        self.table = NamedColumns(path, HEADINGS, dates=("birth_date",))
        if not {"name", "family", "document"} & set(self.table.columns.values()):
            raise Invalid(
                "heading_missing",
                _("There is no column for a field that every record needs."),
                field="name",
                line=1,
                expected=_("Expected: a heading row with a column for each of %(fields)s."),
                fields="name, birth_date, nationality, sex, document, document_country",
            )
        self._query, self._run = query, run

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the file; what is wrong with one costs only it."""
        for row in self.table.rows():
            if isinstance(row, Broken):
                yield Row(row.line, "", problem=row.problem)
                continue
            try:
                yield Row(row.line, _shown(row), self._question(row))
            except Invalid as problem:
                yield Row(row.line, _shown(row), problem=in_column(problem))

    def _question(self, row: Given) -> Query:
        """The row as a question. Raises Invalid."""
        given = row.cells
        names = _names(given)
        papers = _papers(given)
        if not (names or papers):
            raise Invalid("name", _("This row names nobody and no document."), field="name")
        person = Person(
            names=names,
            birth_date=self._date(given.get("birth_date", "")),
            nationalities=_several(given.get("nationality", "")),
            sex=_sex(given.get("sex", "")),
            birth_place=given.get("birth_place", ""),
            documents=papers,
        )
        subjects = [person] if names else papers
        return msgspec.structs.replace(
            self._query, subjects=subjects, client_id=self._client_id(row, person)
        )

    def _date(self, text: str) -> str:
        try:
            return str(cells.read(text, partial_date, self.table.order) or "")
        except Invalid as problem:
            raise problem.within("birth_date") from None

    def _client_id(self, row: Given, person: Person) -> str:
        """The same for the same row of the same run: what was asked, and where it stands."""
        if not self._run:
            return ""
        asked = msgspec.json.encode([self._run, row.line, person, self._query])
        return f"list-{hashlib.sha256(asked).hexdigest()}"


def _names(given: Mapping[str, str]) -> list[Name]:
    names = [Name(family=given.get("family", ""), forename=given.get("forename", ""))]
    written = [given.get("name", ""), *_several(given.get("aliases", ""))]
    names += [person_name(name) for text in written if text for name in names_written(text)]
    return [name for name in names if name != Name()]


def _papers(given: Mapping[str, str]) -> list[Document]:
    number = given.get("document", "")
    if not number:
        return []
    return [
        Document(
            number=number,
            issuing_country=given.get("document_country", ""),
            document_type=given.get("document_type", ""),
        )
    ]


def _several(text: str) -> list[str]:
    return [part for each in text.split(SEVERAL) if (part := each.strip())]


def _sex(text: str) -> str:
    """Lists say "male" and "female" as often as M and F."""
    return {"male": "M", "female": "F"}.get(text.casefold(), text)


def _shown(row: Given) -> str:
    """Whom the row is about, on one line."""
    given = row.cells
    parts = (given.get("forename", ""), given.get("family", ""))
    return given.get("name") or " ".join(filter(None, parts)) or given.get("document", "")


def in_column(problem: Invalid) -> Invalid:
    """The same refusal, naming the column of the list."""
    for part in reversed(problem.field.split(".")):
        if part in HEADINGS:
            problem.field = part
            break
        if part in _OF_THE_ROW:
            problem.field = _OF_THE_ROW[part]
            break
    return problem


def _write_csv(path: Path, into: Path) -> None:
    """Writes a workbook's first sheet as a CSV, each row on the line that it has in the sheet.

    Raises:
        Invalid: the workbook cannot be read, or a cell shows an error; `line` names its row.
    """
    with into.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        written = 0
        for row in Workbook(path).rows():
            if isinstance(row, Broken):
                row.problem.line = row.line
                raise row.problem
            file.write("\n" * (row.line - written - 1))
            writer.writerow(_cell(each, row.line) for each in row.cells)
            written = row.line


def _cell(value: Any, line: int) -> str:
    try:
        text = cells.plain(value)
    except Invalid as problem:
        problem.line = line
        raise
    if text is None:
        return ""
    if hasattr(text, "date"):
        return str(text.date())
    if isinstance(text, float) and text.is_integer():
        return str(int(text))
    return " ".join(str(text).split())
