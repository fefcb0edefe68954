"""`entraide people`: the persons of a bureau."""

import sys
from pathlib import Path

import click

from entraide.cli.act_options import request_key
from entraide.cli.command import group, group_command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, table
from entraide.language import LANGUAGES, _


@group("people", help=_("Admits the people of a bureau."))
def people() -> None:
    """Commands about people."""


@group_command(
    people,
    "admit",
    help=_("Gives a named person an account, still without any right; `entraide grant` gives one."),
    examples=('entraide people admit bo.lund --bureau UTO --name "Bo Lund"',),
)
@click.argument("username")
@option("--bureau", required=True, metavar="CODE", help=_("The bureau that the person serves."))
@option("--name", required=True, help=_("The person's full name."))
@option("--unit", default="", metavar="CODE", help=_("The person's unit; made when it is new."))
@option(
    "--speaks",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help=_("The language of the person's pages."),
)
@request_key
@pass_invocation
def admit(
    invocation: Invocation, /, username: str, bureau: str, name: str, *, unit: str, **given: str
) -> None:
    """Admits a person."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus.actions import admit_person

    done = admit_person(
        by_operator(invocation, request_key=given["request_key"]),
        username,
        bureau=bureau,
        full_name=name,
        unit=unit,
        language=given["speaks"],
    )
    show_done(invocation, done, _("%(about)s is admitted."))


@group_command(
    people,
    "password",
    help=_("Gives a person a password to sign in with; the pages ask for it."),
    examples=("entraide people password bo.lund --from password.txt",),
)
@click.argument("username")
@option(
    "--from",
    "source",
    required=True,
    metavar="FILE",
    help=_("The file that holds it; - for standard input. Never on the command line itself."),
)
@pass_invocation
def password(invocation: Invocation, username: str, source: str) -> None:
    """Sets a password that is long enough and not guessed easily."""
    text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus.actions import set_password

    done = set_password(by_operator(invocation), username, text.rstrip("\r\n"))
    show_done(invocation, done, _("%(about)s can sign in."))


@group_command(
    people,
    "invite",
    help=_("Makes a link by which a person sets a password; it works once."),
    examples=("entraide people invite bo.lund", "entraide people invite bo.lund --hours 24"),
)
@click.argument("username")
@option(
    "--hours",
    type=click.IntRange(1, 168),
    default=72,
    show_default=True,
    help=_("For how long it works."),
)
@pass_invocation
def invite(invocation: Invocation, username: str, hours: int) -> None:
    """Prints the link, this once."""
    invocation.start_desks()
    from entraide.cli.taking_part import link

    address = link(invocation, username, hours=hours)
    emit(invocation, {"link": address}, address)


@group_command(
    people,
    "list",
    help=_("Lists the people who have an account."),
    examples=("entraide people list", "entraide people list --bureau UTO --json"),
)
@option("--bureau", default="", metavar="CODE", help=_("Only this bureau's."))
@pass_invocation
def list_people(invocation: Invocation, bureau: str) -> None:
    """Prints people in the order of their accounts."""
    invocation.start_desks()
    from entraide.desks.bureaus import queries

    found = [one for one in queries.people() if bureau in ("", one.bureau_id)]
    say = invocation.say
    heads = (say(_("Account")), say(_("Name")), say(_("Bureau")), say(_("Unit")))
    document = [
        {
            "username": one.username,
            "name": one.full_name,
            "bureau": one.bureau_id,
            "unit": one.unit.code if one.unit else "",
            "active": one.is_active,
        }
        for one in found
    ]
    rows = [(one["username"], one["name"], one["bureau"], one["unit"]) for one in document]
    emit(invocation, {"people": document}, table(heads, rows))
