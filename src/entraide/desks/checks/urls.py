"""Addresses of the check desk. None of them holds what was asked about."""

from django.urls import path

from entraide.desks.checks.pages import check, demonstration, lists, posts, report

app_name = "checks"
urlpatterns = [
    path("", check.check, name="check"),
    path("kinds/<slug:code>/", check.kind, name="kind"),
    path("report/", report.report, name="report"),
    path("doubt/", report.doubt, name="doubt"),
    path("slip/", report.slip, name="slip"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<int:number>/", lists.check_list, name="list"),
    path("lists/<int:number>/rows/<int:place>/", lists.row, name="row"),
    path("lists/<int:number>/results.csv", lists.results, name="results"),
    path("lists/<int:number>/delete/", lists.delete, name="delete_list"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<str:code>/", posts.post, name="post"),
    path("cases/<slug:code>/", demonstration.case, name="case"),
    path("two-countries/", demonstration.two_countries, name="two_countries"),
    path("filling/", demonstration.filling, name="filling"),
]
