"""Radio call signs of vessels. Source: ITU Radio Regulations, article 19."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import Identifier
from entraide.language import _

_SHAPE: Final = re.compile(r"(?:[A-Z]{2}|[A-Z]\d|\d[A-Z]|[BFGIKMNRW])[A-Z0-9]{1,6}")


class CallSign(Identifier):
    """A country's one or two characters, then letters and digits."""

    name = "call_sign"
    expected = _("Expected: from %(least)s to %(most)s letters and digits, as DA2345.")

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not _SHAPE.fullmatch(self.exact(text)):
            raise self.refuse("call_sign")
        return text


call_sign = CallSign(3, 8, "DA2345")
