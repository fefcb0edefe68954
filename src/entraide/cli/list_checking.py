"""`entraide check --list`: a list of persons, each row a question of its own, asked and trailed."""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from entraide.cli.bars import bars
from entraide.cli.exits import REFUSED, UNAVAILABLE
from entraide.cli.invocation import Invocation
from entraide.cli.output import show_problem, tell_passed_over
from entraide.cli.question import person_name
from entraide.cli.sides import names_written
from entraide.engine.check import words
from entraide.engine.check.wire import Answer, Document, Name, Person, Query
from entraide.engine.schema.field_kinds.partial_date import partial_date
from entraide.engine.schema.vocabulary import Verdict
from entraide.errors import EntraideError, Invalid, NotAllowed, NotAuthenticated, Unavailable
from entraide.gateways.tables import cells
from entraide.gateways.tables.lines import Broken
from entraide.gateways.tables.named_columns import Given, NamedColumns
from entraide.language import _

if TYPE_CHECKING:
    from entraide.engine.check.service import Service
    from entraide.engine.check.wire import Asker

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
AT_ONCE: Final = 16
"""Rows that are asked at the same time, so that their lines in the trail share one sync."""
AHEAD: Final = 64

_OF_THE_ROW: Final = {
    "names": "name",
    "nationalities": "nationality",
    "number": "document",
    "issuing_country": "document_country",
}
"""What a refusal names in the question → the column that holds it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one row: its answer, or why it could not be asked."""

    line: int
    name: str
    answer: Answer | None = None
    problem: EntraideError | None = None


class PersonList:
    """A CSV of persons, as questions."""

    def __init__(self, path: Path, query: Query, *, run: str = "") -> None:
        """Looks through the file.

        Args:
            path: the file.
            query: what every question of the list shares: purpose, place, officer, language.
            run: the list's name for this run: rows that were answered under it within a day are
                given the same answer and leave no second line. "" asks every row anew.

        Raises:
            Invalid: it is no CSV, or holds neither names nor documents.
        """
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

    def answers(self, service: "Service", asker: "Asker") -> Iterator[Answered]:
        """Every row's answer in the order of the file; what is wrong with a row costs only it.

        Raises:
            NotAllowed, NotAuthenticated: the asker may not ask at all.
            Unavailable: the hub cannot answer now.
        """

        def asked(row: Given | Broken) -> Answered:
            if isinstance(row, Broken):
                return Answered(row.line, "", problem=row.problem)
            try:
                query = self._question(row)
                return Answered(row.line, _shown(row), service.answer(query, asker))
            except (NotAllowed, NotAuthenticated, Unavailable):
                raise
            except Invalid as problem:
                return Answered(row.line, _shown(row), problem=_in_column(problem))
            except EntraideError as problem:
                return Answered(row.line, _shown(row), problem=problem)

        waiting: deque[Future[Answered]] = deque()
        with ThreadPoolExecutor(AT_ONCE, "list") as pool:
            try:
                for row in self.table.rows():
                    waiting.append(pool.submit(asked, row))
                    if len(waiting) >= AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for each in waiting:
                    each.cancel()

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


def show_answers(
    invocation: Invocation, people: PersonList, service: "Service", asker: "Asker"
) -> int:
    """Asks and prints row by row: a JSON line each, or for a person what needs a look.

    Returns:
        The exit code: refused if a row was, unavailable if an answer is incomplete, else 0.
    """
    counts: Counter[str] = Counter()
    tell_passed_over(invocation, people.table.passed_over)
    with bars(invocation) as tell:
        for number, row in enumerate(people.answers(service, asker), start=1):
            counts["refused" if row.answer is None else row.answer.verdict.value] += 1
            if invocation.as_json:
                click.echo(_line(row, invocation.language))
            elif row.answer is not None and row.answer.verdict is not Verdict.NO_HIT:
                _show_row(invocation, row, row.answer)
            if row.problem is not None:
                show_problem(invocation, _placed(row.problem, row.line))
            share = people.table.share_read()
            tell(_("Asking about persons"), number, round(number / share) if share else None)
    if not invocation.as_json:
        click.echo(_summary(invocation, counts))
    if counts["refused"]:
        return REFUSED
    return UNAVAILABLE if counts[Verdict.INCOMPLETE.value] else 0


def _line(row: Answered, language: str) -> bytes:
    """One row for a program: its line in the file beside its answer, or beside what is wrong."""
    if row.answer is None:
        assert row.problem is not None
        problem = _placed(row.problem, row.line).problem(language)
        return msgspec.json.encode({"file_line": row.line, "problem": problem})
    answer: dict[str, Any] = msgspec.to_builtins(row.answer)
    return msgspec.json.encode({"file_line": row.line} | answer)


def _placed(problem: EntraideError, line: int) -> EntraideError:
    if isinstance(problem, Invalid):
        problem.line = line
    return problem


def _show_row(invocation: Invocation, row: Answered, answer: Answer) -> None:
    where = invocation.say(_("line %(line)s"), line=row.line)
    word = words.verdict(answer.verdict, invocation.language).upper()
    click.echo(f"{where}: {word}  {row.name}")
    for hit in answer.hits:
        named = words.database(hit.database, invocation.language)
        click.echo(f"    {hit.record}  {named}  {hit.score:.2f}")
    for unasked in answer.unasked:
        click.echo(f"    {words.unasked(unasked, invocation.language)}")


def _summary(invocation: Invocation, counts: Counter[str]) -> str:
    """How many rows came to what."""
    told = [(words.verdict(each, invocation.language), counts[each.value]) for each in Verdict]
    told.append((invocation.say(_("refused")), counts["refused"]))
    return " · ".join(f"{said}: {count}" for said, count in told)


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


def _in_column(problem: Invalid) -> Invalid:
    """The same refusal, naming the column of the list."""
    for part in reversed(problem.field.split(".")):
        if part in HEADINGS:
            problem.field = part
            break
        if part in _OF_THE_ROW:
            problem.field = _OF_THE_ROW[part]
            break
    return problem
