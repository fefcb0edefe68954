"""Text as people write it: one line, or several."""

from typing import Any

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code, tidy_lines, tidy_text
from entraide.language import _


class Text(Kind):
    """Text of at most `most` characters, compared without regard to case."""

    name = "text"
    expected = _("Expected: text of at most %(most)s characters.")

    def __init__(self, most: int, *, lines: bool = False, example: str = "") -> None:
        self.most = most
        self.lines = lines
        self.example = example
        self.params = {"most": most}

    def clean(self, value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            value = tidy_code(value)
        if not isinstance(value, str):
            raise self.refuse("text")
        text = tidy_lines(value) if self.lines else tidy_text(value)
        if len(text) > self.most:
            raise self.refuse("too_long", _("The text is too long."))
        return text

    def exact(self, clean: Any) -> str:
        return " ".join(str(clean).casefold().split())

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.most}


short_text = Text(200, example="Dark blue, scratch on the left door")
"""One line of at most 200 characters."""

long_text = Text(4000, lines=True, example="Found under the seat.\nTwo keys with it.")
"""Several lines of at most 4,000 characters."""
