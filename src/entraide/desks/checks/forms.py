"""What the check page is given."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from entraide.engine.schema.vocabulary import Purpose
from entraide.engine.schema.vocabulary_words import PURPOSES

LONGEST_TEXT = 500


class CheckForm(forms.Form):
    """One box, a purpose, and the grant under which is asked."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={"required": gettext_lazy("Type or paste something to check.")},
    )
    purpose = forms.ChoiceField(initial=Purpose.BORDER_MANAGEMENT.value)
    as_whom = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Nobody granted you the right to check."),
            "invalid_choice": gettext_lazy("This grant is not yours or no longer stands."),
        }
    )

    def __init__(self, *args: Any, askers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = [(code.value, gettext_lazy(text)) for code, text in PURPOSES.items()]
        for name, choices in (("purpose", purposes), ("as_whom", askers), ("as_other", askers)):
            if name in self.fields:
                chosen = self.fields[name]
                assert isinstance(chosen, forms.ChoiceField)
                chosen.choices = choices


class TwoCountriesForm(CheckForm):
    """The same box, asked under two grants."""

    as_other = forms.ChoiceField()
