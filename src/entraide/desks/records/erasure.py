"""Forgotten means forgotten: tombstones, the erasure ledger, and its copy beside the truth.

A tombstone is a keyed digest of database, owner and owner's reference: it lets no import bring back
what was withdrawn. The ledger names what must be gone. It is copied into a file of the hub's folder
(`erasures.jsonl`) that no restore overwrites; replaying it upon a restored truth withdraws again
what an older backup brought back.
"""

import fcntl
import logging
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from django.db import connection
from django.db.models import Max

from entraide.desks.records.envelope import WITHDRAWN
from entraide.desks.records.hub_keys import key
from entraide.desks.records.models import ErasureLedger, Record, RecordVersion, Tombstone
from entraide.desks.records.writing import By, Writing, act
from entraide.engine.schema.vocabulary import Deletion
from entraide.hub import Hub

log = logging.getLogger("entraide.records")

FILE: Final = "erasures.jsonl"
UNSCRUBBED: Final = "erasures.unscrubbed"
"""Lies beside the ledger's copy while the truth's files may still hold what was erased."""
LONGEST_HOLD_MS: Final = 100
"""For which scrubbing waits for readers: writers wait with it."""
TOMBSTONE_BYTES: Final = 32
NO_TOMBSTONE: Final = frozenset({Deletion.IMPORT_UNDONE})
"""Reasons after which the owner may send the record again."""
GONE_REF: Final = "~{id}"
"""What stands for the owner's reference of a withdrawn record: the reference itself may name."""
REPLAYED_AT_ONCE: Final = 200
_READ_AT_ONCE: Final = 500


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the ledger as it leaves the truth.

    Attributes:
        tombstone: hexadecimal; "" where the record may come back.
    """

    line: int
    database: int
    record: int
    version: int
    tombstone: str
    reason: str
    at: datetime


_ENCODE: Final = msgspec.json.Encoder().encode
_DECODE: Final = msgspec.json.Decoder(Erased).decode


def tombstone(database: int, owner: str, owner_ref: str) -> bytes:
    """The keyed digest by which a withdrawn record is recognised."""
    text = f"{database}\0{owner}\0{owner_ref}".encode()
    return blake2b(text, key=key("tombstones"), digest_size=TOMBSTONE_BYTES).digest()


def buried(digests: Iterable[bytes]) -> set[bytes]:
    """Those of the digests whose records were withdrawn."""
    asked = list(digests)
    found: set[bytes] = set()
    for start in range(0, len(asked), _READ_AT_ONCE):
        rows = Tombstone.objects.filter(digest__in=asked[start : start + _READ_AT_ONCE])
        found.update(bytes(digest) for digest in rows.values_list("digest", flat=True))
    return found


def destroy(
    writing: Writing, record: Record, reason: Deletion, *, may_return: bool = False
) -> None:
    """Withdraws one record: its body, its past and its owner's reference are gone.

    A row that only follows from another `may_return`, when it follows again.
    """
    digest = b""
    if not may_return and reason not in NO_TOMBSTONE:
        digest = tombstone(record.database, record.owner, record.owner_ref)
        Tombstone.objects.update_or_create(
            digest=digest, defaults={"database": record.database, "buried_at": writing.now}
        )
    ErasureLedger.objects.create(
        line=last_line() + 1,
        database=record.database,
        record=record.id,
        version=record.version + 1,
        tombstone=digest,
        reason=reason,
        at=writing.now,
    )
    _empty(writing, record)


def last_line() -> int:
    """The number of the ledger's last line, 0 for none."""
    return ErasureLedger.objects.aggregate(last=Max("line"))["last"] or 0


def ledger(after: int = 0) -> Iterator[Erased]:
    """The ledger's lines after this one, in order."""
    for row in ErasureLedger.objects.filter(line__gt=after).order_by("line").iterator():
        yield Erased(
            line=row.line,
            database=row.database,
            record=row.record,
            version=row.version,
            tombstone=bytes(row.tombstone).hex(),
            reason=row.reason,
            at=row.at,
        )


def copy_ledger(hub: Hub) -> int:
    """Brings `erasures.jsonl` up to the ledger, durably; gives the number of lines added.

    Processes that do so at the same time wait for each other. A torn last line is mended first.
    Then the truth's own files are scrubbed of what was erased; what could not be, because somebody
    was reading or this process died, is scrubbed at the next call.
    """
    unscrubbed = hub.folder / UNSCRUBBED
    descriptor = os.open(hub.folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = [_ENCODE(erased) + b"\n" for erased in ledger(after=_last_whole_line(file))]
        if lines:
            unscrubbed.touch(0o600)
            _make_durable(hub.folder)
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        if unscrubbed.exists():
            if scrub():
                unscrubbed.unlink()
            else:
                log.warning("event=not_scrubbed why=readers")
    return len(lines)


def scrub() -> bool:
    """Leaves nothing of what was erased in the truth's files, as far as the engine lets us.

    SQLite overwrites what is deleted (`secure_delete`), and its log is emptied here; False if a
    reader still needs the log. PostgreSQL frees the space; old bytes last until pages and log are
    written over: encrypt its disk.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("VACUUM records_record, records_recordversion")
            return True
        (patience_ms,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_HOLD_MS}")
        try:
            is_busy, _frames, _done = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience_ms}")
    return not is_busy


def read_copy(path: Path) -> Iterator[Erased]:
    """The lines of a copy of the ledger, a torn last one left out."""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield _DECODE(line)


def replay(by: By, erasures: Iterable[Erased]) -> int:
    """Withdraws again whatever a restored backup brought back; gives how many records that were.

    Lines that this truth already has are passed over, so that it may be repeated.
    """
    brought_back = 0
    waiting = iter(erasures)
    while lines := list(islice(waiting, REPLAYED_AT_ONCE)):

        def do(writing: Writing, lines: list[Erased] = lines) -> str:
            nonlocal brought_back
            brought_back += sum(_erase_again(writing, line) for line in lines)
            return "replay"

        act(by, None, do)
    return brought_back


def _erase_again(writing: Writing, erased: Erased) -> bool:
    known = ErasureLedger.objects.filter(
        database=erased.database, record=erased.record, version=erased.version
    )
    if known.exists():
        return False
    # Another site may have counted on differently since the backup: its line gets a new number.
    is_taken = ErasureLedger.objects.filter(line=erased.line).exists()
    row = ErasureLedger(
        line=last_line() + 1 if is_taken else erased.line,
        database=erased.database,
        record=erased.record,
        version=erased.version,
        tombstone=bytes.fromhex(erased.tombstone),
        reason=erased.reason,
        at=erased.at,
    )
    row.save(force_insert=True)
    if erased.tombstone:
        Tombstone.objects.get_or_create(
            digest=bytes.fromhex(erased.tombstone),
            defaults={"database": erased.database, "buried_at": erased.at},
        )
    record = Record.objects.filter(database=erased.database, id=erased.record).first()
    if record is None or record.status == WITHDRAWN:
        return False
    record.version = max(record.version, erased.version - 1)
    _empty(writing, record)
    writing.journal("erase_again", record, reason=erased.reason)
    return True


def _empty(writing: Writing, record: Record) -> None:
    RecordVersion.objects.filter(database=record.database, record=record.id).delete()
    record.status = WITHDRAWN
    record.body = b""
    record.owner_ref = GONE_REF.format(id=record.id)
    record.restricted = ()
    record.review_on = record.retention_until = record.answered_until = None
    record.reliability = record.accuracy = None
    writing.rewrite(record, hides=True)


def _make_durable(folder: Path) -> None:
    """Makes a folder's list of files durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_whole_line(file: BinaryIO) -> int:
    """The number of the last whole line; what is torn behind it is cut off."""
    last, whole = 0, 0
    for line in file:
        if not line.endswith(b"\n"):
            break
        whole += len(line)
        last = _DECODE(line).line
    file.seek(whole)
    file.truncate()
    return last
