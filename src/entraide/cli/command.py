"""How commands are declared: help in four languages with examples, and the options that all share.

A command is a function under `@command(name, help=…, examples=…)`, its `@option`s, and
`@pass_invocation`, which gives it the hub, the language and the clock.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final

import click

from entraide.cli.exits import INTERRUPTED, exit_code
from entraide.cli.invocation import Invocation, language_named, wants_json
from entraide.cli.output import show_problem
from entraide.cli.refusals import refusal
from entraide.cli.usage import misuse, told
from entraide.errors import EntraideError
from entraide.language import LANGUAGES, _, translate

_WIDTH: Final = 100


def _language(ctx: click.Context) -> str:
    return ctx.ensure_object(Invocation).language


class Option(click.Option):
    """An option whose help is put into the reader's language when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None:
            return None
        language, extra = _language(ctx), self.get_help_extra(ctx)
        remarks = []
        if "default" in extra:
            remarks.append(translate(_("default: %(value)s"), language, value=extra["default"]))
        if "range" in extra:
            remarks.append(extra["range"])
        if "required" in extra:
            remarks.append(translate(_("required"), language))
        told = translate(self.help or "", language)
        return record[0], f"{told}  [{'; '.join(remarks)}]" if remarks else told


def option(*names: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option of a command; `help` is a marked sentence."""
    return click.option(*names, cls=Option, **attributes)


def _hub_named(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Invocation).hub_given = value


def _language_named(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Invocation).language = value


def _json_wanted(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 (click's signature)
    if value:
        ctx.ensure_object(Invocation).as_json = True


def _shared_options() -> list[click.Parameter]:
    return [
        Option(
            ["--hub"],
            metavar="DIR",
            expose_value=False,
            is_eager=True,
            callback=_hub_named,
            help=_("The hub's folder; otherwise ENTRAIDE_HUB, or ./hub."),
        ),
        Option(
            ["--language"],
            type=click.Choice(list(LANGUAGES)),
            expose_value=False,
            is_eager=True,
            callback=_language_named,
            help=_("The language of what is printed; otherwise the terminal's."),
        ),
        Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_json_wanted,
            help=_("Print one JSON document with stable keys, for programs."),
        ),
    ]


class _Formatter(click.HelpFormatter):
    """Headings as the reader's language writes them: the colon is part of the sentence."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Shown(click.Command):
    """A command that shows itself in the reader's language, with its examples.

    Attributes:
        examples: whole command lines that a reader can copy; a test parses every one.
    """

    context_class = _Context

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.examples = examples
        self.shared = _shared_options()
        self.params = [*self.params, *self.shared]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        made = super().get_help_option(ctx)
        if made is not None:
            made.help = translate(_("Show this help and exit."), _language(ctx))
        return made

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = translate(_("Usage:"), _language(ctx)) + " "
        formatter.write_usage(ctx.command_path, pieces, prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.indentation():
            formatter.write_paragraph()
            for paragraph in translate(self.help or "", _language(ctx)).split("\n\n"):
                formatter.write_text(" ".join(paragraph.split()))
                formatter.write_paragraph()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own = [
            one
            for one in self.get_params(ctx)
            if isinstance(one, click.Option) and one not in self.shared
        ]
        for title, parameters in (
            (_("Options:"), own),
            (_("Options of every command:"), self.shared),
        ):
            records = [record for one in parameters if (record := one.get_help_record(ctx))]
            with formatter.section(translate(title, _language(ctx))):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(translate(_("Examples:"), _language(ctx))):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Command(_Shown):
    """A command of its own."""

    allow_extra_args = True  # so that they are refused below, in the reader's language

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest:
            invocation, words = ctx.ensure_object(Invocation), " ".join(rest)
            raise misuse(invocation, _("Not expected here: %(words)s"), words=words)
        return rest


class Group(_Shown, click.Group):
    """Commands that belong together (`entraide records …`).

    They are imported when called: `later` tells for each name where it is and what it does.
    """

    command_class = Command

    def __init__(
        self,
        *args: Any,
        later: Mapping[str, tuple[str, str]] | None = None,
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.later = later or {}

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        extra.setdefault("max_content_width", _WIDTH)
        return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        if not (ctx._protected_args or ctx.args):  # noqa: SLF001 (what is left of the line)
            raise misuse(ctx.ensure_object(Invocation), _("Name one of its commands."))
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.later, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        module, _point, name = self.later[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            known = self.later.get(name)
            command = None if known else self.get_command(ctx, name)
            summary = known[1] if known else (command.help or "") if command else ""
            rows.append((name, translate(summary, _language(ctx)).split("\n\n")[0]))
        with formatter.section(translate(_("Commands:"), _language(ctx))):
            formatter.write_dl(rows)


class Root(Group):
    """The whole command line: the edge at which errors of the tree become a sentence and a code."""

    def make_context(
        self, info_name: str | None, args: list[str], *rest: Any, **extra: Any
    ) -> click.Context:
        invocation = extra.setdefault("obj", Invocation())
        invocation.language = language_named(args) or invocation.language
        invocation.as_json = invocation.as_json or wants_json(args)
        try:
            return super().make_context(info_name, args, *rest, **extra)
        except click.UsageError as problem:
            raise told(invocation, problem) from None

    def invoke(self, ctx: click.Context) -> Any:
        invocation = ctx.ensure_object(Invocation)
        try:
            return super().invoke(ctx)
        except click.UsageError as problem:
            raise told(invocation, problem) from None
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # the reader of our output went away; click ends quietly
        except Exception as problem:
            known = (
                problem
                if isinstance(problem, EntraideError)
                else refusal(problem, invocation.language)
            )
            if known is None:
                raise
            show_problem(invocation, known)
            ctx.exit(exit_code(known))


def command(
    name: str, *, help: str, examples: tuple[str, ...]
) -> Callable[[Callable[..., Any]], Command]:
    """Declares a command: its name, one marked paragraph of help and examples that parse."""
    return click.command(name, cls=Command, help=help, examples=examples)


def group(
    name: str,
    *,
    help: str,
    examples: tuple[str, ...] = (),
    later: Mapping[str, tuple[str, str]] | None = None,
) -> Callable[[Callable[..., Any]], Group]:
    """Declares commands that belong together; `@name.command(…)` is `group_command(name, …)`."""
    return click.group(name, cls=Group, help=help, examples=examples, later=later)


def group_command(
    parent: Group, name: str, *, help: str, examples: tuple[str, ...]
) -> Callable[[Callable[..., Any]], Command]:
    """Declares a command of a group."""

    def add(function: Callable[..., Any]) -> Command:
        made = command(name, help=help, examples=examples)(function)
        parent.add_command(made)
        return made

    return add
