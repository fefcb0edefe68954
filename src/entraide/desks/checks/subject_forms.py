"""A form for each kind of subject, made from the questions that the wire knows.

A kind's fields are those of its struct; what they are called, and the list that they are chosen
from, come from the databases that are asked by them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args, get_type_hints

import msgspec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from entraide.engine.check import words
from entraide.engine.check.wire import Contact, Document, Name, Person, Subject
from entraide.engine.databases import databases
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import Malformed
from entraide.language import _, translate

LONGEST: Final = 200
SEVERAL: Final = ","
"""Stands between the values of a field that takes several."""
_TYPES: Final[Mapping[str, type]] = {
    type_.__struct_config__.tag: type_ for type_ in get_args(Subject)
}
KINDS: Final = tuple(kind for kind in SubjectKind if kind.value != "mrz")
"""The kinds that have a form, in the order of their list; a zone goes into the one box."""
_WITHIN: Final[Mapping[str, tuple[type, tuple[str, ...]]]] = {
    "names": (Name, ("family", "forename")),
    "documents": (Document, ("number", "issuing_country")),
    "contacts": (Contact, ("phone",)),
}
"""What a person's form asks of the structs that a person holds."""
_CALLED: Final[Mapping[str, str]] = {
    "phone": _("Telephone number"),
    "email": _("E-mail address"),
    "account": _("Account number"),
    "reference": _("Reference"),
}
"""Where the databases speak of several, or call it differently."""
_HINTS: Final[Mapping[str, str]] = {
    "birth_date": _("Day, month and year, or what is known of them: 1987-05-12, 1987-05, 1987."),
    "nationalities": _("The country's code or name; several with commas between them."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form: its name in the question, its label, and the list it is chosen from."""

    name: str
    label: str
    choices: Mapping[str, str] | None = None
    is_needed: bool = False


class SubjectForm(forms.Form):
    """The form of one kind of subject, in one language."""

    def __init__(
        self, kind: SubjectKind, data: Any = None, *, language: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.kind = kind
        self.asked = tuple(asked_of(kind))
        for each in self.asked:
            self.fields[each.name] = _control(each, language)

    def clean(self) -> dict[str, Any]:
        """Refuses a form in which nothing stands, and one that does not say enough."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(given.values()):
            raise ValidationError(gettext_lazy("Fill in at least one field."))
        if not self.errors and self.kind is SubjectKind.CONTACT and len(_given(given)) > 1:
            raise ValidationError(gettext_lazy("Fill in only one of these fields."))
        return given

    def subjects(self) -> list[Subject]:
        """What is asked about. Raises Malformed: not as the wire wants it."""
        given = _given(self.cleaned_data)
        if self.kind is SubjectKind.PERSON:
            person = _person(given)
            # Where nobody is named, what is known of him is asked by itself.
            alone: list[Subject] = [*person.documents, *person.contacts]
            return [person] if person.names or not alone else alone
        try:
            found: Subject = msgspec.convert({"kind": self.kind.value, **given}, Subject)
        except msgspec.ValidationError as problem:
            raise Malformed from problem
        return [found]

    def take(self, name: str, sentence: str) -> None:
        """Puts what the engine refused beside its field, or above the form if it has none."""
        last = [part for part in name.split(".") if part in self.fields]
        self.add_error(last[-1] if last else None, sentence)


def asked_of(kind: SubjectKind) -> Iterator[Asked]:
    """The fields of a kind's form, in the order of its struct."""
    type_ = _TYPES[kind.value]
    for field in msgspec.structs.fields(type_):
        if field.name in _WITHIN and type_ is Person:
            inner, names = _WITHIN[field.name]
            for name in names:
                of = SubjectKind.PERSON if inner is Name else SubjectKind(_tag(inner))
                yield Asked(name, *_declared(of, name))
        else:
            label, choices = _declared(kind, field.name)
            yield Asked(field.name, label, choices, is_needed=field.required)


def _tag(type_: type) -> str:
    return str(type_.__struct_config__.tag)  # type: ignore[attr-defined]  # msgspec's own


def _declared(kind: SubjectKind, name: str) -> tuple[str, Mapping[str, str] | None]:
    """What the databases call an attribute, and the list of codes that all of them take it from."""
    if name in _CALLED:
        return _CALLED[name], None
    found = list(_speaking_of(kind, name))
    choices = found[0].kind.choices if isinstance(found[0].kind, OneOf) else None
    is_one_list = all(
        isinstance(each.kind, OneOf) and each.kind.choices == choices for each in found
    )
    return found[0].label, choices if is_one_list else None


def _speaking_of(kind: SubjectKind, name: str) -> Iterator[Field]:
    for database in databases():
        if kind is SubjectKind.PERSON and database.names is not None:
            inner = database.field_named(database.names.names).kind
            within = inner.fields if isinstance(inner, Group) else ()
            yield from (each for each in (*within, *database.fields) if each.name == name)
        for path in _paths(database, kind, name):
            outer, _dot, part = path.partition(".")
            field = database.field_named(outer)
            if part and isinstance(field.kind, Group):
                field = next(each for each in field.kind.fields if each.name == part)
            yield field


def _paths(database: Database, kind: SubjectKind, name: str) -> Iterator[str]:
    """The fields of a database that this attribute asks, then those that it is compared with."""
    keys = [key for key in database.keys if key.of is kind]
    for key in keys:
        if name in key.attributes:
            yield key.fields[key.attributes.index(name)]
    if keys:
        yield from (path for path, attribute in database.compares.items() if attribute == name)


def _control(asked: Asked, language: str) -> forms.Field:
    told: dict[str, Any] = {
        "label": translate(asked.label, language),
        "required": asked.is_needed,
        "help_text": translate(_HINTS[asked.name], language) if asked.name in _HINTS else "",
    }
    if asked.choices is not None:
        words_of = [(code, translate(said, language)) for code, said in asked.choices.items()]
        return forms.ChoiceField(choices=[("", "–"), *words_of], **told)
    attributes = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}
    return forms.CharField(max_length=LONGEST, widget=forms.TextInput(attrs=attributes), **told)


def _given(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cleaned.items() if value}


def _person(given: Mapping[str, Any]) -> Person:
    inner = {
        holder: type_(**{name: given[name] for name in names if name in given})
        for holder, (type_, names) in _WITHIN.items()
        if holder != "documents" and any(name in given for name in names)
    }
    papers = (
        [Document(number=given["number"], issuing_country=given.get("issuing_country", ""))]
        if "number" in given
        else []
    )
    plain = {name: given[name] for name in _PLAIN if name in given}
    nations = [part.strip() for part in given.get("nationalities", "").split(SEVERAL)]
    return Person(
        names=[inner["names"]] if "names" in inner else [],
        nationalities=[part for part in nations if part],
        documents=papers,
        contacts=[inner["contacts"]] if "contacts" in inner else [],
        **plain,
    )


_PLAIN: Final = tuple(name for name, type_ in get_type_hints(Person).items() if type_ is str)
TITLES: Final = words.SUBJECTS
"""What the kinds are called."""
