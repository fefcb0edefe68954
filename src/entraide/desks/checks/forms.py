"""What the check pages are given."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from entraide.desks.checks.actions import DOUBTS, PostTerms
from entraide.desks.checks.asking import Terms
from entraide.desks.checks.recognise import READINGS
from entraide.engine.check.questions import LONGEST_TEXT as LONGEST_REFERENCE
from entraide.engine.check.repeats import LONGEST_CLIENT_ID
from entraide.engine.check.wire import Place
from entraide.engine.schema.vocabulary import Purpose
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.language import LANGUAGES, _

LONGEST_TEXT: Final = 500
PLACES: Final = {
    "land": _("Land border"),
    "air": _("Airport"),
    "sea": _("Seaport"),
    "inland": _("Inland"),
    "operation": _("Operation"),
}
REASONS: Final = {
    "act_on_hit": _("To act on this hit"),
    "identify": _("To tell whether it is the same person or thing"),
    "case": _("For a case of our own"),
    "advise": _("To advise an officer who asked us"),
}
"""Why a full report is read: a code in the trail."""


class Circumstances(forms.Form):
    """What every question is asked with: normally nothing that the officer has to choose."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    place_kind = forms.ChoiceField(label=gettext_lazy("Kind of place"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Place"), required=False, max_length=LONGEST_REFERENCE
    )
    case = forms.CharField(
        label=gettext_lazy("Case reference"), required=False, max_length=LONGEST_REFERENCE
    )
    client_id = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=LONGEST_CLIENT_ID
    )
    is_open = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, terms: Terms, **kwargs: Any) -> None:
        super().__init__(_with_terms(data, terms), **kwargs)
        _choose(self, "purpose", [(each.value, PURPOSES[each]) for each in terms.purposes])
        _choose(self, "place_kind", [("", "–"), *PLACES.items()])
        self.initial = {
            "purpose": terms.purpose.value,
            "place_kind": terms.place_kind,
            "place": terms.place,
            **self.initial,
        }

    @property
    def where(self) -> Place | None:
        """The place that goes into the question."""
        given = self.cleaned_data
        if not (given["place_kind"] or given["place"]):
            return None
        return Place(kind=given["place_kind"], name=given["place"])


class CheckForm(Circumstances):
    """The one box, and how the officer would have it read."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={"required": gettext_lazy("Type or paste something to check.")},
    )
    reading = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "reading", [("", ""), *READINGS.items()])


class TwoCountriesForm(forms.Form):
    """The same box, asked under two grants of a demonstration."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={"required": gettext_lazy("Type or paste something to check.")},
    )
    purpose = forms.ChoiceField(initial=Purpose.BORDER_MANAGEMENT.value)
    as_whom = forms.ChoiceField()
    as_other = forms.ChoiceField()

    def __init__(self, *args: Any, askers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "purpose", [(code.value, text) for code, text in PURPOSES.items()])
        for name in ("as_whom", "as_other"):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = askers


class ReportForm(forms.Form):
    """Why a full report is read; the trail keeps it."""

    why = forms.ChoiceField(label=gettext_lazy("Why do you need the full report?"))
    case = forms.RegexField(
        r"^[\w./-]*$",
        label=gettext_lazy("Case reference"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("A reference of yours, never a name."),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    record = forms.CharField(widget=forms.HiddenInput, max_length=40)
    line = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    def __init__(self, data: Any = None, *, terms: Terms, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _choose(self, "why", list(REASONS.items()), radio=True)
        _choose(self, "purpose", [(each.value, PURPOSES[each]) for each in terms.purposes])

    @property
    def reason(self) -> str:
        """What the trail keeps: codes and references only."""
        given = self.cleaned_data
        return " ".join(filter(None, (given["why"], given["line"], given["case"])))


class DoubtForm(forms.Form):
    """What looks wrong about a record."""

    why = forms.ChoiceField(label=gettext_lazy("What looks wrong?"))
    text = forms.CharField(
        label=gettext_lazy("What did you see?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "The owner reads this. Write nothing about the traveller that your bureau would not "
            "tell the owner."
        ),
    )
    record = forms.CharField(widget=forms.HiddenInput, max_length=40)
    line = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _choose(self, "why", [(code, WHAT_LOOKS_WRONG[code]) for code in DOUBTS], radio=True)


WHAT_LOOKS_WRONG: Final = {
    "other_person": _("Whoever was checked is somebody else"),
    "wrong_value": _("A value of the record is wrong"),
    "recovered": _("It has been found or given back"),
    "no_longer_valid": _("It seems to be no longer valid"),
    "other": _("Something else"),
}


class ListForm(Circumstances):
    """A list of persons, pasted or as a file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A CSV or XLSX file with a heading row."),
    )
    rows = forms.CharField(
        label=gettext_lazy("Or paste the rows"),
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("The first row names the columns."),
    )


class PostForm(forms.Form):
    """How the officers of a unit ask."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), required=False)
    place_kind = forms.ChoiceField(label=gettext_lazy("Kind of place"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Place"), required=False, max_length=LONGEST_REFERENCE
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the travellers here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_neutral_first = forms.BooleanField(
        label=gettext_lazy("Every answer stands behind a neutral screen"),
        required=False,
        help_text=gettext_lazy(
            "Without this, only discreet cards do, and the screen itself may tell a traveller."
        ),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        every = [(each.value, PURPOSES[each]) for each in Purpose]
        _choose(self, "purpose", [("", "–"), *every])
        _choose(self, "place_kind", [("", "–"), *PLACES.items()])
        _choose(self, "languages", list(LANGUAGES.items()), as_they_are=True)

    @property
    def terms(self) -> PostTerms:
        """What was chosen."""
        given = self.cleaned_data
        return PostTerms(
            purpose=Purpose(given["purpose"]) if given["purpose"] else None,
            place_kind=given["place_kind"],
            place=given["place"],
            languages=tuple(given["languages"]),
            is_neutral_first=given["is_neutral_first"],
        )


def _with_terms(data: Any, terms: Terms) -> Any:
    """What was sent, with the post's own where nothing was chosen."""
    if data is None or data.get("purpose"):
        return data
    told = data.copy()
    told["purpose"] = terms.purpose.value
    for name, value in (("place_kind", terms.place_kind), ("place", terms.place)):
        if name not in told:
            told[name] = value
    return told


def _choose(
    form: forms.Form,
    name: str,
    choices: list[tuple[str, str]],
    *,
    radio: bool = False,
    as_they_are: bool = False,
) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    if radio:
        field.widget = forms.RadioSelect()
    field.choices = [
        (code, said if as_they_are else gettext_lazy(said)) if said else (code, said)
        for code, said in choices
    ]
