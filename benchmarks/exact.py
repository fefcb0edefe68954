"""Exact checks: deciding, answering with the trail, and PostgreSQL's look-up, in one run."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import postgresql
from benchmarks.measuring import spread, table, timed
from benchmarks.population import document, grant
from entraide.clock import SystemClock
from entraide.engine.check.decide import Circumstances, decide
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Answer, Asker, Document, Query
from entraide.engine.schema.vocabulary import Purpose
from entraide.hub import Hub

QUESTIONS = 50_000
ANSWERS = 2_000
HITS = 0.02
"""The share of travellers' documents that are listed, in mixed traffic."""


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
        at = Circumstances(now=clock.now(), fingerprint=service.index.fingerprint)
        with service.index.snapshot() as snapshot:
            return decide(asked, who, snapshot, rules=service.rules, at=at)

    try:
        yield service, work
    finally:
        service.close()


def measure(hub: Hub, folder: Path, documents: int) -> None:
    """Prints what one exact check costs, beside the same look-up in PostgreSQL."""
    rows = [["one exact check", "hits", "mixed traffic (2 % hits)"]]
    times: dict[str, list[list[float]]] = {
        "decide()": [],
        "PostgreSQL, prepared": [],
        "answer()": [],
    }
    asked = [questions(documents, hits=share) for share in (1.0, HITS)]
    with deciding(hub) as (service, work):
        for each in asked:
            ready = [query(*pair) for pair in each]
            times["decide()"].append(timed(lambda place, r=ready: work(r[place]), QUESTIONS))
        who = asker()
        for each in asked:
            ready = [query(*pair) for pair in each]
            times["answer()"].append(
                timed(lambda place, r=ready: service.answer(r[place], who), ANSWERS, warm=100)
            )
    with postgresql.server(folder / "postgresql") as address:
        postgresql.load(address, documents)
        with postgresql.looking_up(address) as look_up:
            for each in asked:
                times["PostgreSQL, prepared"].append(
                    timed(lambda place, e=each: look_up(*e[place]), QUESTIONS)
                )
    rows += [[name, *map(spread, measured)] for name, measured in times.items()]
    ratios = [
        f"{_median(theirs) / _median(ours):.1f}"
        for theirs, ours in zip(times["PostgreSQL, prepared"], times["decide()"], strict=True)
    ]
    table(f"Exact checks over {documents:,} documents", [*rows, ["PostgreSQL ÷ decide()", *ratios]])


def _median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]
