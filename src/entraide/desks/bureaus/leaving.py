"""The one act by which somebody leaves: nothing of what he held goes on without an owner."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.actions import account
from entraide.desks.bureaus.granting import revoke_in, revoke_key_in
from entraide.desks.bureaus.models import ApiKey, Bureau, Grant, Invitation, Person, Proposal
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.inbox import actions as inbox
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict
from entraide.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What becomes of a leaver's work.

    Attributes:
        successor: the account that goes on with tasks; "" leaves them to the bureau.
        ends_keys: the keys of systems that the leaver made, and so has seen, end at once.
    """

    successor: str = ""
    ends_keys: bool = True


def leave(by: By, username: str, handover: Handover) -> Done:
    """Closes an account for good: grants, second factors, links and badge end, tasks pass on.

    Sessions end with it: the account is read anew at every request.

    Raises:
        NotFound, NotAllowed: as for all acts; nobody dismisses himself.
        Conflict: the successor does not serve this bureau, or is the leaver.
    """
    person = account(by.actor, username)
    require(by.actor, Right.DISMISS, Thing(person.bureau_id, person=person.pk))
    successor = _successor(person, handover.successor)

    def do(writing: Writing) -> str:
        name = f"person:{person.pk}"
        if person.left_at is not None:
            return name
        for grant in Grant.objects.filter(person=person, revoked_at=None):
            revoke_in(writing, grant)
        _end_sign_in(person)
        Proposal.objects.filter(proposed_by=name, decided_at=None).update(
            decided_at=writing.now, decided_by=by.actor.name
        )
        Proposal.objects.filter(person=person, decided_at=None).update(
            decided_at=writing.now, decided_by=by.actor.name
        )
        Bureau.objects.filter(deputy=person).update(deputy=None)
        for key in ApiKey.objects.filter(created_by=name, revoked_at=None):
            if handover.ends_keys:
                revoke_key_in(writing, key)
            elif successor is not None:
                key.created_by = f"person:{successor.pk}"
                key.save(update_fields=["created_by"])
        inbox.release(writing, person.pk, successor.pk if successor else None)
        person.is_active, person.left_at = False, writing.now
        person.set_unusable_password()
        person.badge = person.pin = ""
        person.save(update_fields=["is_active", "left_at", "password", "badge", "pin"])
        writing.journal("leave", about=name)
        return name

    return act(by, ["leave", username, handover], do)


def _end_sign_in(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    Invitation.objects.filter(person=person, used_at=None).delete()


def _successor(person: Person, username: str) -> Person | None:
    if not username:
        return None
    found = queries.person(username)
    if found.bureau_id != person.bureau_id or not found.is_active or found.pk == person.pk:
        raise Conflict("successor", _("The successor must serve the same bureau."))
    return found
