"""A chain's folder as everybody may read it: which bytes of which segment files count."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

import msgspec

from entraide.engine.check.trail import frames
from entraide.engine.check.trail.disk import Disk
from entraide.engine.check.trail.lines import Opened, decode_line
from entraide.errors import Unavailable
from entraide.hub import Hub
from entraide.language import _

HEAD_FILE: Final = "head"
FIRST_LINE_BYTES: Final = 2048  # a segment's head and first line lie within these

_CHAIN_NAME: Final = re.compile(r"[A-Z]{1,8}")
_SEGMENT_NAME: Final = re.compile(r"(\d{8})\.(\d{8})\.trail")
_HEAD: Final = struct.Struct(">Q32sQQ")


class TrailDamaged(Unavailable):
    """Something in a chain that no crash explains."""

    code = "trail_damaged"
    sentence = _("Chain %(chain)s of the trail is damaged in segment %(segment)s.")


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A segment's file: its number in the chain, and the day on which it was begun (UTC)."""

    number: int
    day: date
    path: Path


class Opening(NamedTuple):
    """How a segment begins: its first line, that line's number, and the hash before it."""

    opened: Opened
    n: int
    previous: bytes


class Link(NamedTuple):
    """A segment that counts, and how many of its bytes do.

    Attributes:
        counts: None for the chain's last segment, whose end is where its lines end.
    """

    segment: Segment
    begins: Opening
    counts: int | None


class Head(NamedTuple):
    """Where a chain durably ends: its last line, in which segment, and the bytes up to there."""

    n: int
    hash: bytes
    segment: int
    size: int

    def packed(self) -> bytes:
        """The content of the head file: a checksum (4 bytes), n (8), hash (32), segment, size."""
        text = _HEAD.pack(*self)
        return crc32(text).to_bytes(4, "big") + text


def chains_folder(hub: Hub) -> Path:
    """Where a hub's chains lie, a folder each."""
    return hub.trail_folder / "chains"


def read_head(folder: Path, disk: Disk) -> Head | None:
    """What the chain's process last noted; None if nothing is there that can be believed."""
    try:
        kept = disk.read(folder / HEAD_FILE)
    except FileNotFoundError:
        return None
    text = kept[4:]
    if len(text) != _HEAD.size or crc32(text).to_bytes(4, "big") != kept[:4]:
        return None
    return Head(*_HEAD.unpack(text))


def chains_in(folder: Path, disk: Disk) -> list[str]:
    """The names of the chains in a trail's folder, in the order in which they were begun."""
    names = [name for name in disk.names(folder) if _CHAIN_NAME.fullmatch(name)]
    return sorted(names, key=lambda name: (len(name), name))


def chain_names() -> Iterator[str]:
    """A, B, …, Z, AA, AB, …: the names that chains are given."""
    for number in count(1):
        rest, name = number, ""
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("A") + letter) + name
        yield name


def segment_name(number: int, day: date) -> str:
    """The name of a segment's file ("00000042.20261123.trail")."""
    return f"{number:08}.{day:%Y%m%d}.trail"


def segments_in(folder: Path, disk: Disk) -> list[Segment]:
    """All segments in a chain's folder, oldest first, whether they count or not."""
    found = []
    for name in disk.names(folder):
        parsed = _SEGMENT_NAME.fullmatch(name)
        if parsed:
            day = datetime.strptime(parsed[2], "%Y%m%d").replace(tzinfo=UTC).date()
            found.append(Segment(int(parsed[1]), day, folder / name))
    return sorted(found)


def opening(segment: Segment, content: bytes) -> Opening:
    """How a segment begins.

    Args:
        segment: whose name an error gives.
        content: at least its first FIRST_LINE_BYTES, or all of it.

    Raises:
        TrailDamaged: it does not begin as a segment begins.
    """
    previous = frames.previous_of(content)
    first = None if previous is None else next(frames.read(content, previous), None)
    if previous is None or first is None:
        raise TrailDamaged(chain=segment.path.parent.name, segment=segment.number)
    try:
        line = decode_line(first.text)
    except msgspec.DecodeError:
        line = None
    if not isinstance(line, Opened):
        raise TrailDamaged(chain=segment.path.parent.name, segment=segment.number)
    return Opening(line, first.n, previous)


def links_back(folder: Path, disk: Disk) -> Iterator[Link]:
    """The segments that count, the last first, each found from the one that goes on from it.

    Ends where older ones were moved to an archive.

    Raises:
        TrailDamaged: a segment does not begin as it should, or the one that it goes on from is not
            there.
    """
    segments = {segment.number: segment for segment in segments_in(folder, disk)}
    number = after = max(segments, default=0)
    counts = None
    while number:
        segment = segments.get(number)
        if segment is None:
            if number < min(segments):
                return
            raise TrailDamaged(chain=folder.name, segment=after)
        begins = opening(segment, disk.read(segment.path, 0, FIRST_LINE_BYTES))
        yield Link(segment, begins, counts)
        if begins.opened.before >= number:
            raise TrailDamaged(chain=folder.name, segment=number)
        after, number, counts = number, begins.opened.before, begins.opened.good


def counted(link: Link, disk: Disk, *, upto: int | None = None) -> Iterator[frames.Frame]:
    """The lines of a segment that count, all of them.

    Args:
        link: the segment.
        disk: where it lies.
        upto: of a chain's last segment, the bytes up to its head; as far as lines are whole if
            None.

    Raises:
        TrailDamaged: they end before they should.
    """
    end = link.counts if link.counts is not None else upto
    content = disk.read(link.segment.path)
    place = frames.HEAD_BYTES
    for frame in frames.read(content, link.begins.previous):
        if end is not None and frame.end > end:
            break
        place = frame.end
        yield frame
    if end is not None and place != end:
        raise TrailDamaged(chain=link.segment.path.parent.name, segment=link.segment.number)
