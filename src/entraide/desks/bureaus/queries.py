"""Who takes part, read: bureaus, people, what each was granted, and who acts under it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings

from entraide.desks.bureaus.models import (
    ApiKey,
    Bureau,
    ClientCertificate,
    DirectoryGroup,
    Grant,
    OwnerRestriction,
    Person,
    Proposal,
)
from entraide.desks.bureaus.policy import Actor
from entraide.engine.check import grants
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role
from entraide.errors import NotAuthenticated, NotFound
from entraide.language import _

OPERATOR = "hub"


class NoBureau(NotFound):
    """No bureau takes part under this code."""

    code = "no_bureau"
    sentence = _("No bureau takes part under the code %(name)s.")


class NoAccount(NotFound):
    """There is no account of this name, or not for this actor."""

    code = "no_account"
    sentence = _("There is no account %(name)s.")


class NoGrant(NotFound):
    """There is no grant of this name, or not for this actor."""

    code = "no_grant"
    sentence = _("There is no grant %(name)s.")


def operator() -> Actor:
    """Whoever runs the hub at its command line: acts as the secretariat, and says why."""
    every = frozenset(database.code for database in databases())
    return Actor(
        name=OPERATOR,
        bureau=settings.HUB.configuration.organisation.secretariat,
        role=Role.SECRETARIAT,
        unit="hub",
        databases=every,
        writes=every,
        purposes=frozenset(Purpose),
        clearance=max(Confidentiality),
        administers=True,
        exports=True,
        is_operator=True,
    )


def oneself(person: Person) -> Actor:
    """A person who acts on the own account: with no right over anything else."""
    return Actor(name=f"person:{person.pk}", bureau=person.bureau_id, role=Role.FRONTLINE)


def by_badge(digest: str) -> Person | None:
    """Whose badge this is, while the account is open."""
    return Person.objects.filter(badge=digest, is_active=True).exclude(badge="").first()


def bureau(code: str) -> Bureau:
    """The bureau that takes part under this code. Raises NoBureau."""
    found = Bureau.objects.filter(code=code, is_active=True).first()
    if found is None:
        raise NoBureau(name=code)
    return found


def bureaus() -> list[Bureau]:
    """Every bureau that takes part, in the order of their codes."""
    return list(Bureau.objects.filter(is_active=True).order_by("code"))


def known_codes() -> set[str]:
    """The codes of all bureaus that take part or ever did."""
    return set(Bureau.objects.values_list("code", flat=True))


def person(username: str) -> Person:
    """The person of this account. Raises NoAccount."""
    found = Person.objects.filter(username=username).select_related("bureau", "unit").first()
    if found is None:
        raise NoAccount(name=username)
    return found


def has_second_factor(person: Person) -> bool:
    """Whether a person has set up an app or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def has_passkey(person: Person) -> bool:
    """Whether a person has set up a passkey."""
    rows = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return bool(rows.exists())


def may_lose_second_factor(person: Person, now: datetime) -> bool:
    """Whether a person may take one away: another is left, or no grant needs one."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    if Authenticator.objects.filter(user=person, type__in=kinds).count() > 1:
        return True
    standing = grants_of(person, now)
    return not any(actor(person, now, each.pk).needs_second_factor for each in standing)


def open_account(number: int) -> Person | None:
    """The person of this number, while the account and its bureau are open."""
    rows = Person.objects.filter(pk=number, is_active=True, bureau__is_active=True)
    return rows.select_related("bureau", "unit").first()


def account_to_open(username: str) -> Person | None:
    """The person of this account, while it and its bureau are open."""
    rows = Person.objects.filter(username=username, is_active=True, bureau__is_active=True)
    return rows.select_related("bureau", "unit").first()


def people() -> list[Person]:
    """Everybody who has an open account, in the order of their names."""
    rows = Person.objects.filter(is_active=True).select_related("bureau", "unit")
    return list(rows.order_by("username"))


def grants_of(person: Person, now: datetime) -> list[Grant]:
    """What the person is granted now; the first is what a session begins with."""
    rows = Grant.objects.filter(person=person, revoked_at=None).select_related("bureau", "unit")
    return [grant for grant in rows.order_by("pk") if is_standing(grant, now)]


def grants_in(bureau: str) -> list[Grant]:
    """Every grant of a bureau's people and systems, revoked ones too, so that it can list them."""
    rows = Grant.objects.filter(bureau=bureau).select_related("person", "unit")
    return list(rows.order_by("pk"))


def keys_of(grant: Grant) -> Sequence[ApiKey]:
    """The keys under a grant, revoked ones too."""
    return list(ApiKey.objects.filter(grant=grant).order_by("pk"))


def actor(person: Person, now: datetime, grant: int | None = None) -> Actor:
    """A person acting under one of their grants, the first if none is named.

    Raises:
        NotAuthenticated: the account or its bureau is closed, or no such grant stands.
    """
    if not (person.is_active and person.bureau.is_active):
        raise NotAuthenticated
    for standing in grants_of(person, now):
        if grant is None or standing.pk == grant:
            return _actor(standing, f"person:{person.pk}", person.pk)
    raise NotAuthenticated


def actor_of_key(token: str, now: datetime, *, certificate: str = "") -> Actor:
    """A system acting under the grant of its key, with its client certificate (the SHA-256).

    Raises:
        NotAuthenticated: the key is unknown, revoked or expired, its grant does not stand, or is
            bound to another certificate.
    """
    found = (
        ApiKey.objects.filter(digest=grants.digest(token), revoked_at=None)
        .select_related("grant", "grant__bureau", "grant__unit")
        .first()
    )
    if found is None or _is_over(found.expires_at, now) or not is_standing(found.grant, now):
        raise NotAuthenticated
    bound = fingerprints_of(found.grant)
    if bound and certificate not in bound:
        raise NotAuthenticated
    return _actor(found.grant, f"key:{found.pk}", None)


def certificates_of(grant: Grant) -> list[ClientCertificate]:
    """The client certificates that a grant is bound to now, the first bound first."""
    return list(ClientCertificate.objects.filter(grant=grant, removed_at=None).order_by("pk"))


def fingerprints_of(grant: Grant) -> frozenset[str]:
    """The SHA-256 of each of them; empty where no certificate is needed."""
    return frozenset(each.fingerprint for each in certificates_of(grant))


def is_standing(grant: Grant, now: datetime) -> bool:
    """Whether a grant is neither revoked nor suspended nor at its end."""
    return (
        grant.revoked_at is None
        and grant.suspended_at is None
        and grant.bureau.is_active
        and not _is_over(grant.until, now)
        and not _is_over(grant.agreement_until, now)
    )


def owners_hiding_from(code: str) -> list[str]:
    """The owners that hide all their records from this country or entity."""
    rows = OwnerRestriction.objects.values_list("owner", "hidden_from")
    return [owner for owner, hidden_from in rows if code in hidden_from]


def hidden_by(owner: str) -> frozenset[str]:
    """The countries and entities from which this owner hides all its records."""
    rows = OwnerRestriction.objects.filter(owner=owner).values_list("hidden_from", flat=True)
    return frozenset(code for hidden_from in rows for code in hidden_from)


def owners_hiding() -> list[str]:
    """The owners that hide all their records from anybody at all."""
    rows = OwnerRestriction.objects.values_list("owner", "hidden_from")
    return [owner for owner, hidden_from in rows if hidden_from]


def grant_name(grant: Grant) -> str:
    """What index and trail call a grant."""
    return f"g{grant.pk}"


def _is_over(end: datetime | None, now: datetime) -> bool:
    return end is not None and now >= end


def _actor(grant: Grant, name: str, person: int | None) -> Actor:
    is_deputy = person is not None and grant.bureau.deputy_id == person
    return Actor(
        name=name,
        bureau=grant.bureau_id,
        role=Role(grant.role),
        unit=grant.unit.code if grant.unit else "",
        databases=frozenset(grant.databases),
        writes=frozenset(grant.writes),
        purposes=frozenset(map(Purpose, grant.purposes)),
        clearance=grant.clearance,
        administers=grant.administers or is_deputy,
        is_deputy=is_deputy and not grant.administers,
        exports=grant.exports,
        grant=grant_name(grant),
        person=person,
    )


def staff(bureau: str) -> list[Person]:
    """Everybody whom a bureau admitted, who left too, each with all grants ever given."""
    rows = Person.objects.filter(bureau=bureau).select_related("unit")
    return list(rows.order_by("username").prefetch_related("grants__bureau"))


def member(bureau: str, username: str) -> Person:
    """A person of this bureau. Raises NoAccount, also for one of another."""
    rows = Person.objects.filter(bureau=bureau, username=username)
    found = rows.select_related("bureau", "unit").first()
    if found is None:
        raise NoAccount(name=username)
    return found


def all_grants_of(person: Person) -> list[Grant]:
    """Every grant that a person has or had, the latest first."""
    rows = Grant.objects.filter(person=person).select_related("bureau", "unit")
    return list(rows.order_by("-pk"))


def waiting_proposals(bureau: str, since: datetime) -> list[Proposal]:
    """The proposals that nobody has decided, the oldest first."""
    rows = Proposal.objects.filter(bureau=bureau, decided_at=None, proposed_at__gt=since)
    return list(rows.select_related("person").order_by("pk"))


def systems(bureau: str) -> list[Grant]:
    """The grants of a bureau's systems that are not revoked, each with its keys."""
    rows = Grant.objects.filter(bureau=bureau, person=None, revoked_at=None)
    return list(rows.select_related("bureau", "unit").prefetch_related("keys").order_by("pk"))


def declared_groups(bureau: str) -> list[DirectoryGroup]:
    """The groups of its directory by which a bureau admits, in the order of their names."""
    rows = DirectoryGroup.objects.filter(bureau=bureau, ended_at=None)
    return list(rows.select_related("bureau", "made_by__bureau").order_by("name"))


def people_named(names: Iterable[str]) -> dict[str, str]:
    """The full names of those among these actors that are people, by the actor's name."""
    numbers = {int(name[7:]) for name in names if name.startswith("person:")}
    rows = Person.objects.filter(pk__in=numbers).values_list("pk", "full_name")
    return {f"person:{number}": full_name for number, full_name in rows}
