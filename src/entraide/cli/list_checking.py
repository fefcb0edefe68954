"""`entraide check --list`: a list of persons, each row a question of its own, asked and trailed."""

from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from entraide.cli.bars import bars
from entraide.cli.exits import REFUSED, UNAVAILABLE
from entraide.cli.invocation import Invocation
from entraide.cli.output import show_problem, tell_passed_over
from entraide.desks.checks.list_answers import Answered, answers
from entraide.engine.check import words
from entraide.engine.check.wire import Answer
from entraide.engine.schema.vocabulary import Verdict
from entraide.errors import EntraideError, Invalid, NotAllowed, NotAuthenticated, Unavailable
from entraide.gateways.tables.person_list import Row, in_column
from entraide.language import _

if TYPE_CHECKING:
    from entraide.engine.check.service import Service
    from entraide.engine.check.wire import Asker
    from entraide.gateways.tables.person_list import PersonList
    from entraide.hub import Hub

MANY: Final = 1000
"""Rows from which processes of their own are begun, which takes some seconds."""


def show_answers(
    invocation: Invocation, people: "PersonList", service: "Service", asker: "Asker"
) -> int:
    """Asks and prints row by row: a JSON line each, or for a person what needs a look.

    Returns:
        The exit code: refused if a row was, unavailable if an answer is incomplete, else 0.
    """
    counts: Counter[str] = Counter()
    tell_passed_over(invocation, people.table.passed_over)
    with bars(invocation) as tell:
        for number, row in enumerate(_answers(invocation.hub, people, service, asker), start=1):
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


def _answers(
    hub: "Hub", people: "PersonList", service: "Service", asker: "Asker"
) -> Iterator[Answered]:
    """Every row's answer in the order of the file; a long list is asked on every processor.

    Raises:
        NotAllowed, NotAuthenticated: the asker may not ask at all.
        Unavailable: the hub cannot answer now.
    """
    from entraide.engine.check.list_processes import answered_apart, processors

    processes = processors()
    if processes == 1 or sum(1 for _row in islice(people.table.rows(), MANY)) < MANY:
        yield from answers(people, lambda query: service.answer(query, asker))
        return
    asked: deque[Row] = deque()
    queries = (row.query for row in _kept(people, asked) if row.query is not None)
    for outcome in answered_apart(hub, asker, queries, processes=processes):
        yield from _not_asked(asked)
        row = asked.popleft()
        if isinstance(outcome, NotAllowed | NotAuthenticated | Unavailable):
            raise outcome
        if isinstance(outcome, EntraideError):
            problem = in_column(outcome) if isinstance(outcome, Invalid) else outcome
            yield Answered(row.line, row.name, problem=problem)
        else:
            yield Answered(row.line, row.name, outcome)
    yield from _not_asked(asked)


def _kept(people: "PersonList", asked: deque[Row]) -> Iterator[Row]:
    for row in people.rows():
        asked.append(row)
        yield row


def _not_asked(asked: deque[Row]) -> Iterator[Answered]:
    """The next rows, as far as they are no question."""
    while asked and asked[0].query is None:
        row = asked.popleft()
        yield Answered(row.line, row.name, problem=row.problem)


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
