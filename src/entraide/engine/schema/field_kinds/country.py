"""States, and the other issuers and nationalities that travel documents name."""

from typing import Any

from entraide.engine.schema.field_kinds.country_codes import (
    ACCEPTED,
    LOOKED_UP,
    SAME_ISSUER,
    SPECIAL,
    TWO_LETTERS,
    USER_ASSIGNED,
)
from entraide.engine.schema.field_kinds.country_names import code_of, nearest, shown
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _, translate

_LONGEST = 100


class Country(Kind):
    """A state or another issuer, kept as its three-letter code.

    Codes of ISO 3166 (two or three letters), those that ICAO adds (D, GBD, UNO, XXA, RKS …), those
    of former states, user-assigned ones, and names in the four languages are accepted. Several
    codes of one issuer (GBD and GBR, ROM and ROU) are equal; a former state and its successors are
    near each other, and so are a territory and the state whose documents its people carry.
    """

    name = "country"
    example = "DEU"
    expected = _("Expected: a country's code of two or three letters, or its name.")

    def clean(self, value: Any) -> str:
        if isinstance(value, str) and (known := ACCEPTED.get(value)) is not None:
            return known
        text = tidy_code(value)
        code = text.upper().rstrip("<")
        known = _coded(code, in_capitals=text.isupper())
        if known is None and len(text) <= _LONGEST:
            known = code_of(text)
        if known is None:
            raise self.refuse(
                "country",
                _("This is not a country that is known here."),
                repair=nearest(text) if len(text) <= _LONGEST else None,
            )
        return known

    def exact(self, clean: Any) -> str:
        return SAME_ISSUER.get(clean) or str(clean)

    def keys(self, clean: Any) -> tuple[str, ...]:
        return LOOKED_UP.get(clean) or (clean,)

    def show(self, clean: Any, language: str) -> str:
        name = SPECIAL.get(clean)
        return translate(name, language) if name else shown(clean, language) or str(clean)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


country = Country()


def _coded(code: str, *, in_capitals: bool) -> str | None:
    """The code that is kept; "unk" and "xxx" in small letters are no codes but a way to say no."""
    known = ACCEPTED.get(code)
    if in_capitals:
        return known or (code if USER_ASSIGNED.fullmatch(code) else None)
    return known if known in TWO_LETTERS else None


def two_letters(code: str) -> str | None:
    """The two-letter code of ISO 3166-1 for a country's kept code, or None."""
    return TWO_LETTERS.get(SAME_ISSUER.get(code, code))
