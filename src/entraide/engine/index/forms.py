"""A record's names and what else of a person is compared, analysed once, when it is indexed."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from entraide.engine.matching.score import PersonForm, person_form
from entraide.engine.schema.database import Database, NameSearch

_ENCODE: Final = msgspec.msgpack.Encoder().encode
read_form: Final = msgspec.msgpack.Decoder(PersonForm).decode
"""The form that these bytes hold."""


def packed_form(database: Database, values: Mapping[str, Any]) -> bytes:
    """The bytes of a record's form; none if its database is not asked by name.

    Names as their owner wrote them are left to the entry, which is read of those that are shown.
    """
    if database.names is None:
        return b""
    form = person_form(values, form_fields(database.names))
    return _ENCODE(msgspec.structs.replace(form, written=()))


def form_fields(search: NameSearch) -> dict[str, str]:
    """Which field of the database holds what of a person's form."""
    return {name: str(getattr(search, name)) for name in search.__slots__}
