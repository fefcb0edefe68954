"""How common each name code is, counted among the records that everybody may see.

Weights shape what every asker is shown, so nothing about a hidden record may move them: they are
counted at a build, and again only when the records that everybody may see have doubled.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from entraide.engine.index.entry import read_envelope
from entraide.engine.index.environment import Environment, Tables, Transaction
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Confidentiality

WEIGHED: Final = b"weighed/"
"""Before a database's number: how many visible records were counted when it was weighed."""

VISIBLE: Final = b"visible/"
"""The same, how many there are now."""

FEWEST: Final = 4
"""Records that must share a code before its magnitude is kept; below, it is simply rare."""

_GROWTH: Final = 1000
"""Visible records below which a new count is not worth its while."""

RESTRICTIONS: Final = b"restrictions/"
"""Before an owner's code: the note of the restrictions on all that it owns."""

_DECODE_NOTE: Final = msgspec.msgpack.Decoder(tuple[int, Any]).decode


def is_seen_by_all(
    confidentiality: int, restricted: tuple[str, ...], owners_restrictions: object
) -> bool:
    """Whether no asker at all is kept from the record."""
    return not (restricted or owners_restrictions or confidentiality > Confidentiality.OFFICIAL_USE)


def is_outgrown(transaction: Transaction, tables: Tables, number: int) -> bool:
    """Whether a database's visible records have doubled since it was weighed."""
    weighed, visible = (
        read_count(transaction, tables, name + bytes((number,))) for name in (WEIGHED, VISIBLE)
    )
    return visible >= 2 * weighed + _GROWTH


def read_count(transaction: Transaction, tables: Tables, name: bytes) -> int:
    """A number kept in `meta`; 0 if it is not there."""
    return int.from_bytes(transaction.get(name, db=tables.meta) or b"", "big")


def write_count(transaction: Transaction, tables: Tables, name: bytes, count: int) -> None:
    """Keeps a number in `meta`."""
    transaction.put(name, max(count, 0).to_bytes(8, "big"), db=tables.meta)


def weigh(environment: Environment, databases: Mapping[str, Database]) -> None:
    """Counts anew; acts wait only while the result is written, not while it is counted."""
    numbers = sorted(
        database.number for database in databases.values() if database.names is not None
    )
    transaction = environment.begin()
    try:
        counted = [
            (number, *_counted(transaction, environment.tables, number)) for number in numbers
        ]
    finally:
        environment.end(transaction)

    def replace(transaction: Transaction) -> None:
        tables = environment.tables
        transaction.drop(tables.magnitudes, delete=False)
        cursor = transaction.cursor(db=tables.magnitudes)
        for number, visible, magnitudes in counted:
            cursor.putmulti(magnitudes, append=True)
            for name in (WEIGHED, VISIBLE):
                write_count(transaction, tables, name + bytes((number,)), visible)

    environment.write(replace)


def _counted(
    transaction: Transaction, tables: Tables, number: int
) -> tuple[int, list[tuple[bytes, bytes]]]:
    """How many records everybody may see, and the magnitude of each code that they share."""
    visible, hidden = _told_apart(transaction, tables, number)
    magnitudes = []
    for code, shared, ids in _shared(transaction, tables, number):
        seen = (
            shared - int(np.isin(ids(), hidden, assume_unique=True).sum())
            if len(hidden)
            else shared
        )
        if seen >= FEWEST:
            magnitudes.append((code, bytes((seen.bit_length(),))))
    return visible, magnitudes


def _shared(
    transaction: Transaction, tables: Tables, number: int
) -> Iterator[tuple[bytes, int, Any]]:
    """Each code that enough records share, how many do, and how to read their ids."""
    cursor = transaction.cursor(db=tables.names)
    lists = transaction.cursor(db=tables.names)
    is_there = cursor.set_range(bytes((number,)))
    while is_there and cursor.key()[0] == number:
        code, shared = cursor.key(), cursor.count()
        if shared >= FEWEST:
            yield code, shared, lambda code=code: _ids(lists, code)
        is_there = cursor.next_nodup()


def _ids(cursor: Any, code: bytes) -> NDArray[np.uint64]:
    raw = cursor.getmulti([code], dupdata=True, dupfixed_bytes=8, keyfixed=True)
    return np.frombuffer(raw, ">u8")[1::2].astype(np.uint64)


def _told_apart(
    transaction: Transaction, tables: Tables, number: int
) -> tuple[int, NDArray[np.uint64]]:
    """How many of a database's records everybody may see, and the ids of the others, ascending."""
    notes = transaction.cursor(db=tables.notes)
    restricting = set()
    is_there = notes.set_range(RESTRICTIONS)
    while is_there and notes.key().startswith(RESTRICTIONS):
        if _DECODE_NOTE(notes.value())[1]:
            restricting.add(notes.key().removeprefix(RESTRICTIONS).decode())
        is_there = notes.next()
    visible, hidden = 0, []
    cursor = transaction.cursor(db=tables.entries)
    is_there = cursor.set_range(bytes((number,)))
    while is_there and cursor.key()[0] == number:
        found = read_envelope(cursor.value())
        if is_seen_by_all(found.confidentiality, found.restricted, found.owner in restricting):
            visible += 1
        else:
            hidden.append(int.from_bytes(cursor.key()[1:], "big"))
        is_there = cursor.next()
    return visible, np.array(hidden, np.uint64)
