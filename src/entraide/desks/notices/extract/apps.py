"""The public extract as an app of its own: its one table has migrations of its own."""

from django.apps import AppConfig


class Extract(AppConfig):
    """The app."""

    name = "entraide.desks.notices.extract"
    label = "public_extract"
