"""Ships' numbers. Source: IMO resolution A.1117(30), through python-stdnum."""

from typing import Any, Final

from stdnum import imo as stdnum_imo

from entraide.engine.schema.field_kinds.identifier import capitals
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 20
_DIGITS: Final = 7


class Imo(Kind):
    """A ship's seven digits, the last of them a check; kept without "IMO"."""

    name = "imo"
    example = "9074729"
    expected = _("Expected: seven digits, the last one a check digit (9074729).")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        plain = capitals(text).removeprefix("IMO") if len(text) <= _LONGEST else ""
        if len(plain) != _DIGITS or not plain.isascii() or not plain.isdigit() or plain[0] == "0":
            raise self.refuse("imo")
        if not stdnum_imo.is_valid(plain):
            raise self.refuse(
                "imo_check_digit", _("The check digit does not fit: a digit may be wrong.")
            )
        return plain

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - written alike everywhere
        return f"IMO {clean}"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


imo = Imo()
