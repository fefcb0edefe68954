"""The truth: how fast an import writes it, and how many bytes a record takes."""

import sqlite3
import time
from pathlib import Path

from benchmarks.measuring import table
from benchmarks.population import state
from entraide.clock import SystemClock
from entraide.desks import start
from entraide.hub import Hub

RECORDS = 200_000
OWNER = "UTO"


def measure(hub: Hub) -> None:
    """Imports made-up documents of one owner into the hub's empty truth; prints rate and size."""
    start.start(hub)
    start.migrate(hub)
    from entraide.desks.bureaus.actions import add_bureau  # noqa: PLC0415 - after `start`
    from entraide.desks.bureaus.queries import operator  # noqa: PLC0415
    from entraide.desks.records.bulk import open_batch, put_many  # noqa: PLC0415
    from entraide.desks.records.rows import Incoming  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415

    by = By(actor=operator(), clock=SystemClock())
    add_bureau(by, OWNER, kind="member", names={"en": "Utopia"})
    batch = open_batch(by, "travel_documents", OWNER, source="bench", digest="0" * 64)
    rows = (
        Incoming(place + 1, f"D{place}", state(place * 7).body | {"issuing_country": OWNER})
        for place in range(RECORDS)
    )
    before = _pages(hub.truth_file)
    longest, begun = 0.0, time.perf_counter()
    last = begun
    for _slice in put_many(by, batch, rows):
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    taken = time.perf_counter() - begun
    table(
        "The truth (SQLite, one owner's import, validated, journalled, with its feed)",
        [
            [
                "records",
                "records a second",
                "longest slice",
                "bytes a record, all tables and indexes",
            ],
            [
                f"{RECORDS:,}",
                f"{RECORDS / taken:,.0f}",
                f"{longest * 1e3:.0f} ms",
                f"{(_pages(hub.truth_file) - before) / RECORDS:.0f}",
            ],
        ],
    )


def _pages(file: Path) -> int:
    """Bytes of the database, pages still in its write-ahead log included."""
    with sqlite3.connect(file) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    return int(pages) * int(size)
