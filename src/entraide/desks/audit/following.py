"""Bringing the audit room's columns up to what the trail says."""

from pathlib import Path
from typing import Final

from entraide.clock import Clock
from entraide.desks.audit.columns import Columns
from entraide.engine.check.trail.chain import settle
from entraide.engine.check.trail.read import since
from entraide.engine.check.trail.segments import chains_folder
from entraide.hub import Hub

AT_ONCE: Final = 20_000
"""Lines that one step takes in."""


def columns_folder(hub: Hub) -> Path:
    """Where the columns lie."""
    return hub.folder / "audit"


def follow(hub: Hub, clock: Clock, *, most: int = 100 * AT_ONCE) -> int:
    """Takes in what the trail says since the last time, at most about so many lines; how many.

    Raises:
        TrailDamaged: a chain cannot be read from its place on: `entraide trail verify` says more.
    """
    folder = chains_folder(hub)
    settle(folder, hub=hub.configuration.organisation.id, clock=clock)
    columns = Columns(columns_folder(hub))
    taken = 0
    while taken < most:
        lines, places = since(folder, columns.reached().places, most=AT_ONCE)
        if not lines:
            break
        columns.take_in(lines, places)
        taken += len(lines)
    return taken
