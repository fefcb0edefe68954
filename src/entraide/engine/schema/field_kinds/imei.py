"""Serial numbers of mobile telephones. Source: 3GPP TS 23.003, through python-stdnum."""

from typing import Any, Final

from stdnum import imei as stdnum_imei
from stdnum import luhn

from entraide.engine.schema.field_kinds.identifier import capitals
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 40
_OF_THE_DEVICE: Final = 14


class Imei(Kind):
    """14 digits of the device, then a check digit (15) or its software's version (16)."""

    name = "imei"
    example = "490154203237518"
    expected = _("Expected: 14, 15 or 16 digits; of 15 the last is a check digit.")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        plain = capitals(text).removeprefix("IMEI") if len(text) <= _LONGEST else ""
        if not plain.isascii() or not plain.isdigit() or not 14 <= len(plain) <= 16:  # noqa: PLR2004 - as `expected` says
            raise self.refuse("imei")
        if not stdnum_imei.is_valid(plain):
            raise self.refuse(
                "imei_check_digit",
                _("The check digit does not fit: a digit may be wrong."),
                repair=plain[:_OF_THE_DEVICE] + luhn.calc_check_digit(plain[:_OF_THE_DEVICE]),
            )
        return plain

    def exact(self, clean: Any) -> str:
        return str(clean[:_OF_THE_DEVICE])

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - written alike everywhere
        return str(stdnum_imei.format(clean))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


imei = Imei()
