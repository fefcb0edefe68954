"""`entraide bureaus`: who takes part, and how their desks are reached."""

import click

from entraide.cli.act_options import request_key
from entraide.cli.command import group, group_command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, table
from entraide.cli.usage import misuse
from entraide.language import LANGUAGES, _


@group("bureaus", help=_("Lists bureaus and keeps their contacts."))
def bureaus() -> None:
    """Commands about bureaus."""


@group_command(
    bureaus,
    "list",
    help=_("Lists every bureau that takes part."),
    examples=("entraide bureaus list", "entraide bureaus list --json"),
)
@pass_invocation
def list_bureaus(invocation: Invocation) -> None:
    """Prints the bureaus in the order of their codes."""
    invocation.start_desks()
    from entraide.desks.bureaus import queries

    found = queries.bureaus()
    say = invocation.say
    heads = (say(_("Code")), say(_("Name")), say(_("Kind")), say(_("Telephone")), say(_("E-mail")))
    rows = [
        (one.code, one.name(invocation.language), one.kind, one.phone, one.email) for one in found
    ]
    document = [
        {
            "code": one.code,
            "kind": one.kind,
            "names": one.names,
            "phone": one.phone,
            "email": one.email,
        }
        for one in found
    ]
    emit(invocation, {"bureaus": document}, table(heads, rows))


@group_command(
    bureaus,
    "add",
    help=_(
        "Lets a bureau take part, or changes what is said of it. What is not named stays as it is."
    ),
    examples=(
        'entraide bureaus add UTO --name "Utopia" --kind member',
        'entraide bureaus add WCO --name "Customs" --database firearms',
    ),
)
@click.argument("code")
@option("--name", required=True, help=_("Its name in English."))
@option("--name-fr", default="", help=_("Its name in French."))
@option("--name-es", default="", help=_("Its name in Spanish."))
@option("--name-ar", default="", help=_("Its name in Arabic."))
@option(
    "--kind",
    type=click.Choice(["member", "international_entity", "secretariat"]),
    help=_("What kind of participant it is; a new one is a member."),
)
@option("--database", multiple=True, metavar="CODE", help=_("Only these databases may be granted."))
@option("--every-database", is_flag=True, help=_("Every database may be granted."))
@request_key
@pass_invocation
def add(
    invocation: Invocation,
    /,
    code: str,
    kind: str | None,
    database: tuple[str, ...],
    *,
    every_database: bool,
    **given: str,
) -> None:
    """Adds or changes a bureau; its contacts are kept by `contact`."""
    if database and every_database:
        raise misuse(invocation, _("Say either --database or --every-database."))
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus.actions import add_bureau

    told = {"en": given["name"]} | {
        language: given[f"name_{language}"]
        for language in LANGUAGES
        if given.get(f"name_{language}")
    }
    limits = database if database or every_database else None
    by = by_operator(invocation, request_key=given["request_key"])
    done = add_bureau(by, code, kind=kind, names=told, databases=limits)
    show_done(invocation, done, _("%(about)s takes part."))


@group_command(
    bureaus,
    "contact",
    help=_("Says how a bureau's desk is reached day and night."),
    examples=("entraide bureaus contact UTO --phone +99912345 --email desk@uto.example",),
)
@click.argument("code")
@option("--phone", help=_("The telephone number of its 24/7 desk."))
@option("--email", help=_("The e-mail address of its 24/7 desk."))
@request_key
@pass_invocation
def contact(
    invocation: Invocation, /, code: str, phone: str | None, email: str | None, **given: str
) -> None:
    """Changes the contact that cards show; what is not named stays."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus.actions import set_contact

    by = by_operator(invocation, request_key=given["request_key"])
    done = set_contact(by, code, phone=phone, email=email)
    show_done(invocation, done, _("Cards show the new contact of %(about)s."))


@group_command(
    bureaus,
    "restrict",
    help=_("Hides all records of an owner from exactly these countries and entities."),
    examples=(
        "entraide bureaus restrict UTO --from QMA --from QMB --reason 'Order 12/2026'",
        "entraide bureaus restrict UTO --from-nobody --reason 'Order 13/2026'",
    ),
)
@click.argument("code")
@option("--from", "hidden_from", multiple=True, metavar="CODE", help=_("Who shall see none."))
@option("--from-nobody", is_flag=True, help=_("Lifts the owner's general restrictions."))
@option("--reason", default="", help=_("Why; kept in the journal."))
@request_key
@pass_invocation
def restrict(
    invocation: Invocation,
    /,
    code: str,
    hidden_from: tuple[str, ...],
    *,
    from_nobody: bool,
    **given: str,
) -> None:
    """Restricts present and future records of an owner at once."""
    if bool(hidden_from) == from_nobody:
        raise misuse(invocation, _("Say either --from or --from-nobody."))
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus.actions import restrict_owner

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    done = restrict_owner(by, code, hidden_from)
    show_done(invocation, done, _("The general restrictions of %(about)s are in force."))
