"""What a move needs beside the notice: reason, articles, and what single moves ask for."""

from typing import Any

from django import forms

from entraide.desks.notices.actions.by_code import Told
from entraide.desks.notices.actions.reopening import GROUNDS
from entraide.desks.notices.states import Move
from entraide.engine.schema.vocabulary import Deletion
from entraide.language import _, translate

OVERRIDABLE = frozenset({"publish", "circulate", "publish_change"})
WHY = {
    Deletion.PURPOSE_ACHIEVED: _("Its purpose is achieved"),
    Deletion.SOURCE_REQUEST: _("The bureau no longer needs it"),
    Deletion.ACQUITTED_OR_WARRANT_CANCELLED: _("Acquitted, or the warrant was cancelled"),
    Deletion.SUBJECT_DECEASED: _("The person died"),
    Deletion.QUALITY: _("What it says is not right"),
    Deletion.DUPLICATE: _("There is another one for the same"),
    Deletion.NON_COMPLIANT_ART2: _("Contrary to article 2"),
    Deletion.NON_COMPLIANT_ART3: _("Contrary to article 3"),
    Deletion.COMMISSION_DECISION: _("Decided by the commission"),
}


class MoveForm(forms.Form):
    """The form of one move."""

    use_required_attribute = False

    def __init__(self, move: Move, given: Any, language: str) -> None:
        super().__init__(given, label_suffix="")
        self.move = move

        def say(sentence: str) -> str:
            return translate(sentence, language)

        if move.code == "cancel":
            choices = [(code.value, say(sentence)) for code, sentence in WHY.items()]
            self.fields["because"] = forms.ChoiceField(label=say(_("Why")), choices=choices)
        if move.code == "reopen":
            choices = [(code, say(sentence)) for code, sentence in GROUNDS.items()]
            self.fields["ground"] = forms.ChoiceField(label=say(_("Ground")), choices=choices)
            self.fields["suspends"] = forms.BooleanField(
                required=False, label=say(_("Hide it from answers meanwhile"))
            )
        if move.code == "renew":
            self.fields["until"] = forms.DateField(
                label=say(_("Valid until")), widget=forms.DateInput({"type": "date"})
            )
        self.fields["reason"] = forms.CharField(
            required=False,
            max_length=2000,
            label=say(_("Reason")),
            help_text=say(_("Name nobody: reasons of decisions are kept as precedents.")),
            widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        )
        if move.needs_articles or move.code in OVERRIDABLE | {"cancel"}:
            self.fields["articles"] = forms.CharField(
                required=False,
                label=say(_("Articles")),
                help_text=say(_("Numbers, with spaces between.")),
                widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
            )
        if move.code in OVERRIDABLE:
            self.fields["override"] = forms.BooleanField(
                required=False, label=say(_("I decide against the rule that refuses it"))
            )

    def told(self) -> Told:
        """What was told beside reason and articles; call it when the form is valid."""
        said = self.cleaned_data
        because = said.get("because")
        return Told(
            override=bool(said.get("override")),
            ground=said.get("ground"),
            suspends=bool(said.get("suspends")),
            until=said.get("until"),
            because=Deletion(because) if because else None,
        )

    def articles(self) -> tuple[str, ...]:
        """The articles, each once."""
        text = str(self.cleaned_data.get("articles") or "").replace(",", " ")
        return tuple(dict.fromkeys(text.split()))
