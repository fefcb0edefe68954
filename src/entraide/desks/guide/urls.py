"""Addresses of the guide."""

from django.urls import path

from entraide.desks.guide import pages

app_name = "guide"
urlpatterns = [
    path("help/", pages.how_to, name="help"),
    path("help/<slug:name>/", pages.document, name="document"),
    path("components/", pages.components, name="components"),
]
