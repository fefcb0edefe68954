"""The guide: what the answers mean and the keys to press; in demonstrations every component."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from entraide.desks.guide import documents, showcase
from entraide.engine.check import words
from entraide.language import translate


@require_safe
def how_to(request: HttpRequest) -> HttpResponse:
    """What the answers mean, and how to go about with the keyboard."""
    language = _language()
    verdicts = [
        (verdict.value, words.verdict(verdict, language), translate(meaning, language))
        for verdict, meaning in words.MEANINGS.items()
    ]
    return render(request, "guide/help.html", {"verdicts": verdicts})


@require_safe
def document(request: HttpRequest, name: str) -> HttpResponse:
    """A document for those who write programs: how to connect, what the interfaces promise."""
    shown = {"title": documents.title(name), "shown": documents.html(name)}
    return render(request, "guide/document.html", shown)


@require_safe
def components(request: HttpRequest) -> HttpResponseBase:
    """Every component in every state, for those who build pages and for the tests of their look."""
    if not settings.HUB.configuration.organisation.is_demo:
        raise Http404
    listing = showcase.table(request)
    if listing.is_export:
        return listing.export("components")
    shown = showcase.all_of(request, listing, _language())
    return render(request, "guide/components.html", shown)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
