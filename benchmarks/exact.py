"""Exact checks: deciding, answering with the trail, and PostgreSQL doing the same, in one run."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import postgresql
from benchmarks.measuring import processor, spread, table, timed
from benchmarks.population import document, grant
from entraide.clock import SystemClock
from entraide.engine.check.decide import Circumstances, decide
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Answer, Asker, Document, Query
from entraide.engine.databases import by_code
from entraide.engine.index.keys import question_keys
from entraide.engine.schema.vocabulary import Purpose, SubjectKind
from entraide.hub import Hub

QUESTIONS = 50_000
ANSWERS = 2_000
AGREED = 200
"""Questions of each kind that both are asked first, to see that they answer alike."""
WARM = 100
"""Questions before each turn that are asked and not timed."""
TURNS = 10
"""The ways of asking are measured in turns."""
HITS = 0.02
"""The share of travellers' documents that are listed, in mixed traffic."""

Way = Callable[[int, int], object]
"""Asks the question at a place of one kind of traffic: hits only (0), or mixed (1)."""
Taken = dict[str, list[list[float]]]
"""Seconds, by way and kind of traffic."""


def questions(documents: int, *, hits: float) -> list[tuple[str, str]]:
    """Numbers and countries to ask: this share of them recorded, the rest not."""
    lot = random.Random(7)
    return [
        document(
            lot.randrange(documents) if lot.random() < hits else documents + lot.randrange(2**31)
        )
        for _ in range(QUESTIONS)
    ]


def query(number: str, country: str) -> Query:
    """The question that a border post sends."""
    return Query(
        subjects=[Document(number=number, issuing_country=country)],
        purpose=Purpose.BORDER_MANAGEMENT,
        databases=["travel_documents"],
    )


def asker() -> Asker:
    """Who asks in these measurements."""
    return grant("").asker(officer="bench", workstation="bench")


@contextmanager
def deciding(hub: Hub) -> Iterator[tuple[Service, Callable[[Query], Answer]]]:
    """Gives the service of this hub, and `decide()` on a snapshot of its own for each question."""
    service = Service.open(hub)
    who, clock = asker(), SystemClock()

    def work(asked: Query) -> Answer:
        with service.index.snapshot() as snapshot:
            at = Circumstances(now=clock.now(), fingerprint=snapshot.fingerprint)
            return decide(asked, who, snapshot, rules=service.rules, at=at)

    try:
        yield service, work
    finally:
        service.close()


def measure(hub: Hub, folder: Path, documents: int) -> None:
    """Prints what one exact check costs, beside PostgreSQL, all in one run.

    `decide()` is compared with itself over PostgreSQL, which gives the same answer; the index's
    look-up alone with PostgreSQL's bare look-up.
    """
    asked = [questions(documents, hits=share) for share in (1.0, HITS)]
    ready = [[query(*pair) for pair in each] for each in asked]
    who, clock = asker(), SystemClock()
    with (
        deciding(hub) as (service, work),
        postgresql.server(folder / "postgresql") as address,
    ):
        postgresql.load(address, documents)
        with postgresql.connected(address) as cursor:
            bare = postgresql.looking_up(cursor)

            def over_postgresql(question: Query, through: Any = cursor) -> Answer:
                at = Circumstances(now=clock.now(), fingerprint="")
                snapshot: Any = postgresql.PostgresSnapshot(through)
                return decide(question, who, snapshot, rules=service.rules, at=at)

            _agree(work, over_postgresql, ready)
            reads = [[_reads(over_postgresql, cursor, each) for each in kind] for kind in ready]
            rows = [[_row(*pair) for pair in each] for each in asked]
            ways: dict[str, Way] = {
                "the index's look-up alone": lambda kind, at: _look_up(service, rows[kind][at]),
                "decide()": lambda kind, at: work(ready[kind][at]),
                "answer(), trail included": lambda kind, at: service.answer(ready[kind][at], who),
                "PostgreSQL, prepared: the bare look-up": lambda kind, at: bare(*asked[kind][at]),
                "PostgreSQL, prepared: the reads that decide() does": lambda kind, at: (
                    postgresql.do_again(cursor, reads[kind][at])
                ),
                "decide() over PostgreSQL": lambda kind, at: over_postgresql(ready[kind][at]),
            }
            times, used = _measured(ways, os.getpid(), cursor.connection.info.backend_pid)
    _tell(documents, times, used)


def _tell(documents: int, times: Taken, used: Taken) -> None:
    look_up, decided, _answered, bare_look_up, same_reads, over = times.values()
    table(
        f"Exact checks over {documents:,} documents, load {os.getloadavg()[0]:.1f}",
        [
            ["one exact check", "hits", "mixed traffic (2 % hits)"],
            *([name, *map(spread, measured)] for name, measured in times.items()),
            *(
                [f"{name}: processor, both sides", *map(_each, spent)]
                for name, spent in used.items()
            ),
            ["decide() over PostgreSQL ÷ decide()", *_ratios(over, decided)],
            ["PostgreSQL's same reads ÷ decide()", *_ratios(same_reads, decided)],
            ["PostgreSQL's bare look-up ÷ decide()", *_ratios(bare_look_up, decided)],
            ["PostgreSQL's bare look-up ÷ the index's", *_ratios(bare_look_up, look_up)],
        ],
    )


def _row(number: str, country: str) -> bytes:
    """The bytes that the index is asked for about one document."""
    database = by_code("travel_documents")
    lookups = question_keys(
        database, SubjectKind.DOCUMENT, {"number": number, "issuing_country": country}
    )
    return lookups[-1].keys[0]


def _reads(
    ask: Callable[[Query, Any], Answer], cursor: Any, question: Query
) -> list[postgresql.Read]:
    """What PostgreSQL is asked to answer this question."""
    noted = postgresql.ReadsNoted(cursor)
    ask(question, noted)
    return noted.reads


def _look_up(service: Service, row: bytes) -> object:
    with service.index.snapshot() as snapshot:
        return list(snapshot.beginning(row))


def _measured(ways: dict[str, Way], *pids: int) -> tuple[Taken, Taken]:
    """How long each way took for either kind of traffic; in turns, so that all share the weather.

    Beside it what each used of the processor in these processes, a figure for each turn. Few
    answers are asked for: each waits for the disk.
    """
    times: Taken = {name: [[], []] for name in ways}
    used: Taken = {name: [[], []] for name in ways}
    for turn in range(TURNS):
        for name, way in ways.items():
            count = (ANSWERS if name.startswith("answer()") else QUESTIONS) // TURNS
            for kind, taken in enumerate(times[name]):
                work = partial(_at, way, kind, turn * count)
                before = processor(*pids)
                taken.extend(timed(work, count, warm=WARM))
                used[name][kind].append((processor(*pids) - before) / (count + WARM))
    return times, used


def _at(way: Way, kind: int, first: int, place: int) -> object:
    return way(kind, first + place)


def _agree(
    ours: Callable[[Query], Answer], theirs: Callable[[Query], Answer], ready: list[list[Query]]
) -> None:
    """Ends the benchmark if both do not give the same answers."""
    for question in [each for asked in ready for each in asked[:AGREED]]:
        one, other = ours(question), theirs(question)
        if (one.verdict, one.hits, one.unasked) != (other.verdict, other.hits, other.unasked):
            raise SystemExit(f"PostgreSQL gives another answer:\n{one}\n{other}")


def _each(spent: list[float]) -> str:
    return f"{median(spent) * 1e6:.1f} µs"


def _ratios(slow: list[list[float]], fast: list[list[float]]) -> list[str]:
    return [f"{median(theirs) / median(ours):.1f}" for theirs, ours in zip(slow, fast, strict=True)]
