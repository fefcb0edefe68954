"""How forms are drawn: every form of every desk, with templates of our own."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Label, hint, error, control; `{{ form }}` says first what is wrong, then draws the fields."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
