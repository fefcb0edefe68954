"""Who asks from a page, and the one service of this process that answers."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from entraide.clock import SystemClock
from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.models import Grant, Person
from entraide.desks.checks.showing import Shown, show
from entraide.engine.check import words
from entraide.engine.check.hops import Hops
from entraide.engine.check.service import Service, shared_service
from entraide.engine.check.wire import Query
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotAuthenticated
from entraide.language import translate

UNKNOWN_WORKSTATION = "page"


@dataclass(frozen=True, slots=True)
class Choice:
    """A grant under which may be asked from this page."""

    grant: str
    person: Person
    country: str
    role: Role
    label: str


def service() -> Service:
    """The service that this process answers with."""
    return shared_service(settings.HUB)


def choices(request: HttpRequest, language: str) -> list[Choice]:
    """The grants of whoever is signed in; in a demonstration, those of every invented officer."""
    now = SystemClock().now()
    if settings.HUB.configuration.organisation.is_demo:
        people = bureaus.people()
    elif isinstance(request.user, Person):
        people = [request.user]
    else:
        people = []
    return [
        _choice(person, grant, language)
        for person in people
        for grant in bureaus.grants_of(person, now)
    ]


def ask(query: Query, choice: Choice, *, workstation: str, language: str) -> Shown:
    """Asks, and gives the answer in the reader's language with the steps by which it was made.

    Raises:
        EntraideError: as `Service.answer`.
    """
    hops = Hops()
    asker = service().person(choice.grant, officer=choice.person.username, workstation=workstation)
    answer = service().answer(query, asker, hops=hops)
    return show(answer, hops.made, asker=choice.label, language=language)


def chosen(choices: list[Choice], grant: str) -> Choice:
    """The choice of this grant. Raises NotAuthenticated."""
    for choice in choices:
        if choice.grant == grant:
            return choice
    raise NotAuthenticated


def workstation_of(request: HttpRequest) -> str:
    """Where the page is read: the address of the machine, as far as it is known."""
    return str(request.META.get("REMOTE_ADDR") or UNKNOWN_WORKSTATION)


def _choice(person: Person, grant: Grant, language: str) -> Choice:
    role = translate(words.ROLES[Role(grant.role)], language)
    name = person.bureau.name(language)
    return Choice(
        grant=bureaus.grant_name(grant),
        person=person,
        country=person.bureau_id,
        role=Role(grant.role),
        label=f"{person.full_name} · {role} · {name}",
    )
