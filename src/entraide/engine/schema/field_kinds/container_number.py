"""Freight containers' numbers. Source: ISO 6346, through python-stdnum."""

import re
from typing import Any, Final

from stdnum import iso6346

from entraide.engine.schema.field_kinds.identifier import capitals
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.readings import readings
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 40
_SHAPE: Final = re.compile(r"[A-Z]{3}[UJZR]\d{6}(\d?)")
_LETTERS: Final = 4


class ContainerNumber(Kind):
    """Owner's three letters, U, J, Z or R, six digits and the check digit; kept without blanks."""

    name = "container_number"
    example = "CSQU3054383"
    expected = _("Expected: four letters, six digits and the check digit (CSQU3054383).")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        plain = capitals(text) if len(text) <= _LONGEST else ""
        if _is_right(plain):
            return plain
        repaired = [read for read in readings(plain, letters=_LETTERS) if _is_right(read)]
        shape = _SHAPE.fullmatch(plain)
        if shape and not shape[1]:
            repaired = [plain + iso6346.calc_check_digit(plain)]
        raise self.refuse(
            "container_check_digit" if shape else "container_number",
            _("The check digit does not fit: a character may be wrong.") if shape else None,
            repair=repaired[0] if len(repaired) == 1 else None,
        )

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - painted alike everywhere
        return str(iso6346.format(clean))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


def _is_right(plain: str) -> bool:
    """Whether shape and check digit are right; stdnum alone would take digits for the owner."""
    shape = _SHAPE.fullmatch(plain)
    return bool(shape and shape[1]) and bool(iso6346.is_valid(plain))


container_number = ContainerNumber()
