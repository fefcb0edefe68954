"""What applicants, members and owners write."""

from typing import Any

from django import forms

from entraide.desks.commission import queries
from entraide.desks.commission.actions import OUTCOMES
from entraide.desks.commission.models import Case
from entraide.desks.commission.sealing import Applied
from entraide.language import _, translate

LONGEST = 4000


def _said(form: forms.Form, language: str, told: dict[str, tuple[str, str]]) -> None:
    for name, (label, hint) in told.items():
        form.fields[name].label = translate(label, language)
        form.fields[name].help_text = translate(hint, language) if hint else ""


class ApplicationForm(forms.Form):
    """A request to the commission, for oneself or for somebody who gave a mandate."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    names = forms.CharField(max_length=200)
    birth_date = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    nationality = forms.CharField(max_length=100)
    identity = forms.CharField(max_length=200)
    contact = forms.CharField(max_length=300)
    representative = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        kinds = [(kind.value, translate(str(kind.label), language)) for kind in Case.Kind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        _said(
            self,
            language,
            {
                "kind": (_("What do you ask for?"), ""),
                "names": (_("Your names"), _("As in your passport or identity card.")),
                "birth_date": (_("Your date of birth"), ""),
                "nationality": (_("Your nationality"), ""),
                "identity": (
                    _("A document by which we can know you"),
                    _("Its kind, number and country. We may ask for a certified copy."),
                ),
                "contact": (_("How we reach you"), _("An e-mail or postal address.")),
                "representative": (
                    _("Who acts for you"),
                    _("Only if somebody else asks for you. We will ask for the mandate."),
                ),
                "text": (_("Your request"), _("What you know, what you ask for, and why.")),
            },
        )

    def applied(self) -> Applied:
        """What was written; call it when the form is valid."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "kind"}
        return Applied(**(told | {"birth_date": told["birth_date"].isoformat()}))


class StandingForm(forms.Form):
    """By what an applicant reads how the request stands."""

    reference = forms.CharField(max_length=16)
    code = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        told = {"reference": (_("Reference"), ""), "code": (_("Your code"), "")}
        _said(self, language, told)


class WordsForm(forms.Form):
    """What a member writes with an act."""

    text = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given)
        self.fields["text"].label = translate(_("Reasons"), language)


class AskForm(WordsForm):
    """A question to a bureau."""

    bureau = forms.ChoiceField()
    field_order = ("bureau", "text")

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given, language=language)
        told = {"bureau": (_("Bureau"), ""), "text": (_("Question"), "")}
        _said(self, language, told)
        choices = [(each.code, each.name(language)) for each in queries.bureaus()]
        self.fields["bureau"].choices = choices  # type: ignore[attr-defined]


class DecideForm(WordsForm):
    """A decision, and what the applicant reads."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("outcome", "text")

    def __init__(self, given: Any = None, *, kind: str, language: str) -> None:
        super().__init__(given, language=language)
        told = {
            "outcome": (_("Decision"), ""),
            "text": (_("What the applicant reads"), _("Nothing with the neutral answer.")),
        }
        _said(self, language, told)
        outcomes = [each for each in Case.Outcome if each in OUTCOMES[kind]]
        choices = [(each.value, translate(str(each.label), language)) for each in outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class OwnerAnswerForm(WordsForm):
    """An owner's answer to the commission."""

    consents = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("consents", "text")

    def __init__(self, given: Any = None, *, language: str) -> None:
        super().__init__(given, language=language)
        told = {
            "consents": (_("May it be disclosed to the person?"), ""),
            "text": (_("Answer"), _("Only the commission reads it.")),
        }
        _said(self, language, told)
        choices = [("yes", translate(_("Yes"), language)), ("no", translate(_("No"), language))]
        self.fields["consents"].choices = choices  # type: ignore[attr-defined]
