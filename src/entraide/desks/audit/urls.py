"""Addresses of the audit room."""

from django.urls import path

from entraide.desks.audit.pages import asked, inquiries, registers, trail, watch

app_name = "audit"
urlpatterns = [
    path("", trail.trail, name="trail"),
    path("lines/<slug:id>/", trail.line, name="line"),
    path("lines/<slug:id>/inquire/", inquiries.begin, name="inquiry_begin"),
    path("export/", trail.export, name="export"),
    path("journal/", trail.journal, name="journal"),
    path("chains/", trail.chains, name="chains"),
    path("inquiries/", inquiries.listed, name="inquiries"),
    path("inquiries/<int:number>/", inquiries.inquiry, name="inquiry"),
    path("inquiries/<int:number>/<slug:what>/", inquiries.do, name="inquiry_act"),
    path("inquiries/reasons/", watch.given, name="reasons"),
    path("inquiries/watch/", watch.watch, name="watch"),
    path("inquiries/watch/add/", watch.add, name="watch_add"),
    path("inquiries/watch/<int:number>/remove/", watch.remove, name="watch_remove"),
    path("registers/", registers.register, name="registers"),
    path("registers/<slug:code>/", registers.register, name="register"),
    path("registers/<slug:code>/new/", registers.new, name="entry_new"),
    path("registers/<slug:code>/<int:number>/", registers.entry, name="entry"),
    path("registers/<slug:code>/<int:number>/correct/", registers.correct, name="entry_correct"),
    path("asked/", asked.mine, name="asked"),
    path("asked/<int:number>/", asked.reason, name="reason"),
    path("asked/<int:number>/reopen/", asked.reopen, name="reason_reopen"),
    path("asked/inquiries/<int:number>/", asked.question, name="question"),
]
