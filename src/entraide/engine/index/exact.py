"""The index in LMDB: many processes read it, one follows the feed, acts hide and note at once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from entraide.engine.index.applying import (
    DECODE,
    FIELDS,
    FINGERPRINT,
    Applying,
)
from entraide.engine.index.environment import (
    opened,
)
from entraide.engine.index.fingerprint import fingerprint_of
from entraide.engine.index.generations import (
    LOOKS_EVERY_S,
    Generations,
    IndexOutdated,
    IndexUnavailable,
)
from entraide.engine.index.snapshot import Generation, LmdbSnapshot, described
from entraide.engine.index.weighing import is_outgrown, weigh
from entraide.engine.index.word_lists import KnownWords
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import Change, Position
from entraide.language import _

Result = TypeVar("Result")


class LmdbIndex:
    """The index of one hub, node or copy (`reading.Index`), and the acts upon it.

    One for each process and folder is enough; it may be used by many threads. It notices when a
    new generation has taken over.
    """

    def __init__(self, folder: Path, databases: Mapping[str, Database]) -> None:
        """Opens nothing yet: an index that is not there is reported when it is used.

        Args:
            folder: the hub's `index_folder`.
            databases: by code, those that it holds; changes of others are passed over.
        """
        self.folder = folder
        self.databases = databases
        self._generations = Generations(folder)
        self._opened: Generation | None = None
        self._look_again = 0.0
        self._would_build = fingerprint_of(databases)

    @property
    def fingerprint(self) -> str:
        """What it was built with. Raises IndexUnavailable (IndexOutdated)."""
        return self._present().fingerprint

    @property
    def is_current(self) -> bool:
        """Whether this program would build the same. Raises IndexUnavailable."""
        try:
            return self._present().is_current
        except IndexOutdated:
            return False

    @property
    def is_built(self) -> bool:
        """Whether there is an index at all; one that is just taking over is waited for.

        Where there is none, a build reads the feed once more after this was asked: an act committed
        before needs nothing hidden.
        """
        if self._generations.stamp() is not None:
            return True
        if not self.folder.is_dir():
            return False
        with self._generations.writing():
            return self._generations.stamp() is not None

    @property
    def position(self) -> Position:
        """How far it has followed the feed. Raises IndexUnavailable."""
        with self.snapshot() as snapshot:
            return snapshot.position

    def snapshot(self) -> LmdbSnapshot:
        """A consistent state, to be used in a `with` statement. Raises IndexUnavailable."""
        return LmdbSnapshot(self._present())

    def apply(
        self, changes: Iterable[Change], position: Position, followed_at: datetime | None
    ) -> None:
        """Applies changes of the feed and moves the position, in one durable transaction.

        Args:
            changes: in the feed's order; those applied before do no harm.
            position: of the last of them.
            followed_at: when it was known that nothing comes after them; None if more does.

        Raises:
            Conflict: of another epoch ("epoch"): rebuild.
            IndexOutdated: this program would build another index: rebuild.
            IndexUnavailable: it cannot be written now.
        """
        listed = list(changes)

        def work(applying: Applying) -> None:
            if not self.is_current:
                raise IndexOutdated
            applying.changes(listed)
            applying.followed(position, followed_at)

        self._write(work)

    def suppress(self, database: str, id: int, version: int) -> None:
        """Hides a record at once, until the feed brings this version of it or a later one."""
        self._write(lambda applying: applying.suppress(database, id, version))

    def put_note(self, name: str, value: Any, seq: int) -> None:
        """Gives a note its value at once (None takes it away).

        Args:
            name: "grant/…", "restrictions/…" or "contact/…".
            value: any JSON value.
            seq: the feed number of the act, so that the feed's older values do not come back.
        """
        self._write(lambda applying: applying.note(name, value, seq))

    def weigh_if_outgrown(self) -> bool:
        """Counts anew how common names are, if the records that all may see have doubled."""
        with self._generations.writing():
            environment = self._present().environment
            transaction = environment.begin()
            try:
                is_due = any(
                    is_outgrown(transaction, environment.tables, database.number)
                    for database in self.databases.values()
                    if database.names is not None
                )
            finally:
                environment.end(transaction)
            if is_due:
                weigh(environment, self.databases)
        return is_due

    def check_readers(self) -> int:
        """Frees the places of readers that died; how many."""
        return self._present().environment.check_readers()

    def size(self) -> dict[str, int]:
        """Bytes in use, bytes of address space and live readers: "used", "map", "readers"."""
        return self._present().environment.size()

    def _write(self, work: Callable[[Applying], Result]) -> Result:
        if not self.is_built:
            raise _missing()
        with self._generations.writing():
            environment = self._present().environment
            return environment.write(
                lambda transaction: work(Applying(transaction, environment.tables, self.databases))
            )

    def _present(self) -> Generation:
        """The generation that answers now."""
        opened, now = self._opened, monotonic()
        if opened is not None and now < self._look_again:
            return opened
        if opened is None or self._generations.stamp() != opened.stamp:
            opened = self._open()
        self._look_again = now + LOOKS_EVERY_S  # counted from before the look
        return opened

    def _open(self) -> Generation:
        while True:
            stamp = self._generations.stamp()
            path = self._generations.present()
            if path is None:
                raise _missing()
            try:
                environment = opened(path)
            except FileNotFoundError:
                if stamp == self._generations.stamp():
                    raise _missing() from None
                continue
            found = described(environment)
            fingerprint = DECODE(found[FINGERPRINT])
            self._opened = Generation(
                stamp,
                environment,
                {row[-1]: DECODE(raw) for row, raw in found.items() if row.startswith(FIELDS)},
                fingerprint,
                fingerprint == self._would_build,
                KnownWords(),
            )
            return self._opened


def _missing() -> IndexUnavailable:
    return IndexUnavailable(
        "index_missing", _("There is no index yet. Build it with `entraide index build`.")
    )
