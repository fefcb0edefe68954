"""What the trail says: the kinds of lines.

A line's text is a MessagePack array: the number of its kind, then its fields in the order written
here. New fields are only ever added at the end with a default, and a kind's number is never given
to another, so that every old line stays readable. Its number in the chain stands in its frame.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import Invalid, TooLarge
from entraide.language import _

MOST_RECORDS: Final = 50_000  # in one disclosure line: a larger export writes several
MOST_IN_A_BOX: Final = 256  # checks whose criteria are sealed together, and opened together

_LINE_ID: Final = re.compile(r"([A-Z]{1,8})-([1-9][0-9]{0,17})")


class Found(msgspec.Struct, frozen=True, array_like=True):
    """A record in an answer: its database's number, its id and version, and how it matched."""

    database: int
    id: int
    version: int
    verdict: Verdict


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A record that was disclosed: its database's number, its id and version."""

    database: int
    id: int
    version: int


class Who(msgspec.Struct, frozen=True, array_like=True):
    """The person who asked or read, and the grant by which they could."""

    grant: str
    country: str
    unit: str
    role: Role
    officer: str
    workstation: str = ""


class Sealed(msgspec.Struct, frozen=True, array_like=True):
    """Criteria under a key that will be destroyed.

    Attributes:
        key: the seal's name ("2026-11.DEU.no_hit"): month, owner of the criteria, retention class.
        box: nonce (12 bytes), then AES-256-GCM of the salt and the compressed criteria of this line
            and of those behind it that were written with it; empty in those.
        digest: SHA-256 of salt and criteria: the chain's commitment, which nobody can guess back
            without the salt.
        back: how many lines before this one the box stands; also the place of the criteria in it.
    """

    key: str
    box: bytes
    digest: bytes
    back: int = 0


class Manner(StrEnum):
    """How a record left the hub."""

    SHOWN = "shown"  # a full report on a page
    SENT = "sent"  # through an interface, to a program
    EXPORTED = "exported"
    PRINTED = "printed"  # a PDF or a sheet
    COPIED = "copied"  # in a national copy


class Checked(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """A check: who asked, whence and why, what was found by which rules, the sealed question.

    Attributes:
        place: kind and name of the place.
        case, client: keyed digests (16 bytes) of the case's reference and of the asking system's
            own id of the question, empty if none: free text may name a person, so the words
            themselves are in the sealed part.
        asked: the databases that were asked, a byte each, their number.
        more: there were more candidates than the answer lists.
        epoch, seq, fingerprint: the index that answered.
        rules: the version of rules and matcher.
        answer: SHA-256 of the sealed part's salt and the answer's canonical bytes.
    """

    moment: datetime
    who: Who
    purpose: Purpose
    place: tuple[str, str]
    operation: str
    case: bytes
    client: bytes
    verdict: Verdict
    asked: bytes
    found: tuple[Found, ...]
    more: bool
    epoch: str
    seq: int
    fingerprint: str
    rules: str
    answer: bytes
    criteria: Sealed


class Disclosed(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """Records that were shown in full, sent, exported, printed or copied.

    Attributes:
        reason: a code or reference that says why, such as a hit's; never free text about a person.
        given: SHA-256 of the bytes that left, empty where they are not one document.
    """

    moment: datetime
    who: Who
    purpose: Purpose
    manner: Manner
    records: tuple[Seen, ...]
    reason: str = ""
    given: bytes = b""


class Journalled(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """The digest of a run of journal rows, which ties the journal to this chain."""

    moment: datetime
    first: int
    last: int
    digest: bytes


class Erased(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """Seals whose keys were destroyed, and by which rule ("retention", or an order's reference)."""

    moment: datetime
    keys: tuple[str, ...]
    why: str


class Why(StrEnum):
    """Why a segment was begun."""

    NEW = "new"  # the chain's first
    TURNED = "turned"  # the one before was full or of another day
    RECOVERED = "recovered"  # after a crash: bytes behind the last whole line are torn
    FAILED = "failed"  # a write failed: what stands behind the last durable line is disowned


class Opened(msgspec.Struct, frozen=True, array_like=True, tag=5):
    """The first line of every segment.

    Attributes:
        before: the number of the segment that this one goes on from, 0 if none. Segments between
            the two were begun in vain and count for nothing.
        good: how many bytes of the segment before count.
        torn: how many bytes behind them do not; they stay where they are. None where the disk
            failed and what it will hold there cannot be known.
        torn_digest: SHA-256 of those bytes; empty where `torn` is None or 0.
        damaged: chains that were found damaged, and left as they are, when this one was begun.
    """

    moment: datetime
    hub: str
    chain: str
    segment: int
    why: Why
    before: int = 0
    good: int = 0
    torn: int | None = 0
    torn_digest: bytes = b""
    damaged: tuple[str, ...] = ()


Line = Checked | Disclosed | Journalled | Erased | Opened

encode_line: Final = msgspec.msgpack.Encoder().encode
decode_line: Final = msgspec.msgpack.Decoder(Line).decode


def line_id(chain: str, n: int) -> str:
    """How people name a line ("B-1042")."""
    return f"{chain}-{n}"


def parse_line_id(text: str) -> tuple[str, int]:
    """The chain and the number that a line's id names. Raises Invalid."""
    parsed = _LINE_ID.fullmatch(text.strip().upper())
    if parsed is None:
        raise Invalid(
            "line_id", expected=_("Expected: the id of a trail line, for example B-1042.")
        )
    return parsed[1], int(parsed[2])


class LineTooLong(TooLarge):
    """More than one line of the trail can hold."""

    code = "trail_line"
    sentence = _("This is more than one line of the trail can hold. Divide it.")
