"""`entraide explain --pairs`: two names a row, each compared and explained on a JSON line."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from entraide.cli.bars import Tell, bars
from entraide.cli.exits import REFUSED
from entraide.cli.invocation import Invocation
from entraide.cli.output import show_problem, tell_passed_over
from entraide.cli.sides import Side, read_countries
from entraide.engine.schema.field_kinds.partial_date import partial_date
from entraide.errors import Invalid
from entraide.gateways.tables import cells
from entraide.gateways.tables.lines import Broken
from entraide.gateways.tables.named_columns import Given, NamedColumns
from entraide.language import _

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "left": (),
    "right": (),
    "left_date": ("left_birth_date",),
    "right_date": ("right_birth_date",),
    "left_country": ("left_nationality",),
    "right_country": ("right_nationality",),
}
"""The columns of a file of pairs, and other headings that mean them."""

Explain = Callable[[Side, Side, str], dict[str, Any]]
"""Compares two persons and gives the document that explains it, in a language."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: its two sides as far as they could be read, and what could not."""

    line: int
    left: Side
    right: Side
    problems: list[Invalid]

    @property
    def can_be_compared(self) -> bool:
        """Whether both sides have a name: without a date a pair is still compared."""
        return bool(self.left.name and self.right.name)


class Pairs:
    """A CSV of pairs, read as a stream."""

    def __init__(self, path: Path) -> None:
        """Looks through the file.

        Raises:
            Invalid: it is no CSV, or a column of names is missing.
        """
        self.table = NamedColumns(path, HEADINGS, dates=("left_date", "right_date"))
        for name in ("left", "right"):
            if name not in self.table.columns.values():
                raise Invalid(
                    "heading_missing",
                    _("There is no column for a field that every record needs."),
                    field=name,
                    line=1,
                    expected=_("Expected: a heading row with a column for each of %(fields)s."),
                    fields="left, right",
                )

    def rows(self) -> Iterator[Pair]:
        """Every pair in the order of the file; what cannot be read is told with it."""
        for row in self.table.rows():
            if isinstance(row, Broken):
                yield Pair(row.line, Side(""), Side(""), [row.problem])
                continue
            problems: list[Invalid] = []
            left = self._side("left", row, problems)
            yield Pair(row.line, left, self._side("right", row, problems), problems)

    def _side(self, side: str, row: Given, problems: list[Invalid]) -> Side:
        name = row.cells.get(side, "")
        if not name:
            problems.append(_no_name(side))
        date = country = None
        try:
            date = self._date(row.cells.get(f"{side}_date", ""))
        except Invalid as problem:
            problems.append(problem.within(f"{side}_date"))
        try:
            country = read_countries(row.cells.get(f"{side}_country", ""))
        except Invalid as problem:
            problems.append(problem.within(f"{side}_country"))
        return Side(name, date or "", country or ())

    def _date(self, text: str) -> str:
        read = cells.read(text, partial_date, self.table.order) if text else None
        return str(partial_date.clean(read)) if read else ""


def explain_pairs(invocation: Invocation, path: Path, explain: Explain) -> int:
    """Writes a JSON line for each pair, in order; gives the exit code.

    A pair whose date or country cannot be read is compared without it and says so; one without
    both names has the score null.
    """
    pairs = Pairs(path)
    tell_passed_over(invocation, pairs.table.passed_over)
    encode = msgspec.json.Encoder().encode
    out = sys.stdout.buffer
    counts: Counter[bool] = Counter()
    # A bar would be torn apart by lines on the same terminal.
    shown: AbstractContextManager[Tell] = nullcontext(_untold) if out.isatty() else bars(invocation)
    with shown as tell:
        for number, pair in enumerate(pairs.rows(), start=1):
            for problem in pair.problems:
                problem.line = pair.line
                show_problem(invocation, problem)
            counts[bool(pair.problems)] += 1
            out.write(encode(_document(pair, explain, invocation.language)) + b"\n")
            if number % _TOLD_EVERY == 0:
                share = pairs.table.share_read()
                tell(_("Comparing pairs"), number, round(number / share) if share else None)
        tell(_("Comparing pairs"), counts.total(), counts.total())
    out.flush()
    return REFUSED if counts[True] else 0


_TOLD_EVERY: Final = 250
_NOT_COMPARED: Final[Mapping[str, Any]] = {"score": None, "probability": None, "reasons": []}


def _untold(_sentence: str, _done: int, _of: int | None) -> None:
    """Tells nobody."""


def _document(pair: Pair, explain: Explain, language: str) -> dict[str, Any]:
    found = explain(pair.left, pair.right, language) if pair.can_be_compared else _NOT_COMPARED
    document: dict[str, Any] = {"file_line": pair.line, **found}
    if pair.problems:
        document["problems"] = [problem.problem(language) for problem in pair.problems]
    return document


def _no_name(side: str) -> Invalid:
    return Invalid("name", _("There is no name here to compare."), field=side)
