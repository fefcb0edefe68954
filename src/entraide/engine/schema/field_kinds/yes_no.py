"""Yes or no."""

from typing import Any

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _, translate

_WORDS = {
    **dict.fromkeys(
        ("yes", "y", "true", "1", "x", "oui", "o", "vrai", "sí", "si", "s", "verdadero", "نعم"),
        True,
    ),
    **dict.fromkeys(("no", "n", "false", "0", "non", "faux", "falso", "لا"), False),
}


class YesNo(Kind):
    """Yes or no, in any of the four languages; kept as true or false."""

    name = "yes_no"
    example = "yes"
    expected = _("Expected: yes or no.")

    def clean(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        known = _WORDS.get(tidy_code(value).casefold())
        if known is None:
            raise self.refuse("yes_no")
        return known

    def exact(self, clean: Any) -> str:
        return self.text(clean)

    def text(self, clean: Any) -> str:
        return "yes" if clean else "no"

    def show(self, clean: Any, language: str) -> str:
        return translate(_("Yes") if clean else _("No"), language)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


yes_no = YesNo()
