"""Who asks from a page, how the post asks, and the one service of this process that answers."""

import secrets
from dataclasses import dataclass
from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.entering import clock
from entraide.desks.bureaus.models import Grant, Person
from entraide.desks.bureaus.policy import Actor
from entraide.desks.checks.models import Post
from entraide.desks.checks.queries import post_of
from entraide.engine.check import words
from entraide.engine.check.hops import Hop, Hops
from entraide.engine.check.repeats import OtherQuestion
from entraide.engine.check.service import Service, shared_service
from entraide.engine.check.wire import Answer, Place, Query
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import NotAllowed, NotAuthenticated
from entraide.language import LANGUAGES, translate

UNKNOWN_WORKSTATION: Final = "page"


@dataclass(frozen=True, slots=True)
class Choice:
    """A grant of one of a demonstration's invented officers."""

    grant: str
    person: Person
    country: str
    role: Role
    label: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How a post asks, as far as this actor may.

    Attributes:
        purpose: what is asked for unless the officer chooses otherwise.
        purposes: those that may be chosen.
        languages: of the travellers here, most frequent first; all that the hub has.
    """

    purpose: Purpose
    purposes: tuple[Purpose, ...]
    place_kind: str
    place: str
    languages: tuple[str, ...]
    is_neutral_first: bool

    @property
    def where(self) -> Place | None:
        """The place that goes into the question and the trail."""
        if not (self.place_kind or self.place):
            return None
        return Place(kind=self.place_kind, name=self.place)


def service() -> Service:
    """The service that this process answers with."""
    return shared_service(settings.HUB)


def language() -> str:
    """The reader's language."""
    return (get_language() or "en").split("-")[0]


def is_demo() -> bool:
    """Whether this hub is a demonstration."""
    return bool(settings.HUB.configuration.organisation.is_demo)


def terms_of(actor: Actor) -> Terms:
    """How this actor's post asks.

    Raises:
        NotAllowed: nothing may be asked under this grant.
    """
    purposes = tuple(each for each in Purpose if each in actor.purposes)
    if not purposes or not actor.databases:
        raise NotAllowed
    post = post_of(actor) or Post()
    wanted = [post.purpose, Purpose.BORDER_MANAGEMENT.value]
    purpose = next((Purpose(each) for each in wanted if each in purposes), purposes[0])
    offered = [code for code, _name in settings.LANGUAGES]
    first = [code for code in post.languages if code in offered and code in LANGUAGES]
    return Terms(
        purpose=purpose,
        purposes=purposes,
        place_kind=post.place_kind,
        place=post.place,
        languages=tuple(dict.fromkeys([*first, *offered])),
        is_neutral_first=post.is_neutral_first,
    )


def new_id() -> str:
    """A name for a question, so that a page that is sent again asks nothing twice."""
    return f"page-{secrets.token_hex(16)}"


def ask(
    query: Query, grant: str, person: Person, *, workstation: str
) -> tuple[Answer, list[Hop], Query]:
    """The answer, the steps by which it was made (none if it was given before), and the question.

    A question under a name that another had is asked under a new one.

    Raises:
        EntraideError: as `Service.answer`.
    """
    hops = Hops()
    asker = service().person(grant, officer=person.username, workstation=workstation)
    try:
        return service().answer(query, asker, hops=hops), hops.made, query
    except OtherQuestion:
        query = msgspec.structs.replace(query, client_id=new_id())
        return service().answer(query, asker, hops=hops), hops.made, query


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Raises NotAuthenticated."""
    if not isinstance(request.user, Person):
        raise NotAuthenticated
    return request.user


def workstation_of(request: HttpRequest) -> str:
    """Where the page is read: the address of the machine, as far as it is known."""
    return str(request.META.get("REMOTE_ADDR") or UNKNOWN_WORKSTATION)


def choices(reader_language: str) -> list[Choice]:
    """The grants of a demonstration's invented officers, to be compared side by side."""
    now = clock().now()
    return [
        _choice(person, grant, reader_language)
        for person in (bureaus.people() if is_demo() else [])
        for grant in bureaus.grants_of(person, now)
        if grant.databases
    ]


def chosen(choices: list[Choice], grant: str) -> Choice:
    """The choice of this grant. Raises NotAuthenticated."""
    for choice in choices:
        if choice.grant == grant:
            return choice
    raise NotAuthenticated


def _choice(person: Person, grant: Grant, reader_language: str) -> Choice:
    role = translate(words.ROLES[Role(grant.role)], reader_language)
    name = person.bureau.name(reader_language)
    return Choice(
        grant=bureaus.grant_name(grant),
        person=person,
        country=person.bureau_id,
        role=Role(grant.role),
        label=f"{person.full_name} · {role} · {name}",
    )
