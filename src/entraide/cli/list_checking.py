"""`entraide check --list`: a list of persons, each row a question of its own, asked and trailed."""

from collections import Counter
from typing import TYPE_CHECKING, Any

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
from entraide.errors import EntraideError, Invalid
from entraide.language import _

if TYPE_CHECKING:
    from entraide.engine.check.service import Service
    from entraide.engine.check.wire import Asker
    from entraide.gateways.tables.person_list import PersonList


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
        for number, row in enumerate(
            answers(people, lambda query: service.answer(query, asker)), start=1
        ):
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
