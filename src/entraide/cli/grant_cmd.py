"""`entraide grant`: what a person or a bureau's system may ask and write, why and until when."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from entraide.cli.act_options import request_key
from entraide.cli.command import group, group_command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.moments import DAY
from entraide.cli.output import emit, table
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role
from entraide.language import _

if TYPE_CHECKING:
    from entraide.desks.bureaus.granting import Terms


@group("grant", help=_("Grants a bureau or a person the right to ask."))
def grant() -> None:
    """Commands about grants."""


def _terms(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is granted."""
    options = (
        option(
            "--role",
            required=True,
            type=click.Choice([role.value for role in Role]),
            help=_("What the person or system is for its bureau."),
        ),
        option(
            "--purpose",
            "purposes",
            required=True,
            multiple=True,
            type=click.Choice([purpose.value for purpose in Purpose]),
            help=_("For what may be asked; again for each."),
        ),
        option(
            "--database",
            "databases",
            multiple=True,
            metavar="CODE",
            help=_("What may be asked; otherwise all that the role may."),
        ),
        option(
            "--writes",
            multiple=True,
            metavar="CODE",
            help=_("Where records of the own bureau may be written."),
        ),
        option(
            "--clearance",
            type=click.IntRange(min(Confidentiality), max(Confidentiality)),
            default=1,
            show_default=True,
            help=_("1 official use, 2 restricted, 3 confidential."),
        ),
        option("--administers", is_flag=True, help=_("May admit people and grant within.")),
        option("--exports", is_flag=True, help=_("May take records away as a file.")),
        option("--agreement", default="", help=_("The paper that it rests on.")),
        option("--agreement-until", type=DAY, help=_("The day on which that paper ends.")),
        option("--until", type=DAY, help=_("The day on which the grant ends.")),
    )
    for add in reversed(options):
        function = add(function)
    return function


@group_command(
    grant,
    "person",
    help=_("Grants a person something."),
    examples=(
        "entraide grant person bo.lund --role bureau --purpose border_management --purpose locate",
        "entraide grant person bo.lund --role bureau --purpose locate --writes travel_documents",
    ),
)
@click.argument("username")
@_terms
@request_key
@pass_invocation
def person(invocation: Invocation, /, username: str, **given: Any) -> None:
    """Grants; prints the grant's name."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import queries
    from entraide.desks.bureaus.granting import grant_person

    limits = queries.person(username).bureau.databases
    by = by_operator(invocation, request_key=given["request_key"])
    done = grant_person(by, username, _read(invocation, given, limits))
    show_done(invocation, done, _("Granted: %(about)s."))


@group_command(
    grant,
    "system",
    help=_("Grants a bureau's system something; `entraide keys make` then gives it a key."),
    examples=('entraide grant system UTO "Border system" --role frontline --purpose locate',),
)
@click.argument("bureau")
@click.argument("title")
@option("--unit", default="", metavar="CODE", help=_("The unit that runs it."))
@_terms
@request_key
@pass_invocation
def system(invocation: Invocation, /, bureau: str, title: str, unit: str, **given: Any) -> None:
    """Grants; prints the grant's name."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import queries
    from entraide.desks.bureaus.granting import grant_system

    terms = _read(invocation, given, queries.bureau(bureau).databases)
    by = by_operator(invocation, request_key=given["request_key"])
    done = grant_system(by, bureau, title, terms, unit=unit)
    show_done(invocation, done, _("Granted: %(about)s."))


@group_command(
    grant,
    "list",
    help=_("Lists a bureau's grants, revoked ones too."),
    examples=("entraide grant list --bureau UTO",),
)
@option("--bureau", required=True, metavar="CODE", help=_("Whose grants."))
@pass_invocation
def list_grants(invocation: Invocation, bureau: str) -> None:
    """Prints the grants in the order in which they were given."""
    invocation.start_desks()
    from entraide.desks.bureaus import queries

    now = invocation.clock.now()
    document = [
        {
            "grant": queries.grant_name(one),
            "to": one.person.username if one.person else one.title,
            "role": one.role,
            "purposes": one.purposes,
            "databases": one.databases,
            "writes": one.writes,
            "agreement": one.agreement,
            "until": _first(one.until, one.agreement_until),
            "stands": queries.is_standing(one, now),
        }
        for one in queries.grants_in(queries.bureau(bureau).code)
    ]
    say = invocation.say
    heads = (say(_("Grant")), say(_("To")), say(_("Role")), say(_("Until")), say(_("Stands")))
    words = {True: say(_("yes")), False: say(_("no"))}
    rows = [
        (one["grant"], one["to"], one["role"], _day(one["until"]), words[bool(one["stands"])])
        for one in document
    ]
    emit(invocation, {"grants": document}, table(heads, rows))


@group_command(
    grant,
    "revoke",
    help=_("Takes a grant back, with every key under it; the very next request is refused."),
    examples=("entraide grant revoke g12",),
)
@click.argument("name")
@option("--reason", default="", help=_("Why; kept in the journal."))
@request_key
@pass_invocation
def revoke(invocation: Invocation, /, name: str, **given: str) -> None:
    """Revokes a grant."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import granting

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    done = granting.revoke(by, name)
    show_done(invocation, done, _("%(about)s is revoked."))


@group_command(
    grant,
    "approve",
    help=_("Approves what the only head of a bureau proposed; two people grant full reports."),
    examples=("entraide grant approve 4 --reason 'Letter of 3 March'",),
)
@click.argument("proposal", type=int)
@option("--reason", default="", help=_("Why; kept in the journal."))
@request_key
@pass_invocation
def approve(invocation: Invocation, /, proposal: int, **given: str) -> None:
    """Approves a proposal."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import proposals

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    show_done(invocation, proposals.approve(by, proposal), _("%(about)s is granted."))


@group_command(
    grant,
    "confirm",
    help=_("Says that grants are still needed, so that they hold for another year."),
    examples=("entraide grant confirm g3 g4",),
)
@click.argument("names", nargs=-1, required=True)
@request_key
@pass_invocation
def confirm(invocation: Invocation, /, names: tuple[str, ...], **given: str) -> None:
    """Confirms grants."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import standing

    by = by_operator(invocation, request_key=given["request_key"])
    show_done(invocation, standing.confirm(by, names), _("%(about)s is confirmed."))


def _read(invocation: Invocation, given: dict[str, Any], limits: list[str]) -> "Terms":
    """What was written, with every database that the role may ask where none was named."""
    from entraide.desks.bureaus.granting import Terms
    from entraide.engine.databases import enabled

    role = Role(given["role"])
    named = frozenset(given["databases"]) or frozenset(
        one.code
        for one in enabled(invocation.hub.configuration.organisation.databases)
        if role in one.asked_by and (not limits or one.code in limits)
    )
    return Terms(
        role=role,
        databases=named,
        purposes=frozenset(map(Purpose, given["purposes"])),
        writes=frozenset(given["writes"]),
        clearance=given["clearance"],
        administers=given["administers"],
        exports=given["exports"],
        agreement=given["agreement"],
        agreement_until=given["agreement_until"],
        until=given["until"],
    )


def _first(*ends: datetime | None) -> datetime | None:
    known = [end for end in ends if end is not None]
    return min(known) if known else None


def _day(moment: object) -> str:
    return moment.date().isoformat() if isinstance(moment, datetime) else ""
