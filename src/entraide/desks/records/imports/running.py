"""Planning, applying and undoing an import. The file is a stream; one owner, one file, its batches.

A file whose rows are for several databases (a list of persons with their notices) is read once for
each, in the order in which their rows follow from one another, and has a batch for each.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from entraide.desks.records.admission import Withdrawn
from entraide.desks.records.bulk import finish_batch, open_batch, put_many
from entraide.desks.records.imports.asked import Asked, Opened, opened
from entraide.desks.records.imports.incoming import Reading, Rows
from entraide.desks.records.imports.report import Report
from entraide.desks.records.own_records import batch as batch_of
from entraide.desks.records.plans import plan_many
from entraide.desks.records.rows import Outcome
from entraide.desks.records.undo import undo_batch
from entraide.desks.records.writing import By, Done
from entraide.gateways.tables.table import Table

_TOLD_EVERY: Final = 400


@dataclass(slots=True)
class Totals:
    """What an import would do, or did.

    Attributes:
        withdrawn: rows whose record was withdrawn and does not come back; counted as refused too.
        by_database: the same by database's code and outcome.
        examples: the template's example rows, which are never imported.
        passed_over: what the source says and no field takes: its name → how often.
        batches: the ids by which it can be undone; empty for a plan.
        done: the last commit, which the edge settles; None for a plan. It `shows` where answers
            follow the import only with the index: what it hides is hidden by then.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    withdrawn: int = 0
    by_database: dict[str, dict[str, int]] = field(default_factory=dict)
    examples: int = 0
    passed_over: dict[str, int] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    done: Done | None = None

    @property
    def rows(self) -> int:
        """All rows but the examples."""
        return self.added + self.changed + self.unchanged + self.refused

    def add(self, database: str, what: str, count: int = 1) -> None:
        """Counts rows of one outcome."""
        setattr(self, what, getattr(self, what) + count)
        counts = self.by_database.setdefault(database, {})
        counts[what] = counts.get(what, 0) + count


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing has done so far: records withdrawn, changed back, and left alone.

    Attributes:
        done: the last commit, which the edge settles, as for `Totals`.
    """

    withdrawn: int
    changed_back: int
    left: int
    done: Done | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: rows told, and the share of all its work, 0–1."""

    rows: int
    share: float


Told = Callable[[Progress], object]


def plan(
    by: By, asked: Asked, *, report: Path | None = None, progress: Told | None = None
) -> Totals:
    """What `apply` would do, without writing anything.

    Args:
        by: who imports.
        asked: which file, for whom and how.
        report: a folder for the report of every row.
        progress: told every few hundred rows.

    Raises:
        Invalid: the file is not what it is said to be; nothing of it can be imported.
        NotAllowed: the actor does not write this owner's records.
    """
    found = opened(asked)
    run = _Run(by, asked, found, progress)
    with ExitStack() as stack:
        written = _report(stack, asked, found, report)
        for database in found.source.databases:
            run.begin(database)
            rows = run.rows(database, keeps=written is not None)
            with closing(rows.incoming()) as incoming:
                outcomes = plan_many(by, database, asked.owner, incoming)
                run.tell(database, rows, outcomes, written)
    return run.finished()


def apply(
    by: By,
    asked: Asked,
    *,
    report: Path | None = None,
    progress: Told | None = None,
) -> Totals:
    """Puts the file's rows into the truth, in slices that are committed one by one.

    An import that was cut off (a kill, a power cut) is taken up where its last committed slice
    ended, when the same file is applied again for the same owner and read the same way; the counts
    are then those of the whole. Rows that are already as the file says stay untouched.

    Args:
        by: who imports.
        asked: which file, for whom and how.
        report: a folder for the report of every row put in this run.
        progress: told after every slice.

    Raises:
        Invalid: the file is not what it is said to be; nothing of it was imported.
        NotAllowed: the actor does not write this owner's records.
    """
    found = opened(asked)
    run = _Run(by, asked, found, progress)
    with ExitStack() as stack:
        written = _report(stack, asked, found, report)
        for database in found.source.databases:
            run.put(database, written)
    return run.finished()


def undo(
    by: By,
    batches: Sequence[int],
    *,
    progress: Callable[[Undoing], object] | None = None,
) -> Undoing:
    """Undoes an import: what it added is withdrawn, what it changed becomes what it was before.

    What somebody has changed since is left as it is and counted.

    Args:
        by: who undoes it.
        batches: its ids, as `apply` gave them; the last is undone first.
        progress: told after every slice.

    Raises:
        NotFound: there is no such import, or not for this actor.
        Conflict: it is still running, or was undone.
    """
    total = Undoing(0, 0, 0, None)
    waits = False
    for id in reversed(batches):
        batch = batch_of(by.actor, id)
        waits = waits or batch.state == batch.State.UNDOING
        for step in undo_batch(by, batch):
            waits = waits or step.done.shows or not step.is_hidden
            total = Undoing(
                total.withdrawn + step.withdrawn,
                total.changed_back + step.changed_back,
                total.left + step.left,
                replace(step.done, shows=waits),
            )
            if progress is not None:
                progress(total)
    return total


class _Run:
    """One passage through a file."""

    def __init__(self, by: By, asked: Asked, found: Opened, progress: Told | None) -> None:
        self.totals = Totals()
        self._by, self._asked, self._found, self._progress = by, asked, found, progress
        self._begun = 0
        self._waits = False

    def begin(self, database: str) -> None:
        """The file is read for this database from here on."""
        self._begun = self._found.source.databases.index(database)

    def rows(self, database: str, *, keeps: bool) -> Rows:
        """The file's rows for one database."""
        today = self._by.clock.now().date()
        reading = Reading(self._asked.owner, today, self._asked.accepted)
        return Rows(self._found.source, database, reading, keeps=keeps)

    def put(self, database: str, report: Report | None) -> None:
        """Puts the rows for one database, under a batch."""
        self.begin(database)
        by, asked = self._by, self._asked
        batch = open_batch(
            by, database, asked.owner, source=asked.path.name, digest=self._found.digest
        )
        self.totals.batches.append(batch.pk)
        self._waits = self._waits or batch.line > 0  # whether all was hidden when it was cut off
        for what, count in batch.counts.items():
            self.totals.add(database, what, count)
        rows = self.rows(database, keeps=report is not None)
        with closing(rows.incoming(after=batch.line)) as incoming:
            for part in put_many(by, batch, incoming):
                self.tell(database, rows, part.outcomes, report)
                self._waits = self._waits or part.done.shows or not part.is_hidden
        self.totals.done = replace(finish_batch(by, batch), shows=self._waits)

    def tell(
        self, database: str, rows: Rows, outcomes: Iterable[Outcome], report: Report | None
    ) -> None:
        """Counts outcomes, reports them, and says how far it is."""
        for told, outcome in enumerate(outcomes, 1):
            self.totals.add(database, outcome.what)
            self.totals.withdrawn += isinstance(outcome.error, Withdrawn)
            if report is not None:
                what = "withdrawn" if isinstance(outcome.error, Withdrawn) else outcome.what
                report.row(database, rows.said(outcome.line), outcome, what)
            if told % _TOLD_EVERY == 0:
                self._say_progress()
        self._say_progress()

    def finished(self) -> Totals:
        """The totals, with what the source says at its end."""
        source = self._found.source
        self.totals.passed_over = dict(source.passed_over)
        if isinstance(source, Table):
            self.totals.examples = source.examples
        return self.totals

    def _say_progress(self) -> None:
        if self._progress is not None:
            source = self._found.source
            share = (self._begun + source.share_read()) / len(source.databases)
            self._progress(Progress(self.totals.rows, min(share, 1.0)))


def _report(stack: ExitStack, asked: Asked, found: Opened, folder: Path | None) -> Report | None:
    if folder is None:
        return None
    separator = found.source.dialect.separator if isinstance(found.source, Table) else ","
    return stack.enter_context(
        Report(folder, found.source, language=asked.language, separator=separator)
    )
