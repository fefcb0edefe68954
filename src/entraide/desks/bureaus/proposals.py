"""Grants that two people make: one proposes, another approves.

Needed for full reports, for ICSE, for export and for heads (`policy.needs_two`). Whoever runs the
hub may grant by himself and approve for a bureau that has only one head: at its command line, with
the journal's line.
"""

from datetime import timedelta
from typing import Final

import msgspec

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.actions import account
from entraide.desks.bureaus.granting import (
    Terms,
    check_terms,
    grant_person,
    new_grant,
    note_grant,
)
from entraide.desks.bureaus.models import Proposal
from entraide.desks.bureaus.policy import Actor, Right, Thing, needs_two, require
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.errors import Conflict, NotFound
from entraide.language import _

OPEN_FOR: Final = timedelta(days=30)
"""After which a proposal that nobody decided can no longer be approved."""


class NoProposal(NotFound):
    """There is no such proposal that waits for a decision, or not for this actor."""

    code = "no_proposal"
    sentence = _("There is no such proposal that waits for a decision.")


def give(by: By, username: str, terms: Terms) -> Done:
    """Grants what one person may grant alone, and proposes what needs two.

    Raises as `grant_person`. `about` begins with "proposal:" where it was proposed.
    """
    is_for_two = needs_two(
        terms.role, terms.databases, administers=terms.administers, exports=terms.exports
    )
    if is_for_two and not by.actor.is_operator:
        return propose(by, username, terms)
    return grant_person(by, username, terms)


def propose(by: By, username: str, terms: Terms) -> Done:
    """Proposes a grant for a person. Raises as `grant_person`."""
    person = account(by.actor, username)
    require(by.actor, Right.GRANT, Thing(person.bureau_id, person=person.pk))
    check_terms(by.actor, person.bureau, terms)

    def do(writing: Writing) -> str:
        row = Proposal.objects.create(
            bureau=person.bureau,
            person=person,
            terms=msgspec.to_builtins(terms),
            reason=by.reason,
            proposed_by=by.actor.name,
            proposed_at=writing.now,
        )
        writing.journal("propose", about=f"proposal:{row.pk} person:{person.pk}")
        return f"proposal:{row.pk}"

    return act(by, ["propose", username, terms], do)


def approve(by: By, proposal: int) -> Done:
    """Grants what another person proposed; `about` is the grant's name.

    Raises:
        NotFound: nothing waits under this number.
        NotAllowed: the actor proposed it, or it is for the actor.
        Invalid: it is more than the bureau, or the actor, has.
    """
    _judged(by.actor, _waiting(by, proposal))

    def do(writing: Writing) -> str:
        row = _waiting(by, proposal)
        terms = terms_of(row)
        check_terms(by.actor, row.bureau, terms)
        if not row.person.is_active:
            raise Conflict("left", _("This account is closed."))
        grant = new_grant(writing, row.bureau, terms, person=row.person, unit=row.person.unit)
        note_grant(writing, grant)
        row.decided_by, row.decided_at, row.grant = by.actor.name, writing.now, grant
        row.save(update_fields=["decided_by", "decided_at", "grant"])
        writing.journal("approve", about=f"proposal:{row.pk} {queries.grant_name(grant)}")
        return queries.grant_name(grant)

    return act(by, ["approve", proposal], do)


def refuse(by: By, proposal: int) -> Done:
    """Closes a proposal without a grant: by another, or taken back by whoever made it.

    Raises NotFound, NotAllowed.
    """
    found = _waiting(by, proposal)
    if found.proposed_by != by.actor.name:
        _judged(by.actor, found)

    def do(writing: Writing) -> str:
        row = _waiting(by, proposal)
        row.decided_by, row.decided_at = by.actor.name, writing.now
        row.save(update_fields=["decided_by", "decided_at"])
        writing.journal("refuse", about=f"proposal:{row.pk}")
        return f"proposal:{row.pk}"

    return act(by, ["refuse", proposal], do)


def terms_of(proposal: Proposal) -> Terms:
    """What is to be granted."""
    return msgspec.convert(proposal.terms, Terms)


def _judged(actor: Actor, row: Proposal) -> None:
    thing = Thing(row.bureau_id, person=row.person_id, proposed_by=row.proposed_by)
    require(actor, Right.APPROVE, thing)


def _waiting(by: By, number: int) -> Proposal:
    rows = Proposal.objects.filter(
        pk=number, decided_at=None, proposed_at__gt=by.clock.now() - OPEN_FOR
    )
    if not by.actor.is_operator:
        rows = rows.filter(bureau=by.actor.bureau)
    found = rows.select_related("bureau", "person", "person__unit").first()
    if found is None:
        raise NoProposal
    return found
