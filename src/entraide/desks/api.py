"""The API beside the check: records, notices, bureaus, the trail and figures, for programs.

Version 1 changes by additions only; what is taken away is announced 24 months before: the whole
promise, with time-outs and when to try again, stands at /help/promise/. Its OpenAPI stands at
/api/v1/openapi.json. The check itself is another process's: /api/v1/check.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from entraide.desks.audit.api import router as trail
from entraide.desks.bureaus.api import router as bureaus
from entraide.desks.command.api import router as figures
from entraide.desks.described import Api
from entraide.desks.notices.api import router as notices
from entraide.desks.problems import as_problem
from entraide.desks.programs import SystemKey
from entraide.desks.records.api import router as records
from entraide.errors import EntraideError, Invalid, Malformed, NotAuthenticated

api: Final = Api(
    title="Entraide",
    version="1",
    description=__doc__,
    auth=SystemKey(),
    docs_url=None,  # the pages of the check interface's kind need no script from elsewhere
    urls_namespace="api",
)
api.add_router("/records", records)
api.add_router("/notices", notices)
api.add_router("/bureaus", bureaus)
api.add_router("/trail", trail)
api.add_router("/figures", figures)


@api.exception_handler(EntraideError)
def refused(request: HttpRequest, problem: EntraideError) -> HttpResponse:
    """Ours, as RFC 9457."""
    return as_problem(request, problem)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _problem: AuthenticationError) -> HttpResponse:
    """No key, or not as a bearer token."""
    return as_problem(request, NotAuthenticated())


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """What the types refuse, at its field."""
    first = problem.errors[0] if problem.errors else {}
    place = ".".join(str(step) for step in first.get("loc", ())[1:])
    return as_problem(request, Invalid("malformed", field=place))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, _problem: HttpError) -> HttpResponse:
    """A body that is no JSON at all, which is all that the framework itself refuses."""
    return as_problem(request, Malformed())
