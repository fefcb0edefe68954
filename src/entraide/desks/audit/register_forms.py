"""An entry of a register, as its declaration says."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms

from entraide.desks.audit.registers import FieldKind, Register, RegisterField
from entraide.desks.inbox.actions import LONGEST_TEXT
from entraide.language import _, translate


class EntryForm(forms.Form):
    """What somebody writes into a register; what the hub itself knows is not asked."""

    def __init__(
        self,
        given: Any = None,
        *,
        register: Register,
        language: str,
        initial: Mapping[str, Any] | None = None,
        has_facts: bool = False,
        is_correction: bool = False,
    ) -> None:
        super().__init__(given, initial=_shown(register, initial or {}))
        for name, each in register.fields.items():
            if not (has_facts and each.is_fact):
                self.fields[name] = _field(each, language)
        if is_correction:
            reason = forms.CharField(max_length=500)
            reason.label = translate(_("Why it is corrected"), language)
            self.fields["reason"] = reason

    def content(self) -> dict[str, Any]:
        """What was written, as entries keep it; call it when the form is valid."""
        return {
            name: value.isoformat() if isinstance(value, date | datetime) else value
            for name, value in self.cleaned_data.items()
            if name != "reason" and value is not None
        }


def _field(each: RegisterField, language: str) -> forms.Field:
    made: forms.Field
    match each.kind:
        case FieldKind.LINE:
            widget = forms.TextInput(attrs={"dir": "auto"})
            made = forms.CharField(max_length=200, widget=widget)
        case FieldKind.WORDS:
            area = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            made = forms.CharField(max_length=LONGEST_TEXT, widget=area)
        case FieldKind.DAY:
            made = forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
        case FieldKind.MOMENT:
            local = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
            made = forms.DateTimeField(widget=local)
        case FieldKind.NUMBER:
            made = forms.IntegerField(min_value=0, max_value=10**12, localize=False)
    made.required = each.required
    made.label = translate(each.label, language)
    return made


def _shown(register: Register, content: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry has, as its form's fields take it."""
    told = dict(content)
    for name, each in register.fields.items():
        if told.get(name) and each.kind is FieldKind.MOMENT:
            told[name] = datetime.fromisoformat(told[name])
        elif told.get(name) and each.kind is FieldKind.DAY:
            told[name] = date.fromisoformat(told[name])
    return told
