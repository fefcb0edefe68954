"""What the entry form's templates ask of it: `{% load records %}`."""

from django import template
from django.forms.boundfield import BoundField

from entraide.desks.records.forms.entry import EntryForm

register = template.Library()


@register.simple_tag
def bound(form: EntryForm, path: str) -> BoundField:
    """The control at a path."""
    return form.bound(path)


@register.simple_tag
def repair(form: EntryForm, path: str) -> str:
    """The repair that is proposed for the value at a path, "" for none."""
    return form.repairs.get(path, "")


@register.simple_tag
def named(names: dict[str, str], code: str) -> str:
    """What a code is called."""
    return names.get(code, code)
