"""What the public may search by."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from entraide.desks.notices.extract.asked import LONGEST, OLDEST, code_of
from entraide.desks.notices.extract.queries import Search
from entraide.desks.notices.extract.selection import COLOURS
from entraide.engine.schema.notice_terms import COLOURS as CALLED
from entraide.language import _, translate

LABELS: Final[Mapping[str, str]] = {
    "colour": _("Colour"),
    "name": _("Family name"),
    "forename": _("Forename"),
    "nationality": _("Nationality"),
    "warrant": _("Issuing country"),
    "sex": _("Sex"),
    "age_min": _("Youngest age"),
    "age_max": _("Oldest age"),
    "text": _("Any word"),
}
SEXES: Final = {"": _("all"), "F": _("Female"), "M": _("Male"), "U": _("Unknown")}


def _text() -> forms.CharField:
    return forms.CharField(max_length=LONGEST, required=False)


def _age() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=OLDEST, required=False)


class SearchForm(forms.Form):
    """The search; nothing filled in finds all of a colour."""

    colour = forms.ChoiceField()
    name, forename = _text(), _text()
    nationality, warrant = _text(), _text()
    sex = forms.ChoiceField(required=False)
    age_min, age_max = _age(), _age()
    text = _text()

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        for name, label in LABELS.items():
            self.fields[name].label = translate(label, language)
        colours = [(code, translate(CALLED[code], language)) for code in COLOURS]
        sexes = [(code, translate(word, language)) for code, word in SEXES.items()]
        self.fields["colour"].choices = colours  # type: ignore[attr-defined]
        self.fields["sex"].choices = sexes  # type: ignore[attr-defined]

    def asked(self) -> Search | None:
        """What is looked for, None where a country is named that there is not; once valid."""
        told = dict(self.cleaned_data)
        for name in ("nationality", "warrant"):
            if told[name] and not (told := told | {name: code_of(told[name])})[name]:
                return None
        return Search(**told)
