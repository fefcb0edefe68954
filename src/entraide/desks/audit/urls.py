"""Addresses of the audit room."""

from django.urls import path

from entraide.desks.audit import pages

app_name = "audit"
urlpatterns = [
    path("", pages.trail, name="trail"),
    path("lines/<slug:id>/", pages.line, name="line"),
    path("export/", pages.export, name="export"),
    path("journal/", pages.journal, name="journal"),
    path("chains/", pages.chains, name="chains"),
]
