"""Checkpoints: where every chain stood at a moment, signed by the hub and given to bureaus.

Whoever holds one can show any later change of what lies before it, with the public key alone.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from entraide.clock import Clock
from entraide.engine.check.trail.chain import settle
from entraide.engine.check.trail.disk import Disk, RealDisk, create_whole
from entraide.engine.check.trail.segments import chains_folder, chains_in, read_head
from entraide.errors import Invalid
from entraide.hub import Hub
from entraide.language import _

FORMAT: Final = 1
_CONTEXT: Final = b"entraide-checkpoint\x00\x01"  # what the signature is about
_NAME: Final = re.compile(r"\d{8}\.json")
_encode: Final = msgspec.json.Encoder(order="sorted").encode


class Pinned(msgspec.Struct, frozen=True):
    """A chain's last line at the moment: its number, and its hash in hexadecimal."""

    n: int
    hash: str


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where every chain of a hub stood.

    Attributes:
        number: from 1, without gaps.
        previous: SHA-256 of what the checkpoint before signed, in hexadecimal; "" for the first.
        signature: Ed25519, in hexadecimal.
    """

    format: int = FORMAT
    hub: str
    number: int
    moment: datetime
    previous: str
    chains: dict[str, Pinned]
    signature: str = ""


def signed_bytes(checkpoint: Checkpoint) -> bytes:
    """What the signature is taken of: a fixed prefix, then its JSON, keys sorted, unsigned."""
    return _CONTEXT + _encode(msgspec.structs.replace(checkpoint, signature=""))


def signed_digest(checkpoint: Checkpoint) -> str:
    """By what the next checkpoint names this one."""
    return sha256(signed_bytes(checkpoint)).hexdigest()


def public_key(hub: Hub) -> bytes:
    """The key (32 bytes) by which anybody verifies this hub's checkpoints. Raises HubError."""
    return Ed25519PrivateKey.from_private_bytes(hub.key("signing")).public_key().public_bytes_raw()


def is_signed(checkpoint: Checkpoint, key: bytes) -> bool:
    """Whether the holder of this public key's secret signed it."""
    try:
        signature = bytes.fromhex(checkpoint.signature)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed_bytes(checkpoint))
    except (InvalidSignature, ValueError):
        return False
    return True


def read_checkpoint(content: bytes) -> Checkpoint:
    """A checkpoint's file. Raises Invalid."""
    try:
        return msgspec.json.decode(content, type=Checkpoint)
    except msgspec.DecodeError as problem:
        raise Invalid(
            "checkpoint", expected=_("Expected: a checkpoint of a trail, as JSON.")
        ) from problem


def own_checkpoints(folder: Path, disk: Disk | None = None) -> list[Checkpoint]:
    """The hub's own copies, oldest first. Raises Invalid if one is damaged; OSError."""
    disk = disk or RealDisk()
    names = [name for name in disk.names(folder) if _NAME.fullmatch(name)]
    return [read_checkpoint(disk.read(folder / name)) for name in names]


def checkpoints_folder(hub: Hub) -> Path:
    """Where the hub keeps its own copies."""
    return hub.trail_folder / "checkpoints"


def checkpoint_file(hub: Hub, number: int) -> Path:
    """The hub's own copy of a checkpoint."""
    return checkpoints_folder(hub) / f"{number:08}.json"


def make_checkpoint(hub: Hub, clock: Clock, *, disk: Disk | None = None) -> Checkpoint:
    """Signs where every chain stands now, keeps it, and gives it back to be sent to bureaus.

    No chain is ever signed as shorter than before: what was lost since stays visible.

    Raises:
        Invalid: the last checkpoint is damaged; OSError: the disk failed.
    """
    disk = disk or RealDisk()
    folder, chains = checkpoints_folder(hub), chains_folder(hub)
    name = hub.configuration.organisation.id
    settle(chains, hub=name, clock=clock, disk=disk)
    kept = sorted(entry for entry in disk.names(folder) if _NAME.fullmatch(entry))
    last = read_checkpoint(disk.read(folder / kept[-1])) if kept else None
    unsigned = Checkpoint(
        hub=name,
        number=1 if last is None else last.number + 1,
        moment=clock.now(),
        previous="" if last is None else signed_digest(last),
        chains=_longest({} if last is None else last.chains, _now(chains, disk)),
    )
    secret = Ed25519PrivateKey.from_private_bytes(hub.key("signing"))
    signature = secret.sign(signed_bytes(unsigned)).hex()
    checkpoint = msgspec.structs.replace(unsigned, signature=signature)
    disk.make_folder(folder)
    path = checkpoint_file(hub, checkpoint.number)
    create_whole(disk, path, msgspec.json.format(_encode(checkpoint), indent=2) + b"\n")
    return checkpoint


def _now(folder: Path, disk: Disk) -> Iterable[tuple[str, Pinned]]:
    for name in chains_in(folder, disk):
        head = read_head(folder / name, disk)
        if head is not None:
            yield name, Pinned(head.n, head.hash.hex())


def _longest(before: dict[str, Pinned], now: Iterable[tuple[str, Pinned]]) -> dict[str, Pinned]:
    chains = dict(before)
    for name, pinned in now:
        if name not in chains or chains[name].n < pinned.n:
            chains[name] = pinned
    return chains
