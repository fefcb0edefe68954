"""The table of names, made by the commands that write names or compare them outside the hub."""

import click

from entraide.cli.invocation import Invocation
from entraide.language import _


def make_name_table(invocation: Invocation) -> None:
    """Makes it if it is due and says so on standard error; where it cannot be made, says why.

    Without it names are compared by their letters and sounds alone.
    """
    from entraide.engine.matching.name_data.compile import NoNameData, compiled, is_due

    if not is_due():
        return
    try:
        file = compiled()
    except NoNameData as problem:
        click.echo(problem.say(invocation.language), err=True)
    else:
        click.echo(invocation.say(_("The table of names was made: %(file)s"), file=file), err=True)
