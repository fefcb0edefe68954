"""Telephone numbers, kept as E.164 (`+33199001234`). Source: ITU-T E.164, through phonenumbers."""

import re
from functools import cache
from typing import Any, Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from entraide.engine.schema.field_kinds.country import two_letters
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 60
_LENGTHS: Final = range(8, 17)
"""Characters of a number as E.164 writes it, the plus sign included."""


class Phone(Kind):
    """A telephone number with its country; an extension is kept and not compared.

    With its country code a number of any length that E.164 allows is kept: numbering plans change,
    and a bureau records what it found. Without, it must be possible in the country's present plan.
    """

    name = "phone"
    example = "+33 1 99 00 12 34"
    expected = _("Expected: a telephone number with its country code (+33 1 99 00 12 34).")

    def __init__(self, country: str = "") -> None:
        self.region = two_letters(country) if country else None

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        if len(text) > _LONGEST:
            raise self.refuse("too_long", _("The text is too long."))
        text = re.sub(r"^(tel:|00(?=[1-9]))", lambda m: "" if m[0] == "tel:" else "+", text)
        try:
            number = phonenumbers.parse(text, self.region)
        except NumberParseException as problem:
            if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE and text[0] != "+":
                raise self.refuse(
                    "phone_country", _("The telephone number lacks its country code.")
                ) from None
            raise self.refuse("phone") from None
        written = _written(number)
        is_whole = text[0] == "+" and len(self.exact(written)) in _LENGTHS
        if not is_whole and not phonenumbers.is_possible_number(number):
            raise self.refuse("phone", _("No telephone number of this country has this length."))
        return written

    def exact(self, clean: Any) -> str:
        return str(clean).partition(";")[0]

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - written alike everywhere
        return phonenumbers.format_number(
            phonenumbers.parse(clean), PhoneNumberFormat.INTERNATIONAL
        )


phone = Phone()


@cache
def phone_in(country: str) -> Phone:
    """Telephone numbers that may lack the country code of this country (alpha-3)."""
    return Phone(country)


def _written(number: PhoneNumber) -> str:
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written
