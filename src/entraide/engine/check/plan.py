"""What exactly to ask: subjects become targets, and targets become probes of the index.

A machine readable zone is a document and a person; a person brings documents and contacts. Every
value is read by the kind of the field it will be compared with, and refused by its name, before the
index is touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Final

import msgspec

from entraide.engine.check.permissions import KeyWay, Permitted, Way
from entraide.engine.check.wire import Contact, Mrz, Person, Reason, Subject
from entraide.engine.index.keys import encode
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import Invalid, TooLarge, Unavailable
from entraide.language import _

MOST_OF_A_PERSON: Final = 20
"""Names, documents, contacts or nationalities that one person may be asked with."""

_KINDS: Final = {kind.value: kind for kind in SubjectKind}


class Target(msgspec.Struct):
    """One thing to look for.

    Attributes:
        subject: the position of the question's subject that it comes from.
        at: where it stands in the question, for errors ("subjects.0.documents.1").
        asked: its attributes that are known.
        told: all that is known beside it and can be compared with what is found.
        person: the person to search by name, if this is one.
        doubts: why even an exact match is only possible (a check digit that failed).
    """

    subject: int
    kind: SubjectKind
    at: str
    asked: dict[str, str]
    told: dict[str, Any]
    person: Person | None = None
    doubts: tuple[Reason, ...] = ()


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A key with the asked values in the form that decides equality."""

    key: KeyWay
    exact: tuple[str, ...]


class Probe(msgspec.Struct, frozen=True, gc=False):
    """Keys of one database that share their rows: what to read, and what to hold against it.

    Attributes:
        asked: the longest key first.
        reads: bytes, and whether they are only the beginning of keys.
    """

    target: Target
    way: Way
    asked: tuple[Asked, ...]
    reads: tuple[tuple[bytes, bool], ...]


class Missing(msgspec.Struct, frozen=True):
    """A database that holds such things and could not be asked for want of an attribute."""

    subject: int
    database: str
    attribute: str


class Plan(msgspec.Struct):
    """All that one question asks of the index.

    Attributes:
        asked: each subject with the databases that are asked about it.
        withheld: each subject with those that hold such things and may not be asked.
    """

    targets: list[Target]
    probes: list[Probe]
    searches: list[tuple[Target, Way]]
    missing: list[Missing]
    asked: list[dict[str, Way]]
    withheld: list[dict[str, None]]


def plan(subjects: Sequence[Subject], permitted: Permitted) -> Plan:
    """The targets and probes of a question.

    Raises:
        Invalid: a value that no field can hold, or a subject of which nothing can be looked up;
            `field` names it ("subjects.0.plate").
        TooLarge: a person with too many names or documents.
    """
    made = Plan([], [], [], [], [], [])
    for place, subject in enumerate(subjects):
        made.asked.append({})
        made.withheld.append({})
        for target in _targets(place, subject):
            made.targets.append(target)
            made.withheld[place].update(dict.fromkeys(permitted.withheld[target.kind]))
            _Planning(made, target).through(permitted.ways[target.kind])
    return made


class _Planning:
    """Plans one target: reads each value once, whichever databases ask it."""

    __slots__ = ("_made", "_read", "_refused", "_taken", "_target")

    def __init__(self, made: Plan, target: Target) -> None:
        self._made, self._target = made, target
        self._read: dict[tuple[str, int], tuple[str, tuple[str, ...]] | None] = {}
        self._refused: dict[str, Invalid] = {}
        self._taken: set[str] = set()

    def through(self, ways: Iterable[Way]) -> None:
        """Adds the target's probes by all these ways."""
        begun = False
        for way in ways:
            if way.by_name and self._target.person is not None and self._target.person.names:
                self._made.searches.append((self._target, way))
                self._made.asked[self._target.subject][way.database.code] = way
                begun = True
            if way.keys:
                begun |= self._by_keys(way)
        for attribute, problem in self._refused.items():
            if attribute not in self._taken:
                raise problem.within(attribute).within(self._target.at)
        if not begun and ways:
            raise self._nothing(ways)

    def _by_keys(self, way: Way) -> bool:
        """Adds the probes of one database; whether the target gave anything to ask it by."""
        given = self._target.asked
        covered: set[str] = set()
        lacking: dict[str, str] = {}
        probes: dict[bytes, tuple[list[Asked], list[tuple[bytes, bool]]]] = {}
        for key in way.keys:
            first = key.attributes[0]
            if first not in given:
                continue
            absent = next((name for name in key.attributes if name not in given), None)
            if absent is not None:
                lacking.setdefault(first, absent)
                continue
            covered.add(first)
            exact, rows = self._rows(key)
            if rows:
                asked, reads = probes.setdefault(key.stem, ([], []))
                asked.append(Asked(key, exact))
                reads += [(row, key.is_prefix) for row in rows]
        for asked, reads in probes.values():
            self._made.probes.append(Probe(self._target, way, tuple(asked), tuple(reads)))
        if covered:
            self._made.asked[self._target.subject][way.database.code] = way
        for first, absent in lacking.items():
            if first not in covered:
                self._made.missing.append(Missing(self._target.subject, way.database.code, absent))
        return bool(covered or lacking)

    def _rows(self, key: KeyWay) -> tuple[tuple[str, ...], list[bytes]]:
        """The exact forms of the values, and the bytes to read; none if a field cannot hold one."""
        exact, columns = [], []
        for attribute, kind in zip(key.attributes, key.kinds, strict=True):
            forms = self._forms(attribute, kind)
            if forms is None:
                return (), []
            exact.append(forms[0])
            columns.append(forms[1])
        database, ordinal = key.stem
        rows = {encode(database, ordinal, forms) + key.ending for forms in product(*columns)}
        return tuple(exact), sorted(rows)

    def _forms(self, attribute: str, kind: Kind) -> tuple[str, tuple[str, ...]] | None:
        """The value as this kind compares it and looks it up; None if it could never hold it."""
        known = self._read.get((attribute, id(kind)), ...)
        if known is not ...:
            return known
        try:
            clean = kind.clean(self._target.asked[attribute])
            found = (kind.exact(clean), kind.keys(clean))
        except Invalid as problem:
            self._refused.setdefault(attribute, problem)
            found = None
        else:
            self._taken.add(attribute)
        self._read[(attribute, id(kind))] = found
        return found

    def _nothing(self, ways: Iterable[Way]) -> Invalid:
        names = {key.attributes[0]: None for way in ways for key in way.keys}
        if any(way.by_name for way in ways):
            names = {"names": None, **names}
        return Invalid(
            "nothing_to_look_up",
            _("Nothing that was given about this subject can be looked up."),
            field=self._target.at,
            expected=_("Expected: at least one of %(fields)s."),
            fields=", ".join(names),
        )


def _targets(place: int, subject: Subject) -> Iterator[Target]:
    at = f"subjects.{place}"
    if isinstance(subject, Person):
        yield from _person(place, at, subject)
    elif isinstance(subject, Mrz):
        raise Unavailable
    else:
        if isinstance(subject, Contact):
            _one_contact(at, subject)
        asked = attributes(subject)
        yield Target(place, kind_of(subject), at, asked, asked)


def attributes(subject: Subject) -> dict[str, str]:
    """What is known of a subject: its attributes that hold more than blanks, lists left out."""
    known = {}
    for name in subject.__struct_fields__:
        value = getattr(subject, name)
        if value and type(value) is str and not value.isspace():
            known[name] = value
    return known


def kind_of(subject: Subject) -> SubjectKind:
    """The subject's kind."""
    return _KINDS[str(subject.__struct_config__.tag)]


def _person(place: int, at: str, person: Person) -> Iterator[Target]:
    for name in ("names", "documents", "contacts", "nationalities"):
        if len(getattr(person, name)) > MOST_OF_A_PERSON:
            raise TooLarge(
                "person_too_large",
                _("A person may be asked with at most %(most)s of each: names, documents, ..."),
                most=MOST_OF_A_PERSON,
            )
    asked = attributes(person)
    told = asked | ({"nationalities": person.nationalities} if person.nationalities else {})
    if person.names or not (person.documents or person.contacts):
        yield Target(place, SubjectKind.PERSON, at, asked, told, person)
    for number, document in enumerate(person.documents):
        known = attributes(document)
        within = f"{at}.documents.{number}"
        yield Target(place, SubjectKind.DOCUMENT, within, known, told | known)
    for number, contact in enumerate(person.contacts):
        within = f"{at}.contacts.{number}"
        _one_contact(within, contact)
        yield Target(place, SubjectKind.CONTACT, within, attributes(contact), told)


def _one_contact(at: str, contact: Contact) -> None:
    if len(attributes(contact)) != 1:
        raise Invalid(
            "one_contact",
            _("A contact is exactly one of these: phone, email, account."),
            field=at,
            expected=_("Expected: exactly one of phone, email, account."),
        )
