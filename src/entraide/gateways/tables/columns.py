"""Which column of a table is which field: by its name, or its label in any of the four languages.

Groups and lists are written as numbered columns: `names.1.family`, or "Names 1: Family name". The
envelope of a record is the group `record`; the owner's reference is `owner_ref`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

from rapidfuzz import fuzz, process

from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.tidy import ascii_digits
from entraide.errors import Invalid
from entraide.gateways.tables.own_columns import OWN_COLUMNS, REPORTED
from entraide.language import LANGUAGES, _, translate

FieldPath = tuple[str | int, ...]
"""Names and positions (from 0) that lead to a value in a body: ("names", 0, "family")."""

_NEAR_ENOUGH: Final = 70
_NUMBERED: Final = re.compile(r"(.*?\S)\s*(\d{1,4})\s*(?::\s*(.+))?")
_PARTED: Final = re.compile(r"(.*?\S)\s*:\s*(.+)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        path: where its values go; empty for a column of the refusals' report.
        field: the field at the path's end.
        is_one: whether a cell holds one value of the field, not a list of them.
    """

    heading: str
    path: FieldPath
    field: Field
    is_one: bool = True


def columns(headings: Sequence[str], database: Database) -> list[Column]:
    """The columns of a table of this database, from its heading row.

    Raises:
        Invalid: a heading that is no field ("heading_unknown", with the nearest that is one), that
            stands twice ("heading_twice"), or a required field without a column
            ("heading_missing").
    """
    found = [_column(heading, database) for heading in headings]
    seen: set[FieldPath] = set()
    for column in found:
        if column.path and column.path in seen:
            raise Invalid(
                "heading_twice", _("Two columns have this heading."), field=column.heading[:100]
            )
        seen.add(column.path)
    for field in database.fields:
        if field.required and not any(path[:1] == (field.name,) for path in seen):
            raise Invalid(
                "heading_missing",
                _("There is no column for a field that every record needs."),
                field=field.name,
                expected=_("Expected: a heading row with a column for each of %(fields)s."),
                fields=", ".join(each.name for each in database.fields if each.required),
            )
    return found


def column_named(name: str, database: Database) -> Column | None:
    """The column of this name ("names.1.family"), None if the database has no such field."""
    found = _by_name(name, _top(database))
    if found is None:
        return None
    path, field = found
    return Column(name, path, field, is_one=not field.many or isinstance(path[-1], int))


def known_headings(database: Database) -> Iterator[str]:
    """The first part of every heading that is understood, in all languages."""
    for field in (*OWN_COLUMNS, *database.fields):
        yield field.name
        for language in LANGUAGES:
            yield translate(field.label, language)


def language_of(headings: Iterable[str], database: Database) -> str:
    """The language in which most of these headings are labels; "" for names and for English."""
    folded = {
        _folded(text.replace("*", " ").partition(":")[0].rstrip(" 0123456789")) for text in headings
    }
    own = {_folded(each.name) for each in _top(database)}
    counts = {
        language: len(folded & set(_words(_top(database), language)) - own)
        for language in LANGUAGES
    }
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] and best != "en" else ""


def heading(path: FieldPath, database: Database, language: str = "") -> str:
    """The heading of a column: of names ("names.1.family"), or of labels in a language.

    Where two fields share a label in the language, their names are used.
    """
    if language:
        text = _labels(path, _top(database), language)
        if text is not None:
            return text
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _labels(path: FieldPath, fields: Iterable[Field], language: str) -> str | None:
    fields = tuple(fields)
    name, rest = path[0], path[1:]
    field = next(each for each in fields if each.name == name)
    label = translate(field.label, language)
    if sum(_folded(translate(each.label, language)) == _folded(label) for each in fields) > 1:
        return None
    if rest and isinstance(rest[0], int):
        label, rest = f"{label} {rest[0] + 1}", rest[1:]
    if not rest:
        return label
    inner = _labels(rest, field.kind.fields, language) if isinstance(field.kind, Group) else None
    return None if inner is None else f"{label}: {inner}"


def _top(database: Database) -> tuple[Field, ...]:
    return (*OWN_COLUMNS, *database.fields)


def _column(text: str, database: Database) -> Column:
    plain = " ".join(text.replace("*", " ").replace("\ufeff", "").split())
    if plain.partition(".")[0] == REPORTED:
        return Column(text, (), OWN_COLUMNS[0])
    tops = _top(database)
    named = column_named(ascii_digits(plain), database)
    if named is not None:
        return Column(text, named.path, named.field, named.is_one)
    found = next((way for language in LANGUAGES if (way := _by_label(plain, tops, language))), None)
    if found is None:
        nearest = process.extractOne(
            _folded(plain)[:100],
            set(known_headings(database)),
            processor=_folded,
            scorer=fuzz.ratio,
        )
        raise Invalid(
            "heading_unknown",
            _("This column is no field of the database."),
            field=text[:100],
            expected=_("Expected: the headings of the template, in any of its languages."),
            repair=nearest[0] if nearest and nearest[1] >= _NEAR_ENOUGH else None,
        )
    path, field = found
    return Column(text, path, field, is_one=not field.many or isinstance(path[-1], int))


def _by_name(text: str, fields: Sequence[Field]) -> tuple[FieldPath, Field] | None:
    """The path that a dotted name says, if there is such a field."""
    name, _dot, rest = text.partition(".")
    field = next((each for each in fields if each.name == name and not each.derived), None)
    if field is None:
        return None
    path: FieldPath = (name,)
    if rest and field.many:
        number, _dot, rest = rest.partition(".")
        if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= field.many:
            return None
        path = (name, int(number) - 1)
    return _deeper(
        path,
        field,
        _by_name(rest, field.kind.fields) if rest and isinstance(field.kind, Group) else None,
        rest,
    )


def _by_label(text: str, fields: Sequence[Field], language: str) -> tuple[FieldPath, Field] | None:
    """The path that labels of one language say, if there are such fields."""
    words = _words(tuple(fields), language)
    if field := words.get(_folded(text)):
        return (field.name,), field
    numbered = _NUMBERED.fullmatch(ascii_digits(text))
    if (
        numbered
        and (field := words.get(_folded(numbered[1])))
        and 1 <= int(numbered[2]) <= field.many
    ):
        path: FieldPath = (field.name, int(numbered[2]) - 1)
        rest = numbered[3] or ""
    elif (parted := _PARTED.fullmatch(text)) and (field := words.get(_folded(parted[1]))):
        if field.many:
            return None
        path, rest = (field.name,), parted[2]
    else:
        return None
    inner = (
        _by_label(rest, field.kind.fields, language)
        if rest and isinstance(field.kind, Group)
        else None
    )
    return _deeper(path, field, inner, rest)


def _deeper(
    path: FieldPath, field: Field, inner: tuple[FieldPath, Field] | None, rest: str
) -> tuple[FieldPath, Field] | None:
    if not rest:
        return path, field
    return None if inner is None else ((*path, *inner[0]), inner[1])


@cache
def _words(fields: tuple[Field, ...], language: str) -> dict[str, Field]:
    words: dict[str, Field] = {}
    for field in reversed(fields):
        if not field.derived:
            words[_folded(translate(field.label, language))] = field
    return words


@cache
def _folded(text: str) -> str:
    """A heading without case, accents, vowel signs and punctuation."""
    plain = unicodedata.normalize("NFKD", ascii_digits(text).casefold())
    letters = (
        " " if not letter.isalnum() else letter
        for letter in plain
        if unicodedata.category(letter) != "Mn" and letter != "ـ"
    )
    return " ".join("".join(letters).split())


def put(body: dict[str, Any], path: FieldPath, value: Any) -> None:
    """Puts the value where its path leads, making the groups and lists on the way.

    Positions of a list that stay empty hold None, which cleaning passes over.
    """
    inner: Any = body
    for part, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        inner = _opened(inner, part, empty)
    _opened(inner, path[-1], value)


def _opened(inner: Any, part: str | int, otherwise: Any) -> Any:
    if isinstance(part, str):
        return inner.setdefault(part, otherwise)
    inner.extend([None] * (part + 1 - len(inner)))
    if inner[part] is None:
        inner[part] = otherwise
    return inner[part]
