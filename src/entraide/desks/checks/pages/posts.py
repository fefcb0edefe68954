"""How each post of a bureau asks: set by the bureau's head, so that its officers choose nothing."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.queries import bureau
from entraide.desks.checks import actions, queries
from entraide.desks.checks.asking import language
from entraide.desks.checks.forms import PLACES, PostForm
from entraide.desks.checks.models import Post
from entraide.desks.checks.pages.check import acting, said
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.errors import Invalid, NotFound
from entraide.language import LANGUAGES, translate

WHOLE = "-"
"""Stands in an address for the bureau itself."""


@works_as(administers=True)
def posts(request: HttpRequest) -> HttpResponse:
    """The bureau and its units, and how each asks."""
    actor = acting(request)
    own = bureau(actor.bureau).name(language())
    rows = [
        {
            "code": code or WHOLE,
            "name": name or own,
            "is_whole": not code,
            "post": post,
            "purpose": translate(PURPOSES[Purpose(post.purpose)], language())
            if post and post.purpose
            else "",
            "kind": translate(PLACES[post.place_kind], language())
            if post and post.place_kind
            else "",
            "languages": [LANGUAGES[each] for each in post.languages if each in LANGUAGES]
            if post
            else [],
        }
        for code, name, post in queries.posts(actor.bureau)
    ]
    return render(request, "checks/posts.html", {"rows": rows})


@works_as(administers=True)
def post(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one post."""
    actor = acting(request)
    unit = "" if code == WHOLE else code
    found = {each: (name, post) for each, name, post in queries.posts(actor.bureau)}
    if unit not in found:
        raise NotFound
    name, present = found[unit]
    if request.method == "POST":
        form = PostForm(request.POST)
        if form.is_valid():
            try:
                by = By(actor=actor, clock=clock())
                done = actions.set_post(by, actor.bureau, unit, form.terms)
            except Invalid as problem:
                form.add_error(
                    problem.field if problem.field in form.fields else None, said(problem)
                )
            else:
                settle(settings.HUB, done)
                messages.success(request, gettext("Saved."))
                return redirect("checks:posts")
    else:
        form = PostForm(initial=_present(present))
    title = name or bureau(actor.bureau).name(language())
    return render(request, "checks/post.html", {"form": form, "title": title})


def _present(post: Post | None) -> dict[str, object]:
    if post is None:
        return {}
    return {
        "purpose": post.purpose,
        "place_kind": post.place_kind,
        "place": post.place,
        "languages": post.languages,
        "is_neutral_first": post.is_neutral_first,
    }
