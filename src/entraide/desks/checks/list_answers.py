"""Asking a list row by row, several at the same time; the command line and the pages share it.

It needs no Django: a list is asked wherever a service answers.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from entraide.engine.check.wire import Answer, Query
from entraide.errors import (
    EntraideError,
    Invalid,
    NotAllowed,
    NotAuthenticated,
    Unavailable,
)
from entraide.gateways.tables.person_list import PersonList, Row, in_column

AT_ONCE: Final = 16
"""Rows that are asked at the same time, so that their lines in the trail share one sync."""
AHEAD: Final = 64


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one row: its answer, or why it could not be asked."""

    line: int
    name: str
    answer: Answer | None = None
    problem: EntraideError | None = None


def answers(people: PersonList, ask: Callable[[Query], Answer]) -> Iterator[Answered]:
    """Every row's answer in the order of the file; what is wrong with a row costs only it.

    Raises:
        NotAllowed, NotAuthenticated: the asker may not ask at all.
        Unavailable: the hub cannot answer now.
    """

    def asked(row: Row) -> Answered:
        if row.query is None:
            return Answered(row.line, row.name, problem=row.problem)
        try:
            return Answered(row.line, row.name, ask(row.query))
        except (NotAllowed, NotAuthenticated, Unavailable):
            raise
        except Invalid as problem:
            return Answered(row.line, row.name, problem=in_column(problem))
        except EntraideError as problem:
            return Answered(row.line, row.name, problem=problem)

    waiting: deque[Future[Answered]] = deque()
    with ThreadPoolExecutor(AT_ONCE, "list") as pool:
        try:
            for row in people.rows():
                waiting.append(pool.submit(asked, row))
                if len(waiting) >= AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()
