"""`entraide records`: acts on single records, and reading them."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from entraide.cli.act_options import request_key
from entraide.cli.command import group, group_command, option
from entraide.cli.envelope_options import envelope_options, read_envelope
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Malformed
from entraide.language import _


@group(
    "records",
    help=_("Adds, corrects, withdraws records."),
    later={
        "show": (
            "entraide.cli.records_reading:show",
            _("Shows a full record. The trail says who read it, and why."),
        ),
        "list": (
            "entraide.cli.records_reading:list_records",
            _("Lists records of a database without their bodies, 200 at a time."),
        ),
    },
)
def records() -> None:
    """Commands about single records."""


def read_body(source: str) -> dict[str, Any]:
    """A record's fields from a JSON file, or from standard input if the source is "-".

    Raises:
        Malformed: it is not one JSON object.
    """
    content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.DecodeError as problem:
        raise Malformed(
            "body", expected=_("Expected: one JSON object, field by field."), why=problem
        ) from problem


def _reason(function: Callable[..., Any]) -> Callable[..., Any]:
    return option(
        "--reason", default="", help=_("Why; the owner is told and the journal keeps it.")
    )(function)


@group_command(
    records,
    "add",
    help=_("Adds a record from a JSON file of its fields."),
    examples=(
        "entraide records add travel_documents --owner UTO --ref A-17 --body record.json",
        "entraide records add vehicles --owner UTO --ref A-18 --body - --hide-from QMA",
    ),
)
@click.argument("database")
@option("--owner", required=True, metavar="CODE", help=_("Whose record it is."))
@option("--ref", "owner_ref", required=True, help=_("The owner's own reference."))
@option("--body", required=True, metavar="FILE", help=_("Its fields as JSON; - for stdin."))
@envelope_options
@_reason
@request_key
@pass_invocation
def add(invocation: Invocation, /, database: str, owner: str, owner_ref: str, **given: Any) -> None:
    """Adds, prints the published reference."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.records import actions

    done = actions.add(
        by_operator(invocation, reason=given["reason"], request_key=given["request_key"]),
        database,
        owner=owner,
        owner_ref=owner_ref,
        body=read_body(given["body"]),
        envelope=read_envelope(given),
    )
    show_done(invocation, done, _("Added: %(about)s."))


@group_command(
    records,
    "correct",
    help=_("Replaces a record's fields by those of a JSON file, and what else is named."),
    examples=(
        "entraide records correct SLTD-3K7Q-M2XA --version 1 --body record.json --reason 'Order 9'",
    ),
)
@click.argument("reference")
@option("--version", "version", type=int, required=True, help=_("The version that you have read."))
@option("--body", required=True, metavar="FILE", help=_("Its fields as JSON; - for stdin."))
@envelope_options
@_reason
@request_key
@pass_invocation
def correct(invocation: Invocation, /, reference: str, version: int, **given: Any) -> None:
    """Corrects a record that nobody has changed since."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.records import actions, queries

    done = actions.correct(
        by_operator(invocation, reason=given["reason"], request_key=given["request_key"]),
        queries.ref_for(reference),
        version=version,
        body=read_body(given["body"]),
        envelope=read_envelope(given),
    )
    show_done(invocation, done, _("%(about)s is corrected."))


@group_command(
    records,
    "restrict",
    help=_("Hides a record from exactly these countries and entities; from nobody if none."),
    examples=(
        "entraide records restrict SLTD-3K7Q-M2XA --version 1 --from QMA --reason 'Order 12'",
    ),
)
@click.argument("reference")
@option("--version", "version", type=int, required=True, help=_("The version that you have read."))
@option("--from", "hidden_from", multiple=True, metavar="CODE", help=_("Who shall not see it."))
@_reason
@request_key
@pass_invocation
def restrict(
    invocation: Invocation,
    /,
    reference: str,
    version: int,
    hidden_from: tuple[str, ...],
    **given: str,
) -> None:
    """Restricts a record."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.records import actions, queries

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    ref = queries.ref_for(reference)
    done = actions.restrict(by, ref, version=version, hidden_from=hidden_from)
    show_done(invocation, done, _("The restrictions of %(about)s are in force."))


@group_command(
    records,
    "withdraw",
    help=_(
        "Withdraws a record and what follows from it: bodies and past versions are destroyed, and "
        "no import brings them back."
    ),
    examples=("entraide records withdraw SLTD-3K7Q-M2XA --because source_request",),
)
@click.argument("reference")
@option(
    "--because",
    required=True,
    type=click.Choice([one.value for one in Deletion]),
    help=_("Why, in the trade's words."),
)
@_reason
@request_key
@pass_invocation
def withdraw(invocation: Invocation, /, reference: str, because: str, **given: str) -> None:
    """Withdraws a record."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.records import actions, queries

    by = by_operator(
        invocation, reason=given["reason"] or because, request_key=given["request_key"]
    )
    done = actions.withdraw(by, queries.ref_for(reference), reason=Deletion(because))
    show_done(invocation, done, _("%(about)s is withdrawn."))


@group_command(
    records,
    "suspend",
    help=_("Hides a record from every answer until it is restored."),
    examples=("entraide records suspend SLTD-3K7Q-M2XA --reason 'Doubt of the issuing country'",),
)
@click.argument("reference")
@_reason
@request_key
@pass_invocation
def suspend(invocation: Invocation, /, reference: str, **given: str) -> None:
    """Suspends a record."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.records import actions, queries

    done = actions.suspend(
        by_operator(invocation, reason=given["reason"], request_key=given["request_key"]),
        queries.ref_for(reference),
    )
    show_done(invocation, done, _("%(about)s is suspended."))


@group_command(
    records,
    "restore",
    help=_("Lets a suspended record be answered again."),
    examples=("entraide records restore SLTD-3K7Q-M2XA --reason 'The doubt is resolved'",),
)
@click.argument("reference")
@_reason
@request_key
@pass_invocation
def restore(invocation: Invocation, /, reference: str, **given: str) -> None:
    """Restores a record."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.records import actions, queries

    done = actions.restore(
        by_operator(invocation, reason=given["reason"], request_key=given["request_key"]),
        queries.ref_for(reference),
    )
    show_done(invocation, done, _("%(about)s is answered again."))
