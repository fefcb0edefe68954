"""What a field kind is: how a value is read, kept, written, compared and looked up."""

from typing import Any, ClassVar

from entraide.errors import Invalid
from entraide.language import _


class Kind:
    """One kind of value. Subclasses override what differs; instances are shared and hold no state.

    A value is kept as its owner wrote it, tidied (`clean`); what it is compared and looked up by is
    derived from that (`exact`, `keys`) and never stored as the truth, so that better normalisation
    needs no migration.
    """

    name: ClassVar[str] = "text"
    example: str = ""
    expected: str = _("Expected: text of at most 4,000 characters.")

    def clean(self, value: Any) -> Any:
        """The tidy JSON value to keep.

        Args:
            value: what a form, a cell or a JSON document held; never None and never only blanks.

        Raises:
            Invalid: with its code, `expected` and, where one is probable, a `repair`.
        """
        if not isinstance(value, str):
            raise Invalid("text", expected=self.expected)
        return value

    def exact(self, clean: Any) -> str:
        """The form by which two values are the same value."""
        return str(clean)

    def keys(self, clean: Any) -> tuple[str, ...]:
        """The forms under which it is looked up: values that may be the same share one.

        Two values that share a key and differ in `exact` are near each other (O and 0 read for one
        another).
        """
        return (self.exact(clean),)

    def text(self, clean: Any) -> str:
        """The value as it is written into a cell; `clean(text(v)) == v`."""
        return str(clean)

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - codes have names
        """The value as a person reads it in this language."""
        return self.text(clean)

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema (2020-12), for the OpenAPI document."""
        return {"type": "string"}
