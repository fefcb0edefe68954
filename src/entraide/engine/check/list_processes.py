"""Questions of a long list, answered by as many processes as there are processors.

Each process writes a chain of its own in the trail, so every question has its line before its
answer leaves; what a process has read of common names serves all of its questions.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from entraide.engine.check.service import Service, shared_service
from entraide.engine.check.wire import Answer, Asker, Query
from entraide.errors import EntraideError, Unavailable
from entraide.hub import Hub

TOGETHER: Final = 128
"""Questions that are handed to a process at once."""
AT_ONCE: Final = 16
"""Of these, as many are asked at the same time: their lines in the trail share one sync."""
_AHEAD: Final = 2
"""Batches that wait for each process."""

Outcome = Answer | EntraideError


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


def answered_apart(
    hub: Hub, asker: Asker, queries: Iterable[Query], *, processes: int
) -> Iterator[Outcome]:
    """Each question's answer in their order, or why it was refused; as `Service.answer` gives it.

    Raises:
        Unavailable: a process ended before its answers were there.
    """
    waiting: deque[Future[list[Outcome]]] = deque()
    work = partial(_answer, hub.folder, asker)
    rest = iter(queries)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        try:
            while batch := list(islice(rest, TOGETHER)):
                waiting.append(pool.submit(work, batch))
                if len(waiting) >= _AHEAD * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as problem:
            raise Unavailable from problem
        finally:
            for each in waiting:
                each.cancel()


def _answer(folder: Path, asker: Asker, queries: Sequence[Query]) -> list[Outcome]:
    """What one of the processes does."""
    service = shared_service(Hub(folder))
    with ThreadPoolExecutor(AT_ONCE, "list") as pool:
        return list(pool.map(partial(_outcome, service, asker), queries))


def _outcome(service: Service, asker: Asker, query: Query) -> Outcome:
    try:
        return service.answer(query, asker)
    except EntraideError as problem:
        return problem
