"""`entraide doctor`: what is wrong with a hub, or soon will be."""

from collections.abc import Iterator

import click

from entraide.cli.command import command
from entraide.cli.exits import FINDING
from entraide.cli.findings.finding import Finding, Severity
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit
from entraide.language import _

_WORDS = {Severity.WARNING: _("Soon"), Severity.CRITICAL: _("Now")}


@command(
    "doctor",
    help=_(
        "Looks for what is wrong or soon will be.\n\n"
        "The disk, the clock, secret keys and certificate, the index, the trail's newest segments, "
        "the truth, and grants and keys that end. Each finding names the page that says what to "
        "do. Ends with exit code 7 if there is one."
    ),
    examples=("entraide doctor --hub hub", "entraide doctor --json"),
)
@pass_invocation
def doctor(invocation: Invocation) -> None:
    """Prints the findings, the most urgent first."""
    found = sorted(findings(invocation), key=lambda one: one.severity is not Severity.CRITICAL)
    lines = [
        f"{invocation.say(_WORDS[one.severity])}: {one.say(invocation.language)}  ({one.runbook})"
        for one in found
    ]
    document = {"findings": [one.document(invocation.language) for one in found]}
    emit(invocation, document, "\n".join(lines) or invocation.say(_("Nothing is wrong.")))
    if found:
        click.get_current_context().exit(FINDING)


def findings(invocation: Invocation) -> Iterator[Finding]:
    """Every finding about this hub. Raises HubError where there is no hub to look at."""
    from entraide.cli.findings.machine import machine
    from entraide.cli.findings.trail import trail

    hub, now = invocation.hub, invocation.clock.now()
    on_machine = list(machine(hub, now))
    yield from on_machine
    yield from trail(hub, now)
    if any(one.code in {"key_missing", "key_permissions"} for one in on_machine):
        return  # without its keys the rest of the hub does not open
    invocation.start_desks()
    from entraide.cli.findings.truth import truth

    of_truth = list(truth(now))
    yield from of_truth
    if any(one.code in {"truth_unreadable", "upgrade_needed"} for one in of_truth):
        return
    from entraide.cli.findings.index import index
    from entraide.desks.records.feed import TruthFeed
    from entraide.serve.hub_index import hub_index
    from entraide.serve.lock import is_served

    yield from index(hub_index(hub), TruthFeed().head(), now, is_served=is_served(hub))
