"""What a field kind is: how a value is read, kept, written, compared and looked up."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from entraide.errors import Invalid
from entraide.language import _

NO_PARAMS: Mapping[str, object] = MappingProxyType({})


class Kind:
    """One kind of value. Subclasses override what differs; instances are shared and hold no state.

    A value is kept as its owner wrote it, tidied (`clean`); what it is compared and looked up by is
    derived from that (`exact`, `keys`) and never stored as the truth, so that better normalisation
    needs no migration.

    Attributes:
        example: a value that `clean` accepts, as a person would write it.
        expected: the sentence to translate that says what would be right; `params` fill it.
    """

    name: ClassVar[str] = "text"
    example: str = ""
    expected: str = _("Expected: text.")
    params: Mapping[str, object] = NO_PARAMS

    def clean(self, value: Any) -> Any:
        """The tidy JSON value to keep.

        Args:
            value: what a form, a cell or a JSON document held; never None and never only blanks.

        Raises:
            Invalid: with its code, `expected` and, where one is probable, a `repair`.
        """
        if not isinstance(value, str):
            raise self.refuse("text")
        return value

    def check(self, clean: Any, today: date) -> None:
        """Refuses what cannot be true today (a theft in the future). Raises Invalid."""

    def exact(self, clean: Any) -> str:
        """The form by which two values are the same value."""
        return str(clean)

    def keys(self, clean: Any) -> tuple[str, ...]:
        """The forms under which the value is looked up.

        Every value that may stand for the same thing shares one of them. Two that share one and
        differ in `exact` are near each other (O and 0 read for one another).
        """
        return (self.exact(clean),)

    def text(self, clean: Any) -> str:
        """The value as it is written into a cell; `clean(text(v)) == v`."""
        return str(clean)

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - for kinds that have names
        """The value as a person reads it in this language."""
        return self.text(clean)

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema (2020-12), for the OpenAPI document."""
        return {"type": "string"}

    def refuse(
        self, code: str, sentence: str | None = None, *, repair: object = None, **params: object
    ) -> Invalid:
        """The error that says what this kind expected."""
        error = Invalid(code, sentence, expected=self.expected, repair=repair)
        error.params = {**self.params, **params}
        return error
