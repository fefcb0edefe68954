"""International bank account numbers. Source: ISO 13616, through python-stdnum."""

import re
from typing import Any, Final

from stdnum import iban as stdnum_iban
from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.iso7064 import mod_97_10

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 60
_SHAPE: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_BLANKS: Final = re.compile(r"[\s.:-]+")


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
        plain = compact_iban(text) if len(text) <= _LONGEST else ""
        if not _SHAPE.fullmatch(plain):
            raise self.refuse("iban")
        if not is_iban(plain):
            raise self.refuse("iban_check", _("The number's check digits or length do not fit."))
        return plain

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - written alike everywhere
        return str(stdnum_iban.format(clean))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


iban = Iban()


def compact_iban(text: str) -> str:
    """The text in capitals, without what is only written to read it better."""
    return _BLANKS.sub("", text).upper().removeprefix("IBAN")


def is_iban(plain: str) -> bool:
    """Whether these capitals and digits are an IBAN.

    A country that is not in the registry yet is judged by its check digits alone.
    """
    try:
        stdnum_iban.validate(plain)
    except InvalidComponent:
        return bool(_SHAPE.fullmatch(plain)) and bool(mod_97_10.is_valid(plain[4:] + plain[:4]))
    except ValidationError:
        return False
    return True
