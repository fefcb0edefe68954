"""Where each desk's pages are found."""

from django.urls import URLPattern, URLResolver, include, path

from entraide.desks.api import api

handler400 = "entraide.desks.problems.malformed"
handler403 = "entraide.desks.problems.not_allowed"
handler404 = "entraide.desks.problems.not_found"
handler500 = "entraide.desks.problems.unforeseen"

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
    path("", include("entraide.desks.bureaus.sign_in_urls")),
    path("", include("entraide.desks.bureaus.urls")),
    path("api/v1/", api.urls),
    path("audit/", include("entraide.desks.audit.urls")),
    path("", include("entraide.desks.command.urls")),
    path("commission/", include("entraide.desks.commission.urls")),
    path("", include("entraide.desks.guide.urls")),
    path("inbox/", include("entraide.desks.inbox.urls")),
    path("", include("entraide.desks.notices.extract.urls")),
    path("notices/", include("entraide.desks.notices.urls")),
    path("records/", include("entraide.desks.records.urls")),
    path("", include("entraide.desks.checks.urls")),
]
