"""Addresses of the inbox."""

from django.urls import path

from entraide.desks.inbox import pages

app_name = "inbox"
urlpatterns = [
    path("", pages.items, name="items"),
    path("hits/", pages.hits, name="hits"),
    path("announce/", pages.announce, name="announce"),
    path("<int:number>/", pages.item, name="item"),
    path("<int:number>/finish/", pages.finish, name="finish"),
    path("<int:number>/reopen/", pages.reopen, name="reopen"),
    path("<int:number>/assign/", pages.assign, name="assign"),
    path("<int:number>/reply/", pages.reply, name="reply"),
]
