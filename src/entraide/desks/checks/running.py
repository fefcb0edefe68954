"""Asking a list in the background, so that a page can be left and come back to.

One list at a time in a process, in its officer's name, each row under the grant as it stands then:
whoever is revoked asks no further row. A list whose process died is taken up where it stood; rows
that were answered are given the same answer and leave no second line in the trail.
"""

import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Final

import msgspec
from django.db import connections

from entraide.clock import Clock
from entraide.desks.checks import asking
from entraide.desks.checks.list_answers import Answered, answers
from entraide.desks.checks.models import CheckList, ListRow
from entraide.engine.check.wire import Answer, Place, Query
from entraide.engine.schema.vocabulary import Purpose, Verdict
from entraide.errors import EntraideError, Invalid
from entraide.gateways.tables.person_list import PersonList
from entraide.language import translate

REFUSED: Final = "refused"
MOST_ROWS: Final = 20_000
"""Rows of a list that a page takes; a longer one is the command line's."""
AT_ONCE: Final = 50
"""Rows that are written together."""
TAKEN_UP_AFTER: Final = timedelta(seconds=30)
"""A list that has not gone on for so long lost its process."""

log = logging.getLogger("entraide.checks")
_encode: Final = msgspec.json.Encoder().encode
decode: Final = msgspec.json.Decoder(Answer).decode
_GOING: Final[set[int]] = set()
_LOCK: Final = Lock()


@cache
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "check-list")


def begin(number: int, clock: Clock) -> None:
    """Has a list asked in the background, unless this process does already."""
    with _LOCK:
        if number in _GOING:
            return
        _GOING.add(number)
    _worker().submit(_in_background, number, clock)


def take_up(row: CheckList, clock: Clock) -> None:
    """Goes on with a list that nobody asks any more."""
    if row.state == CheckList.State.RUNNING and clock.now() - row.beat_at > TAKEN_UP_AFTER:
        begin(row.pk, clock)


def run(number: int, clock: Clock) -> None:
    """Asks every row of a list that is not answered yet, and keeps what came of it."""
    row = CheckList.objects.filter(pk=number, state=CheckList.State.RUNNING).first()
    if row is None:
        return  # deleted, or done by somebody else
    known = set(ListRow.objects.filter(check_list=row).values_list("place", flat=True))
    counts = Counter(row.counts)
    try:
        with tempfile.NamedTemporaryFile(prefix="entraide-list-") as file:
            file.write(bytes(row.content))
            file.flush()
            rows = (each for each in _answers(row, Path(file.name)) if each.line not in known)
            while some := list(islice(rows, AT_ONCE)):
                if not _keep(row, some, counts, clock):
                    return
    except EntraideError as problem:
        _end(row, CheckList.State.STOPPED, counts, clock, problem.say(row.language))
    else:
        _end(row, CheckList.State.DONE, counts, clock)


def persons(path: Path, query: Query) -> tuple[PersonList, int]:
    """The list in a file, looked through, and how many rows it has.

    Raises:
        Invalid: it is no list of persons, or has more than `MOST_ROWS` rows.
    """
    people = PersonList(path, query)
    return people, sum(1 for _row in islice(people.table.rows(), MOST_ROWS + 1))


def _in_background(number: int, clock: Clock) -> None:
    try:
        run(number, clock)
    except Exception:
        # The edge of this thread: whoever looks at the list takes it up again.
        log.exception("event=list_failed list=%s", number)
    finally:
        with _LOCK:
            _GOING.discard(number)
        connections.close_all()


def _answers(row: CheckList, path: Path) -> Iterator[Answered]:
    place = Place(kind=row.place_kind, name=row.place) if row.place_kind or row.place else None
    query = Query(subjects=[], purpose=Purpose(row.purpose), place=place, language=row.language)
    people = PersonList(path, query, run=f"list:{row.pk}")
    service = asking.service()
    officer = row.person.username

    def ask(question: Query) -> Answer:
        asker = service.person(row.grant, officer=officer, workstation=row.workstation)
        return service.answer(question, asker)

    return answers(people, ask)


def _keep(row: CheckList, some: list[Answered], counts: Counter[str], clock: Clock) -> bool:
    """Writes what came of some rows; False if the list was deleted meanwhile."""
    counts.update(each.answer.verdict.value if each.answer else REFUSED for each in some)
    kept = CheckList.objects.filter(pk=row.pk).update(counts=dict(counts), beat_at=clock.now())
    if kept:
        ListRow.objects.bulk_create([_row(row, each) for each in some], ignore_conflicts=True)
    return bool(kept)


def _row(row: CheckList, answered: Answered) -> ListRow:
    answer = answered.answer
    needs_look = answer is not None and answer.verdict is not Verdict.NO_HIT
    return ListRow(
        check_list=row,
        place=answered.line,
        name=answered.name[:300],
        verdict=answer.verdict.value if answer else REFUSED,
        problem=_told(answered.problem, row.language) if answered.problem else "",
        answer=_encode(answer) if needs_look else b"",
        line=answer.line if answer else "",
    )


def _told(problem: EntraideError, language: str) -> str:
    said = problem.say(language)
    if isinstance(problem, Invalid):
        expected = translate(problem.expected, language, **problem.params)
        where = f"{problem.field}: " if problem.field else ""
        return where + " ".join(filter(None, (said, expected)))
    return said


def _end(
    row: CheckList, state: CheckList.State, counts: Counter[str], clock: Clock, problem: str = ""
) -> None:
    CheckList.objects.filter(pk=row.pk).update(
        state=state, counts=dict(counts), content=b"", problem=problem, beat_at=clock.now()
    )
