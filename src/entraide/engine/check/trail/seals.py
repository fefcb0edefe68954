"""The seals on criteria: keys per month, owner and retention class, which are destroyed in time.

With its key a question can be replayed; without it nobody can read it, here or in any backup, while
the chain, which holds only its digest, still verifies.
"""

import os
import re
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from hmac import digest as hmac_digest
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from entraide.clock import Clock
from entraide.engine.check.trail.dictionary import DICTIONARY
from entraide.engine.check.trail.disk import Disk, RealDisk, create_whole, destroy
from entraide.engine.check.trail.erasures import ErasedThing, Ledger
from entraide.engine.check.trail.lines import Sealed
from entraide.errors import Conflict, NotFound, Unavailable
from entraide.hub import Retained
from entraide.language import _

KIND: Final = "trail_key"  # of a destroyed key, in the ledger
_NAME: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\.([A-Z0-9]{2,8})\.(no_hit|hit)")
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
_FILE_BYTES: Final = 1 + _NONCE_BYTES + _KEY_BYTES + 16  # version, nonce, wrapped key with its tag
_VERSION: Final = b"\x01"
_DIGEST_BYTES: Final = 16
_WINDOW: Final = -12  # raw deflate, 4 KiB: criteria are a few hundred bytes


class SealDestroyed(NotFound):
    """The criteria were lawfully destroyed."""

    code = "trail_destroyed"
    sentence = _("These criteria were destroyed on %(on)s (%(why)s).")

    def __init__(self, thing: ErasedThing) -> None:
        super().__init__(on=f"{thing.on:%Y-%m-%d}", why=thing.why)
        self.thing = thing


class SealBroken(Unavailable):
    """A seal cannot be opened although it was not destroyed."""

    code = "trail_seal"
    sentence = _("The seal %(name)s cannot be opened: its key is missing or damaged.")


class PeriodOpen(Conflict):
    """The key is still in use."""

    code = "trail_period_open"
    sentence = _("The key %(name)s is still in use: it can be destroyed when its month is over.")


class Salted(NamedTuple):
    """What was sealed, and the salt by which digests were taken of it."""

    salt: bytes
    criteria: bytes


class Seals:
    """The keys of one hub, in `folder`, each wrapped by the master key.

    Processes share the folder: whoever needs a key first makes it.
    """

    def __init__(
        self,
        folder: Path,
        master: bytes,
        *,
        ledger: Ledger,
        retained: Retained,
        disk: Disk | None = None,
    ) -> None:
        self._folder = folder
        self._wrap = AESGCM(master)
        self._digests = HKDF(SHA256(), _KEY_BYTES, None, b"entraide trail digests").derive(master)
        self._ledger = ledger
        self._retained = retained
        self._disk = disk or RealDisk()
        self._month = ""
        self._keys: dict[str, AESGCM] = {}

    def digest(self, *texts: str) -> bytes:
        """A keyed digest (16 bytes) by which equal texts are found and none is guessed back."""
        said = "\x1f".join(texts).encode()
        return hmac_digest(self._digests, said, "sha256")[:_DIGEST_BYTES]

    def seal(
        self, criteria: bytes, *, moment: datetime, owner: str, is_hit: bool
    ) -> tuple[Sealed, bytes]:
        """The criteria under the key of their month, owner and class; and the salt of their digest.

        Raises:
            Unavailable: the key cannot be had; OSError: it cannot be kept.
        """
        month = f"{moment.year:04}-{moment.month:02}"
        name = f"{month}.{owner}.{'hit' if is_hit else 'no_hit'}"
        if month != self._month:
            self._keys = {}
            self._month = month
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = self._make_or_read(name)
        random = os.urandom(_NONCE_BYTES + _SALT_BYTES)
        nonce, salt = random[:_NONCE_BYTES], random[_NONCE_BYTES:]
        packer = _PACKER.copy()
        packed = packer.compress(criteria) + packer.flush()
        box = nonce + key.encrypt(nonce, salt + _VERSION + packed, name.encode())
        return Sealed(name, box, sha256(salt + criteria).digest()), salt

    def open(self, sealed: Sealed) -> Salted:
        """What was sealed.

        Raises:
            SealDestroyed: its key was destroyed, with when and why.
            SealBroken: its key is missing or damaged, or the box does not fit its digest.
        """
        key = self._read(sealed.key)
        try:
            nonce, box = sealed.box[:_NONCE_BYTES], sealed.box[_NONCE_BYTES:]
            opened = key.decrypt(nonce, box, sealed.key.encode())
            _require_version(opened[_SALT_BYTES : _SALT_BYTES + 1])
            unpacker = zlib.decompressobj(_WINDOW, zdict=DICTIONARY)
            criteria = unpacker.decompress(opened[_SALT_BYTES + 1 :]) + unpacker.flush()
        except (InvalidTag, ValueError, zlib.error) as problem:
            raise SealBroken(name=sealed.key) from problem
        salt = opened[:_SALT_BYTES]
        if sha256(salt + criteria).digest() != sealed.digest:
            raise SealBroken(name=sealed.key)
        return Salted(salt, criteria)

    def names(self) -> list[str]:
        """The keys that still exist."""
        return [name for name in self._disk.names(self._folder) if _NAME.fullmatch(name)]

    def due(self, now: datetime) -> list[str]:
        """The keys whose declared time is over.

        A key opens the criteria of one month, so all of them go when the first has had its time:
        none is kept longer than declared, none shorter than a month less.
        """
        return [name for name in self.names() if self._is_due(name, now)]

    def erase_due(self, clock: Clock) -> list[str]:
        """Destroys the keys whose declared time is over, and gives their names. Raises OSError."""
        return self.erase(self.due(clock.now()), why="retention", clock=clock)

    def erase(self, names: Sequence[str], *, why: str, clock: Clock) -> list[str]:
        """Destroys these keys for ever and gives the names of those that existed.

        Raises:
            NotFound: there is no such key and never was.
            PeriodOpen: the month of one is not over. Nothing was destroyed.
            OSError: the disk failed; ask again.
        """
        now = clock.now()
        existing = set(self.names())
        for name in names:
            if name not in existing and self._destroyed(name) is None:
                raise NotFound
            if _months(name) >= now.year * 12 + now.month:
                raise PeriodOpen(name=name)
        # The ledger first: a crash between leaves a key that the next replay destroys.
        self._ledger.add(ErasedThing(kind=KIND, name=name, on=now, why=why) for name in names)
        return self.replay_ledger()

    def replay_ledger(self, others: Iterable[ErasedThing] = ()) -> list[str]:
        """Destroys every key that the ledger says was destroyed, and gives those that existed.

        Args:
            others: what newer ledgers say, when a backup has been restored; taken into this one.
        """
        self._ledger.add(thing for thing in others if thing.kind == KIND)
        gone = {thing.name for thing in self._ledger.read() if thing.kind == KIND}
        back = sorted(gone.intersection(self.names()))
        for name in back:
            destroy(self._disk, self._folder / name, _FILE_BYTES)
            self._keys.pop(name, None)
        return back

    def _is_due(self, name: str, now: datetime) -> bool:
        is_hit = name.endswith(".hit")
        kept = self._retained.hit_months if is_hit else self._retained.no_hit_months
        return _months(name) + max(kept, 1) <= now.year * 12 + now.month

    def _destroyed(self, name: str) -> ErasedThing | None:
        for thing in self._ledger.read():
            if thing.kind == KIND and thing.name == name:
                return thing
        return None

    def _make_or_read(self, name: str) -> AESGCM:
        path = self._folder / name
        if _NAME.fullmatch(name) is None:
            raise SealBroken(name=name)
        if name not in self._disk.names(self._folder):
            if self._destroyed(name) is not None:
                raise SealBroken(name=name)
            nonce = os.urandom(_NONCE_BYTES)
            wrapped = self._wrap.encrypt(nonce, os.urandom(_KEY_BYTES), name.encode())
            self._disk.make_folder(self._folder)
            with suppress(FileExistsError):  # another process made it first
                create_whole(self._disk, path, _VERSION + nonce + wrapped)
        self._disk.sync_folder(self._folder)  # whoever made it may have died before doing so
        return self._read(name)

    def _read(self, name: str) -> AESGCM:
        destroyed = self._destroyed(name)
        if destroyed is not None:
            raise SealDestroyed(destroyed)
        try:
            kept = self._disk.read(self._folder / name)
            _require_version(kept[:1])
            nonce, wrapped = kept[1 : 1 + _NONCE_BYTES], kept[1 + _NONCE_BYTES :]
            return AESGCM(self._wrap.decrypt(nonce, wrapped, name.encode()))
        except (OSError, InvalidTag, ValueError) as problem:
            raise SealBroken(name=name) from problem


def _require_version(version: bytes) -> None:
    if version != _VERSION:
        raise ValueError("a version that this program does not know")


def _months(name: str) -> int:
    """The month of a key, counted so that months can be subtracted."""
    parsed = _NAME.fullmatch(name)
    if parsed is None:
        raise NotFound
    return int(parsed[1]) * 12 + int(parsed[2])


# Half the window and the least memory that lose nothing: each seal copies all of it, and every byte
# of the copy drives something else out of the processor's cache (10 of a check's 100 µs).
_PACKER: Final = zlib.compressobj(1, zlib.DEFLATED, -11, 2, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
