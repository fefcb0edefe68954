"""The index: how fast it is built, how large it is, and what it costs when records grow tenfold."""

import time

from benchmarks.exact import deciding, query, questions
from benchmarks.measuring import size, spread, table, timed
from benchmarks.population import MadeUpFeed
from entraide.clock import SystemClock
from entraide.engine.databases import databases
from entraide.engine.index.build import build
from entraide.hub import Hub


def built(hub: Hub, feed: MadeUpFeed) -> list[str]:
    """Builds the hub's index from this feed; gives a row of figures."""
    begun, processor = time.perf_counter(), time.process_time()
    declared = {database.code: database for database in databases()}
    build(feed, hub.index_folder, declared, clock=SystemClock())
    taken, worked = time.perf_counter() - begun, time.process_time() - processor
    count = feed.documents + feed.persons
    return [
        f"{count:,}",
        f"{taken:.0f} s",
        f"{count / taken:,.0f}",
        f"{count / worked:,.0f}",
        f"{size(hub.index_folder) / count:.0f}",
    ]


HEADING = [
    "records",
    "built in",
    "records a second",
    "records a processor second",
    "bytes a record",
]


def grow(hub: Hub, documents: int, key_digest: str) -> None:
    """Prints the cost of building and of deciding at a tenth of the records and at all of them.

    Leaves the index of all of them in the hub, with a grant for this key.
    """
    rows = [[*HEADING, "decide(), hits", "decide(), mixed"]]
    for count in (documents // 10, documents):
        row = built(hub, MadeUpFeed(count, key_digest=key_digest))
        with deciding(hub) as (_service, work):
            for share in (1.0, 0.02):
                ready = [query(*pair) for pair in questions(count, hits=share)]
                row.append(spread(timed(lambda place, r=ready: work(r[place]), len(ready))))
        rows.append(row)
    table("The index of documents, and growth", rows)
