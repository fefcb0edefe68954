"""What a bureau's head writes about people, grants, systems and keys."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from entraide.desks.bureaus import presets
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.incoming import LONGEST_NAME, LONGEST_UNIT, USERNAME
from entraide.desks.bureaus.models import Bureau, Person
from entraide.desks.bureaus.policy import Actor, needs_two
from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role
from entraide.engine.schema.vocabulary_words import CONFIDENTIALITIES, PURPOSES
from entraide.hub import Directory
from entraide.language import LANGUAGES, translate


class AdmitForm(forms.Form):
    """A new person of the own bureau."""

    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=LONGEST_NAME)
    username = forms.RegexField(
        USERNAME.pattern,
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("Small letters, digits, dots: bo.lund"),
        max_length=64,
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=LONGEST_UNIT, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages"), choices=list(LANGUAGES.items())
    )


class GrantForm(forms.Form):
    """What somebody is granted; what is left open is all that the role may have."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    databases = forms.MultipleChoiceField(
        label=gettext_lazy("Databases to ask"),
        help_text=gettext_lazy("All that the role may ask, if none is marked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    writes = forms.MultipleChoiceField(
        label=gettext_lazy("Databases to record in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("Purposes"),
        help_text=gettext_lazy("All that the databases are asked for, if none is marked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    clearance = forms.TypedChoiceField(label=gettext_lazy("Reads up to"), coerce=int)
    administers = forms.BooleanField(
        label=gettext_lazy("Administers the bureau: admits people and grants"), required=False
    )
    exports = forms.BooleanField(
        label=gettext_lazy("May take records away as a file"), required=False
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    agreement = forms.CharField(
        label=gettext_lazy("The paper that it rests on"), max_length=200, required=False
    )

    def __init__(self, *args: Any, actor: Actor, bureau: Bureau, **given: Any) -> None:
        super().__init__(*args, **given)
        self._actor, self._bureau = actor, bureau
        language = (get_language() or "en").split("-")[0]
        known = presets.databases_of(bureau)
        titled = [(each.code, translate(each.title, language)) for each in known]
        roles = presets.roles_of(bureau)
        writable = frozenset().union(*(presets.writable(bureau, role) for role in roles))
        self._choose("role", [(r.value, translate(words.ROLES[r], language)) for r in roles])
        self._choose("databases", titled)
        self._choose("writes", [each for each in titled if each[0] in writable])
        self._choose("purposes", [(p.value, translate(PURPOSES[p], language)) for p in Purpose])
        levels = [level for level in Confidentiality if level <= actor.clearance]
        self._choose(
            "clearance",
            [(level.value, translate(CONFIDENTIALITIES[level], language)) for level in levels],
        )

    def terms(self) -> Terms:
        """What is to be granted."""
        told = self.cleaned_data
        role = Role(told["role"])
        codes = frozenset(told["databases"]) or presets.askable(self._bureau, role)
        purposes = frozenset(map(Purpose, told["purposes"]))
        return Terms(
            role=role,
            databases=codes,
            writes=frozenset(told["writes"]),
            purposes=purposes or presets.purposes_of(self._bureau, codes),
            clearance=told["clearance"],
            administers=told["administers"],
            exports=told["exports"],
            agreement=told["agreement"],
            until=end_of(told["until"]),
        )

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class GroupForm(forms.Form):
    """A group of the bureau's directory whose members are admitted by themselves."""

    directory = forms.ChoiceField(label=gettext_lazy("Directory"))
    name = forms.CharField(label=gettext_lazy("Group"), max_length=200)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        help_text=gettext_lazy("Only roles that one person may grant alone."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=LONGEST_UNIT, required=False)

    def __init__(
        self, *args: Any, bureau: Bureau, directories: list[Directory], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        language = (get_language() or "en").split("-")[0]
        alone = [
            (role.value, translate(words.ROLES[role], language))
            for role in presets.roles_of(bureau)
            if not needs_two(role, presets.askable(bureau, role), administers=False, exports=False)
        ]
        named = [(each.id, each.title) for each in directories]
        for name, choices in (("directory", named), ("role", alone)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class SystemForm(GrantForm):
    """What a system of the bureau is granted."""

    title = forms.CharField(label=gettext_lazy("What the system is called"), max_length=100)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=LONGEST_UNIT, required=False)
    field_order = ("title", "unit", "role")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        del self.fields["administers"], self.fields["exports"]

    def terms(self) -> Terms:
        """What is to be granted."""
        self.cleaned_data |= {"administers": False, "exports": False}
        return super().terms()


class KeyForm(forms.Form):
    """A new key of a system."""

    label = forms.CharField(
        label=gettext_lazy("What tells it from the other keys"), max_length=100, required=False
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class UploadForm(forms.Form):
    """A table of people."""

    file = forms.FileField(label=gettext_lazy("CSV file"))


class LeaveForm(forms.Form):
    """Who goes on with a leaver's work."""

    successor = forms.ChoiceField(label=gettext_lazy("Who goes on with the tasks"), required=False)
    ends_keys = forms.BooleanField(
        label=gettext_lazy("End the keys of systems that this person made"),
        help_text=gettext_lazy("Whoever made a key has seen it."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, colleagues: list[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        nobody = ("", gettext_lazy("Nobody: they lie with the bureau"))
        field.choices = [nobody, *((each.username, each.full_name) for each in colleagues)]


def end_of(day: Any) -> datetime | None:
    """The moment when a day is over, in UTC."""
    return None if day is None else datetime.combine(day, time.max, tzinfo=UTC)
