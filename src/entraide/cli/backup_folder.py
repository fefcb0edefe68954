"""A backup as a folder: what lies in it, that it is whole, and that this program can read it.

    manifest.json    format, program version, hub, moment, and a SHA-256 for every other file
    hub.toml         the configuration
    truth.sqlite3    the truth, as it stood at one moment (not there when it is on PostgreSQL)
    trail/           the trail's files
    keys/            the secret keys, only if they were asked for
    ledger.jsonl     the erasure ledger of that moment

Sessions and the index are not copied: the first must not come back, the second is built anew.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from entraide.errors import Conflict, Invalid
from entraide.hub import SECRETS, Hub
from entraide.language import _

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
LEDGER: Final = "ledger.jsonl"
PAGES_AT_ONCE: Final = 256
_CHUNK: Final = 1 << 20

Advance = Callable[[int], None]


class Kept(msgspec.Struct, frozen=True):
    """One file of a backup: its length in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, kw_only=True, frozen=True):
    """What a backup says of itself.

    Attributes:
        program: the version that made it.
        epoch, seq: where the change feed stood.
        keys: for each secret key a digest by which it is known again.
        has_keys: the secret keys themselves lie in it.
        has_truth: the truth lies in it; otherwise it is on PostgreSQL and dumped by its own tools.
    """

    format: int
    program: str
    hub: str
    made_at: datetime
    epoch: str
    seq: int
    keys: dict[str, str]
    has_keys: bool
    has_truth: bool
    files: dict[str, Kept]


def copy_sqlite(source: Path, target: Path, advance: Advance) -> None:
    """Copies a database as it stands at this moment while others write to it.

    A read transaction is held on the same connection, so that what is written meanwhile neither
    enters the copy nor makes it start again. `advance` is told the pages copied.
    """
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, isolation_level=None)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        done = 0

        def tell(_status: int, remaining: int, total: int) -> None:
            nonlocal done
            advance(total - remaining - done)
            done = total - remaining

        old.backup(new, pages=PAGES_AT_ONCE, progress=tell)
        new.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def sqlite_pages(source: Path) -> int:
    """How many pages a database has: the length of the bar."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old:
        return int(old.execute("PRAGMA page_count").fetchone()[0])


def copy_tree(source: Path, target: Path) -> None:
    """Copies a folder's files, each up to its length when its turn comes; nobody else may read.

    A file that vanishes meanwhile was destroyed on purpose and is left out. Of a trail, where
    chains end is copied before their lines, and these before the seals that they need: each may
    lack what came later, none may promise what is not there.
    """
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in sorted(source.rglob("*"), key=_turn):
        place = target / file.relative_to(source)
        if file.is_dir():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif file.is_file() and file.name != "lock":
            try:
                shutil.copyfile(file, place)
            except FileNotFoundError:
                continue
            place.chmod(0o600)


def _turn(file: Path) -> tuple[int, Path]:
    return (
        0 if file.is_dir() else 1 if file.name == "head" else 2 if file.suffix == ".trail" else 3,
        file,
    )


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def contents(folder: Path) -> dict[str, Kept]:
    """Every file of a backup but its manifest, with length and digest."""
    found = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name != MANIFEST:
            found[name] = Kept(file.stat().st_size, digest(file))
    return found


def key_marks(hub: Hub) -> dict[str, str]:
    """For each secret key a digest that tells it from others and nothing else. Raises HubError."""
    return {
        name: hashlib.blake2b(b"backup", key=hub.key(name), digest_size=8).hexdigest()
        for name in SECRETS
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest last and makes all durable: a backup without one is not one."""
    encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    for file in [p for p in folder.rglob("*") if p.is_file()]:
        sync(file)
    unfinished = folder / f"{MANIFEST}.new"
    unfinished.write_bytes(encoded)
    sync(unfinished)
    unfinished.rename(folder / MANIFEST)
    sync(folder)


def sync(path: Path) -> None:
    """Makes a file or a folder's list of files durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup that this program can read.

    Raises:
        Invalid: there is none, or it cannot be read (code "backup").
        Conflict: it is of another format (code "backup_format"); the sentence says what to do.
    """
    try:
        raw = msgspec.json.decode((folder / MANIFEST).read_bytes())
        number = int(raw["format"])
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError) as problem:
        raise Invalid(
            "backup",
            _("There is no whole backup in %(folder)s: its manifest is missing or damaged."),
            folder=folder,
        ) from problem
    if number != FORMAT:
        raise Conflict("backup_format", _format_advice(number), found=number, known=FORMAT)
    try:
        return msgspec.convert(raw, Manifest)
    except msgspec.ValidationError as problem:
        raise Invalid(
            "backup", _("The manifest of this backup is damaged: %(why)s"), why=problem
        ) from problem


def _format_advice(found: int) -> str:
    if found > FORMAT:
        return _(
            "This backup is of format %(found)s and this program reads format %(known)s. Restore "
            "it with the newer Entraide that made it."
        )
    return _(
        "This backup is of format %(found)s and this program reads format %(known)s. Restore it "
        "with the Entraide that made it, then run `entraide upgrade` there."
    )


def require_whole(folder: Path, manifest: Manifest) -> None:
    """Compares every file with its digest.

    Raises:
        Invalid: a file is missing, changed or was not there before (code "backup_damaged").
    """
    found = contents(folder)
    wrong = sorted(
        name for name in {*found, *manifest.files} if found.get(name) != manifest.files.get(name)
    )
    if wrong:
        raise Invalid(
            "backup_damaged",
            _("The backup is damaged, nothing was restored. Not as its manifest says: %(files)s"),
            files=", ".join(wrong),
        )
