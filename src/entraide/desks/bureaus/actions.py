"""What may be done about those who take part: admit bureaus and people, restrict, call.

Each act is one transaction with its journal line and, where answers need to know, its note in the
change feed: contacts, owner-wide restrictions. Grants and keys are in `granting.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.models import Bureau, OwnerRestriction, Person, Unit
from entraide.desks.bureaus.policy import Actor, Right, Thing, require
from entraide.desks.notices.recording import close_to
from entraide.desks.records.envelope import codes
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check.cards import contact_note
from entraide.engine.check.visibility import restrictions_note
from entraide.engine.databases import by_code
from entraide.errors import Conflict, Invalid, NotAllowed
from entraide.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a bureau's 24/7 desk is reached; "" for what is not known."""

    phone: str = ""
    email: str = ""


def add_bureau(
    by: By,
    code: str,
    *,
    kind: str | None = None,
    names: Mapping[str, str],
    contact: Contact | None = None,
    databases: Iterable[str] | None = None,
) -> Done:
    """Lets a bureau take part; of one that does, changes what is told and keeps the rest.

    Args:
        by: who runs the hub.
        code: of the country or entity.
        kind: one of `Bureau.Kind`; a new one is a member if nothing is told.
        names: by language code; those in other languages stay.
        contact: of its 24/7 desk.
        databases: what its people and systems may be granted; everything if empty.

    Raises:
        NotAllowed: only whoever runs the hub decides who takes part.
        Invalid: the code is none.
    """
    require(by.actor, Right.ADD_BUREAU, Thing(code))
    (clean,) = codes([code], field="code")
    limits = None if databases is None else sorted({by_code(each).code for each in databases})

    def do(writing: Writing) -> str:
        bureau = Bureau.objects.filter(code=clean).first()
        if bureau is None:
            bureau = Bureau(code=clean, kind=Bureau.Kind.MEMBER)
            close_to(writing, clean)
        bureau.names = bureau.names | dict(names)
        bureau.is_active = True
        if kind is not None:
            bureau.kind = Bureau.Kind(kind)
        if limits is not None:
            bureau.databases = limits
        if contact is not None:
            bureau.phone, bureau.email = contact.phone, contact.email
        bureau.save()
        _put_contact(writing, bureau)
        writing.journal("add_bureau", about=clean)
        return clean

    return act(by, ["add_bureau", clean, kind, dict(names), contact, limits], do)


def set_contact(by: By, code: str, *, phone: str | None = None, email: str | None = None) -> Done:
    """Says how a bureau is reached day and night; None leaves what is known.

    Raises NotFound, NotAllowed.
    """
    require(by.actor, Right.SET_CONTACT, Thing(code))

    def do(writing: Writing) -> str:
        bureau = queries.bureau(code)
        bureau.phone = bureau.phone if phone is None else phone
        bureau.email = bureau.email if email is None else email
        bureau.save(update_fields=["phone", "email"])
        _put_contact(writing, bureau)
        writing.journal("set_contact", about=code)
        return code

    return act(by, ["set_contact", code, phone, email], do)


def admit_person(
    by: By,
    username: str,
    *,
    bureau: str,
    full_name: str,
    unit: str = "",
    language: str = "en",
) -> Done:
    """Gives a named person an account without any right; the unit is made when it is new.

    The account has no password until the person sets one. Raises NotFound, NotAllowed, Conflict.
    """
    require(by.actor, Right.ADMIT, Thing(bureau))

    def do(writing: Writing) -> str:
        if Person.objects.filter(username=username).exists():
            raise Conflict("username", _("This name of an account is taken."))
        person = Person(
            username=username,
            bureau=queries.bureau(bureau),
            unit=unit_of(bureau, unit),
            full_name=full_name,
            language=language,
            admitted_at=writing.now,
        )
        person.set_unusable_password()
        person.save()
        writing.journal("admit", about=f"person:{person.pk}")
        return username

    return act(by, ["admit", username, bureau, unit, full_name, language], do)


def set_password(by: By, username: str, password: str) -> Done:
    """Gives a person a password to sign in with; it is kept as its Argon2 hash only.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Invalid: it is too short, too common or too like the person's name.
    """
    person = account(by.actor, username)
    require(by.actor, Right.ADMIT, Thing(person.bureau_id))
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Invalid(
            "password",
            _("This password is not accepted: %(why)s"),
            field="password",
            why=" ".join(problem.messages),
        ) from problem

    def do(writing: Writing) -> str:
        person.set_password(password)
        person.save(update_fields=["password"])
        writing.journal("set_password", about=f"person:{person.pk}")
        return username

    # Without an Idempotency-Key, which would keep a digest of the password.
    return act(replace(by, request_key=""), None, do)


def restrict_owner(by: By, owner: str, hidden_from: Iterable[str]) -> Done:
    """Hides all records of an owner, present and to come, from exactly these; from nobody if empty.

    Raises:
        NotFound, NotAllowed: as for all acts.
        Invalid: a code that is none, or the owner's own.
    """
    require(by.actor, Right.RESTRICT_OWNER, Thing(owner))
    wanted = codes(hidden_from, field="hidden_from")
    if owner in wanted:
        raise Invalid(
            "own_code",
            field="hidden_from",
            expected=_("Expected: countries and entities other than the owner."),
        )

    def do(writing: Writing) -> str:
        row = queries.bureau(owner)
        present = OwnerRestriction.objects.filter(owner=row).first()
        if by.actor.bureau != owner and present and not set(present.hidden_from) <= set(wanted):
            raise NotAllowed("owner_lifts", _("Only the owner can lift its restrictions."))
        OwnerRestriction.objects.update_or_create(
            owner=row,
            defaults={
                "hidden_from": list(wanted),
                "changed_by": by.actor.name,
                "changed_at": writing.now,
            },
        )
        writing.note(restrictions_note(owner), list(wanted) or None)
        writing.journal("restrict_owner", about=" ".join([owner, *wanted]))
        if by.actor.bureau != owner:
            writing.tell_owner(owner, "restrict_owner", None)
        return owner

    return act(by, ["restrict_owner", owner, wanted], do)


def _put_contact(writing: Writing, bureau: Bureau) -> None:
    value = {"name": bureau.names, "phone": bureau.phone, "email": bureau.email}
    writing.note(contact_note(bureau.code), value)


def unit_of(bureau: str, code: str) -> Unit | None:
    """A unit of a bureau, made when it is new; None for "" (none)."""
    if not code:
        return None
    unit, _made = Unit.objects.get_or_create(bureau_id=bureau, code=code, defaults={"name": code})
    return unit


def account(actor: Actor, username: str) -> Person:
    """The person of this account. Raises NoAccount, also for one of another bureau."""
    found = queries.person(username)
    if not (actor.is_operator or found.bureau_id == actor.bureau):
        raise queries.NoAccount(name=username)
    return found
