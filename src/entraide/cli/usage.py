"""A line that is not written as its help says: told in the reader's language, or as JSON."""

from difflib import get_close_matches
from typing import Any, Final

import click

from entraide.cli.invocation import Invocation
from entraide.cli.output import show_problem
from entraide.errors import Malformed
from entraide.language import _

_EXPECTED: Final = {
    "integer": _("Expected: a whole number."),
    "day": _("Expected: a day as YYYY-MM-DD."),
}


class Misuse(click.UsageError):
    """What click, or a command of ours, does not accept, as the reader is told of it."""

    def __init__(
        self, invocation: Invocation, problem: Malformed, context: click.Context | None
    ) -> None:
        super().__init__(problem.say(invocation.language), context)
        self.invocation = invocation
        self.problem = problem

    def show(self, file: object = None) -> None:  # noqa: ARG002 (click's signature)
        """Prints the command's usage and what is wrong, or the problem document alone."""
        if not self.invocation.as_json and self.ctx is not None:
            hint = self.invocation.say(
                _("`%(command)s --help` tells more."), command=self.ctx.command_path
            )
            click.echo(f"{self.ctx.get_usage()}\n{hint}\n", err=True)
        show_problem(self.invocation, self.problem)


def misuse(invocation: Invocation, sentence: str, **params: Any) -> Misuse:
    """What a command itself does not accept: `sentence` is marked."""
    context = click.get_current_context(silent=True)
    return Misuse(invocation, Malformed("usage", sentence, **params), context)


def told(invocation: Invocation, problem: click.UsageError) -> click.UsageError:
    """The same complaint in the reader's words; help that stands for one stays as it is."""
    if isinstance(problem, Misuse | click.exceptions.NoArgsIsHelpError):
        return problem
    return Misuse(invocation, _understood(problem), problem.ctx)


def _understood(problem: click.UsageError) -> Malformed:
    if isinstance(problem, click.MissingParameter):
        return Malformed("usage", _("%(name)s is missing."), name=_name(problem))
    if isinstance(problem, click.BadParameter):
        return _bad_value(problem)
    if isinstance(problem, click.NoSuchOption):
        sentence = _("There is no option %(name)s.")
        return Malformed(
            "usage", sentence, name=problem.option_name, repair=_near(problem.possibilities)
        )
    if isinstance(problem, click.exceptions.NoSuchCommand):
        sentence = _("There is no command %(name)s.")
        near = get_close_matches(problem.command_name, _commands(problem.ctx))
        return Malformed("usage", sentence, name=problem.command_name, repair=_near(near))
    if isinstance(problem, click.BadOptionUsage):
        sentence = _("%(name)s: its value is missing, or there is one where none belongs.")
        return Malformed("usage", sentence, name=problem.option_name)
    return Malformed("usage", _("Not written as its help says: %(why)s"), why=problem.message)


def _bad_value(problem: click.BadParameter) -> Malformed:
    kind = problem.param.type if problem.param is not None else None
    sentence = _("%(name)s: this value is not accepted.")
    if isinstance(kind, click.Choice):
        return Malformed(
            "usage",
            sentence,
            expected=_("Expected: one of %(allowed)s."),
            name=_name(problem),
            allowed=", ".join(map(str, kind.choices)),
        )
    if isinstance(kind, click.IntRange):
        return Malformed(
            "usage",
            sentence,
            expected=_("Expected: a whole number from %(least)s to %(most)s."),
            name=_name(problem),
            least=kind.min,
            most=kind.max,
        )
    expected = _EXPECTED.get(kind.name, "") if kind is not None else ""
    return Malformed("usage", sentence, expected=expected, name=_name(problem))


def _name(problem: click.BadParameter) -> str:
    """The parameter as it is written on the line."""
    if problem.param is None:
        return ""
    if isinstance(problem.param, click.Option):
        return problem.param.opts[0]
    context = problem.ctx or click.get_current_context()
    return problem.param.make_metavar(context).strip("[]")


def _commands(context: click.Context | None) -> list[str]:
    """The commands of the group whose line this is, those that are imported later too."""
    if context is None or not isinstance(context.command, click.Group):
        return []
    return context.command.list_commands(context)


def _near(possibilities: list[str] | None) -> str | None:
    return ", ".join(possibilities) if possibilities else None
