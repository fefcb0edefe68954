"""Addresses of the check page."""

from django.urls import path

from entraide.desks.checks import pages

app_name = "checks"
urlpatterns = [
    path("", pages.check, name="check"),
    path("cases/<slug:code>/", pages.case, name="case"),
    path("two-countries/", pages.two_countries, name="two_countries"),
    path("filling/", pages.filling, name="filling"),
    path("sign-in/", pages.SignIn.as_view(), name="sign_in"),
    path("sign-out/", pages.SignOut.as_view(), name="sign_out"),
]
