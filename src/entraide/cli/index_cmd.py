"""`entraide index`: the copy that answers are read from."""

import threading

import click

from entraide.cli.bars import bars, progress
from entraide.cli.command import group, group_command, option
from entraide.cli.exits import FINDING
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit
from entraide.language import _


@group("index", help=_("Builds, follows and verifies the index."))
def index() -> None:
    """Commands about the index."""


@group_command(
    index,
    "build",
    help=_(
        "Builds the index anew beside the present one, which goes on answering until the new one "
        "takes over."
    ),
    examples=("entraide index build --hub hub",),
)
@pass_invocation
def build(invocation: Invocation) -> None:
    """Builds, prints how far the index has followed the feed."""
    from entraide.cli.index_building import rebuild

    invocation.start_desks()
    position = rebuild(invocation)
    text = invocation.say(_("The index is built; the feed stands at %(seq)s."), seq=position.seq)
    emit(invocation, {"position": position}, text)


@group_command(
    index,
    "follow",
    help=_("Brings the index up to the change feed; until it is stopped, or once."),
    examples=("entraide index follow --once", "entraide index follow --hub hub"),
)
@option("--once", is_flag=True, help=_("End when there is nothing more to follow."))
@pass_invocation
def follow(invocation: Invocation, *, once: bool) -> None:
    """Follows, prints how many changes that were."""
    hub = invocation.start_desks()
    from entraide.desks.records.feed import TruthFeed
    from entraide.engine.index.follow import Follower
    from entraide.serve.hub_index import hub_index

    follower = Follower(hub_index(hub), TruthFeed(), clock=invocation.clock)
    if not once:
        follower.run(threading.Event())
        return
    done = 0
    with progress(invocation, _("Following the feed"), None) as advance:
        while step := follower.step():
            done += step
            advance(step)
    emit(invocation, {"changes": done}, invocation.say(_("%(count)s changes."), count=done))


@group_command(
    index,
    "verify",
    help=_(
        "Compares the index with the truth, record by record, while both go on. Ends with exit "
        "code 7 if they differ."
    ),
    examples=("entraide index verify --hub hub", "entraide index verify --json"),
)
@pass_invocation
def verify(invocation: Invocation) -> None:
    """Verifies, prints what is missing, left over or different."""
    hub = invocation.start_desks()
    from entraide.desks.records.feed import TruthFeed
    from entraide.engine.index.follow import Follower
    from entraide.engine.index.verify import verify as held_against_truth
    from entraide.serve.hub_index import hub_index

    feed, index = TruthFeed(), hub_index(hub)
    Follower(index, feed, clock=invocation.clock).catch_up(feed.head())
    total = feed.count()
    with bars(invocation) as tell:
        found = held_against_truth(
            feed, index, progress=lambda done: tell(_("Comparing"), done, total)
        )
    say = invocation.say
    lines = [say(_("%(count)s records were compared."), count=found.records)]
    lines += [f"{one.what}: {one.database or one.name} {one.id or ''}" for one in found.told]
    lines.append(say(_("Faults: %(count)s."), count=found.faults))
    document = {"records": found.records, "faults": found.faults, "told": found.told}
    emit(invocation, document, "\n".join(lines))
    if not found.is_sound:
        click.get_current_context().exit(FINDING)
