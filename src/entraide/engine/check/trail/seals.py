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
from struct import Struct
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import DecodeError, Raw
from msgspec.msgpack import Decoder

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
_KEY_VERSION: Final = b"\x01"
_ALONE: Final = b"\x01"  # version 1 of a box: the criteria of one line
_TOGETHER: Final = b"\x02"  # version 2: an array of those of several
_ARRAY: Final = Struct(">BH")  # MessagePack's head of an array, 0xDC and its length
_DIGEST_BYTES: Final = 16
_WINDOW: Final = -12  # raw deflate, 4 KiB: criteria are a few hundred bytes

_items: Final = Decoder(list[Raw]).decode


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
        self._keys: dict[str, AESGCM] = {}

    def digest(self, *texts: str) -> bytes:
        """A keyed digest (16 bytes) by which equal texts are found and none is guessed back."""
        said = "\x1f".join(texts).encode()
        return hmac_digest(self._digests, said, "sha256")[:_DIGEST_BYTES]

    def seal(self, name: str, criteria: Sequence[bytes]) -> list[tuple[Sealed, bytes]]:
        """Criteria in one box under the key of this name (`seal_name`).

        Args:
            name: the key's.
            criteria: MessagePack texts, at most MOST_IN_A_BOX, of lines that will be written one
                behind the other.

        Gives what the line of each keeps, and the salt of its digests.

        Raises:
            Unavailable: the key cannot be had; OSError: it cannot be kept.
        """
        key = self._key(name)
        random = os.urandom(_NONCE_BYTES + _SALT_BYTES)
        nonce, salt = random[:_NONCE_BYTES], random[_NONCE_BYTES:]
        packer = _PACKER.copy()
        packed = (
            packer.compress(b"".join((_ARRAY.pack(0xDC, len(criteria)), *criteria)))
            + packer.flush()
        )
        box = nonce + key.encrypt(nonce, salt + _TOGETHER + packed, name.encode())
        sealed = []
        for place, each in enumerate(criteria):
            own = _own_salt(salt, place)
            digest = sha256(own + each).digest()
            sealed.append((Sealed(name, b"" if place else box, digest, place), own))
        return sealed

    def open(self, sealed: Sealed) -> Salted:
        """What was sealed.

        Args:
            sealed: with its box, also where that stands in an earlier line (`read.find`).

        Raises:
            SealDestroyed: its key was destroyed, with when and why.
            SealBroken: its key is missing or damaged, or the box does not fit its digest.
        """
        key = self._read(sealed.key)
        try:
            nonce, box = sealed.box[:_NONCE_BYTES], sealed.box[_NONCE_BYTES:]
            opened = key.decrypt(nonce, box, sealed.key.encode())
            salted = _unpacked(opened, sealed.back)
        except (InvalidTag, ValueError, IndexError, zlib.error, DecodeError) as problem:
            raise SealBroken(name=sealed.key) from problem
        if sha256(salted.salt + salted.criteria).digest() != sealed.digest:
            raise SealBroken(name=sealed.key)
        return salted

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

    def _key(self, name: str) -> AESGCM:
        """The key of this name for sealing; those of the month before are forgotten."""
        key = self._keys.get(name)
        if key is None:
            self._keys = {known: key for known, key in self._keys.items() if known[:7] == name[:7]}
            key = self._keys[name] = self._make_or_read(name)
        return key

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
                create_whole(self._disk, path, _KEY_VERSION + nonce + wrapped)
        self._disk.sync_folder(self._folder)  # whoever made it may have died before doing so
        return self._read(name)

    def _read(self, name: str) -> AESGCM:
        destroyed = self._destroyed(name)
        if destroyed is not None:
            raise SealDestroyed(destroyed)
        try:
            kept = self._disk.read(self._folder / name)
            _require_version(kept[:1], _KEY_VERSION)
            nonce, wrapped = kept[1 : 1 + _NONCE_BYTES], kept[1 + _NONCE_BYTES :]
            return AESGCM(self._wrap.decrypt(nonce, wrapped, name.encode()))
        except (OSError, InvalidTag, ValueError) as problem:
            raise SealBroken(name=name) from problem


def seal_name(moment: datetime, owner: str, *, is_hit: bool) -> str:
    """The name of the key for criteria of this month, owner and class ("2026-11.DEU.no_hit")."""
    return f"{moment.year:04}-{moment.month:02}.{owner}.{'hit' if is_hit else 'no_hit'}"


def _unpacked(opened: bytes, place: int) -> Salted:
    """The criteria at this place of an opened box, and their salt.

    Raises:
        ValueError, IndexError, zlib.error, DecodeError: this is no box of ours.
    """
    salt, version = opened[:_SALT_BYTES], opened[_SALT_BYTES : _SALT_BYTES + 1]
    unpacker = zlib.decompressobj(_WINDOW, zdict=DICTIONARY)
    criteria = unpacker.decompress(opened[_SALT_BYTES + 1 :]) + unpacker.flush()
    if version == _ALONE:
        return Salted(salt, criteria)
    _require_version(version, _TOGETHER)
    return Salted(_own_salt(salt, place), bytes(_items(criteria)[place]))


def _own_salt(salt: bytes, place: int) -> bytes:
    """The salt of one of a box's criteria: equal questions leave unlike digests."""
    return salt + place.to_bytes(2, "big")


def _require_version(version: bytes, known: bytes) -> None:
    if version != known:
        raise ValueError("a version that this program does not know")


def _months(name: str) -> int:
    """The month of a key, counted so that months can be subtracted."""
    parsed = _NAME.fullmatch(name)
    if parsed is None:
        raise NotFound
    return int(parsed[1]) * 12 + int(parsed[2])


# The least memory that loses nothing: each box copies all of it, and every byte of the copy drives
# something else out of the processor's cache.
_PACKER: Final = zlib.compressobj(1, zlib.DEFLATED, _WINDOW, 4, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
