"""Understands what an officer pasted or typed into the one box, and says what it may be.

Nothing is guessed away: what may be a document's number, a plate or a serial is asked as all three
until the officer says which it is.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from stdnum import iban, imo, iso6346

from entraide.engine.check.wire import (
    Contact,
    Container,
    Document,
    Firearm,
    Mrz,
    Name,
    Person,
    Reference,
    Subject,
    Vehicle,
    Vessel,
)
from entraide.errors import Malformed
from entraide.language import _

READINGS: Final[Mapping[str, str]] = {
    "zone": _("Machine readable zone"),
    "person": _("Name of a person"),
    "number": _("Document number, plate or serial number"),
    "document": _("Document number"),
    "plate": _("Number plate"),
    "vin": _("Vehicle identification number"),
    "engine": _("Engine number"),
    "serial": _("Serial number of a firearm"),
    "container": _("Container number"),
    "imo": _("IMO number of a ship"),
    "mmsi": _("MMSI number of a ship"),
    "hin": _("Hull number of a boat"),
    "vessel": _("Name of a vessel"),
    "phone": _("Telephone number"),
    "email": _("E-mail address"),
    "account": _("Account number"),
    "reference": _("Reference"),
}
"""What a text can be read as."""

_MRZ_LINE: Final = re.compile(r"[A-Z0-9<]{28,44}")
_MRZ_IN_ONE: Final = re.compile(r"[A-Z0-9<]{72}|[A-Z0-9<]{88}|[A-Z0-9<]{90}")
_LINES_IN_ONE: Final = {72: 36, 88: 44, 90: 30}
"""Characters of a zone that a reader sent without ends of lines → characters of a line."""
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE: Final = re.compile(r"(?:\+|00)[\d\s().-]{6,20}")
_LOCAL_PHONE: Final = re.compile(r"[\d\s().-]{6,20}")
_REFERENCE: Final = re.compile(r"\d{4}/\d{1,7}|[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
_VIN: Final = re.compile(r"[A-Z0-9]{17}")
_HIN: Final = re.compile(r"[A-Z]{2}-?[A-Z]{3}[A-Z0-9]{7,9}")
_MMSI: Final = re.compile(r"[2-7]\d{8}")
_CONTAINER: Final = re.compile(r"[A-Z]{4}\d{7}")
_IMO: Final = re.compile(r"(?:IMO)?\d{7}")
_ACCOUNT: Final = re.compile(r"[A-Z0-9]{8,34}")
_DATE: Final = re.compile(
    r"(?<!\w)(?P<date>\d{4}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$"
)
_COUNTRY: Final = re.compile(r"^(?P<number>.*\d.*?)[\s,/]+(?P<country>[A-Z]{2,3})$")
_NUMBER: Final = re.compile(r"(?=.*\d)[\w<\s./-]{3,30}", re.ASCII)
_DIGITS_OF_OTHERS: Final = {ord(d): str(i % 10) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text.

    Attributes:
        code: one of `READINGS`.
        subjects: what is asked about then.
    """

    code: str
    subjects: list[Subject]


_FORMS: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    ("email", _EMAIL.fullmatch),
    ("phone", _PHONE.fullmatch),
    ("reference", _REFERENCE.fullmatch),
    ("account", iban.is_valid),
    ("container", iso6346.is_valid),
)
"""Forms that nothing else has: the reading, and its test."""


def recognise(text: str) -> list[Subject]:
    """The subjects that this text may be, most likely first.

    Args:
        text: a machine readable zone, a name (with a date of birth after it), or a number (with
            its country's code after it).

    Raises:
        Malformed: it is nothing that can be asked about.
    """
    return understood(text).subjects


def understood(text: str) -> Reading:
    """The most likely reading of a text. Raises Malformed: it is nothing to ask about."""
    given, one_line = _tidied(text)
    if zone := _zone(given):
        return Reading("zone", [zone])
    return _by_form(one_line) or Reading("person", [_person(one_line)])


def readings(text: str) -> list[str]:
    """The codes of all that this text may be read as, most likely first. Raises Malformed."""
    first = understood(text).code
    if first == "zone":
        return [first]
    _given, one_line = _tidied(text)
    return [first, *[code for code, fits in _MAY_BE.items() if code != first and fits(one_line)]]


def read_as(text: str, code: str) -> list[Subject]:
    """The subjects that this text is, read as the officer chose.

    Raises:
        Malformed: it cannot be read so.
    """
    if code not in readings(text):
        raise Malformed(
            "reading",
            _("This cannot be read so."),
            field="text",
            expected=_("Expected: a machine readable zone, a name, or a number."),
        )
    if code == understood(text).code:
        return recognise(text)
    return _AS[code](_tidied(text)[1])


def _tidied(text: str) -> tuple[str, str]:
    """The text with European digits, and the same on one line."""
    given = text.translate(_DIGITS_OF_OTHERS).strip()
    if not given:
        raise Malformed(
            "nothing_asked",
            _("Type or paste something to check."),
            field="text",
            expected=_("Expected: a machine readable zone, a name, or a number."),
        )
    return given, " ".join(given.split())


def _zone(given: str) -> Mrz | None:
    lines = [line.replace(" ", "").upper() for line in given.splitlines() if line.strip()]
    if len(lines) == 1 and _MRZ_IN_ONE.fullmatch(lines[0]) and "<<" in lines[0]:
        whole, width = lines[0], _LINES_IN_ONE[len(lines[0])]
        lines = [whole[start : start + width] for start in range(0, len(whole), width)]
    is_zone = all(_MRZ_LINE.fullmatch(line) for line in lines) and any(
        "<" in line for line in lines
    )
    return Mrz(text="\n".join(lines)) if is_zone else None


def _by_form(given: str) -> Reading | None:
    """What its form says that it is; None for what can only be a name."""
    compact = _compact(given)
    for code, is_of_this_form in _FORMS:
        if is_of_this_form(given):
            return Reading(code, _AS[code](given))
    numbers = _numbers(given)
    if imo.is_valid(compact):
        is_said = compact.startswith("IMO")
        return Reading("imo", [Vessel(imo=compact), *([] if is_said else numbers)])
    if _is_vin(given):
        return Reading("vin", [Vehicle(vin=compact)])
    if _HIN.fullmatch(compact):
        return Reading("hin", [Vessel(hin=compact), *numbers])
    if _MMSI.fullmatch(compact):
        return Reading("number", [*numbers, Vessel(mmsi=compact)])
    return Reading("number", numbers) if numbers else None


def _numbers(given: str) -> list[Subject]:
    """A document's number, a plate, a serial: what only its owner could tell apart."""
    number, country = _with_country(given)
    if not _NUMBER.fullmatch(number) or _has_date(number):
        return []
    return [
        Document(number=number, issuing_country=country),
        Vehicle(plate=number, plate_country=country),
        Firearm(serial_number=number),
    ]


def _with_country(given: str) -> tuple[str, str]:
    """A number and the country behind it, "" if there is none."""
    if found := _COUNTRY.match(given.upper()):
        return given[: found.end("number")].rstrip(" ,/"), found["country"]
    return given, ""


def _has_date(given: str) -> bool:
    """Whether a name stands before a date: "Anna Muster 1987-05"."""
    found = _DATE.search(given)
    return bool(found and re.search(r"[^\W\d_]{2,}\s", given[: found.start()] + " "))


def _person(given: str) -> Person:
    date = ""
    if found := _DATE.search(given):
        given, date = given[: found.start()].rstrip(" ,;"), found["date"]
    family, comma, forename = (part.strip() for part in given.partition(","))
    if comma and forename:
        return Person(names=[Name(family=family, forename=forename)], birth_date=date)
    return Person(names=[Name(full=given.strip(" ,"))], birth_date=date)


def _vessel(given: str) -> Vessel:
    """A vessel's name, with the code of its flag behind it."""
    name, comma, flag = (part.strip() for part in given.rpartition(","))
    return Vessel(vessel_name=name, flag=flag) if comma else Vessel(vessel_name=given)


def _document(given: str) -> Document:
    number, country = _with_country(given)
    return Document(number=number, issuing_country=country)


def _plate(given: str) -> Vehicle:
    number, country = _with_country(given)
    return Vehicle(plate=number, plate_country=country)


def _compact(given: str) -> str:
    return re.sub(r"[\s.-]", "", given).upper()


def _is_vin(given: str) -> bool:
    compact = _compact(given)
    return bool(_VIN.fullmatch(compact)) and any(c.isdigit() for c in compact)


def _has_letters(given: str) -> bool:
    return any(each.isalpha() for each in given)


_AS: Final[Mapping[str, Callable[[str], list[Subject]]]] = {
    "person": lambda given: [_person(given)],
    "number": _numbers,
    "document": lambda given: [_document(given)],
    "plate": lambda given: [_plate(given)],
    "vin": lambda given: [Vehicle(vin=_compact(given))],
    "engine": lambda given: [Vehicle(engine_number=given), Vessel(engine_number=given)],
    "serial": lambda given: [Firearm(serial_number=given)],
    "container": lambda given: [Container(container_number=given)],
    "imo": lambda given: [Vessel(imo=_compact(given))],
    "mmsi": lambda given: [Vessel(mmsi=_compact(given))],
    "hin": lambda given: [Vessel(hin=_compact(given))],
    "vessel": lambda given: [_vessel(given)],
    "phone": lambda given: [Contact(phone=given)],
    "email": lambda given: [Contact(email=given)],
    "account": lambda given: [Contact(account=given)],
    "reference": lambda given: [Reference(reference=given)],
}
"""How a text is asked about under each reading."""

_MAY_BE: Final[Mapping[str, Callable[[str], object]]] = {
    "document": _numbers,
    "plate": _numbers,
    "serial": _numbers,
    "engine": _numbers,
    "vin": _is_vin,
    "container": lambda given: _CONTAINER.fullmatch(_compact(given)),
    "imo": lambda given: _IMO.fullmatch(_compact(given)),
    "mmsi": lambda given: _MMSI.fullmatch(_compact(given)),
    "hin": lambda given: _HIN.fullmatch(_compact(given)),
    "phone": _LOCAL_PHONE.fullmatch,
    "account": lambda given: _numbers(given) and _ACCOUNT.fullmatch(_compact(given)),
    "reference": lambda given: _numbers(given) and " " not in given,
    "person": _has_letters,
    "vessel": _has_letters,
    "number": _numbers,
}
"""Whether a text may be read so, in the order in which readings are offered."""
