"""Findings about the trail: whether each chain's newest segment is what its head says."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from entraide.cli.findings.finding import Finding, Severity
from entraide.cli.findings.machine import clock_behind
from entraide.engine.check.trail.disk import RealDisk
from entraide.engine.check.trail.lines import decode_line
from entraide.engine.check.trail.segments import (
    TrailDamaged,
    chains_folder,
    chains_in,
    counted,
    links_back,
    read_head,
)
from entraide.hub import Hub
from entraide.language import _


def trail(hub: Hub, now: datetime) -> Iterator[Finding]:
    """Every finding about the trail; reads the newest segment of each chain only."""
    folder, disk = chains_folder(hub), RealDisk()
    last: datetime | None = None
    for name in chains_in(folder, disk):
        try:
            moment = newest(folder / name)
        except (TrailDamaged, OSError, msgspec.DecodeError) as problem:
            yield Finding(
                code="trail_broken",
                severity=Severity.CRITICAL,
                sentence=_("Chain %(chain)s of the trail does not verify: %(why)s"),
                params={"chain": name, "why": str(problem)},
            )
            continue
        if moment is not None and (last is None or moment > last):
            last = moment
    found = clock_behind(last, now)
    if found is not None:
        yield found


def newest(folder: Path) -> datetime | None:
    """The moment of a chain's last line, once its newest segment was verified up to its head.

    Raises:
        TrailDamaged: a line is not what it must be, or the head's line is not there.
    """
    disk = RealDisk()
    head = read_head(folder, disk)  # first: a chain that is written grows on
    link = next(links_back(folder, disk), None)
    if link is None:
        if head is not None and head.n:
            raise TrailDamaged(chain=folder.name, segment=head.segment)
        return None
    moment = None
    is_reached = head is None or head.n < link.begins.n
    for frame in counted(link, disk):
        if head is not None and frame.n == head.n:
            is_reached = frame.hash == head.hash
        moment = decode_line(frame.text).moment
    if not is_reached:
        raise TrailDamaged(chain=folder.name, segment=link.segment.number)
    return moment
