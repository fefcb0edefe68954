"""What the command line prints: text for people, or one JSON document for programs.

Results go to standard output, everything else (bars, warnings, errors) to standard error.
"""

from collections.abc import Sequence
from typing import Any, Final

import click

from entraide.cli.invocation import Invocation
from entraide.errors import EntraideError, Invalid
from entraide.language import _, translate

NOT_YET_VISIBLE: Final = _("Committed, but not yet visible in every answer. Run `entraide doctor`.")


def emit(invocation: Invocation, document: Any, text: str) -> None:
    """Prints the result: `document` for a program, `text` for a person."""
    if invocation.as_json:
        import msgspec

        encoded = msgspec.json.encode(document, order="deterministic")
        click.echo(msgspec.json.format(encoded, indent=2).decode())
    else:
        click.echo(text)


def warn(invocation: Invocation, sentence: str, **params: object) -> None:
    """Tells something beside the result: a sentence, or for a program one JSON object a line."""
    said = invocation.say(sentence, **params)
    if invocation.as_json:
        import msgspec

        said = msgspec.json.encode({"warning": said}).decode()
    click.echo(said, err=True)


def tell_passed_over(invocation: Invocation, headings: Sequence[str]) -> None:
    """Warns of columns that are not read: a misspelt heading loses what stands under it."""
    if headings:
        warn(invocation, _("Not read: %(columns)s."), columns=", ".join(headings))


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows in columns that line up, as wide as their widest cell."""
    lines = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in lines
    )


def problem_text(problem: EntraideError, language: str) -> str:
    """An error as text: a line for each value that is wrong."""
    if not isinstance(problem, Invalid):
        return problem.say(language)
    # Of `InvalidBody`, which is not imported here: it would bring the engine into every error.
    each: Sequence[Invalid] = getattr(problem, "errors", [problem])
    return "\n".join(_invalid_text(one, language) for one in each)


def _invalid_text(problem: Invalid, language: str) -> str:
    """One value: where it is, what is wrong, what was expected and what was probably meant."""
    where = (
        [] if problem.line is None else [translate(_("line %(line)s"), language, line=problem.line)]
    )
    where += [problem.field] if problem.field else []
    text = problem.say(language)
    text = f"{', '.join(where)}: {text}" if where else text
    if problem.expected:
        text += " " + translate(problem.expected, language, **problem.params)
    if problem.repair is not None:
        text += " " + translate(_("Perhaps: %(repair)s"), language, repair=_written(problem.repair))
    return text


def _written(repair: object) -> str:
    return " / ".join(map(str, repair)) if isinstance(repair, list) else str(repair)


def show_problem(invocation: Invocation, problem: EntraideError) -> None:
    """Prints an error to standard error: one sentence, or its RFC 9457 document for a program."""
    if invocation.as_json:
        import msgspec

        click.echo(msgspec.json.encode(problem.problem(invocation.language)).decode(), err=True)
    else:
        click.echo(problem_text(problem, invocation.language), err=True)
