"""Who is here: the person signed in, under one grant, and which pages that grant opens.

`request.actor` is the Actor of whoever works now. It is None where nobody is signed in, where
nothing is granted any more, and until the charter is accepted and the second factor shown that the
grant needs. It is read anew for every request: a revocation is seen by the very next one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from entraide.clock import Clock
from entraide.desks.bureaus import queries, sessions
from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.policy import Actor
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotAllowed, NotAuthenticated
from entraide.language import _

GRANT: Final = "grant"
"""The number of the grant that the session works under."""
CARD: Final = "card"
"""Set in a session that was entered by a role card of the demonstration."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])


class NothingGranted(NotAllowed):
    """Whoever is signed in works under no grant."""

    code = "nothing_granted"
    sentence = _("Nothing is granted to you at present. Ask the head of your bureau.")


class Entering:
    """The middleware that says who is here, and ends sessions that lasted too long."""

    def __init__(self, next_step: Callable[[HttpRequest], HttpResponse]) -> None:
        self.next_step = next_step

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known: Any = request
        known.is_timed_out = False
        known.actor = None
        if request.user.is_authenticated:
            now = clock().now()
            if sessions.is_over(request, now) or _is_stray_card(request):
                logout(request)
                known.is_timed_out = True
            else:
                sessions.mark_seen(request, now)
                known.actor = present(request)
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
    actor = _granted(request)
    return None if actor is None or _owes(request, actor) else actor


def works_as(*roles: Role, administers: bool = False) -> Callable[[Page], Page]:
    """A page for people who work under a grant of one of these roles; of any, if none is named.

    Whoever is not signed in is led to the sign-in and back; whoever has yet to accept the charter,
    or to show the second factor that the grant needs, to that.

    Args:
        roles: who may enter.
        administers: only those of them who administer their bureau.

    Raises:
        NotAllowed: the grant under which somebody works is none of these.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def entered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
            first = way_in(request)
            if first is not None:
                return first
            actor = actor_of(request)
            if actor is None:
                raise NothingGranted
            if (roles and actor.role not in roles) or (administers and not actor.administers):
                raise NotAllowed
            return page(request, *args, **given)

        return entered  # type: ignore[return-value]

    return decorate


def signed_in(page: Page) -> Page:
    """A page about oneself: for whoever is signed in, whatever is granted or still owed."""

    @wraps(page)
    def entered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return page(request, *args, **given)

    return entered  # type: ignore[return-value]


def way_in(request: HttpRequest) -> HttpResponse | None:
    """Where somebody must go before this page opens; None where nothing is owed."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if actor_of(request) is not None:
        return None
    actor = _granted(request)
    owed = None if actor is None else _owes(request, actor)
    return (
        None if owed is None else redirect(f"{reverse(owed)}?{urlencode({'next': _back(request)})}")
    )


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in and back to this page."""
    return redirect_to_login(_back(request))


def person_of(request: HttpRequest) -> Person:
    """Who is signed in, on pages that only such people reach."""
    assert isinstance(request.user, Person)
    return request.user


def has_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session."""
    records = get_authentication_records(request, person_of(request))
    return any(record.get("method") == "mfa" for record in records)


def has_role_cards(request: HttpRequest) -> bool:
    """Whether anybody may enter as an invented person: in a demonstration on this machine only.

    The hub must be one, listen on the loopback address, and be asked from it under its own name: a
    demonstration behind a proxy has none.
    """
    configuration = settings.HUB.configuration
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return (
        configuration.organisation.is_demo
        and configuration.serving.host in LOOPBACK
        and request.META.get("REMOTE_ADDR") in LOOPBACK
        and host.strip("[]") in LOOPBACK
        and "HTTP_X_FORWARDED_FOR" not in request.META
    )


def _is_stray_card(request: HttpRequest) -> bool:
    return CARD in request.session and not has_role_cards(request)


def _granted(request: HttpRequest) -> Actor | None:
    person, now = person_of(request), clock().now()
    chosen = request.session.get(GRANT)
    for grant in (chosen, None) if chosen is not None else (None,):
        try:
            return queries.actor(person, now, grant)
        except NotAuthenticated:
            continue
    return None


def _owes(request: HttpRequest, actor: Actor) -> str | None:
    """The page of what is still owed before this grant opens anything."""
    if CARD in request.session:
        return None  # the invented people of a demonstration
    if person_of(request).charter_accepted_at is None:
        return "bureaus:charter"
    if actor.needs_second_factor and not has_second_factor(request):
        return "bureaus:second_factor"
    return None


def _back(request: HttpRequest) -> str:
    """An act is not repeated by coming back: only pages are come back to."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
