"""Look-up keys: under which bytes a record lies, and which bytes a question reads.

A key is the database's number, the key's ordinal in its declaration and the values' look-up forms
joined by 0x1F. A key whose fields begin another's (of the same subject) has no rows of its own:
its question reads the longer key's rows as a prefix.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from typing import Any, Final

from entraide.engine.schema.database import Database, Field, Key
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.number_ranges import numbers_between
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import Invalid

KEY_FORMAT: Final = 1
"""Changes when the bytes of a key do: part of the fingerprint."""

BETWEEN: Final = b"\x1f"
_HASHED: Final = b"\x1e"
_LONGEST_VALUE: Final = 72
"""Bytes of one value; longer ones are hashed, so that six stay under LMDB's 511 bytes a key."""
_MOST_FIELDS: Final = 6


@dataclass(frozen=True, slots=True)
class Lookup:
    """One declared key, ready to be asked.

    Attributes:
        key: the declaration: its verdict, its roles.
        keys: what to read: with `Snapshot.under`, or with `Snapshot.beginning` if `is_prefix`.
        exact: the asked values in the form that decides equality, in the order of `key.fields`.
    """

    key: Key
    keys: tuple[bytes, ...]
    is_prefix: bool
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Path:
    """Where a field lies: its group ("" if none) and itself."""

    group: str
    field: Field


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one declared key is stored.

    Attributes:
        root: the ordinal under which its rows lie: its own, or that of the key that it begins.
        least: of a root, how many of its first fields a record must have to be found by some key.
    """

    key: Key
    paths: tuple[_Path, ...]
    root: int
    least: int


def encode(number: int, ordinal: int, forms: Sequence[str]) -> bytes:
    """The bytes of a key: database's number, key's ordinal, the look-up forms."""
    return bytes((number, ordinal)) + BETWEEN.join(map(bounded, forms))


def rows_of(database: Database, key: Key) -> tuple[bytes, bool]:
    """Where the rows of a declared key lie: their first bytes, and whether they begin longer keys.

    What `question_keys` works out for each question; for those who prepare their look-ups once.
    """
    plans = _plans(database)
    plan = next(plan for plan in plans if plan.key is key)
    is_prefix = len(plans[plan.root].paths) > len(plan.paths)
    return bytes((database.number, plan.root)), is_prefix


def record_keys(database: Database, body: Mapping[str, Any]) -> frozenset[bytes]:
    """Every key under which a record with this body is found.

    Raises:
        Invalid: a range of numbers that is none or too large: such a record must not be committed.
    """
    return frozenset(
        encode(database.number, ordinal, forms)
        for ordinal, plan in enumerate(_plans(database))
        if plan.root == ordinal
        for forms in _stored_forms(plan, body)
    )


def question_keys(
    database: Database, of: SubjectKind, asked: Mapping[str, Any]
) -> tuple[Lookup, ...]:
    """The keys of this database that a subject can ask with what is known of it, as declared.

    Args:
        database: the one asked.
        of: the subject's kind.
        asked: the subject's attributes; those absent, None or "" are unknown.

    Raises:
        Invalid: a value that its field cannot hold, named by the attribute.
    """
    found = []
    for plan in _plans(database):
        values = [asked.get(attribute) for attribute in plan.key.attributes]
        if plan.key.of is not of or any(value in (None, "") for value in values):
            continue
        clean = [
            _clean(path.field, value, attribute)
            for path, value, attribute in zip(plan.paths, values, plan.key.attributes, strict=True)
        ]
        found.append(_lookup(database, plan, clean))
    return tuple(found)


def is_exact(database: Database, lookup: Lookup, values: Mapping[str, Any]) -> bool:
    """Whether an entry that was read under these keys equals the question in every field.

    If not, it is only near: letters may have been taken for one another. `values` are the entry's.
    """
    plan = next(plan for plan in _plans(database) if plan.key is lookup.key)
    return any(
        all(
            asked in _exact_forms(path, part, plan.key.until if place == 0 else "", asked)
            for place, (path, asked) in enumerate(zip(plan.paths, lookup.exact, strict=True))
        )
        for part in _parts(plan, values)
    )


def _lookup(database: Database, plan: _Plan, clean: Sequence[Any]) -> Lookup:
    kinds = [path.field.kind for path in plan.paths]
    is_prefix = len(_plans(database)[plan.root].paths) > len(plan.paths)
    end = BETWEEN if is_prefix else b""
    forms = product(*(kind.keys(value) for kind, value in zip(kinds, clean, strict=True)))
    return Lookup(
        plan.key,
        tuple(sorted({encode(database.number, plan.root, form) + end for form in forms})),
        is_prefix,
        tuple(kind.exact(value) for kind, value in zip(kinds, clean, strict=True)),
    )


def _clean(field: Field, value: Any, attribute: str) -> Any:
    try:
        return field.kind.clean(value)
    except Invalid as problem:
        raise problem.within(attribute) from None


def _stored_forms(plan: _Plan, body: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The tuples of look-up forms under which the body lies by this root key."""
    for part in _parts(plan, body):
        columns = [
            _key_forms(path, part, plan.key.until if place == 0 else "")
            for place, path in enumerate(plan.paths)
        ]
        if all(columns[: plan.least]):
            yield from product(*(column or ("",) for column in columns))


def _parts(plan: _Plan, body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What holds the key's values together: each item of its group, with the body's own fields."""
    group = next((path.group for path in plan.paths if path.group), "")
    if not group:
        yield body
        return
    held = body.get(group, ())
    for item in (held,) if isinstance(held, Mapping) else held:
        yield {**body, **item}


def _values(field: Field, part: Mapping[str, Any]) -> Sequence[Any]:
    value = part.get(field.name)
    if value is None:
        return ()
    return value if field.many else (value,)


def _key_forms(path: _Path, part: Mapping[str, Any], until: str) -> tuple[str, ...]:
    kind = path.field.kind
    last = part.get(until) if until else None
    if last is not None and path.field.name in part:
        numbers = numbers_between(kind.exact(part[path.field.name]), kind.exact(last))
        return tuple(form for number in numbers for form in kind.keys(number))
    return tuple(
        dict.fromkeys(form for value in _values(path.field, part) for form in kind.keys(value))
    )


def _exact_forms(path: _Path, part: Mapping[str, Any], until: str, asked: str) -> tuple[str, ...]:
    """The exact forms of the part's values; of a range only the asked number, if it lies within."""
    kind = path.field.kind
    exact = tuple(kind.exact(value) for value in _values(path.field, part))
    last = part.get(until) if until else None
    if last is None or not exact:
        return exact
    first, last = exact[0], kind.exact(last)
    prefix = first.rstrip("0123456789")
    is_number = asked.startswith(prefix) and asked[len(prefix) :].isdecimal()
    is_within = is_number and len(asked) == len(first) and first <= asked <= last
    return (asked,) if is_within else exact


def bounded(form: str) -> bytes:
    """The bytes of one look-up form within a key."""
    value = form.encode()
    if not form.isalnum():
        value = value.replace(BETWEEN, b" ").replace(b"\x00", b" ")
    if len(value) <= _LONGEST_VALUE:
        return value
    return _HASHED + blake2b(value, digest_size=16).hexdigest().encode()


_PLANNED: dict[int, tuple[Database, tuple[_Plan, ...]]] = {}


def _plans(database: Database) -> tuple[_Plan, ...]:
    """The plan of each declared key, made once a declaration (which is kept, and so is its id)."""
    known = _PLANNED.get(id(database))
    if known is None:
        known = _PLANNED[id(database)] = (database, _planned(database))
    return known[1]


def _planned(database: Database) -> tuple[_Plan, ...]:
    roots = [_root(database.keys, key) for key in database.keys]
    return tuple(
        _Plan(
            key,
            _paths(database, key),
            roots[ordinal],
            min(
                len(other.fields)
                for other, root in zip(database.keys, roots, strict=True)
                if root == roots[ordinal]
            ),
        )
        for ordinal, key in enumerate(database.keys)
    )


def _root(keys: Sequence[Key], key: Key) -> int:
    """The ordinal of the longest key of the same subject whose fields this one's begin."""
    longer = [
        (-len(other.fields), ordinal)
        for ordinal, other in enumerate(keys)
        if other.of is key.of
        and other.until == key.until
        and other.fields[: len(key.fields)] == key.fields
    ]
    return min(longer)[1]


def _paths(database: Database, key: Key) -> tuple[_Path, ...]:
    paths = []
    for dotted in key.fields:
        outer, _dot, inner = dotted.partition(".")
        field = database.field_named(outer)
        if not inner:
            paths.append(_Path("", field))
            continue
        assert isinstance(field.kind, Group), f"{database.code}: {dotted} is in no group"
        paths.append(_Path(outer, next(sub for sub in field.kind.fields if sub.name == inner)))
    assert 0 < len(paths) <= _MOST_FIELDS, f"{database.code}: a key has one to six fields"
    assert len({path.group for path in paths} - {""}) <= 1, f"{database.code}: a key has one group"
    return tuple(paths)
