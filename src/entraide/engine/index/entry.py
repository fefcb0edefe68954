"""From a record of the truth to its entry in the index, and to the bytes that hold it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final

import msgspec

from entraide.engine.index.reading import Entry, Envelope
from entraide.engine.schema.database import Database
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Handling, Purpose

_PARAMETER: Final = re.compile(r"%\((\w+)\)s")
_PURPOSES: Final = tuple(Purpose)
_HANDLING: Final = tuple(Handling)


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """An entry's bytes: its values stand in the order of the fields, whose names are kept once."""

    version: int
    owner: str
    purposes: int
    confidentiality: int
    handling: int
    restricted: tuple[str, ...]
    until: int
    values: list[Any]


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(Packed).decode
read_envelope: Final = msgspec.msgpack.Decoder(Envelope).decode
"""The envelope in a packed entry's bytes."""


def field_order(database: Database) -> tuple[str, ...]:
    """The fields that an entry of this database may have, in the order of its bytes."""
    return tuple(needed_fields(database))


def pack(entry: Entry, order: Sequence[str]) -> bytes:
    """The entry's bytes, without its database and id, which are its key."""
    values = [entry.values.get(name) for name in order]
    while values and values[-1] is None:
        values.pop()
    return _ENCODE(
        Packed(
            entry.version,
            entry.owner,
            entry.purposes,
            entry.confidentiality,
            entry.handling,
            entry.restricted,
            entry.until,
            values,
        )
    )


def unpack(row: bytes, raw: bytes, order: Sequence[str]) -> Entry:
    """The entry that `pack` made bytes of.

    Args:
        row: its key: the database's number and the id.
        raw: its bytes.
        order: of the fields, as they were when it was packed.
    """
    packed = _DECODE(raw)
    return Entry(
        row[0],
        int.from_bytes(row[1:], "big"),
        packed.version,
        packed.owner,
        packed.purposes,
        packed.confidentiality,
        packed.handling,
        packed.restricted,
        packed.until,
        {
            name: value
            for name, value in zip(order, packed.values, strict=False)
            if value is not None
        },
    )


def entry_of(database: Database, state: RecordState) -> Entry:
    """The record's entry: its envelope, and of its body only what answering needs."""
    return Entry(
        database=database.number,
        id=state.id,
        version=state.version,
        owner=state.owner,
        purposes=mask(state.purposes, _PURPOSES),
        confidentiality=int(state.confidentiality),
        handling=mask(state.handling, _HANDLING),
        restricted=tuple(state.restricted),
        until=seconds(state.answerable_until),
        values=answering_values(database, state.body),
    )


@cache
def mask(given: tuple[StrEnum, ...], words: tuple[StrEnum, ...]) -> int:
    """The words given as bits, in the order of their list."""
    return sum(1 << words.index(word) for word in set(given))


def seconds(moment: datetime | None) -> int:
    """Unix time; 0 for none."""
    return 0 if moment is None else int(moment.timestamp())


def answering_values(database: Database, body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the body that keys, names, comparisons, card and action wording use.

    Sensitive fields are never among them. Of a group that only keys use, only their parts are.
    """
    needed = needed_fields(database)
    return {
        name: value if parts is None else _only(parts, value)
        for name, parts in needed.items()
        if (value := body.get(name)) is not None
    }


def _only(parts: frozenset[str], value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: part for name, part in value.items() if name in parts}
    return [_only(parts, item) for item in value]


_NEEDED: dict[int, tuple[Database, dict[str, frozenset[str] | None]]] = {}


def needed_fields(database: Database) -> dict[str, frozenset[str] | None]:
    """Field → the parts of the group that are needed, None for all; found once a declaration."""
    known = _NEEDED.get(id(database))
    if known is None:
        known = _NEEDED[id(database)] = (database, _find_needed(database))
    return known[1]


def _find_needed(database: Database) -> dict[str, frozenset[str] | None]:
    action = database.action
    whole = {*database.compares, *database.card, action.by}
    for sentence in (action.otherwise, *action.choices.values()):
        whole.update(_PARAMETER.findall(sentence))
    if database.names is not None:
        search = database.names
        whole |= {search.names, search.birth_date, search.nationalities, search.sex}
    parts: dict[str, set[str]] = {}
    for key in database.keys:
        for dotted in (*key.fields, key.until):
            outer, _dot, inner = dotted.partition(".")
            if inner:
                parts.setdefault(outer, set()).add(inner)
            else:
                whole.add(outer)
    return {
        field.name: None if field.name in whole else frozenset(parts[field.name])
        for field in database.fields
        if not field.sensitive and (field.name in whole or field.name in parts)
    }
