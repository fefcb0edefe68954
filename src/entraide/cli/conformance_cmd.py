"""`entraide conformance`: asks a hub the test deck and prints a pass sheet."""

import json
import os
import secrets
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from entraide.cli.command import command, option
from entraide.cli.exits import FINDING
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, table
from entraide.cli.usage import misuse
from entraide.errors import Invalid
from entraide.language import _

if TYPE_CHECKING:
    from entraide.cli.conformance.asking import Outcome

TITLES: Final = {
    "document_hit": _("A stolen passport by its number"),
    "mrz_hit": _("The same by its machine readable zone"),
    "vehicle_hit": _("A stolen car by its identification number"),
    "near_number": _("A number that is near, not equal"),
    "name_possible": _("A wanted person by name and date of birth"),
    "namesake": _("A namesake of another age and country"),
    "no_hit": _("A passport that nobody reports"),
    "hidden": _("A record that its owner hides from this asker"),
    "misread": _("A zone whose check digit is wrong"),
    "several": _("Two subjects in one question"),
    "resent": _("A question sent again, and another under its client id"),
    "languages": _("A refusal in French, Spanish and Arabic"),
    "no_json": _("What is no JSON"),
    "unknown_field": _("A field that questions do not have"),
    "wrong_type": _("A question that is not sent as JSON"),
    "no_officer": _("A question in which no officer is named"),
    "purpose_refused": _("A purpose that was not granted"),
    "database_refused": _("A database that was not granted"),
    "too_many_subjects": _("More subjects than the hub accepts"),
    "wrong_method": _("Another method than POST"),
    "no_key": _("No key"),
    "unknown_key": _("A key that nobody made"),
    "revoked_key": _("A key that was taken back"),
    "slow": _("The longest question, within ten seconds"),
    "too_many": _("Questions faster than the hub accepts"),
}
"""What each case of the deck is."""


@command(
    "conformance",
    help=_(
        "Asks a hub the test deck and prints a pass sheet.\n\n"
        "The deck is 25 questions about invented records, with answers that are the same on every "
        "hub. --load puts its records and keys into a hub on this machine, which must be a "
        "demonstration or a test hub, and keeps the keys in a file; with an address, the hub there "
        "is asked with the keys of that file. A case that failed ends it with code 7."
    ),
    examples=(
        "entraide conformance --load --keys deck-keys.json --hub demo-hub",
        "entraide conformance http://127.0.0.1:8471 --keys deck-keys.json",
    ),
)
@click.argument("url", required=False)
@option(
    "--keys",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("The deck's keys, as --load writes them."),
)
@option("--load", is_flag=True, help=_("Put the deck into the hub on this machine first."))
@option(
    "--ca",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help=_("The authority of the hub's certificate, where the machine does not know it."),
)
@option(
    "--certificate",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help=_("A client certificate with its key, in one PEM file."),
)
@pass_invocation
def conformance(invocation: Invocation, /, url: str | None, **given: Any) -> None:
    """Loads the deck, asks it, or both."""
    if not url and not given["load"]:
        raise misuse(invocation, _("Name the address of a hub, or --load."))
    if given["load"]:
        _load(invocation, given["keys"])
    if not url:
        emit(invocation, {"keys": str(given["keys"])}, str(given["keys"]))
        return
    outcomes = _ask(url, _keys(given["keys"]), given["ca"], given["certificate"])
    _show(invocation, url, outcomes)
    if not all(each.passed for each in outcomes):
        click.get_current_context().exit(FINDING)


def _load(invocation: Invocation, file: Path) -> None:
    invocation.start_desks()
    from entraide.desks.sample.deck_loading import load

    keys = load(invocation.hub, invocation.clock)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        json.dump(keys, written, indent=2)


def _keys(file: Path) -> dict[str, str]:
    """The keys that `--load` wrote. Raises Invalid."""
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError) as problem:
        raise Invalid(
            "deck_keys",
            _("%(file)s does not hold the deck's keys: %(why)s"),
            file=file,
            why=problem,
        ) from problem


def _ask(
    url: str, keys: dict[str, str], authority: str | None, certificate: str | None
) -> "list[Outcome]":
    from entraide.cli.conformance.asking import Door, asked
    from entraide.desks.sample.deck import deck

    tls = ssl.create_default_context(cafile=authority)
    if certificate:
        tls.load_cert_chain(certificate)
    door = Door(url, tls)
    try:
        return list(asked(door, deck().cases, keys, secrets.token_hex(8)))
    finally:
        door.close()


def _show(invocation: Invocation, url: str, outcomes: "list[Outcome]") -> None:
    from entraide.desks.sample.deck import deck

    failed = [each for each in outcomes if not each.passed]
    document = {
        "hub": url,
        "deck": deck().version,
        "passed": len(outcomes) - len(failed),
        "failed": len(failed),
        "cases": [
            {
                "case": each.code,
                "title": invocation.say(TITLES[each.code]),
                "passed": each.passed,
                "expected": each.expected,
                "came": each.came,
                "milliseconds": each.milliseconds,
            }
            for each in outcomes
        ],
    }
    say = invocation.say
    words = {True: say(_("passed")), False: say(_("failed"))}
    heads = (say(_("Case")), say(_("Result")), "ms", say(_("What came")))
    rows = [
        (say(TITLES[each.code]), words[each.passed], each.milliseconds, each.came)
        for each in outcomes
    ]
    text = table(heads, rows)
    for each in failed:
        expected = say(_("Expected: %(what)s"), what=each.expected)
        text += f"\n\n{say(TITLES[each.code])}\n  {expected}\n  {say(_('What came'))}: {each.came}"
    counted = say(
        _("%(passed)s of %(all)s cases passed."),
        passed=len(outcomes) - len(failed),
        all=len(outcomes),
    )
    emit(invocation, document, f"{text}\n\n{counted}")
