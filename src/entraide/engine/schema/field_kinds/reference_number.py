"""Control numbers (A-123/4-2020), entity ids (2020/12345) and sample codes."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import Identifier, skeleton
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_SEPARATORS: Final = re.compile(r"[\W_]+")


class ReferenceNumber(Identifier):
    """A reference in which the parts count: 2020/12345 is 2020-12345 and not 20201/2345."""

    name = "reference_number"
    expected = _("Expected: a reference of at most %(most)s characters, with a letter or digit.")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        if len(text) > self.most or not self.exact(text):
            raise self.refuse("length", _("The number of characters is not right."))
        return text

    def exact(self, clean: Any) -> str:
        return _SEPARATORS.sub("-", clean.upper()).strip("-")

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (skeleton(self.exact(clean)),)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.most}


reference_number = ReferenceNumber(1, 60, "2020/12345")
