"""A record's names and what else of a person is compared, analysed once, when it is indexed."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from entraide.engine.index.name_codes import date_codes, form_codes, form_texts
from entraide.engine.matching.score import PersonForm, person_form
from entraide.engine.schema.database import Database, NameSearch

_ENCODE: Final = msgspec.msgpack.Encoder().encode
read_form: Final = msgspec.msgpack.Decoder(PersonForm).decode
"""The form that these bytes hold."""


class NamePart(NamedTuple):
    """What an index holds of a record so that it is found by name.

    Attributes:
        codes: under which it is found.
        words: those of the vocabulary whose codes are among them.
        form: the bytes of what is compared.
    """

    codes: frozenset[bytes] = frozenset()
    words: frozenset[str] = frozenset()
    form: bytes = b""


NAMELESS: Final = NamePart()
"""Of a record whose database is not asked by name."""


def name_part(database: Database, values: Mapping[str, Any]) -> NamePart:
    """What the index holds of a record's names and birth date.

    Names as their owner wrote them are left to the entry, which is read of those that are shown.
    """
    if database.names is None:
        return NAMELESS
    number = database.number
    form = person_form(values, form_fields(database.names))
    dates = (form.birth_dates or ("",)) if form.names else ()
    codes = {each for date in dates for each in date_codes(number, date)}
    for name in form.names:
        codes.update(form_codes(number, name))
    return NamePart(
        frozenset(codes),
        frozenset([text for name in form.names for text in form_texts(name)]),
        _ENCODE(msgspec.structs.replace(form, written=())),
    )


def record_codes(database: Database, values: Mapping[str, Any]) -> frozenset[bytes]:
    """Every code under which a record is found; none if its database is not asked by name."""
    return name_part(database, values).codes


def form_fields(search: NameSearch) -> dict[str, str]:
    """Which field of the database holds what of a person's form."""
    return {name: str(getattr(search, name)) for name in search.__slots__}
