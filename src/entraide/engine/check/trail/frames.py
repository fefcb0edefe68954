"""How lines lie in a segment file, one behind the other, each bound to the one before it.

A segment is a head (16 bytes of name and version, 32 bytes: the hash of the line before it) and
frames: length (4 bytes), number (8), unsynced (2), text, hash (32); integers big-endian. A hash is
SHA-256 over the hash before it and the frame up to its own hash.
"""

import struct
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

MAGIC: Final = b"entraide-trail\x00\x01"  # the last byte is the version of the format
HASH_BYTES: Final = 32
HEAD_BYTES: Final = len(MAGIC) + HASH_BYTES
NO_LINE: Final = bytes(HASH_BYTES)  # "the hash before" of a chain's first line
LONGEST: Final = 1 << 20  # bytes of text in a line; a greater length is never ours
MOST_TOGETHER: Final = 4096  # lines in one write: `unsynced` has two bytes

_FRAME: Final = struct.Struct(">IQH")
_OVERHEAD: Final = _FRAME.size + HASH_BYTES


class Frame(NamedTuple):
    """A line as it lies in its segment.

    Attributes:
        n: its number in the chain, from 1, without gaps.
        unsynced: how many lines before it were not yet known to be durable when it was written.
        start, end: where it lies in the segment, in bytes.
    """

    n: int
    unsynced: int
    text: bytes
    hash: bytes
    start: int
    end: int


def head(previous: bytes) -> bytes:
    """The head of a segment whose first line follows the line with this hash."""
    return MAGIC + previous


def previous_of(segment: bytes) -> bytes | None:
    """The hash before a segment's first line; None if this is not the head of a segment."""
    if len(segment) < HEAD_BYTES or not segment.startswith(MAGIC):
        return None
    return segment[len(MAGIC) : HEAD_BYTES]


def write(previous: bytes, first: int, texts: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The frames of lines that are written together, and the hash of the last of them.

    Args:
        previous: the hash of the line before the first.
        first: the number of the first.
        texts: at most MOST_TOGETHER, each at most LONGEST bytes.
    """
    parts: list[bytes] = []
    for place, text in enumerate(texts):
        frame = _FRAME.pack(len(text), first + place, place) + text
        previous = sha256(previous + frame).digest()
        parts += (frame, previous)
    return b"".join(parts), previous


def read(segment: bytes, previous: bytes, *, start: int = HEAD_BYTES) -> Iterator[Frame]:
    """The frames from `start` on, as far as each is whole and bound to the one before it."""
    place, end = start, len(segment)
    while place + _OVERHEAD <= end:
        length, n, unsynced = _FRAME.unpack_from(segment, place)
        text_ends = place + _FRAME.size + length
        if length > LONGEST or text_ends + HASH_BYTES > end:
            return
        stated = segment[text_ends : text_ends + HASH_BYTES]
        if sha256(previous + segment[place:text_ends]).digest() != stated:
            return
        text = segment[place + _FRAME.size : text_ends]
        yield Frame(n, unsynced, text, stated, place, text_ends + HASH_BYTES)
        previous, place = stated, text_ends + HASH_BYTES


def knows_durable(rest: bytes, n: int) -> bool:
    """Whether whole lines in `rest` show that line `n`, which is not whole, was durable once.

    Behind a torn line nothing can say so: the lines of one write all count it as unsynced. Where
    one does, the line was not torn by a crash but changed or lost afterwards.

    Args:
        rest: the bytes of a segment from the first that do not read as line `n`.
        n: the number that the line there should have.
    """
    # A frame is recognised by its number, and believed if it is bound to the 32 bytes before it.
    starts = {((n + ahead) >> 16).to_bytes(6, "big") for ahead in (0, 1 << 16)}
    for start in starts:
        place = rest.find(start, HASH_BYTES + 4)
        while place != -1:
            before = rest[place - 4 - HASH_BYTES : place - 4]
            for frame in read(rest, before, start=place - 4):
                if n < frame.n <= n + (1 << 17) and frame.n - frame.unsynced > n:
                    return True
            place = rest.find(start, place + 1)
    return False
