"""Building the hub's index from its truth, with a bar for each step. Needs Django."""

from entraide.cli.bars import bars
from entraide.cli.invocation import Invocation
from entraide.cli.name_table import make_name_table
from entraide.engine.schema.state import Position
from entraide.language import _

_STEPS = {
    "read": _("Reading the truth"),
    "entries": _("Writing records"),
    "forms": _("Writing names"),
    "keys": _("Writing numbers"),
    "names": _("Writing names"),
    "vocabulary": _("Writing names"),
}


def rebuild(invocation: Invocation) -> Position:
    """Builds the index anew and lets it take over; gives how far it has followed the feed.

    Raises:
        Conflict: another process is building it. IndexUnavailable: the disk refuses.
    """
    from entraide.desks.records.feed import TruthFeed
    from entraide.engine.index.follow import Follower
    from entraide.serve.hub_index import hub_index

    make_name_table(invocation)
    feed = TruthFeed()
    with bars(invocation) as tell:

        def told(step: str, done: int, of: int | None) -> None:
            tell(_STEPS[step], done, feed.count() if step == "read" and of is None else of)

        follower = Follower(hub_index(invocation.hub), feed, clock=invocation.clock, progress=told)
        return follower.rebuild()
