"""`entraide check`: one question at the command line, needing nothing but a local index."""

import getpass
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from entraide.cli.command import command, option
from entraide.cli.exits import UNAVAILABLE
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, warn
from entraide.cli.usage import misuse
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role, Verdict
from entraide.errors import NotAuthenticated
from entraide.language import _

if TYPE_CHECKING:
    from entraide.engine.check.service import Service
    from entraide.engine.check.wire import Asker

_SUBJECTS = (
    ("--document", "NUMBER", _("A travel or administrative document.")),
    ("--document-type", "TYPE", _("What the document says it is.")),
    ("--country", "CODE", _("The country of the document or of the plate.")),
    ("--mrz", "FILE", _("A machine readable zone; - for standard input.")),
    ("--born", "DATE", _("Date of birth, maybe in part: 1987, 1987-05, 1987-05-12.")),
    ("--sex", "F|M|X", _("Sex as the document says.")),
    ("--vin", "VIN", _("A vehicle by its identification number.")),
    ("--plate", "PLATE", _("A vehicle by its plate.")),
    ("--engine-number", "NUMBER", _("A vehicle by its engine.")),
    ("--container", "NUMBER", _("A freight container.")),
    ("--imo", "NUMBER", _("A ship by its IMO number.")),
    ("--mmsi", "NUMBER", _("A ship by its MMSI number.")),
    ("--hin", "NUMBER", _("A boat by the number of its hull.")),
    ("--vessel-name", "NAME", _("A vessel by its name and flag.")),
    ("--flag", "CODE", _("The vessel's flag.")),
    ("--firearm", "SERIAL", _("A firearm by its serial number.")),
    ("--make", "NAME", _("The firearm's make.")),
    ("--model", "NAME", _("The firearm's model.")),
    ("--calibre", "CALIBRE", _("The firearm's calibre.")),
    ("--art", "TITLE", _("A work of art by its title.")),
    ("--maker", "NAME", _("Who made the work of art.")),
    ("--phone", "NUMBER", _("A telephone number.")),
    ("--email", "ADDRESS", _("An e-mail address.")),
    ("--account", "ACCOUNT", _("An account, wallet or handle.")),
    ("--reference", "TEXT", _("A control number, sample code or file hash.")),
)
_OF_ONE_QUESTION = (
    "person",
    "nationality",
    *(name.removeprefix("--").replace("-", "_") for name, _metavar, _help in _SUBJECTS),
)
_CIRCUMSTANCES = (
    ("--place", "NAME", _("Where the check is made.")),
    ("--case", "TEXT", _("The case that it is for.")),
    ("--officer", "ID", _("Who asks, where a system's key is used.")),
    ("--unit", "UNIT", _("That officer's unit.")),
    ("--workstation", "NAME", _("That officer's workstation.")),
)


def _texts(function: Any) -> Any:
    for name, metavar, help in reversed((*_SUBJECTS, *_CIRCUMSTANCES)):
        function = option(name, metavar=metavar, help=help)(function)
    return function


@command(
    "check",
    help=_(
        "Asks one question of every database.\n\n"
        "The answer says what was found and why, what differs, what to do and whom to call; its "
        "line in the trail is durable before it is printed. A system asks with its key "
        "(--key-file, or ENTRAIDE_KEY) and names its officer; without a key the operator of this "
        "machine asks. An answer that is incomplete ends with exit code 5.\n\n"
        "--list asks about every person of a CSV (columns: name, or family and forename; aliases, "
        "birth_date, nationality, sex, birth_place, document, document_country), each row a "
        "question with a line in the trail. With --json it prints one JSON line a row. A row that "
        "cannot be asked is told with its line and column and the others are asked: exit code 3."
    ),
    examples=(
        "entraide check --document X1234567 --country UTO",
        "entraide check --mrz zone.txt --purpose border_management",
        "entraide check --person 'Marlow, Ada' --born 1987-05",
        "entraide check --vin WVWZZZ1JZXW000001",
        "entraide check --plate 'AB 123' --country UTO --language fr",
        "entraide check --container CSQU3054383",
        "entraide check --imo 9074729 --json",
        "entraide check --firearm A1234 --make Glock",
        "entraide check --phone +33123456789",
        "entraide check --list passengers.csv --json --request-key flight-417",
    ),
)
@option("--list", "listed", type=Path, metavar="FILE", help=_("A CSV of persons, a question each."))
@option(
    "--request-key",
    default="",
    metavar="KEY",
    help=_("A word of yours for this list: sent again within a day, it is asked once."),
)
@option("--person", multiple=True, metavar="NAME", help=_("A person: 'Family, Forename'."))
@option("--nationality", multiple=True, metavar="CODE", help=_("A nationality of the person."))
@_texts
@option(
    "--purpose",
    type=click.Choice([purpose.value for purpose in Purpose]),
    default=Purpose.BORDER_MANAGEMENT.value,
    show_default=True,
    help=_("Why is asked: exactly one purpose."),
)
@option("--database", multiple=True, metavar="CODE", help=_("Ask only this database."))
@option("--key-file", metavar="FILE", help=_("The file that holds a system's key."))
@option("--steps", is_flag=True, help=_("Show the steps of the answer and their time."))
@pass_invocation
def check(
    invocation: Invocation,
    /,
    *,
    listed: Path | None,
    key_file: str | None,
    steps: bool,
    **given: Any,
) -> None:
    """Asks, prints the answer."""
    if listed is not None:
        _check_list(invocation, listed, key_file, given)
        return
    from entraide.cli.answer_text import answer_text
    from entraide.cli.question import Asked
    from entraide.engine.check.hops import Hops
    from entraide.engine.check.service import shared_service

    query = Asked(given).query(invocation.language)
    service = shared_service(invocation.hub)
    hops = Hops()
    answer = service.answer(query, _asker(invocation, service, key_file), hops=hops)
    emit(
        invocation,
        answer,
        answer_text(answer, hops.made if steps else [], invocation.language),
    )
    if answer.verdict is Verdict.INCOMPLETE:
        click.get_current_context().exit(UNAVAILABLE)


def _check_list(
    invocation: Invocation, listed: Path, key_file: str | None, given: dict[str, Any]
) -> None:
    """Asks about each person of a list."""
    from entraide.cli.list_checking import show_answers
    from entraide.cli.question import Asked
    from entraide.engine.check.service import shared_service
    from entraide.gateways.tables.person_list import PersonList

    asked = Asked(given)
    if asked.any_of(*_OF_ONE_QUESTION):
        raise misuse(invocation, _("A list is asked by itself: leave out what else to check."))
    people = PersonList(
        listed, asked.circumstances(invocation.language), run=asked.text("request_key")
    )
    service = shared_service(invocation.hub)
    code = show_answers(invocation, people, service, _asker(invocation, service, key_file))
    click.get_current_context().exit(code)


def _asker(invocation: Invocation, service: "Service", key_file: str | None) -> "Asker":
    """Who asks: the key's system, else the operator of this machine for the secretariat.

    Raises:
        NotAuthenticated: the key is unknown, revoked or expired.
    """
    key = os.environ.get("ENTRAIDE_KEY", "")
    if key_file is not None:
        key = Path(key_file).read_text("utf-8")
    if key:
        return service.asker(key.strip())
    if key_file is not None:
        raise NotAuthenticated
    from entraide.engine.check.wire import Asker

    user = getpass.getuser()
    warn(invocation, _("No key was given: %(user)s asks, as the operator of this hub."), user=user)
    return Asker(
        grant="hub",
        country=invocation.hub.configuration.organisation.secretariat,
        unit="hub",
        role=Role.SECRETARIAT,
        databases=frozenset(one.code for one in service.rules.permissions.databases),
        purposes=frozenset(Purpose),
        clearance=max(Confidentiality),
        officer=user,
        workstation=socket.gethostname(),
    )
