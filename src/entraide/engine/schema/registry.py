"""All databases together, found by code, number or subject; their declarations checked once.

A declaration that contradicts itself or another stops the program where it starts, with every
problem named: nothing is answered from a half-understood database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from entraide.engine.schema.database import Database, Key
from entraide.engine.schema.declarations import problems_in
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import EntraideError, NotFound
from entraide.language import _


class Misdeclared(EntraideError):
    """The declarations of the databases contradict themselves; `problems` says where."""

    code = "misdeclared"
    sentence = _("The databases are not declared rightly: %(problems)s")


class KeyOf(NamedTuple):
    """A key and where it stands.

    Attributes:
        ordinal: its place in `database.keys`, from 0.
    """

    database: Database
    ordinal: int
    key: Key


class Registry:
    """The databases that a program knows, in the order of their numbers.

    Raises:
        Misdeclared: on making it, with all problems at once.
    """

    def __init__(self, databases: Iterable[Database]) -> None:
        self.all = tuple(sorted(databases, key=lambda database: database.number))
        if problems := [problem for found in problems_in(self.all) for problem in found]:
            raise Misdeclared(problems="; ".join(problems))
        self._by_code = {database.code: database for database in self.all}
        self._by_acronym = {database.acronym: database for database in self.all}
        self._by_number = {database.number: database for database in self.all}
        self._keys = {kind: tuple(self._of(kind)) for kind in SubjectKind}
        self.digest = _digest(self.all)
        """Changes when a declaration changes that an index depends on; words alone do not count."""

    def by_code(self, code: str) -> Database:
        """The database of this code. Raises NotFound."""
        return _found(self._by_code, code)

    def by_acronym(self, acronym: str) -> Database:
        """The database whose records' references begin so. Raises NotFound."""
        return _found(self._by_acronym, acronym)

    def by_number(self, number: int) -> Database:
        """The database of this number. Raises NotFound."""
        return _found(self._by_number, number)

    def enabled(self, codes: Iterable[str]) -> tuple[Database, ...]:
        """The databases of these codes in the order of their numbers; all of them if none is given.

        Raises:
            NotFound: a code that is no database's.
        """
        chosen = {self.by_code(code).number for code in codes}
        return tuple(database for database in self.all if not chosen or database.number in chosen)

    def keys_for(self, kind: SubjectKind) -> tuple[KeyOf, ...]:
        """Every key by which this kind of subject is looked up, longer ones of a database first."""
        return self._keys[kind]

    def _of(self, kind: SubjectKind) -> Iterable[KeyOf]:
        for database in self.all:
            found = [
                KeyOf(database, ordinal, key)
                for ordinal, key in enumerate(database.keys)
                if key.of == kind
            ]
            yield from sorted(found, key=lambda each: (-len(each.key.fields), each.ordinal))


def _found(known: Mapping[Any, Database], name: object) -> Database:
    if name not in known:
        raise NotFound("no_such_database", _("There is no database %(name)s."), name=name)
    return known[name]


def _digest(databases: Iterable[Database]) -> str:
    """A digest of all that decides what an index holds and how it is looked up."""
    told = [
        {
            "number": database.number,
            "code": database.code,
            "body_version": database.body_version,
            "fields": [
                [field.name, field.kind.name, field.kind.schema(), field.many]
                for field in database.fields
            ],
            "keys": [
                [key.of, key.fields, key.attributes, key.gives, key.until] for key in database.keys
            ],
            "names": str(database.names),
            "shown": [database.card, sorted(database.compares.items()), database.action.by],
            "expires": database.expires,
        }
        for database in databases
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
