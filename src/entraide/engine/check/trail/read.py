"""Reading the trail: by what is sought, by a line's id, and as it grows.

Only lines that are durable and bound to the one before them are ever given.
"""

import heapq
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import structs

from entraide.engine.check.trail import frames
from entraide.engine.check.trail.disk import Disk, RealDisk
from entraide.engine.check.trail.lines import (
    MOST_IN_A_BOX,
    Checked,
    Disclosed,
    Line,
    decode_line,
    line_id,
    parse_line_id,
)
from entraide.engine.check.trail.segments import (
    Head,
    Link,
    TrailDamaged,
    chains_in,
    counted,
    links_back,
    read_head,
)
from entraide.engine.schema.vocabulary import Verdict
from entraide.errors import NotFound


class Kept(NamedTuple):
    """A line as the trail keeps it; `text` is what its hash covers."""

    chain: str
    n: int
    line: Line
    hash: bytes
    text: bytes

    @property
    def id(self) -> str:
        """How people name it."""
        return line_id(self.chain, self.n)


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines are sought; what is None does not matter.

    Attributes:
        since, before: by the line's moment, the first included, the second not.
        country: of who asked or read: whose criteria they are.
        record: the number of a database and an id: in an answer or a disclosure.
        verdicts: of checks.
        case: as `Seals.digest("case", country, reference)` gives it.
        kinds: kinds of lines.
    """

    since: datetime | None = None
    before: datetime | None = None
    country: str | None = None
    officer: str | None = None
    record: tuple[int, int] | None = None
    verdicts: frozenset[Verdict] | None = None
    case: bytes | None = None
    kinds: tuple[type[Line], ...] | None = None

    def fits(self, line: Line) -> bool:
        """Whether this is one of the lines that are sought."""
        return (
            (self.since is None or line.moment >= self.since)
            and (self.before is None or line.moment < self.before)
            and (self.kinds is None or isinstance(line, self.kinds))
            and self._fits_person(line)
            and self._fits_check(line)
            and (self.record is None or self.record in _records(line))
        )

    def _fits_person(self, line: Line) -> bool:
        if self.country is None and self.officer is None:
            return True
        return (
            isinstance(line, Checked | Disclosed)
            and self.country in {None, line.who.country}
            and self.officer in {None, line.who.officer}
        )

    def _fits_check(self, line: Line) -> bool:
        if self.verdicts is None and self.case is None:
            return True
        return (
            isinstance(line, Checked)
            and (self.verdicts is None or line.verdict in self.verdicts)
            and self.case in {None, line.case}
        )


class Place(msgspec.Struct, frozen=True, array_like=True):
    """How far a chain was read: the last line's number and hash, its segment and where it ends."""

    n: int
    hash: bytes
    segment: int
    size: int


def lines(
    folder: Path, sought: Sought | None = None, *, disk: Disk | None = None
) -> Iterator[Kept]:
    """The lines that are sought, of all chains, about in the order of their moments.

    Args:
        folder: the trail's folder of chains.
        sought: all lines if None.
        disk: the machine's own if None.

    Raises:
        TrailDamaged: a chain cannot be read to its end: `verify` says more.
    """
    disk = disk or RealDisk()
    sought = sought or Sought()
    chains = [_of_chain(folder / name, sought, disk) for name in chains_in(folder, disk)]
    return heapq.merge(*chains, key=lambda kept: kept.line.moment)


def find(folder: Path, id: str, *, disk: Disk | None = None) -> Kept:
    """The line of this id; a check's with the box of its criteria, wherever that stands.

    Raises:
        Invalid: this is no line's id.
        NotFound: there is no such line.
        TrailDamaged: it cannot be read.
    """
    disk = disk or RealDisk()
    chain, n = parse_line_id(id)
    for link in links_back(folder / chain, disk):
        if link.begins.n > n:
            continue
        durable = counted(link, disk, upto=_end(link, read_head(folder / chain, disk)))
        last = deque(takewhile(lambda frame: frame.n <= n, durable), MOST_IN_A_BOX)
        if last and last[-1].n == n:
            return Kept(chain, n, _boxed(last), last[-1].hash, last[-1].text)
        break
    raise NotFound


def since(
    folder: Path, places: Mapping[str, Place], *, most: int, disk: Disk | None = None
) -> tuple[list[Kept], dict[str, Place]]:
    """The durable lines behind these places, and the places to ask from next time.

    For whoever follows the trail as it grows; keep the places with what was made of the lines.
    `chain.settle` first, once, so that nothing of a crashed process is missed.

    Args:
        folder: the trail's folder of chains.
        places: as given back the last time; none at first.
        most: at most so many lines, of each chain its share (at least one line).
        disk: the machine's own if None.

    Raises:
        TrailDamaged: a chain cannot be read from its place on.
    """
    disk = disk or RealDisk()
    found: list[Kept] = []
    reached = dict(places)
    chains = chains_in(folder, disk)
    for name in chains:
        share = max(1, most // len(chains))
        for kept, place in islice(_behind(folder / name, places.get(name), disk), share):
            found.append(kept)
            reached[name] = place
    return found, reached


def _of_chain(folder: Path, sought: Sought, disk: Disk) -> Iterator[Kept]:
    wanted: list[Link] = []
    for link in links_back(folder, disk):
        wanted.append(link)
        # A line may be of the evening before its segment's day, never of one before that.
        if sought.since is not None and link.segment.day < (
            sought.since.date() - timedelta(days=1)
        ):
            break
    head = read_head(folder, disk)
    for link in reversed(wanted):
        if sought.before is not None and link.segment.day > sought.before.date():
            return
        for frame in counted(link, disk, upto=_end(link, head)):
            line = decode_line(frame.text)
            if sought.fits(line):
                yield Kept(folder.name, frame.n, line, frame.hash, frame.text)


def _end(link: Link, head: Head | None) -> int | None:
    """Where the last segment's durable lines end, if the chain's process noted it."""
    return head.size if head is not None and head.segment == link.segment.number else None


def _boxed(last: deque[frames.Frame]) -> Line:
    """The last of these lines; if it is a check's, with its box, which stands in one of them."""
    line: Line = decode_line(last[-1].text)
    if not isinstance(line, Checked) or not 0 < line.criteria.back < len(last):
        return line
    holder = decode_line(last[-1 - line.criteria.back].text)
    if not isinstance(holder, Checked):
        return line
    box = holder.criteria.box
    return structs.replace(line, criteria=structs.replace(line.criteria, box=box))


def _behind(folder: Path, place: Place | None, disk: Disk) -> Iterator[tuple[Kept, Place]]:
    head = read_head(folder, disk)
    if head is None or (place is not None and place.n >= head.n):
        return
    ahead: list[Link] = []
    for link in links_back(folder, disk):
        if link.segment.number <= head.segment:
            ahead.append(link)
        if place is not None and link.segment.number <= place.segment:
            if link.segment.number < place.segment:
                raise TrailDamaged(chain=folder.name, segment=place.segment)
            break
    for link in reversed(ahead):
        number = link.segment.number
        previous, start = link.begins.previous, frames.HEAD_BYTES
        if place is not None and place.segment == number:
            previous, start = place.hash, place.size
        end = link.counts if number != head.segment else head.size
        content = disk.read(link.segment.path, 0, -1 if end is None else end)
        for frame in frames.read(content, previous, start=start):
            kept = Kept(folder.name, frame.n, decode_line(frame.text), frame.hash, frame.text)
            start = frame.end
            yield kept, Place(frame.n, frame.hash, number, frame.end)
        if end is not None and start != end:
            raise TrailDamaged(chain=folder.name, segment=number)


def _records(line: Line) -> set[tuple[int, int]]:
    if isinstance(line, Checked):
        return {(found.database, found.id) for found in line.found}
    if isinstance(line, Disclosed):
        return {(seen.database, seen.id) for seen in line.records}
    return set()
