"""One word, or several, of a closed list."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from rapidfuzz import fuzz, process

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import LANGUAGES, _, translate

_ALIKE_ENOUGH: Final = 75


class OneOf(Kind):
    """One code of a list; the code, or its label in any of the four languages, is accepted.

    Attributes:
        choices: code → label to translate, in the order in which they are offered.
    """

    name = "one_of"
    expected = _("Expected: one of %(codes)s.")

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.choices = MappingProxyType(dict(choices))
        self.example = next(iter(self.choices))
        self.params = {"codes": ", ".join(self.choices)}
        self._codes: dict[str, str] = {}

    def clean(self, value: Any) -> str:
        if isinstance(value, str) and value in self.choices:
            return value
        text = tidy_code(value)
        known = self._words().get(_folded(text))
        if known is None:
            raise self.refuse("choice", repair=self._nearest(text[:100]))
        return known

    def show(self, clean: Any, language: str) -> str:
        return translate(self.choices.get(clean, str(clean)), language)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}

    def _words(self) -> dict[str, str]:
        """Every accepted word → its code; codes win over labels, and earlier codes over later."""
        if not self._codes:
            words: dict[str, str] = {}
            for code in self.choices:
                words.setdefault(_folded(code), code)
            for code, label in self.choices.items():
                for language in LANGUAGES:
                    words.setdefault(_folded(translate(label, language)), code)
            self._codes = words
        return self._codes

    def _nearest(self, text: str) -> str | None:
        found = process.extractOne(
            _folded(text), list(self._words()), scorer=fuzz.ratio, score_cutoff=_ALIKE_ENOUGH
        )
        return self._words()[found[0]] if found else None


class SeveralOf(OneOf):
    """A set of codes of a list, kept in the list's order, each once."""

    name = "several_of"
    expected = _("Expected: one or more of %(codes)s.")

    def clean(self, value: Any) -> Any:
        given = value if isinstance(value, list | tuple) else self._split(value)
        chosen = {OneOf.clean(self, each) for each in given}
        if not chosen:
            raise self.refuse("choice")
        return [code for code in self.choices if code in chosen]

    def exact(self, clean: Any) -> str:
        return self.text(clean)

    def keys(self, clean: Any) -> tuple[str, ...]:
        return tuple(clean)

    def text(self, clean: Any) -> str:
        return "; ".join(clean)

    def show(self, clean: Any, language: str) -> str:
        comma = "، " if language == "ar" else ", "
        return comma.join(OneOf.show(self, code, language) for code in clean)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": OneOf.schema(self), "minItems": 1, "uniqueItems": True}

    def _split(self, value: Any) -> list[str]:
        """The words between semicolons or, where that is no word, between commas."""
        words: list[str] = []
        for part in re.split(r"[;|]", tidy_code(value)):
            known = _folded(part) in self._words()
            words += [part] if known else part.split(",")
        return [word for word in words if word.strip()]


def one_of(choices: Mapping[str, str]) -> OneOf:
    """One code of this list: code → label to translate."""
    return OneOf(choices)


def several_of(choices: Mapping[str, str]) -> SeveralOf:
    """A set of codes of this list: code → label to translate."""
    return SeveralOf(choices)


def _folded(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ").strip()
