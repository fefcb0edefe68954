"""Addresses of the command centre."""

from django.urls import path

from entraide.desks.command import pages

app_name = "command"
urlpatterns = [
    path("command/", pages.now, name="now"),
    path("figures/", pages.figures, name="figures"),
    path("figures/<int:number>/restate/", pages.restate, name="restate"),
]
