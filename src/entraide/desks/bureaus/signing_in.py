"""The acts by which somebody comes in: a link that works once, the charter, badge and PIN.

Each is one transaction with its journal line; whoever acts for himself is named as the actor.
"""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from entraide.clock import Clock
from entraide.desks.bureaus.actions import account
from entraide.desks.bureaus.models import Invitation, Person
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.desks.bureaus.queries import oneself
from entraide.desks.records.hub_keys import key
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict, Invalid, NotFound
from entraide.language import _

LASTS: Final = timedelta(hours=72)
"""How long a link works that nobody has used."""
TOKEN_BYTES: Final = 24
SHORTEST_PIN: Final = 6
BADGE_DIGEST_BYTES: Final = 24


class NoInvitation(NotFound):
    """The link is unknown, used or too old: the three are not told apart."""

    code = "no_invitation"
    sentence = _("This link is used up or too old. Ask your bureau for a new one.")


def invite(by: By, username: str, *, lasts: timedelta = LASTS) -> tuple[str, Done]:
    """A new link's secret for a person, shown this once; earlier links no longer work.

    Raises NotFound, NotAllowed.
    """
    person = account(by.actor, username)
    require(by.actor, Right.ADMIT, Thing(person.bureau_id, person=person.pk))
    token = secrets.token_urlsafe(TOKEN_BYTES)

    def do(writing: Writing) -> str:
        write_invitation(writing, person, token, lasts=lasts)
        return f"person:{person.pk}"

    # Without an Idempotency-Key: a link that was shown cannot be shown again.
    return token, act(replace(by, request_key=""), None, do)


def write_invitation(
    writing: Writing, person: Person, token: str, *, lasts: timedelta = LASTS
) -> None:
    """Keeps a link's digest, within the act that holds the pen."""
    Invitation.objects.filter(person=person, used_at=None).update(used_at=writing.now)
    Invitation.objects.create(
        person=person,
        digest=_digest(token),
        made_by=writing.by.actor.name,
        made_at=writing.now,
        until=writing.now + lasts,
    )
    writing.journal("invite", about=f"person:{person.pk}")


def invited(token: str, clock: Clock) -> Person:
    """Whom a link is for. Raises NoInvitation."""
    return _invitation(token, clock).person


def use_invitation(token: str, password: str, clock: Clock) -> Person:
    """Sets the password of whoever came by the link, which is used up.

    Raises:
        NoInvitation: the link no longer works.
        Invalid: the password is too short, too common or too like the name.
    """
    person = _invitation(token, clock).person
    _check_password(person, password)

    def do(writing: Writing) -> str:
        row = _invitation(token, clock)
        row.used_at = writing.now
        row.save(update_fields=["used_at"])
        person.set_password(password)
        person.save(update_fields=["password"])
        writing.journal("set_password", about=f"person:{person.pk}")
        return f"person:{person.pk}"

    act(_by(person, clock), None, do)
    return person


def change_password(person: Person, password: str, clock: Clock) -> None:
    """Gives oneself another password; every other session of the person ends with it."""

    def do(writing: Writing) -> str:
        person.set_password(password)
        person.save(update_fields=["password"])
        writing.journal("set_password", about=f"person:{person.pk}")
        return f"person:{person.pk}"

    act(_by(person, clock), None, do)


def accept_charter(person: Person, clock: Clock) -> None:
    """Keeps when a person promised to keep the rules of use."""

    def do(writing: Writing) -> str:
        person.charter_accepted_at = writing.now
        person.save(update_fields=["charter_accepted_at"])
        writing.journal("accept_charter", about=f"person:{person.pk}")
        return f"person:{person.pk}"

    act(_by(person, clock), None, do)


def set_badge(person: Person, badge: str, pin: str, clock: Clock) -> None:
    """Gives oneself a badge and its PIN, to take over a shared desk.

    Raises:
        Invalid: the PIN is too short or no number.
        Conflict: the badge is somebody else's.
    """
    if not (pin.isascii() and pin.isdecimal() and len(pin) >= SHORTEST_PIN):
        raise Invalid(
            "pin",
            _("This PIN is not accepted."),
            field="pin",
            expected=_("Expected: %(count)s digits or more."),
            count=SHORTEST_PIN,
        )
    digest = badge_digest(badge)

    def do(writing: Writing) -> str:
        if Person.objects.filter(badge=digest).exclude(pk=person.pk).exists():
            raise Conflict("badge", _("This badge is somebody else's."))
        person.badge, person.pin = digest, make_password(pin)
        person.save(update_fields=["badge", "pin"])
        writing.journal("set_badge", about=f"person:{person.pk}")
        return f"person:{person.pk}"

    act(_by(person, clock), None, do)


def forget_second_factor(by: By, username: str) -> Done:
    """Takes a person's second factors away, who then sets up a new one at the next sign-in.

    Raises NotFound, NotAllowed: nobody does it for himself.
    """
    person = account(by.actor, username)
    require(by.actor, Right.RESET, Thing(person.bureau_id, person=person.pk))

    def do(writing: Writing) -> str:
        Authenticator.objects.filter(user=person).delete()
        writing.journal("forget_second_factor", about=f"person:{person.pk}")
        return f"person:{person.pk}"

    return act(by, ["forget_second_factor", username], do)


def note_for(by: By, username: str, what: str) -> Done:
    """The journal's line of what was done to another's sign-in, which lies beside the truth.

    Raises NotFound, NotAllowed.
    """
    person = account(by.actor, username)
    require(by.actor, Right.ADMIT, Thing(person.bureau_id, person=person.pk))

    def do(writing: Writing) -> str:
        writing.journal(what, about=f"person:{person.pk}")
        return f"person:{person.pk}"

    return act(by, [what, username], do)


def note_change(person: Person, what: str, clock: Clock) -> None:
    """The journal's line of what somebody changed about the own sign-in ("totp_activated")."""

    def do(writing: Writing) -> str:
        writing.journal(what, about=f"person:{person.pk}")
        return f"person:{person.pk}"

    act(_by(person, clock), None, do)


def badge_digest(badge: str) -> str:
    """What is kept of a badge: keyed, for badges are short numbers."""
    tidy = badge.strip().encode()
    return blake2b(tidy, key=key("badges"), digest_size=BADGE_DIGEST_BYTES).hexdigest()


def _check_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Invalid(
            "password",
            _("This password is not accepted: %(why)s"),
            field="password",
            why=" ".join(problem.messages),
        ) from problem


def _invitation(token: str, clock: Clock) -> Invitation:
    rows = Invitation.objects.filter(digest=_digest(token), used_at=None, person__is_active=True)
    found = rows.select_related("person", "person__bureau").first()
    if found is None or clock.now() >= found.until:
        raise NoInvitation
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _by(person: Person, clock: Clock) -> By:
    actor: Actor = oneself(person)
    return By(actor=actor, clock=clock)
