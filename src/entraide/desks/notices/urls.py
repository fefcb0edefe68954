"""Addresses of the notices desk."""

from django.urls import path

from entraide.desks.notices.pages import (
    listing,
    moving,
    printing,
    reviewers,
    showing,
    translating,
    writing,
)

app_name = "notices"
urlpatterns = [
    path("", listing.notices, name="list"),
    path("new/", writing.kinds, name="kinds"),
    path("new/<slug:kind>/<slug:circulation>/", writing.begin, name="begin"),
    path("reviewers/", reviewers.reviewers, name="reviewers"),
    path("reviewers/bar/", reviewers.bar, name="bar"),
    path("reviewers/unbar/<slug:code>/", reviewers.unbar, name="unbar"),
    path("<slug:reference>/", showing.notice, name="notice"),
    path("<slug:reference>/edit/", writing.edit, name="edit"),
    path("<slug:reference>/<slug:language>.pdf", printing.printed, name="printed"),
    path("<slug:reference>/translate/<slug:language>/", translating.translation, name="translate"),
    path("<slug:reference>/move/<slug:code>/", moving.move, name="move"),
]
