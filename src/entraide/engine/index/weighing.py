"""How common each name code is, counted among the records that everybody may see.

Weights shape what every asker is shown, so nothing about a hidden record may move them: they are
counted at a build, and again only when the records that everybody may see have doubled.
"""

from collections.abc import Iterator, Mapping
from math import log2
from typing import Any, Final

import msgspec
import numpy as np

from entraide.engine.index.entry import read_envelope
from entraide.engine.index.environment import Environment, Tables, Transaction
from entraide.engine.index.id_lists import Ids, every_list, in_both
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Confidentiality

WEIGHED: Final = b"weighed/"
"""Before a database's number: how many visible records were counted when it was weighed."""

VISIBLE: Final = b"visible/"
"""The same, how many there are now."""

CHANGED: Final = b"names_changed"
"""How often names have changed, or were weighed, since the index was built."""

FEWEST: Final = 4
"""Records that must share a code before its magnitude is kept; below, it is simply rare."""

STEPS: Final = 8
"""Magnitudes are in eighths of a binary one: each doubling of how many share a code adds 8."""

_GROWTH: Final = 1000
"""Visible records below which a new count is not worth its while."""

RESTRICTIONS: Final = b"restrictions/"
"""Before an owner's code: the note of the restrictions on all that it owns."""

_DECODE_NOTE: Final = msgspec.msgpack.Decoder(tuple[int, Any]).decode


def magnitude(count: int) -> int:
    """Of how many records share a code; 8 if it is one, 0 if none."""
    return min(STEPS + round(STEPS * log2(count)), 255) if count else 0


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


def note_change(transaction: Transaction, tables: Tables) -> None:
    """Lets readers know that what they have read of names is no longer so."""
    write_count(transaction, tables, CHANGED, read_count(transaction, tables, CHANGED) + 1)


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
        note_change(transaction, tables)
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
    for code, ids in every_list(_rows(transaction, tables, number)):
        if len(ids) < FEWEST:
            continue
        seen = len(ids) - len(in_both(ids, hidden))
        if seen >= FEWEST:
            magnitudes.append((code, bytes((magnitude(seen),))))
    return visible, magnitudes


def _rows(transaction: Transaction, tables: Tables, number: int) -> Iterator[tuple[bytes, bytes]]:
    cursor = transaction.cursor(db=tables.names)
    if cursor.set_range(bytes((number,))):
        for key, row in cursor.iternext():
            if key[0] != number:
                return
            yield key, row


def _told_apart(transaction: Transaction, tables: Tables, number: int) -> tuple[int, Ids]:
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
    return visible, np.array(hidden, np.uint32)
