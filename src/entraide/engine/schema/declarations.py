"""What makes the declaration of a database wrong, said in a sentence for whoever wrote it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from entraide.engine.schema.database import Database, Field
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.vocabulary import Role, Writer

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
_ACRONYM: Final = re.compile(r"(?=.{2,10}$)[A-Z][A-Z0-9]+(-[A-Z0-9]+)?")
_HIGHEST_NUMBER: Final = 255  # the number is one byte of each index key
_PERSONAL_KINDS: Final = {"person_name", "phone", "email", "account"}


def problems_in(databases: Iterable[Database]) -> Iterator[Iterator[str]]:
    """The problems of each database, then those between them."""
    every = tuple(databases)
    for database in every:
        fields = dict(_fields(database.fields))
        yield _names(database, fields)
        yield _keys(database, fields)
        yield _writing(database, fields, {other.code for other in every})
        yield _personal(database, fields)
        yield _meaning(database, fields)
    yield _doubles(every)


def _stored_as(database: Database, ordinal: int) -> int:
    """The ordinal of the key whose rows this key reads.

    Its own, unless its fields begin a longer key of the same subject: then its look-up is a prefix
    of that key's rows, and it has none of its own.
    """
    key = database.keys[ordinal]
    longest = ordinal
    for place, other in enumerate(database.keys):
        begins = other.fields[: len(key.fields)] == key.fields
        if other.of == key.of and begins and len(other.fields) > len(database.keys[longest].fields):
            longest = place
    return longest


def _fields(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Every field by its dotted name."""
    for field in fields:
        yield prefix + field.name, field
        if isinstance(field.kind, Group):
            yield from _fields(field.kind.fields, f"{prefix}{field.name}.")


def _names(database: Database, fields: Mapping[str, Field]) -> Iterator[str]:
    code = database.code
    if not _CODE.fullmatch(code):
        yield f"{code}: its code is not a name of small letters"
    if not _ACRONYM.fullmatch(database.acronym):
        yield f"{code}: {database.acronym} cannot begin a reference: 2 to 10 capital letters"
    if not 1 <= database.number <= _HIGHEST_NUMBER:
        yield f"{code}: number {database.number} is not between 1 and {_HIGHEST_NUMBER}"
    for name, times in Counter(field.name for field in database.fields).items():
        if times > 1:
            yield f"{code}: two fields are called {name}"
    named = {
        "key": [name for key in database.keys for name in (*key.fields, key.until)],
        "card": database.card,
        "compares": database.compares,
        "expects": database.expects,
        "names": _name_fields(database),
        "expires": [database.expires],
        "country_field": [database.country_field],
        "action": [database.action.by],
        "retention": [database.retention.by],
        "default_purposes": [database.default_purposes.by] if database.default_purposes else [],
    }
    for where, names in named.items():
        for name in names:
            if name and name not in fields:
                yield f"{code}: {where} names {name}, which is no field"


def _keys(database: Database, fields: Mapping[str, Field]) -> Iterator[str]:
    seen = set()
    for ordinal, key in enumerate(database.keys):
        told = f"{database.code}: key {'+'.join(key.fields)} of a {key.of}"
        if not key.fields or len(key.attributes) != len(key.fields):
            yield f"{told} does not ask one attribute for each field"
            continue
        if (key.of, key.fields) in seen:
            yield f"{told} is declared twice"
        seen.add((key.of, key.fields))
        rows = database.keys[_stored_as(database, ordinal)]
        if rows.until != key.until:
            yield f"{told} shares the rows of a longer key and must end its range alike"
        if rows.attributes[: len(key.fields)] != key.attributes:
            yield f"{told} shares the rows of a longer key and must ask the same attributes"
        first, last = fields.get(key.fields[0]), fields.get(key.until)
        if first is not None and last is not None and first.kind is not last.kind:
            yield f"{told} begins and ends its range in fields of different kinds"
        lists = {name.partition(".")[0] for name in key.fields if _is_list(fields, name)}
        if len(lists) > 1:
            yield f"{told} joins values of different lists: {', '.join(sorted(lists))}"


def _is_list(fields: Mapping[str, Field], name: str) -> bool:
    outer = fields.get(name.partition(".")[0])
    return outer is not None and outer.many > 0


def _writing(database: Database, fields: Mapping[str, Field], codes: set[str]) -> Iterator[str]:
    code = database.code
    by_country = database.written_by == Writer.COUNTRY_IN_FIELD
    if by_country != bool(database.country_field):
        yield f"{code}: written by the country in a field, and that field, go together"
    field = fields.get(database.country_field)
    if by_country and field is not None and not (field.required and field.kind.name == "country"):
        yield f"{code}: {database.country_field} must be a required country"
    derived = database.written_by == Writer.DERIVED
    if derived != bool(database.derived_from):
        yield f"{code}: derived rows, and what they are derived from, go together"
    for other in set(database.derived_from) - codes:
        yield f"{code}: it is derived from {other}, which is no database"
    for declared in database.fields:
        if derived and not declared.derived:
            yield f"{code}: {declared.name} is not derived, and nobody writes here"
        if declared.derived and declared.required:
            yield f"{code}: {declared.name} is derived and cannot be required of a person"


def _personal(database: Database, fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        if not database.has_personal_data and (
            field.personal or field.kind.name in _PERSONAL_KINDS
        ):
            yield f"{database.code}: {name} may hold personal data, and this database may not"
    asked = {name for key in database.keys for name in key.fields}
    asked |= {*database.compares, *_name_fields(database)}
    for name in sorted(asked | set(database.card)):
        if any(fields[part].sensitive for part in _outwards(name) if part in fields):
            yield f"{database.code}: {name} is sensitive: neither a criterion nor on a card"


def _outwards(name: str) -> Iterator[str]:
    """The dotted name, then each name that encloses it."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _name_fields(database: Database) -> tuple[str, ...]:
    names = database.names
    return () if names is None else (names.names, names.birth_date, names.nationalities, names.sex)


def _meaning(database: Database, fields: Mapping[str, Field]) -> Iterator[str]:
    code = database.code
    if Role.SECRETARIAT not in database.asked_by:
        yield f"{code}: the secretariat cannot ask it"
    if not database.asked_for or not database.purposes:
        yield f"{code}: it is kept or asked for no purpose"
    given = database.default_purposes
    named = set() if given is None else set(given.otherwise).union(*given.choices.values())
    if extra := named - set(database.purposes):
        yield f"{code}: it gives purposes that it may not carry: {', '.join(sorted(extra))}"
    if any(not 0 <= share <= 1 for share in database.expects.values()):
        yield f"{code}: what it expects is not a share between 0 and 1"
    by = [
        (database.action.by, database.action.choices),
        (database.retention.by, database.retention.choices),
    ]
    if given is not None:
        by.append((given.by, given.choices))
    for name, choices in by:
        kind = fields[name].kind if name in fields else None
        unknown = set(choices) - set(kind.choices if isinstance(kind, OneOf) else ())
        if unknown and (name in fields or not name):
            yield f"{code}: {name or 'no field'} is never {', '.join(sorted(unknown))}"


def _doubles(databases: Iterable[Database]) -> Iterator[str]:
    for attribute in ("code", "acronym", "number"):
        held = Counter(getattr(database, attribute) for database in databases)
        for value, times in held.items():
            if times > 1:
                yield f"the {attribute} {value} is given to {times} databases"
