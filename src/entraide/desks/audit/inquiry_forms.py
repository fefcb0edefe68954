"""What is written in inquiries, reasons and the watch."""

from collections.abc import Mapping
from typing import Any

from django import forms

from entraide.desks.audit.models import Inquiry, Watched
from entraide.desks.audit.thresholds import THRESHOLDS
from entraide.desks.inbox.actions import LONGEST_TEXT
from entraide.language import _, translate

LABELS: Mapping[str, tuple[str, str]] = {
    "ask": (_("Question"), _("The officer reads it. Write no personal data.")),
    "find": (_("Reasons"), ""),
    "report": (_("Reported to whom, and what follows"), ""),
    "close": (_("Remark"), ""),
    "suspend": (_("Reasons"), _("Every grant of the officer rests at once.")),
    "lift": (_("Reasons"), ""),
    "answer": (_("Answer"), ""),
}
"""Move → how its words are called, and a hint."""


class TextForm(forms.Form):
    """Words that go with an act."""

    text = forms.CharField(
        max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )

    def __init__(
        self, given: Any = None, *, label: str, hint: str = "", language: str, **more: Any
    ) -> None:
        super().__init__(given, **more)
        self.fields["text"].label = translate(label, language)
        self.fields["text"].help_text = translate(hint, language) if hint else ""


class FindingForm(TextForm):
    """A finding and its reasons."""

    finding = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("finding", "text")

    def __init__(self, given: Any = None, *, label: str, hint: str, language: str) -> None:
        super().__init__(given, label=label, hint=hint, language=language)
        self.fields["finding"].label = translate(_("Finding"), language)
        choices = [(each.value, translate(str(each.label), language)) for each in Inquiry.Finding]
        self.fields["finding"].choices = choices  # type: ignore[attr-defined]


class ThresholdsForm(forms.Form):
    """From where on use is unusual: a number for each rule."""

    def __init__(self, given: Any = None, *, language: str, initial: Mapping[str, int]) -> None:
        super().__init__(given, initial=dict(initial))
        for name, each in THRESHOLDS.items():
            field = forms.IntegerField(min_value=each.least, max_value=each.most, localize=False)
            field.label = translate(each.label, language)
            field.help_text = f"{each.least}–{each.most}"
            self.fields[name] = field


class WatchedForm(forms.Form):
    """A name or number for the bureau's own list."""

    kind = forms.ChoiceField()
    entry = forms.CharField(
        max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    )
    label = forms.CharField(max_length=100)

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        self.fields["kind"].label = translate(_("Kind"), language)
        choices = [(each.value, translate(str(each.label), language)) for each in Watched.Kind]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["entry"].label = translate(_("Name or number"), language)
        self.fields["entry"].help_text = translate(
            _("It is not kept and not shown again, only recognised."), language
        )
        self.fields["label"].label = translate(_("What you call it"), language)
