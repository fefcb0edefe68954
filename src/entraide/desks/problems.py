"""The desks' edge for errors: a page or a problem document, in the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from entraide.errors import EntraideError, Malformed, NotAllowed, NotFound
from entraide.language import RIGHT_TO_LEFT, _

PROBLEM = "application/problem+json"


class NotFromHere(NotAllowed):
    """A form that was not sent from a page of ours, or whose page was open for too long."""

    code = "not_from_here"
    sentence = _("This form was open for too long or came from elsewhere. Load its page again.")


class Problems:
    """Answers an `EntraideError` with its status and sentence; RFC 9457 where JSON is wanted."""

    def __init__(self, next_step: Callable[[HttpRequest], HttpResponse]) -> None:
        self.next_step = next_step

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.next_step(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Only ours: what nobody foresaw stays Django's to log."""
        return answer(request, problem) if isinstance(problem, EntraideError) else None


def answer(request: HttpRequest, problem: EntraideError) -> HttpResponse:
    """The error as the reader wants it."""
    language = get_language() or "en"
    if request.get_preferred_type(["text/html", PROBLEM, "application/json"]) == "text/html":
        context = {"sentence": problem.say(language), "status": problem.status}
        return render(request, "web/problem.html", context, status=problem.status)
    return as_problem(request, problem)


def as_problem(_request: HttpRequest, problem: EntraideError) -> JsonResponse:
    """The error as RFC 9457, for programs."""
    told = problem.problem(get_language() or "en")
    return JsonResponse(told, status=problem.status, content_type=PROBLEM)


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    """Django's 400."""
    return answer(request, Malformed())


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    """Django's 403."""
    return answer(request, NotAllowed())


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django's signature
    """Django's refusal of a forged form."""
    return answer(request, NotFromHere())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    """Django's 404."""
    return answer(request, NotFound())


def unforeseen(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 Django's signature
    """Django's 500, after it was logged: a page without a frame, for that may be what failed."""
    language = (get_language() or "en").split("-")[0]
    shown = {
        "sentence": EntraideError().say(language),
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
    }
    return HttpResponse(render_to_string("web/unforeseen.html", shown), status=500)
