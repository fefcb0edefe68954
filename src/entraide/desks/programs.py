"""Programs at the door: who calls the API, and what it says of errors.

A program presents its bureau's key and names the officer for whom it acts: who looked is a person.
"""

from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django.http import HttpRequest
from ninja.security import HttpBearer

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.entering import clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.records.writing import LONGEST_KEY, By
from entraide.engine.check.grants import CERTIFICATE
from entraide.engine.check.wire import Asker
from entraide.errors import Invalid
from entraide.language import _

OFFICER: Final = ("Entraide-Officer", "Entraide-Unit", "Entraide-Workstation")
"""The headers in which a program names the officer, the unit and the workstation."""
LONGEST_NAME: Final = 128


@dataclass(frozen=True, slots=True)
class Caller:
    """A program under its grant, and the officer for whom it acts."""

    actor: Actor
    asker: Asker

    def by(self, request: HttpRequest, reason: str = "") -> By:
        """The caller acting; every write carries an Idempotency-Key. Raises Invalid."""
        key = request.headers.get("Idempotency-Key", "")
        if not 0 < len(key) <= LONGEST_KEY:
            raise Invalid(
                "request_key",
                field="Idempotency-Key",
                expected=_(
                    "Expected: the header Idempotency-Key, at most %(most)s characters, another "
                    "one for each act."
                ),
                most=LONGEST_KEY,
            )
        return By(actor=self.actor, clock=clock(), reason=reason, request_key=key)


class SystemKey(HttpBearer):
    """A bureau's key, as the check interface takes it."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller behind a key. Raises NotAuthenticated, and Invalid where nobody is named."""
        certificate = request.META.get("asgi.scope", {}).get(CERTIFICATE, "")
        actor = queries.actor_of_key(token, clock().now(), certificate=certificate)
        officer, unit, workstation = (_named(request, header) for header in OFFICER)
        asker = actor.asker(officer=officer, workstation=workstation)
        return Caller(actor, _in_unit(asker, unit))


def caller(request: HttpRequest) -> Caller:
    """Who calls, as the key said."""
    found: Any = getattr(request, "auth", None)
    assert isinstance(found, Caller)
    return found


def _named(request: HttpRequest, header: str) -> str:
    value = request.headers.get(header, "").strip()
    if not 0 < len(value) <= LONGEST_NAME:
        raise Invalid(
            "officer_missing",
            field=header,
            expected=_("Expected: the headers %(headers)s, which name the person who asks."),
            headers=", ".join(OFFICER),
        )
    return value


def _in_unit(asker: Asker, unit: str) -> Asker:
    return msgspec.structs.replace(asker, unit=asker.unit or unit)
