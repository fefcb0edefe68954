"""From the subjects of a question to what is looked for: a zone is a document and a person."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, get_args

import msgspec

from entraide.engine.check.wire import Contact, Mrz, Name, Person, Reason, Subject
from entraide.engine.index.names import MOST_NAMES, NameKey, query_keys
from entraide.engine.schema.field_kinds.country import country
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.mrz import Mrz as Zone
from entraide.engine.schema.field_kinds.mrz import parse_mrz
from entraide.engine.schema.field_kinds.partial_date import partial_date
from entraide.engine.schema.field_kinds.sex import sex
from entraide.engine.schema.terms import DOCUMENT_TYPES
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import Invalid
from entraide.language import _

MOST_PAPERS: Final = 20
"""Documents, contacts or nationalities that one person may be asked with."""
LONGEST_NAME: Final = 300
"""Characters of one part of a name."""

_KINDS: Final = {
    subject: SubjectKind(subject.__struct_config__.tag) for subject in get_args(Subject)
}
_UNSPECIFIED: Final = ("", "X")


class Sought(msgspec.Struct, frozen=True):
    """A person as they are searched by name: every value already in the form that is compared."""

    names: tuple[dict[str, str], ...]
    name_keys: tuple[NameKey, ...]
    birth_date: str
    nationalities: tuple[str, ...]
    sex: str


class Target(msgspec.Struct):
    """One thing to look for.

    Attributes:
        subject: the position of the question's subject that it comes from.
        at: where it stands in the question, for errors ("subjects.0.documents.1").
        asked: its attributes that are known.
        told: all that is known beside it and can be compared with what is found.
        person: the person to search by name, if this is one.
        doubts: why even an exact match is only possible (a check digit that failed).
        remarks: what else explains a match (a make in the reference table's words).
    """

    subject: int
    kind: SubjectKind
    at: str
    asked: dict[str, str]
    told: dict[str, Any]
    person: Sought | None = None
    doubts: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()


def targets(place: int, subject: Subject, today: date) -> Iterable[Target]:
    """What the subject at this place of the question asks to look for.

    Args:
        place: its position, from 0.
        subject: what is asked about.
        today: the day by which a zone's centuries are chosen.

    Raises:
        Invalid: a zone that cannot be read, a name without letters, a date that is none.
    """
    at = f"subjects.{place}"
    if isinstance(subject, Person):
        return _person(place, at, subject)
    if isinstance(subject, Mrz):
        try:
            zone = parse_mrz(subject.text, today)
        except Invalid as problem:
            raise problem.within(f"{at}.text") from None
        return _zone(place, f"{at}.text", zone)
    asked = attributes(subject)
    if isinstance(subject, Contact):
        _one_contact(at, asked)
    return (Target(place, kind_of(subject), at, asked, asked),)


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
    return _KINDS[type(subject)]


def _person(place: int, at: str, person: Person) -> Iterator[Target]:
    for name, most in (
        ("names", MOST_NAMES),
        ("documents", MOST_PAPERS),
        ("contacts", MOST_PAPERS),
        ("nationalities", MOST_PAPERS),
    ):
        if len(getattr(person, name)) > most:
            raise Invalid(
                "too_many",
                _("At most %(most)s values are asked at once; there are %(count)s."),
                field=f"{at}.{name}",
                most=most,
                count=len(getattr(person, name)),
            )
    asked = attributes(person)
    told: dict[str, Any] = dict(asked)
    if person.nationalities:
        told["nationalities"] = person.nationalities
    if person.names or not (person.documents or person.contacts):
        yield Target(place, SubjectKind.PERSON, at, asked, told, _sought(at, person))
    for number, document in enumerate(person.documents):
        known = attributes(document)
        within = f"{at}.documents.{number}"
        yield Target(place, SubjectKind.DOCUMENT, within, known, told | known)
    for number, contact in enumerate(person.contacts):
        within, known = f"{at}.contacts.{number}", attributes(contact)
        _one_contact(within, known)
        yield Target(place, SubjectKind.CONTACT, within, known, told)


def _sought(at: str, person: Person) -> Sought | None:
    """The person as they are searched; None without a name."""
    if not person.names:
        return None
    birth_date = _clean(partial_date, person.birth_date, f"{at}.birth_date")
    names = []
    for number, name in enumerate(person.names):
        parts = _parts(name)
        if not parts or not query_keys([parts]):
            raise Invalid(
                "name",
                _("This name holds no letter that could be looked up."),
                field=f"{at}.names.{number}",
                expected=_("Expected: family, forename or full, at most 300 characters each."),
            )
        names.append(parts)
    return Sought(
        names=tuple(names),
        name_keys=query_keys(names, birth_date),
        birth_date=birth_date,
        nationalities=tuple(
            _clean(country, code, f"{at}.nationalities.{number}")
            for number, code in enumerate(person.nationalities)
        ),
        sex=_clean(sex, person.sex, f"{at}.sex"),
    )


def _parts(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "forename": name.forename, "full": name.full}
    if any(len(part) > LONGEST_NAME for part in parts.values()):
        return {}
    return {part: text for part, text in parts.items() if text and not text.isspace()}


def _clean(kind: Kind, value: str, at: str) -> str:
    if not value or value.isspace():
        return ""
    try:
        return str(kind.clean(value))
    except Invalid as problem:
        raise problem.within(at) from None


def _one_contact(at: str, known: dict[str, str]) -> None:
    if len(known) != 1:
        raise Invalid(
            "one_contact",
            _("A contact is exactly one of these: phone, email, account."),
            field=at,
            expected=_("Expected: exactly one of phone, email, account."),
        )


def _zone(place: int, at: str, zone: Zone) -> Iterator[Target]:
    """A zone as a document and a person; where it is damaged, as what it may have said, too."""
    person = _holder(zone)
    told: dict[str, Any] = attributes(person)
    if person.nationalities:
        told["nationalities"] = person.nationalities
    asked = _document(zone)
    doubts = _doubts(zone, "number")
    if zone.number:
        yield Target(place, SubjectKind.DOCUMENT, at, asked, told | asked, None, doubts)
    for number in zone.candidates.get("number", ()):
        if number and number != zone.number:
            supposed = Reason("supposed", {"read": zone.number, "supposed": number})
            known = asked | {"number": number}
            yield Target(
                place, SubjectKind.DOCUMENT, at, known, told | known, None, (*doubts, supposed)
            )
    if person.names:
        yield Target(
            place,
            SubjectKind.PERSON,
            at,
            attributes(person),
            told,
            _sought(at, person),
            _doubts(zone, "birth_date"),
        )


def _document(zone: Zone) -> dict[str, str]:
    code = zone.document_code
    known = {"number": zone.number, "issuing_country": _known_country(zone.issuing_country)}
    known["document_type"] = next((c for c in (code, code[:1]) if c in DOCUMENT_TYPES), "")
    return {name: value for name, value in known.items() if value}


def _holder(zone: Zone) -> Person:
    """The person on the zone; a date of birth only if its check digit does not deny it."""
    birth_date = zone.birth_date
    if not zone.checks.get("birth_date", True):
        readings = set(zone.candidates.get("birth_date", ()))
        birth_date = readings.pop() if len(readings) == 1 else ""
    nationality = _known_country(zone.nationality)
    name = Name(family=zone.family, forename=zone.forename)
    return Person(
        names=[name] if query_keys([_parts(name)]) else [],
        birth_date=birth_date,
        nationalities=[nationality] if nationality else [],
        sex="" if zone.sex in _UNSPECIFIED else zone.sex,
    )


def _known_country(code: str) -> str:
    """The country's code, or "" where the zone holds none that is known."""
    try:
        return str(country.clean(code))
    except Invalid:
        return ""


def _doubts(zone: Zone, part: str) -> tuple[Reason, ...]:
    """Why a part of the zone cannot be trusted: its own check digit, or the one over all.

    A failed digit over all is explained by a failed digit of another part; alone, it may be any.
    """
    wrong = {name for name, right in zone.checks.items() if not right}
    if part in wrong:
        return (Reason("check_digit", {"part": part}),)
    return (Reason("check_digit", {"part": "composite"}),) if wrong == {"composite"} else ()
