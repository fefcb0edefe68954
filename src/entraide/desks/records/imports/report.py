"""The report of an import: every row's outcome, and the refused ones as a table to mend.

`rows.jsonl` has one object for each row. `refused.csv` has the rows that were refused as they stood
in the file, with the reason in columns of their own; mended, it is imported like the file itself.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TextIO

import msgspec

from entraide.desks.records.rows import Outcome
from entraide.engine.schema.field_kinds.field import errors_of
from entraide.errors import EntraideError, Invalid
from entraide.gateways.rows import Refused, Row, Source
from entraide.gateways.tables.cells import guarded, plain
from entraide.gateways.tables.own_columns import OWNER_REF, REPORTED
from entraide.language import translate

ROWS: Final = "rows.jsonl"
REFUSED: Final = "refused.csv"
_WHOLE: Final = f"{REPORTED}.source"
"""Where what is no table stands, as JSON, beside its reference."""
_REASONS: Final = ("line", "field", "reason", "expected", "repair")


class Report:
    """The two files of a report, in a folder that is made for it."""

    def __init__(
        self, folder: Path, source: Source, *, language: str, separator: str = ","
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._source, self._language = source, language
        self._rows: TextIO = (folder / ROWS).open("w", encoding="utf-8")
        # The mark tells Excel that this is UTF-8.
        self._refused: TextIO = (folder / REFUSED).open("w", encoding="utf-8-sig", newline="")
        self._table = csv.writer(self._refused, delimiter=separator or ",")
        self._headings: Sequence[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._rows.close()
        self._refused.close()

    def row(self, database: str, said: Row | Refused, outcome: Outcome, what: str) -> None:
        """Writes what became of a row."""
        told: dict[str, Any] = {
            "line": said.line,
            "database": database,
            "ref": outcome.owner_ref,
            "outcome": what,
        }
        if outcome.changes:
            told["changes"] = {
                name: {"before": before, "after": after}
                for name, (before, after) in outcome.changes.items()
            }
        if outcome.error is not None:
            problems = [self._problem(error) for error in _each(outcome.error)]
            told["problems"] = problems
            self._refuse(said, outcome, problems)
        self._rows.write(msgspec.json.encode(told, enc_hook=str).decode() + "\n")

    def _problem(self, error: EntraideError) -> dict[str, Any]:
        said: dict[str, Any] = {"code": error.code, "reason": error.say(self._language)}
        if isinstance(error, Invalid):
            said["field"] = error.field
            said["expected"] = translate(error.expected, self._language, **error.params)
            said["repair"] = error.repair
        return {name: value for name, value in said.items() if value not in (None, "")}

    def _refuse(
        self, said: Row | Refused, outcome: Outcome, problems: Sequence[Mapping[str, Any]]
    ) -> None:
        cells = said.cells
        if not self._source.headings:
            cells = {OWNER_REF: outcome.owner_ref, _WHOLE: said.cells}
        if self._headings is None:
            self._headings = list(self._source.headings or cells)
            self._table.writerow([*self._headings, *(f"{REPORTED}.{name}" for name in _REASONS)])
        reasons = {"line": str(said.line)} | {
            name: " | ".join(_text(problem[name]) for problem in problems if name in problem)
            for name in _REASONS[1:]
        }
        self._table.writerow(
            [
                *(_again(cells.get(heading)) for heading in self._headings),
                *(guarded(reasons[name]) for name in _REASONS),
            ]
        )


def _each(error: EntraideError) -> Iterable[EntraideError]:
    return errors_of(error) if isinstance(error, Invalid) else [error]


def _again(value: Any) -> str:
    """A cell so that it is read again as it was."""
    try:
        return guarded(_text(plain(value)))
    except Invalid:
        return str(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value, enc_hook=str).decode()
