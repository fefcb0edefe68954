"""`entraide records show` and `list`: reading at the command line, written down in the trail."""

from contextlib import closing
from datetime import datetime

import click

from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.moments import DAY
from entraide.cli.output import emit, table
from entraide.engine.check.trail.writer import Trail
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Purpose, Status
from entraide.engine.schema.vocabulary_words import ACCURACIES, RELIABILITIES
from entraide.errors import NotFound
from entraide.language import _


@command(
    "show",
    help=_("Shows a full record. The trail says who read it, and why."),
    examples=("entraide records show SLTD-3K7Q-M2XA --purpose locate --json",),
)
@click.argument("reference")
@option(
    "--purpose",
    required=True,
    type=click.Choice([one.value for one in Purpose]),
    help=_("Why it is read: exactly one purpose."),
)
@pass_invocation
def show(invocation: Invocation, reference: str, purpose: str) -> None:
    """Discloses a record to the operator."""
    hub = invocation.start_desks()
    from entraide.cli.acting import by_operator
    from entraide.desks.records import queries

    asker = by_operator(invocation).actor.asker()
    with closing(Trail.open(hub, invocation.clock)) as trail:
        reading = queries.Reading(purpose=Purpose(purpose), trail=trail, clock=invocation.clock)
        found = queries.disclose(asker, [queries.ref_for(reference)], reading)
    if not found:
        raise NotFound
    emit(
        invocation, {"reference": reference, "record": found[0]}, _record_text(found[0], invocation)
    )


@command(
    "list",
    help=_("Lists records of a database without their bodies, 200 at a time."),
    examples=(
        "entraide records list travel_documents --purpose locate --owner UTO",
        "entraide records list vehicles --purpose locate --after SMV-3K7Q-M2XA --json",
    ),
)
@click.argument("database")
@option(
    "--purpose",
    required=True,
    type=click.Choice([one.value for one in Purpose]),
    help=_("Why they are read: exactly one purpose."),
)
@option("--owner", metavar="CODE", help=_("Only this owner's."))
@option("--status", type=click.Choice([one.value for one in Status]), help=_("Only in this state."))
@option("--since", type=DAY, help=_("Only those changed since this day."))
@option("--after", metavar="REFERENCE", help=_("Go on behind this record."))
@pass_invocation
def list_records(
    invocation: Invocation,
    /,
    database: str,
    purpose: str,
    since: datetime | None,
    **given: str | None,
) -> None:
    """Prints heads in the order in which records were added."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator
    from entraide.desks.records import queries

    status, after = given["status"], given["after"]
    found = queries.listed(
        by_operator(invocation).actor.asker(),
        database,
        now=invocation.clock.now(),
        purpose=Purpose(purpose),
        filters=queries.Filters(
            owner=given["owner"],
            status=None if status is None else Status(status),
            updated_since=since,
        ),
        after=None if after is None else queries.ref_for(after),
    )
    say = invocation.say
    heads = (
        *(say(_("Record")), say(_("Owner")), say(_("State"))),
        *(say(_("Version")), say(_("Changed"))),
    )
    rows = [
        (one.reference, one.owner, one.status, one.version, f"{one.updated_at:%Y-%m-%d %H:%M}")
        for one in found
    ]
    emit(invocation, {"records": found}, table(heads, rows))


def _record_text(state: RecordState, invocation: Invocation) -> str:
    """A record for a person: what it is, whose, and each field by its label."""
    declared = by_code(state.database)
    say = invocation.say
    lines = [
        say(declared.title),
        f"{say(_('Owner'))}: {state.owner}  {state.owner_ref}",
        f"{say(_('Version'))}: {state.version}  {state.status}",
    ]
    if state.restricted:
        lines.append(f"{say(_('Hidden from'))}: {' '.join(state.restricted)}")
    if state.reliability is not None:
        graded = say(RELIABILITIES[state.reliability])
        lines.append(f"{say(_('Reliability of the source'))}: {state.reliability} {graded}")
    if state.accuracy is not None:
        graded = say(ACCURACIES[state.accuracy])
        lines.append(f"{say(_('Accuracy of the information'))}: {state.accuracy} {graded}")
    for field in declared.fields:
        if field.name in state.body:
            value = state.body[field.name]
            values = value if field.many else [value]
            shown = "; ".join(field.kind.show(each, invocation.language) for each in values)
            lines.append(f"  {say(field.label)}: {shown}")
    return "\n".join(lines)
