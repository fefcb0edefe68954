"""Who is here: the person signed in, under one grant, and which pages that grant opens.

`request.actor` is the Actor of whoever works now, None where nobody is signed in or nothing is
granted any more. It is read anew for every request, so a revocation is seen by the very next one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from entraide.clock import Clock
from entraide.desks.bureaus import queries
from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.policy import Actor
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotAllowed, NotAuthenticated

GRANT: Final = "grant"
"""The number of the grant that the session works under."""

Page = TypeVar("Page", bound=Callable[..., HttpResponse])


class Entering:
    """The middleware that says who is here: `request.actor`."""

    def __init__(self, next_step: Callable[[HttpRequest], HttpResponse]) -> None:
        self.next_step = next_step

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = present(request)  # type: ignore[attr-defined]
        return self.next_step(request)


def clock() -> Clock:
    """The clock of the pages; tests put another into the settings."""
    found: Clock = settings.CLOCK
    return found


def actor_of(request: HttpRequest) -> Actor | None:
    """Who is here, as the middleware found."""
    found: Actor | None = getattr(request, "actor", None)
    return found


def present(request: HttpRequest) -> Actor | None:
    """Whoever works here now: under the grant that was chosen, else under the first that stands."""
    person = request.user
    if not isinstance(person, Person):
        return None
    try:
        return queries.actor(person, clock().now(), request.session.get(GRANT))
    except NotAuthenticated:
        return None


def works_as(*roles: Role, administers: bool = False) -> Callable[[Page], Page]:
    """A page for people who work under a grant of one of these roles; of any, if none is named.

    Whoever is not signed in is led to the sign-in and back.

    Args:
        roles: who may enter.
        administers: only those of them who administer their bureau.

    Raises:
        NotAllowed: the grant under which somebody works is none of these.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def entered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            actor = actor_of(request)
            if actor is None or (roles and actor.role not in roles):
                raise NotAllowed
            if administers and not actor.administers:
                raise NotAllowed
            return page(request, *args, **given)

        return entered  # type: ignore[return-value]

    return decorate


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in and back to this page; an act is not repeated by coming back."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect_to_login(back)
