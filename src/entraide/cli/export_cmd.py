"""`entraide export`: an owner's records as a file that an import reads again."""

import getpass
import socket
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from entraide.cli.bars import bars
from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit
from entraide.cli.usage import misuse
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.language import _

_FORMS = ("csv", "xlsx", "jsonl")


@command(
    "export",
    help=_(
        "Writes a database's records into a file.\n\n"
        "Those of one owner, withdrawn ones not, as CSV, XLSX or JSON Lines by the file's ending. "
        "The trail says who read them and why before the file has them. Imported again it changes "
        "nothing."
    ),
    examples=(
        "entraide export passports.csv --owner UTO --database travel_documents --purpose locate",
        "entraide export cars.xlsx --owner UTO --database vehicles --purpose border_management",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--owner", required=True, metavar="CODE", help=_("Whose records."))
@option("--database", required=True, metavar="CODE", help=_("Of which database."))
@option(
    "--purpose",
    required=True,
    type=click.Choice([one.value for one in Purpose]),
    help=_("Why they are read: exactly one purpose."),
)
@option("--form", type=click.Choice(_FORMS), help=_("Otherwise as the file's ending says."))
@pass_invocation
def export(
    invocation: Invocation,
    file: Path,
    owner: str,
    database: str,
    *,
    purpose: str,
    form: str | None,
) -> None:
    """Writes the file."""
    ending = form or file.suffix.removeprefix(".").lower()
    if ending not in _FORMS:
        raise misuse(invocation, _("Say --form: %(name)s tells none."), name=file.name)
    hub = invocation.start_desks()
    from entraide.desks.bureaus.queries import bureau, operator
    from entraide.desks.records import exports
    from entraide.desks.records.queries import Reading
    from entraide.engine.check.trail.lines import Manner
    from entraide.engine.check.trail.writer import Trail

    clerk = replace(operator(), bureau=bureau(owner).code, role=Role.BUREAU)
    asker = clerk.asker(officer=f"hub:{getpass.getuser()}", workstation=socket.gethostname())
    with closing(Trail.open(hub, invocation.clock)) as trail, bars(invocation) as tell:
        reading = Reading(
            purpose=Purpose(purpose), trail=trail, clock=invocation.clock, manner=Manner.EXPORTED
        )
        written = exports.export(
            asker,
            database,
            reading,
            path=file,
            form=exports.Form(ending),
            progress=lambda done: tell(_("Writing records"), done, None),
        )
    file.chmod(0o600)
    text = invocation.say(
        _("%(count)s records are in %(file)s."), count=written.records, file=written.path
    )
    emit(invocation, {"file": str(written.path), "records": written.records}, text)
