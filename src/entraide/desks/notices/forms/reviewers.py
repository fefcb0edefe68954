"""Who reviews, and who may not ask."""

from typing import Any

from django import forms

from entraide.language import _, translate


class ReviewerForm(forms.Form):
    """Whose national a reviewer is, and whether on duty."""

    username = forms.CharField(widget=forms.HiddenInput)
    nationalities = forms.CharField(
        required=False, widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"})
    )
    is_on_duty = forms.BooleanField(required=False)

    def __init__(self, given: Any, language: str, **kept: Any) -> None:
        super().__init__(given, label_suffix="", auto_id=f"r{kept.pop('number', '')}-%s", **kept)
        told = {
            "nationalities": (_("Nationalities"), _("Codes of countries, with spaces between.")),
            "is_on_duty": (_("On duty: urgent requests come to them"), ""),
        }
        for name, (label, hint) in told.items():
            self.fields[name].label = translate(label, language)
            self.fields[name].help_text = translate(hint, language) if hint else ""


class BarForm(forms.Form):
    """Until when a bureau may not ask, and why."""

    bureau = forms.ChoiceField()
    until = forms.DateField(widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 3, "dir": "auto"}))

    def __init__(self, given: Any, language: str, bureaus: list[tuple[str, str]]) -> None:
        super().__init__(given, label_suffix="")
        self.fields["bureau"].choices = bureaus  # type: ignore[attr-defined]
        labels = {"bureau": _("Bureau"), "until": _("Until"), "reason": _("Reason")}
        for name, label in labels.items():
            self.fields[name].label = translate(label, language)
