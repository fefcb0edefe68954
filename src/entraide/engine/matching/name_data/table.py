"""The name table: which names are one name in all its languages, scripts and short forms.

One read-only LMDB file, made at set-up by `compile` and mapped by every process that compares
names. Opening takes some 5 ms and a look-up 1.3 µs.
"""

import os
import struct
import sys
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final

import lmdb

FORMAT: Final = 3
"""Changes when what the table holds does; part of its file's name."""

DIGEST_KEY, MADE_OF_KEY, READING, JAPANESE = b"\0digest", b"\0made of", b"\0r", b"\0j"
"""The keys of the table's digest and of the versions it was made of; how keys of readings begin."""

_NAME_BITS: Final = 28

LONGEST: Final = 48
"""Letters of a key that is kept."""


class Sort(IntEnum):
    """What a number of the table stands for: its high bits."""

    NAME = 0
    """A person's name: the low bits are its number in Wikidata."""
    PATRONYMIC = 1
    NICKNAME = 2
    """A short form, with the names that it is short for."""
    LINK = 3
    PARTICLE = 4
    TITLE = 5
    GENERATION = 6
    LEGAL_FORM = 7
    LEGAL_GROUP = 8
    """What sort of legal form: limited company, partnership … shared by countries."""
    ORG_WORD = 9
    PHRASE = 10
    """The low bits say of how many words the longest phrase is that this word begins."""
    NUMERAL = 11
    """A number in digits, words or as an ordinal: the low bits are its value."""


_SORTS: Final = tuple(Sort)


def number_of(sort: Sort, low: int) -> int:
    """The number of the table that stands for this."""
    return sort << _NAME_BITS | low


def sort_of(number: int) -> Sort:
    """What a number of the table stands for."""
    return _SORTS[number >> _NAME_BITS]


def low_of(number: int) -> int:
    """A number's low bits."""
    return number & (1 << _NAME_BITS) - 1


class NameTable:
    """The open table; it answers for keys made by `normalise.fold.key_of`."""

    def __init__(self, file: Path) -> None:
        self._environment = lmdb.open(
            str(file), subdir=False, readonly=True, lock=False, readahead=False, create=False
        )
        self._get = self._environment.begin().get
        self.digest: str = bytes(self._get(DIGEST_KEY) or b"").decode()
        self.made_of: str = bytes(self._get(MADE_OF_KEY) or b"").decode()

    def close(self) -> None:
        """Ends its use in this process."""
        self._environment.close()

    def numbers(self, key: str) -> tuple[int, ...]:
        """The numbers of a word or phrase; () if it is not known."""
        packed = self._get(key.encode()) if 0 < len(key) <= LONGEST else None
        return struct.unpack(f"<{len(packed) // 4}I", packed) if packed else ()

    def readings(self, key: str, *, is_japanese: bool = False) -> tuple[str, ...]:
        """How a native word is spelt in Latin letters, the likeliest first."""
        start = JAPANESE if is_japanese else READING
        packed = self._get(start + key.encode()) if 0 < len(key) <= LONGEST else None
        return tuple(bytes(packed).decode().split()) if packed else ()


class NoTable:
    """What is used where no table was made: no word is known."""

    digest = made_of = ""

    def close(self) -> None:
        """Nothing is open."""

    def numbers(self, key: str) -> tuple[int, ...]:  # noqa: ARG002 - the face of NameTable
        """None."""
        return ()

    def readings(self, key: str, *, is_japanese: bool = False) -> tuple[str, ...]:  # noqa: ARG002 - the face of NameTable
        """None."""
        return ()


def places() -> Iterator[Path]:
    """Where the table may lie, the best first: with the program, or in the user's cache."""
    name = f"names-{FORMAT}.mdb"
    yield Path(sys.prefix) / "share" / "entraide" / name
    cached = os.environ.get("XDG_CACHE_HOME")
    yield (Path(cached) if cached else Path.home() / ".cache") / "entraide" / name


@cache
def name_table() -> NameTable | NoTable:
    """The table of this installation, opened once in a process."""
    for file in places():
        if file.is_file():
            try:
                return NameTable(file)
            except lmdb.Error:
                continue
    return NoTable()


def forget() -> None:
    """Closes the table, so that the next look-up opens the one that lies there then."""
    if name_table.cache_info().currsize:
        name_table().close()
    name_table.cache_clear()


os.register_at_fork(after_in_child=forget)  # LMDB forbids what was open before
