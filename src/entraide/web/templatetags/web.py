"""The components of every page: `{% load web %}`. The page /components/ shows all of them.

{% field form.name %}                       label, hint, error and control
{% errors form %}                           what is wrong with a form, above it
{% notice "done" "Title" %}…{% endnotice %} a result: done, info, warning or wrong
{% empty "No records yet" %}…{% endempty %} nothing here, and what to do about it
{% crumb "Title" url %}                     a step of the way back, in the block crumbs
{% steps steps %}  {% tabs tabs %}  {% progress done total label %}
{% confidential level %}                    the banner that is also printed
{% fields pairs %}                          a list of labels and values
{% code "SLTD-1" %}  {% moment when %}      kept whole in every reading direction
{% table table %}  {% chart chart %}        see `entraide.web.tables`, `entraide.web.charts`
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django import template
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from entraide.engine.schema.vocabulary import Confidentiality
from entraide.engine.schema.vocabulary_words import CONFIDENTIALITIES
from entraide.language import translate
from entraide.web.charts import Chart
from entraide.web.pieces import Steps, Tab
from entraide.web.tables import Table

register = template.Library()

KINDS: Final = ("done", "info", "warning", "wrong")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field of a form as `web/field.html` draws it."""
    return bound.as_field_group()


@register.inclusion_tag("web/pieces/errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form that was sent, each leading to its field."""
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    hidden = [bound for bound in wrong if bound.is_hidden]
    return {
        "whole": form.non_field_errors() if form.is_bound else [],
        "hidden": hidden,
        "wrong": [bound for bound in wrong if not bound.is_hidden],
    }


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, kind: str, title: str = "") -> SafeString:
    """A result or a warning; `kind` is one of KINDS. What is done or wrong is read out at once."""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"notice: {kind!r} is none of {', '.join(KINDS)}")
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    role = {"done": "status", "wrong": "alert"}.get(kind, "note")
    return format_html(
        '<div class="notice {}" role="{}">{}<div>{}{}</div></div>',
        kind,
        role,
        SafeString('<span class="sign" aria-hidden="true"></span>'),
        head,
        content,
    )


@register.simple_block_tag(end_name="endempty")
def empty(content: str, title: str) -> SafeString:
    """Where nothing is: why, and a way on in its content."""
    return format_html('<div class="empty"><p class="empty-title">{}</p>{}</div>', title, content)


@register.simple_tag
def crumb(title: str, url: str = "") -> SafeString:
    """A step of the way back; without an address it is the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, title)
    return format_html('<li aria-current="page">{}</li>', title)


@register.inclusion_tag("web/pieces/steps.html")
def steps(steps: Steps) -> dict[str, Any]:
    """A chain of states as a line."""
    return {"drawn": steps.drawn}


@register.inclusion_tag("web/pieces/tabs.html")
def tabs(tabs: Iterable[Tab], label: str = "") -> dict[str, Any]:
    """Pages about the same thing, side by side."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("web/pieces/progress.html")
def progress(done: int, total: int, label: str, words: str = "") -> dict[str, Any]:
    """How far a piece of work is; `words` say it beside the bar."""
    return {"done": done, "total": total, "label": label, "words": words}


@register.inclusion_tag("web/pieces/confidential.html")
def confidential(level: int) -> dict[str, Any]:
    """The banner of a page that shows records of this confidentiality, printed on every sheet."""
    level = Confidentiality(level)
    words = translate(CONFIDENTIALITIES[level], get_language() or "en")
    return {"level": level.value, "words": words}


@register.inclusion_tag("web/pieces/fields.html")
def fields(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Labels with their values; a value that is None shows as a dash."""
    return {"pairs": pairs}


@register.simple_tag
def code(value: object) -> SafeString:
    """A code, reference or number that keeps its own direction in every sentence."""
    return format_html('<bdi class="code">{}</bdi>', value)


@register.simple_tag
def moment(when: datetime | None, form: str = "SHORT_DATETIME_FORMAT") -> SafeString:
    """A point in time as the reader writes it, in UTC, with the exact one for machines."""
    if when is None:
        return SafeString("–")
    shown = date_format(timezone.localtime(when), form)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="seconds"), shown)


@register.inclusion_tag("web/pieces/table.html", takes_context=True)
def table(context: template.Context, table: Table) -> dict[str, Any]:
    """A table that sorts, filters, pages and exports itself."""
    token = context.get("csrf_token", "")
    return {"table": table, "path": table.request.path, "token": token}


@register.inclusion_tag("web/pieces/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    """Figures drawn, with their table."""
    return {"chart": chart, "data": f"{chart.code}-data"}
