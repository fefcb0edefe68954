"""Addresses of the commission: the public form, its sealed room, the questions to bureaus."""

from django.urls import path

from entraide.desks.commission import pages

app_name = "commission"
urlpatterns = [
    path("request/", pages.apply, name="apply"),
    path("standing/", pages.standing, name="standing"),
    path("cases/", pages.cases, name="cases"),
    path("cases/<slug:reference>/", pages.case, name="case"),
    path("cases/<slug:reference>/<slug:what>/", pages.do, name="do"),
    path("questions/<int:number>/", pages.question, name="question"),
]
