"""What the audit room's pages are told."""

from datetime import date, timedelta
from typing import Any

from django import forms

from entraide.desks.audit.consultations import Sought
from entraide.desks.audit.words import ACTS, MANNERS
from entraide.engine.check import words
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.language import _, translate

WEEK = timedelta(days=7)


def _choices(told: Any, language: str) -> list[tuple[str, str]]:
    named = [(str(code), translate(sentence, language)) for code, sentence in told.items()]
    return [("", translate(_("Any"), language)), *named]


class Days(forms.Form):
    """Two days, the last seven if none are told."""

    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, given: Any, *, today: date, language: str) -> None:
        super().__init__(given)
        self.today = today
        self.fields["since"].label = translate(_("From"), language)
        self.fields["until"].label = translate(_("Until"), language)

    def days(self) -> tuple[date, date]:
        """The first and the last day; call it when the form is valid."""
        until = self.cleaned_data["until"] or self.today
        return self.cleaned_data["since"] or until - WEEK + timedelta(days=1), until


class SoughtForm(Days):
    """Which consultations are sought."""

    country = forms.CharField(required=False, max_length=8)
    officer = forms.CharField(required=False, max_length=128)
    purpose = forms.ChoiceField(required=False)
    verdict = forms.ChoiceField(required=False)
    manner = forms.ChoiceField(required=False)
    role = forms.ChoiceField(required=False)
    database = forms.ChoiceField(required=False)

    def __init__(self, given: Any, *, today: date, language: str, is_whole: bool) -> None:
        super().__init__(given, today=today, language=language)
        if not is_whole:
            del self.fields["country"]  # the own bureau's only
        asked = {str(each.number): each.title for each in databases()}
        for name, label, told in (
            ("country", _("Bureau"), None),
            ("officer", _("Officer"), None),
            ("purpose", _("Purpose"), PURPOSES),
            ("verdict", _("Result"), words.VERDICTS),
            ("manner", _("Manner"), MANNERS),
            ("role", _("Role"), words.ROLES),
            ("database", _("Database"), asked),
        ):
            if name in self.fields:
                self.fields[name].label = translate(label, language)
            if told is not None:
                self.fields[name].choices = _choices(told, language)  # type: ignore[attr-defined]

    def sought(self) -> Sought:
        """What is sought; call it when the form is valid."""
        told = self.cleaned_data
        since, until = self.days()
        return Sought(
            since=since,
            until=until,
            country=told.get("country", "").strip().upper(),
            officer=told["officer"].strip(),
            role=Role(told["role"]) if told["role"] else None,
            purpose=Purpose(told["purpose"]) if told["purpose"] else None,
            verdict=Verdict(told["verdict"]) if told["verdict"] else None,
            manner=told["manner"],
            database=int(told["database"]) if told["database"] else None,
        )


class ReasonForm(forms.Form):
    """Why something is opened or taken away."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        self.fields["reason"].label = translate(_("Why do you need this?"), language)
        self.fields["reason"].help_text = translate(
            _("The journal keeps it with your name. Write no personal data."), language
        )


class ActsForm(Days):
    """Which lines of the journal are sought."""

    what = forms.ChoiceField(required=False)
    actor = forms.CharField(required=False, max_length=80)

    def __init__(self, given: Any, *, today: date, language: str) -> None:
        super().__init__(given, today=today, language=language)
        self.fields["what"].label = translate(_("Act"), language)
        self.fields["what"].choices = _choices(ACTS, language)  # type: ignore[attr-defined]
        self.fields["actor"].label = translate(_("Who acted"), language)
