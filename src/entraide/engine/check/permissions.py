"""Which databases a question may go to: judged before anything is looked up (invariant 3).

The declarations are made ready for answering once a process; what one role may ask for one purpose
is worked out once and remembered.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from entraide.engine.check.wire import Asker, Query
from entraide.engine.index.keys import rows_of
from entraide.engine.schema.database import Database, Key
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.registry import Registry
from entraide.engine.schema.vocabulary import Level, Purpose, Role, SubjectKind, Verdict
from entraide.errors import Invalid, NotAllowed
from entraide.language import _

REMEMBERED: Final = 1024


class KeyWay(msgspec.Struct, frozen=True, gc=False):
    """One key by which one role may look a kind of subject up.

    Attributes:
        stem: the first bytes of its rows: the database's number and the ordinal of the rows.
        kinds: how each asked attribute is cleaned and compared, in the order of the key.
        is_prefix: whether it reads the beginning of a longer key's rows.
        is_plain: whether each field holds one value, in no group.
    """

    key: Key
    stem: bytes
    attributes: tuple[str, ...]
    kinds: tuple[Kind, ...]
    is_prefix: bool
    is_plain: bool

    @property
    def is_catalogue(self) -> bool:
        """Whether nothing is found by it: it only describes."""
        return self.key.gives is Verdict.NO_HIT


class Way(msgspec.Struct, frozen=True):
    """How one role may ask one database about one kind of subject.

    Attributes:
        by_name: whether persons are also searched by name.
        compared: field, the subject's attribute that speaks of it, and the kind that compares them.
    """

    database: Database
    level: Level
    keys: tuple[KeyWay, ...]
    by_name: bool
    compared: tuple[tuple[str, str, Kind], ...]

    def shows(self, path: str) -> bool:
        """Whether this field (dotted inside groups) is on the card, or may be read in full."""
        return self.level >= Level.FULL or path.partition(".")[0] in self.database.card


class Permitted(msgspec.Struct, frozen=True):
    """Where the questions of one role for one purpose may go.

    Attributes:
        ways: the databases to ask about each kind of subject, in the order of their numbers.
        withheld: the codes of those that hold that kind and may not be asked.
        catalogues: those that put what was asked into their words first.
        named: the codes that the question itself named; empty if it named none.
        all: every database of the hub.
        courses: what `routes.course` has set out for it.
    """

    ways: Mapping[SubjectKind, tuple[Way, ...]]
    withheld: Mapping[SubjectKind, tuple[str, ...]]
    catalogues: Mapping[SubjectKind, tuple[Way, ...]]
    named: frozenset[str]
    all: tuple[Database, ...]
    courses: dict[Any, Any] = msgspec.field(default_factory=dict)


class Permissions:
    """Judges purposes and databases against the declarations and a grant."""

    def __init__(self, registry: Registry, enabled: Iterable[str] = ()) -> None:
        """Makes the declarations ready.

        Args:
            registry: the databases that the program knows.
            enabled: the codes of those that the hub uses; all of them if empty.

        Raises:
            NotFound: a code that is no database's.
        """
        self.databases = registry.enabled(enabled)
        codes = {database.code for database in self.databases}
        self._holders = {
            kind: tuple(
                database
                for database in self.databases
                if any(key.of is kind and key.gives != Verdict.NO_HIT for key in database.keys)
                or (kind is SubjectKind.PERSON and database.names is not None)
            )
            for kind in SubjectKind
        }
        self._keys: dict[tuple[str, SubjectKind], list[KeyWay]] = {}
        for kind in SubjectKind:
            for found in registry.keys_for(kind):
                if found.database.code in codes:
                    stem, is_prefix = rows_of(found.database, found.key)
                    self._keys.setdefault((found.database.code, kind), []).append(
                        KeyWay(
                            key=found.key,
                            stem=stem,
                            attributes=found.key.attributes,
                            kinds=tuple(kind_of(found.database, path) for path in found.key.fields),
                            is_prefix=is_prefix,
                            is_plain=_is_plain(found.database, found.key),
                        )
                    )
        self._codes = codes
        self._worked_out: dict[object, Permitted] = {}

    def of(self, asker: Asker, query: Query) -> Permitted:
        """Where this question may go.

        Raises:
            NotAllowed: the grant does not hold for this purpose ("purpose_not_granted"), or for a
                database that the question names ("database_not_granted").
            Invalid: the question names a database that this hub does not have.
        """
        if query.purpose not in asker.purposes:
            raise NotAllowed(
                "purpose_not_granted",
                _("Your grant does not hold for this purpose: %(purpose)s."),
                purpose=query.purpose.value,
            )
        named = tuple(query.databases)
        case = (asker.role, asker.databases, query.purpose, named)
        known = self._worked_out.get(case)
        if known is None:
            if len(self._worked_out) >= REMEMBERED:
                self._worked_out.clear()
            known = self._worked_out[case] = self._work_out(asker, query.purpose, named)
        return known

    def _work_out(self, asker: Asker, purpose: Purpose, named: tuple[str, ...]) -> Permitted:
        for place, code in enumerate(named):
            if code not in self._codes:
                raise Invalid(
                    "no_such_database",
                    _("There is no database %(name)s."),
                    field=f"databases.{place}",
                    expected=_("Expected: the code of a database of this hub."),
                    name=code[:40],
                )
            if not self._may(asker, purpose, code):
                raise NotAllowed(
                    "database_not_granted",
                    _("Your grant does not hold for the database %(name)s and this purpose."),
                    name=code,
                )
        wanted = frozenset(named)
        ways, withheld = {}, {}
        for kind, holders in self._holders.items():
            may = [database for database in holders if self._may(asker, purpose, database.code)]
            ways[kind] = tuple(
                self._way(database, kind, asker.role)
                for database in may
                if not wanted or database.code in wanted
            )
            withheld[kind] = tuple(
                database.code for database in holders if database not in may and not wanted
            )
        catalogues = {
            kind: tuple(
                self._way(database, kind, asker.role, is_catalogue=True)
                for database in self.databases
                if any(way.is_catalogue for way in self._keys.get((database.code, kind), ()))
                and self._may(asker, purpose, database.code)
            )
            for kind in SubjectKind
        }
        return Permitted(ways, withheld, catalogues, wanted, self.databases)

    def _may(self, asker: Asker, purpose: Purpose, code: str) -> bool:
        database = next(database for database in self.databases if database.code == code)
        return (
            code in asker.databases
            and asker.role in database.asked_by
            and purpose in database.asked_for
        )

    def _way(
        self, database: Database, kind: SubjectKind, role: Role, *, is_catalogue: bool = False
    ) -> Way:
        return Way(
            database=database,
            level=database.asked_by[role],
            keys=tuple(
                way
                for way in self._keys.get((database.code, kind), ())
                if way.is_catalogue is is_catalogue
                and (way.key.only_for is None or role in way.key.only_for)
            ),
            by_name=kind is SubjectKind.PERSON and database.names is not None,
            compared=self._compared(database, kind),
        )

    def _compared(self, database: Database, kind: SubjectKind) -> tuple[tuple[str, str, Kind], ...]:
        """What the declaration compares, and each field by which this subject is looked up."""
        pairs = dict(database.compares)
        for way in self._keys.get((database.code, kind), ()):
            for path, attribute in zip(way.key.fields, way.attributes, strict=True):
                if "." not in path:
                    pairs.setdefault(path, attribute)
        return tuple((field, pairs[field], kind_of(database, field)) for field in pairs)


def _is_plain(database: Database, key: Key) -> bool:
    return all("." not in path and not database.field_named(path).many for path in key.fields)


def kind_of(database: Database, path: str) -> Kind:
    """The kind of a field, dotted inside groups. Raises KeyError."""
    outer, _dot, inner = path.partition(".")
    kind = database.field_named(outer).kind
    if not inner:
        return kind
    if isinstance(kind, Group):
        for field in kind.fields:
            if field.name == inner:
                return field.kind
    raise KeyError(path)
