"""Understands what an officer pasted or typed into the one box, and says what it may be.

Nothing is guessed away: what may be a document's number, a plate or a serial is asked as all three.
"""

import re
from collections.abc import Callable
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

_MRZ_LINE: Final = re.compile(r"[A-Z0-9<]{28,44}")
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE: Final = re.compile(r"(?:\+|00)[\d\s().-]{6,20}")
_REFERENCE: Final = re.compile(r"\d{4}/\d{1,7}|[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
_VIN: Final = re.compile(r"[A-Z0-9]{17}")
_HIN: Final = re.compile(r"[A-Z]{2}-?[A-Z]{3}[A-Z0-9]{7,9}")
_MMSI: Final = re.compile(r"[2-7]\d{8}")
_DATE: Final = re.compile(
    r"(?P<date>\d{4}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$"
)
_COUNTRY: Final = re.compile(r"^(?P<number>.*\d.*?)[\s,/]+(?P<country>[A-Z]{2,3})$")
_NUMBER: Final = re.compile(r"(?=.*\d)[\w<\s./-]{3,30}", re.ASCII)
_DIGITS_OF_OTHERS: Final = {ord(d): str(i % 10) for i, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}

_FORMS: Final[tuple[tuple[Callable[[str], object], Callable[[str], Subject]], ...]] = (
    (_EMAIL.fullmatch, lambda given: Contact(email=given)),
    (_PHONE.fullmatch, lambda given: Contact(phone=given)),
    (_REFERENCE.fullmatch, lambda given: Reference(reference=given)),
    (iban.is_valid, lambda given: Contact(account=given)),
    (iso6346.is_valid, lambda given: Container(container_number=given)),
)
"""Forms that nothing else has: the test, and the subject that it makes."""


def recognise(text: str) -> list[Subject]:
    """The subjects that this text may be, most likely first.

    Args:
        text: a machine readable zone, a name (with a date of birth after it), or a number (with
            its country's code after it).

    Raises:
        Malformed: it is nothing that can be asked about.
    """
    given = text.translate(_DIGITS_OF_OTHERS).strip()
    if not given:
        raise Malformed(
            "nothing_asked",
            _("Type or paste something to check."),
            field="text",
            expected=_("Expected: a machine readable zone, a name, or a number."),
        )
    if zone := _zone(given):
        return [zone]
    one_line = " ".join(given.split())
    return _by_form(one_line) or [_person(one_line)]


def _zone(given: str) -> Mrz | None:
    lines = [line.replace(" ", "").upper() for line in given.splitlines() if line.strip()]
    is_zone = all(_MRZ_LINE.fullmatch(line) for line in lines) and any(
        "<" in line for line in lines
    )
    return Mrz(text="\n".join(lines)) if is_zone else None


def _by_form(given: str) -> list[Subject]:
    """What its form says that it is; empty for what can only be a name."""
    compact = re.sub(r"[\s.-]", "", given).upper()
    for is_of_this_form, subject in _FORMS:
        if is_of_this_form(given):
            return [subject(given)]
    if imo.is_valid(compact):
        ship = Vessel(imo=compact)
        return [ship] if compact.startswith("IMO") else [ship, *_numbers(given)]
    if _VIN.fullmatch(compact) and any(c.isdigit() for c in compact):
        return [Vehicle(vin=compact)]
    numbers = _numbers(given)
    if _HIN.fullmatch(compact):
        return [Vessel(hin=compact), *numbers]
    return [*numbers, Vessel(mmsi=compact)] if _MMSI.fullmatch(compact) else numbers


def _numbers(given: str) -> list[Subject]:
    """A document's number, a plate, a serial: what only its owner could tell apart."""
    country = ""
    if found := _COUNTRY.match(given.upper()):
        given, country = given[: found.end("number")].rstrip(" ,/"), found["country"]
    if not _NUMBER.fullmatch(given) or _has_date(given):
        return []
    return [
        Document(number=given, issuing_country=country),
        Vehicle(plate=given, plate_country=country),
        Firearm(serial_number=given),
    ]


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
