"""What the inbox's pages are given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from entraide.desks.bureaus.models import Bureau, Person
from entraide.desks.inbox.actions import LONGEST_TEXT

LONGEST_TITLE = 200


class ReplyForm(forms.Form):
    """A reply, in one's own words."""

    text = forms.CharField(
        label=gettext_lazy("Reply"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class AssignForm(forms.Form):
    """Who works on an item."""

    username = forms.ChoiceField(label=gettext_lazy("Works on it"), required=False)

    def __init__(self, data: Any = None, *, colleagues: list[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["username"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", gettext_lazy("Nobody yet")),
            *((each.username, each.full_name) for each in colleagues),
        ]


class AnnounceForm(forms.Form):
    """An announcement, and to whom."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    bureaus = forms.MultipleChoiceField(label=gettext_lazy("To"), widget=forms.SelectMultiple)
    request_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(
        self, data: Any = None, *, bureaus: list[Bureau], language: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["bureaus"]
        assert isinstance(field, forms.ChoiceField)
        field.widget.attrs["size"] = min(len(bureaus), 10)
        field.choices = [(each.code, each.name(language)) for each in bureaus]
