"""International bank account numbers. Source: ISO 13616, through python-stdnum."""

from typing import Any, Final

from stdnum import iban as stdnum_iban

from entraide.engine.schema.field_kinds.identifier import capitals
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 60
_SHORTEST: Final = 15
_WHOLE: Final = 34


class Iban(Kind):
    """An account number with its country, its check digits and its bank; kept without blanks.

    Length, characters and check digits are verified for each country of the registry, and the
    national check digits too where they are known.
    """

    name = "iban"
    example = "GB82 WEST 1234 5698 7654 32"
    expected = _("Expected: an IBAN (GB82 WEST 1234 5698 7654 32).")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        plain = capitals(text).removeprefix("IBAN") if len(text) <= _LONGEST else ""
        if not plain.isascii() or not _SHORTEST <= len(plain) <= _WHOLE:
            raise self.refuse("iban")
        if not stdnum_iban.is_valid(plain):
            raise self.refuse("iban_check", _("The number's check digits or length do not fit."))
        return plain

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - written alike everywhere
        return str(stdnum_iban.format(clean))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


iban = Iban()
