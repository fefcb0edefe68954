"""The chain that one process writes: it claims one that no other holds and goes on where that ends.

What a crash tore, or a failing disk may have torn, stays where it is and is disowned by the first
line of the next segment.
"""

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from entraide.clock import Clock
from entraide.engine.check.trail import frames
from entraide.engine.check.trail.disk import Disk, RealDisk, create_whole, write_all
from entraide.engine.check.trail.lines import Opened, Why, encode_line
from entraide.engine.check.trail.segments import (
    HEAD_FILE,
    Head,
    Segment,
    TrailDamaged,
    chain_names,
    chains_in,
    opening,
    read_head,
    segment_name,
    segments_in,
)
from entraide.errors import Unavailable
from entraide.language import _

SEGMENT_BYTES: Final = 16 << 20  # read whole when its chain is taken up again: some 50 ms
ENDED_FILE: Final = "ended"

_log: Final = logging.getLogger("entraide.trail")


class TrailUnavailable(Unavailable):
    """The trail cannot be made durable, so that nothing may be answered."""

    code = "trail"
    sentence = _("The trail cannot be written now, so nothing can be answered. Try again later.")


class Chain:
    """A claimed chain, open for writing by one thread at a time.

    Attributes:
        name: "A", "B", …
        n, hash: the number and hash of its last durable line.
    """

    def __init__(self, folder: Path, *, hub: str, clock: Clock, disk: Disk, claim: int) -> None:
        self.name = folder.name
        self.n = 0
        self.hash = frames.NO_LINE
        self._folder = folder
        self._hub = hub
        self._clock = clock
        self._disk = disk
        self._claim: int | None = claim
        self._file: int | None = None
        self._segment: Segment | None = None
        self._size = 0
        self._highest = 0

    @classmethod
    def claim(cls, folder: Path, *, hub: str, clock: Clock, disk: Disk | None = None) -> "Chain":
        """The first chain in the trail's folder that no process holds, ready to go on.

        A damaged chain is left as it is, for `verify` to tell of, and the next is taken: the hub
        goes on answering, each line durable.

        Raises:
            TrailUnavailable: the disk does not let us.
        """
        disk = disk or RealDisk()
        damaged: list[str] = []
        try:
            for name in chain_names():
                chain = cls.claim_one(folder / name, hub=hub, clock=clock, disk=disk)
                if chain is None:
                    continue
                try:
                    chain.take_up(tuple(damaged))
                    return chain  # noqa: TRY300  (nothing can fail here)
                except TrailDamaged as problem:
                    _log.error("%s", problem)
                    damaged.append(name)
                    chain.close()
                except OSError:
                    chain.close()
                    raise
        except OSError as problem:
            raise TrailUnavailable from problem
        raise TrailUnavailable  # names do not end

    @classmethod
    def claim_one(cls, folder: Path, *, hub: str, clock: Clock, disk: Disk) -> "Chain | None":
        """This chain, not yet taken up; None if a process holds it or it has ended."""
        disk.make_folder(folder)
        if ENDED_FILE in disk.names(folder):
            return None
        claim = disk.claim(folder / HEAD_FILE)
        if claim is None:
            return None
        return cls(folder, hub=hub, clock=clock, disk=disk, claim=claim)

    def commit(self, texts: Sequence[bytes]) -> int:
        """Makes lines durable, all with one write and one sync; the number of the first.

        Args:
            texts: at most `frames.MOST_TOGETHER` encoded lines.

        Raises:
            TrailUnavailable: they are not durable and must count as never written. The next call
                tries to begin a new segment.
        """
        if self._claim is None:
            raise TrailUnavailable
        try:
            today = self._clock.now().date()
            if self._file is None:
                self._begin(Why.FAILED, torn=None)
            elif self._segment is None or self._segment.day != today or self._is_full:
                self._begin(Why.TURNED)
            first = self.n + 1
            data, last_hash = frames.write(self.hash, first, texts)
            assert self._file is not None
            write_all(self._disk, self._file, data)
            self._disk.sync(self._file)
        except OSError as problem:
            self._let_go()
            raise TrailUnavailable from problem
        self.n += len(texts)
        self.hash = last_hash
        self._size += len(data)
        self._note()
        return first

    def take_up(self, damaged: tuple[str, ...] = ()) -> None:
        """Goes on where the chain ends, or begins it; what `claim` does first.

        Raises:
            TrailDamaged: something in its last segment that no crash explains; OSError.
        """
        for name in self._disk.names(self._folder):
            if name.startswith("."):  # a draft that a crash left
                self._disk.unlink(self._folder / name)
        segments = segments_in(self._folder, self._disk)
        if not segments:
            self._begin(Why.NEW, damaged=damaged)
            return
        self._segment = segments[-1]
        self._highest = self._segment.number
        content = self._disk.read(self._segment.path)
        doubtful = self._find_end(content)
        torn = content[self._size :]
        # Lines that no later one knows to be durable are written once more: a killed process may
        # not have synced them, and after a sync that failed the system believes them written.
        self._disk.overwrite(self._segment.path, content[doubtful : self._size], doubtful)
        self._disk.sync_folder(self._folder)
        self._file = self._disk.append_to(self._segment.path)
        if torn:
            self._begin(Why.RECOVERED, torn=torn)
        else:
            self._note()

    def close(self) -> None:
        """Ends writing and lets another process claim the chain."""
        self._let_go()
        if self._claim is not None:
            self._disk.close(self._claim)
            self._claim = None

    @property
    def _is_full(self) -> bool:
        return self._size >= SEGMENT_BYTES

    def _find_end(self, content: bytes) -> int:
        """Sets the chain's end; gives the byte from which on its lines may not be durable."""
        assert self._segment is not None
        problem = TrailDamaged(chain=self.name, segment=self._segment.number)
        opened, _n, previous = opening(self._segment, content)
        if (opened.hub, opened.chain, opened.segment) != (self._hub, self.name, self._highest):
            raise problem
        doubtful = 0
        for frame in frames.read(content, previous):
            self.n, self.hash, self._size = frame.n, frame.hash, frame.end
            if not frame.unsynced:
                doubtful = frame.start
        # The head is noted after the sync: a chain that ends before it has lost durable lines.
        head = read_head(self._folder, self._disk)
        if head is not None and head.n > self.n:
            raise problem
        if frames.knows_durable(content[self._size :], self.n + 1):
            raise problem
        return doubtful

    def _begin(self, why: Why, *, torn: bytes | None = b"", damaged: tuple[str, ...] = ()) -> None:
        """Begins the next segment, durably. Raises OSError; nothing has changed then."""
        now = self._clock.now()
        old = self._segment
        while True:
            opened = Opened(
                moment=now,
                hub=self._hub,
                chain=self.name,
                segment=self._highest + 1,
                why=why,
                before=0 if old is None else old.number,
                good=self._size,
                torn=None if torn is None else len(torn),
                torn_digest=sha256(torn).digest() if torn else b"",
                damaged=damaged,
            )
            data, last_hash = frames.write(self.hash, self.n + 1, [encode_line(opened)])
            content = frames.head(self.hash) + data
            path = self._folder / segment_name(opened.segment, now.date())
            try:
                create_whole(self._disk, path, content)
                break
            except FileExistsError:
                self._highest += 1  # begun in vain: it was made, its name perhaps not durably
        file = self._disk.append_to(path)
        if old is not None:
            self._disk.protect(old.path)
        self._let_go()
        self._file = file
        self._segment = Segment(opened.segment, now.date(), path)
        self._highest = opened.segment
        self._size = len(content)
        self.n += 1
        self.hash = last_hash
        self._note()

    def _note(self) -> None:
        """Tells readers how far the chain is durable; they only read up to there."""
        assert self._claim is not None
        assert self._segment is not None
        head = Head(self.n, self.hash, self._segment.number, self._size)
        with suppress(OSError):  # the line is durable; readers wait for the next note
            self._disk.note(self._claim, head.packed())

    def _let_go(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._disk.close(self._file)
            self._file = None


def settle(folder: Path, *, hub: str, clock: Clock, disk: Disk | None = None) -> None:
    """Takes up and lets go every chain that no process holds, so that each ends where it says.

    After a crash this finds the last lines of a process that will not come back. Done before the
    trail is followed or a checkpoint made. A damaged chain stays as it is.

    Raises:
        OSError: the disk failed.
    """
    disk = disk or RealDisk()
    for name in chains_in(folder, disk):
        chain = Chain.claim_one(folder / name, hub=hub, clock=clock, disk=disk)
        if chain is None:
            continue
        try:
            chain.take_up()
        except TrailDamaged as problem:
            _log.error("%s", problem)
        finally:
            chain.close()


def end_chains(folder: Path, names: Iterable[str] = (), *, disk: Disk | None = None) -> None:
    """Ends every chain in a restored trail, for ever: new lines begin new chains.

    Lines that were lost since the backup are in checkpoints that others hold; a chain that went on
    from before them would contradict those. Settle the chains first.

    Args:
        folder: the trail's folder of chains.
        names: further chains that those checkpoints know.
        disk: the machine's own if None.

    Raises:
        OSError: the disk failed; ask again.
    """
    disk = disk or RealDisk()
    for name in {*chains_in(folder, disk), *names}:
        disk.make_folder(folder / name)
        with suppress(FileExistsError):
            create_whole(disk, folder / name / ENDED_FILE, b"")
