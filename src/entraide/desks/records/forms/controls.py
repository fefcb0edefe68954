"""The control for each kind of value, and the words beside it."""

from functools import cache
from typing import Any, Final

from django import forms

from entraide.desks.records.forms.sent import is_boxes, is_lines
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.country import Country
from entraide.engine.schema.field_kinds.country_codes import TWO_LETTERS
from entraide.engine.schema.field_kinds.country_names import shown
from entraide.engine.schema.field_kinds.dates import Day
from entraide.engine.schema.field_kinds.email import Email
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.numbers import DecimalNumber, WholeNumber
from entraide.engine.schema.field_kinds.partial_date import PartialDate
from entraide.engine.schema.field_kinds.phone import Phone
from entraide.engine.schema.field_kinds.text import Text, long_text
from entraide.engine.schema.field_kinds.url import Url
from entraide.engine.schema.field_kinds.yes_no import YesNo
from entraide.language import _, translate

COUNTRIES_LIST: Final = "countries"
"""The id of the page's one list of countries, which every country's box offers."""
_SHORT: Final = 12
_MIDDLE: Final = 24


class Open(forms.Field):
    """A field that takes whatever was sent: what is right is the declaration's to say."""

    def clean(self, value: Any) -> Any:
        return value


def control(field: Field, language: str, *, is_in_row: bool = False) -> Open:
    """The control of a declared field that is no group."""
    made = Open(
        required=False,
        label=translate(field.label, language),
        help_text="" if is_in_row else hint(field, language),
        widget=widget(field, language),
    )
    made.declared = field  # type: ignore[attr-defined]
    made.is_required = field.required  # type: ignore[attr-defined]
    return made


def widget(field: Field, language: str) -> forms.Widget:
    """What the value is typed or chosen in."""
    kind = field.kind
    if isinstance(kind, OneOf):
        choices = [(code, translate(label, language)) for code, label in kind.choices.items()]
        if is_boxes(field):
            return forms.CheckboxSelectMultiple(choices=choices)
        return forms.Select(choices=[("", "–"), *choices])
    if isinstance(kind, YesNo):
        yes_no = [("yes", translate(_("Yes"), language)), ("no", translate(_("No"), language))]
        return forms.Select(choices=[("", "–"), *yes_no])
    if is_lines(field) or _has_lines(kind):
        return forms.Textarea({"rows": 3, "dir": "auto"})
    return forms.TextInput(_attributes(kind))


def hint(field: Field, language: str) -> str:
    """The declaration's own help, or what the kind expects where that is not plain."""
    if field.help:
        return translate(field.help, language)
    kind = field.kind
    if is_lines(field):
        return translate(_("One on each line."), language)
    if isinstance(kind, OneOf | YesNo | Group) or type(kind) is Text or isinstance(kind, Country):
        return ""
    if _has_lines(kind):
        return ""
    return translate(kind.expected, language, **kind.params)


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country's code and name, in the order of the names."""
    named = ((code, shown(code, language) or code) for code in TWO_LETTERS)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def _has_lines(kind: Kind) -> bool:
    return kind is long_text or bool(getattr(kind, "lines", False))


def _attributes(kind: Kind) -> dict[str, Any]:
    """Of a one-line box: how long it looks, which keys a telephone offers."""
    told = next((told for kinds, told in _BOXES if isinstance(kind, kinds)), _CODES)
    return {"autocomplete": "off", **told}


_CODES: Final = {
    "size": _MIDDLE,
    "dir": "ltr",
    "spellcheck": "false",
    "autocapitalize": "characters",
}
_BOXES: Final[tuple[tuple[Any, dict[str, Any]], ...]] = (
    (Country, {"list": COUNTRIES_LIST, "size": _MIDDLE, "spellcheck": "false"}),
    ((WholeNumber, DecimalNumber), {"inputmode": "decimal", "size": _SHORT, "dir": "ltr"}),
    ((Day, PartialDate), {"size": _SHORT, "dir": "ltr"}),
    (Phone, {"inputmode": "tel", "size": _MIDDLE, "dir": "ltr"}),
    ((Email, Url), {"dir": "ltr", "spellcheck": "false"}),
    (Text, {"dir": "auto"}),
)
