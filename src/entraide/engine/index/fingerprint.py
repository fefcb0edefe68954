"""What an index was built with: if any of it changes, its keys may not be those that are asked.

Besides versions, the digest holds what the normalisers make of samples, so that a library which
changes its mind is noticed whatever its version says.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import version
from typing import Any, Final

import icu
import msgspec

from entraide.engine.index.applying import FORMAT
from entraide.engine.index.entry import needed_fields
from entraide.engine.index.keys import KEY_FORMAT
from entraide.engine.index.name_codes import NAME_FORMAT
from entraide.engine.matching.compare.scripts import digest as script_table_digest
from entraide.engine.matching.name_data.table import name_table
from entraide.engine.matching.normalise.name import NORMALISER_VERSION, form_of
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.errors import Invalid

_LIBRARIES: Final = ("msgspec", "phonenumbers", "python-stdnum")
_SAMPLES: Final = (
    "Dr. O'Neil-Müller Ørsted", "Владимир Щербаков", "Євген Ґалаґан", "محمّد عبد الرحمن الشريف",
    "יצחק כהן", "Γεώργιος Παπαδόπουλος", "मोहन दास", "สมชาย ใจดี", "김정은", "王小明",
    "たなか ひろし", "შოთა", "Հայկ", "রহমান", "ராமன்", "አበበ",
)  # fmt: skip
"""Invented names of as many scripts."""


def fingerprint_of(databases: Mapping[str, Database]) -> str:
    """The digest (32 hexadecimal digits) of all that decides what an index of these holds."""
    made_of = {
        "formats": [KEY_FORMAT, NAME_FORMAT, FORMAT, NORMALISER_VERSION],
        "unicode": [unicodedata.unidata_version, icu.ICU_VERSION, icu.UNICODE_VERSION],
        "libraries": [version(library) for library in _LIBRARIES],
        "name table": name_table().digest,
        "script table": script_table_digest(),
        "names": [msgspec.to_builtins(form) for form in map(_form, _SAMPLES)],
        "databases": [_declared(databases[code]) for code in sorted(databases)],
    }
    written = json.dumps(made_of, sort_keys=True, ensure_ascii=False)
    return blake2b(written.encode(), digest_size=16).hexdigest()


def _form(sample: str) -> Any:
    return form_of("", "", sample)


def _declared(database: Database) -> dict[str, Any]:
    """What of a declaration decides what the index holds."""
    return {
        "number": database.number,
        "code": database.code,
        "keys": [[key.of, key.fields, key.until] for key in database.keys],
        "names": repr(database.names),
        "entry": {
            name: None if parts is None else sorted(parts)
            for name, parts in needed_fields(database).items()
        },
        "fields": [list(_described(field)) for field in database.fields],
    }


def _described(field: Field) -> Iterator[Any]:
    kind = field.kind
    yield from (field.name, bool(field.many), field.sensitive, type(kind).__qualname__)
    if isinstance(kind, Group):
        yield from (list(_described(part)) for part in kind.fields)
    elif kind.example:
        try:
            clean = kind.clean(kind.example)
        except Invalid as problem:
            yield problem.code
        else:
            yield from (kind.exact(clean), kind.keys(clean))
