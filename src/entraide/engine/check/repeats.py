"""A question that is sent again gets the same answer: the answers of the last 24 hours, sealed.

Whoever lost the connection sends its question again under the same `client_id`, gets the identical
bytes and leaves no second line in the trail, whichever process answers. Each answer is sealed under
a key made from that id, of which only a keyed digest is kept. A restart of the machine forgets all:
a question that is sent again across one is a new question.
"""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Final, Self, TypeVar

import lmdb
import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from entraide.engine.check.wire import Query
from entraide.errors import Conflict, Invalid, Unavailable
from entraide.language import _

FORMAT: Final = 1
"""Of what is kept: another program's answers are forgotten, not misread."""
KEPT: Final = timedelta(hours=24)
"""How long an answer can be had again."""
TAKEN_OVER: Final = timedelta(seconds=30)
"""After this long without an answer, whoever began one is believed dead."""
LONGEST_CLIENT_ID: Final = 128
MAP_BYTES: Final = 8 << 30
"""Room, sparse on disk; once half of it is taken, the oldest answers are forgotten first."""
FORGOTTEN_AT_ONCE: Final = 64
ERASED_EACH_TIME: Final = 2
"""More than each new question adds, so that what is over goes away while others ask."""
_NONCE: Final = bytes(12)
"""Fixed, because every key seals one answer only."""

R = TypeVar("R")
_encode = msgspec.json.Encoder(order="deterministic").encode


class OtherQuestion(Conflict):
    """The same client id came with another question."""

    code = "client_id_reused"
    sentence = _("This client id was already used for another question within 24 hours.")


class _Kept(msgspec.Struct, array_like=True):
    """What is kept of one question: when it is forgotten, whose turn it is, and the seal."""

    until: float
    begun: float
    turn: bytes
    question: bytes
    sealed: bytes = b""


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(_Kept).decode


class Turn:
    """The right to answer one question, held until it is answered or given up.

    Leaving the block without `answered` gives it up, so that the next sender may try.
    """

    __slots__ = ("_key", "_mine", "_name", "_repeats")

    def __init__(self, repeats: "Repeats", key: bytes, name: bytes, mine: _Kept) -> None:
        self._repeats, self._key, self._name, self._mine = repeats, key, name, mine

    def __enter__(self) -> Self:
        return self

    def answered(self, answer: bytes) -> None:
        """Keeps the bytes that are about to leave."""
        self._repeats.keep(self._key, self._name, self._mine, answer)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._mine.sealed:
            self._repeats.give_up(self._key, self._mine)


class Repeats:
    """The answers that can be had again, shared by every process of a hub."""

    def __init__(self, folder: Path, secret: bytes, *, map_bytes: int = MAP_BYTES) -> None:
        """Opens them, and forgets those from before the machine's last start.

        Args:
            folder: its own folder, made if it is missing.
            secret: the hub's key for this use ("repeats").
            map_bytes: room for them.
        """
        self._secret, self._room = secret, map_bytes
        place = folder.resolve() / f"{FORMAT}-{_boot()}"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for other in place.parent.iterdir():
            if other != place:
                shutil.rmtree(other, ignore_errors=True)
        self._place = place
        self._store = _opened(place, map_bytes)
        self._answers = self._store.open_db(b"answers")
        self._ends = self._store.open_db(b"ends")

    def close(self) -> None:
        """Closes the environment, if nobody else in this process uses it."""
        _closed(self._place)

    def take(self, grant: str, query: Query, now: datetime) -> bytes | Turn | None:
        """The answer that was given, or the turn to give one; None while another is giving it.

        Raises:
            Invalid: the client id is too long or holds control characters.
            OtherQuestion: the id was used for another question.
        """
        client_id = query.client_id
        if len(client_id) > LONGEST_CLIENT_ID or not client_id.isprintable():
            raise Invalid(
                "client_id",
                field="client_id",
                expected=_("Expected: 1 to 128 printable characters."),
            )
        name = f"{len(grant)}:{grant}{client_id}".encode("utf-8", "surrogatepass")
        key = blake2b(name, key=self._secret, person=b"name", digest_size=24).digest()
        question = sha256(_encode(query)).digest()
        moment = now.timestamp()
        with self._store.begin(db=self._answers) as reading:
            known = self._known(reading.get(key), moment)
        if known is None:
            mine = _Kept((now + KEPT).timestamp(), moment, os.urandom(16), question)
            known = self._write(self._reserve, key, mine)
            if known is mine:
                return Turn(self, key, name, mine)
        if known.question != question:
            raise OtherQuestion
        if not known.sealed:
            return None
        return self._sealing(name, known.turn).decrypt(_NONCE, known.sealed, known.question)

    def forget(self, now: datetime, most: int = FORGOTTEN_AT_ONCE) -> int:
        """Erases answers whose time is over, the oldest first; how many there were."""
        with self._store.begin(write=True) as writing:
            return self._erase(writing, now.timestamp(), most)

    def keep(self, key: bytes, name: bytes, mine: _Kept, answer: bytes) -> None:
        """Seals the answer of a turn; what `Turn.answered` does."""
        mine.sealed = self._sealing(name, mine.turn).encrypt(_NONCE, answer, mine.question)
        self._write(self._replace, key, mine)

    def give_up(self, key: bytes, mine: _Kept) -> None:
        """Ends a turn without an answer."""
        self._write(self._give_up, key, mine)

    def _known(self, raw: bytes | memoryview | None, moment: float) -> _Kept | None:
        """What is kept, unless it is over or was begun by a process that died over it."""
        if raw is None:
            return None
        kept = _unpack(raw)
        if kept.until <= moment:
            return None
        if not kept.sealed and moment - kept.begun > TAKEN_OVER.total_seconds():
            return None
        return kept

    def _reserve(self, writing: lmdb.Transaction, key: bytes, mine: _Kept) -> _Kept:
        """Writes that this process answers, unless another was first; what is now kept."""
        raw = writing.get(key, db=self._answers)
        known = self._known(raw, mine.begun)
        if known is not None:
            return known
        if raw is not None:
            writing.delete(_end(_unpack(raw).until, key), db=self._ends)
        self._make_room(writing, mine.begun)
        writing.put(key, _pack(mine), db=self._answers)
        writing.put(_end(mine.until, key), b"", db=self._ends)
        return mine

    def _replace(self, writing: lmdb.Transaction, key: bytes, mine: _Kept) -> None:
        if self._is_mine(writing, key, mine):
            writing.put(key, _pack(mine), db=self._answers)

    def _give_up(self, writing: lmdb.Transaction, key: bytes, mine: _Kept) -> None:
        if self._is_mine(writing, key, mine):
            writing.delete(key, db=self._answers)
            writing.delete(_end(mine.until, key), db=self._ends)

    def _is_mine(self, writing: lmdb.Transaction, key: bytes, mine: _Kept) -> bool:
        raw = writing.get(key, db=self._answers)
        return raw is not None and _unpack(raw).turn == mine.turn

    def _write(
        self, act: Callable[[lmdb.Transaction, bytes, _Kept], R], key: bytes, mine: _Kept
    ) -> R:
        """Does this in one transaction."""
        try:
            with self._store.begin(write=True) as writing:
                return act(writing, key, mine)
        except lmdb.MapFullError as problem:
            raise Unavailable from problem

    def _make_room(self, writing: lmdb.Transaction, moment: float) -> None:
        """Erases what is over; the oldest of the rest where half of the room is taken.

        LMDB needs free pages even to delete, so room is made long before none is left.
        """
        held = writing.stat(self._answers)
        pages = held["branch_pages"] + held["leaf_pages"] + held["overflow_pages"]
        if pages * held["psize"] > self._room // 2:
            self._erase(writing, float("inf"), FORGOTTEN_AT_ONCE)
        else:
            self._erase(writing, moment, ERASED_EACH_TIME)

    def _erase(self, writing: lmdb.Transaction, moment: float, most: int) -> int:
        """Erases at most so many of those that end by this moment."""
        ended: list[bytes] = []
        with writing.cursor(self._ends) as ends:
            for row in map(bytes, ends.iternext(keys=True, values=False)):
                if len(ended) == most or int.from_bytes(row[:8], "big") > moment * 1000:
                    break
                ended.append(row)
        for row in ended:
            writing.delete(row, db=self._ends)
            writing.delete(row[8:], db=self._answers)
        return len(ended)

    def _sealing(self, name: bytes, turn: bytes) -> AESGCM:
        return AESGCM(blake2b(name + turn, key=self._secret, person=b"seal").digest()[:32])


_OPENED: Final[dict[tuple[Path, int], tuple[lmdb.Environment, int]]] = {}
"""The environments open in this process (LMDB allows each once), and how many use each."""
_OPENING: Final = Lock()


def _opened(place: Path, map_bytes: int) -> lmdb.Environment:
    with _OPENING:
        store, users = _OPENED.get((place, os.getpid()), (None, 0))
        if store is None:
            # Not synced: what a crash of the process leaves is whole, and a crash of the machine
            # starts another folder.
            store = lmdb.open(
                str(place), map_size=map_bytes, max_dbs=2, sync=False, metasync=False, mode=0o600
            )
            store.reader_check()
        _OPENED[(place, os.getpid())] = (store, users + 1)
        return store


def _closed(place: Path) -> None:
    with _OPENING:
        store, users = _OPENED.pop((place, os.getpid()))
        if users > 1:
            _OPENED[(place, os.getpid())] = (store, users - 1)
        else:
            store.close()


def _end(moment: float, key: bytes) -> bytes:
    """A row of the list of ends: milliseconds, then the answer's key, so that it sorts by time."""
    return int(moment * 1000).to_bytes(8, "big") + key


def _boot() -> str:
    """The id of the machine's present start. Source: proc(5), random/boot_id."""
    return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
