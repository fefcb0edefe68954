"""Reads a command line as `entraide` would, without running it."""

import shlex

import click

from entraide.cli.command import Group
from entraide.cli.main import main


def every_command(group=main, path=("entraide",)):
    """Every command and group under the root, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield (*path, name), found
        if isinstance(found, Group):
            yield from every_command(found, (*path, name))


def meant(line):
    """The command that a line calls. Raises click.UsageError if the line is not accepted."""
    program, *words = shlex.split(line, comments=True)
    assert program == "entraide", line
    command, context = main, None
    while True:
        context = command.make_context(command.name, list(words), parent=context)
        if not isinstance(command, Group):
            return command
        _name, command, words = command.resolve_command(context, rest_of(context))
        assert command is not None, line


def rest_of(context):
    """The words that a group leaves to its commands."""
    return [*context._protected_args, *context.args]
