"""The ends of retention that an owner is asked about: when, and until when a record may be kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from entraide.desks.records.actions import correct
from entraide.desks.records.envelope import Envelope
from entraide.desks.records.own_records import own
from entraide.desks.records.queries import Head
from entraide.desks.records.writing import By, Done
from entraide.engine.databases import by_code
from entraide.errors import EntraideError

SOON: Final = timedelta(days=30)
"""How long before it happens a page shows what silence will delete."""


def keep(by: By, heads: Sequence[Head], *, until: date) -> tuple[list[Done], list[EntraideError]]:
    """Keeps own records longer, each by an act of its own; gives what was done and what refused.

    The actor's reason goes into the journal. A request key is taken for the first alone and marked
    for the others, so that the form may be sent twice.
    """
    done: list[Done] = []
    refused: list[EntraideError] = []
    for place, head in enumerate(heads):
        one = By(
            actor=by.actor,
            clock=by.clock,
            reason=by.reason,
            request_key=f"{by.request_key}-{place}" if by.request_key else "",
        )
        try:
            done.append(_keep_one(one, head, until))
        except EntraideError as problem:
            refused.append(problem)
    return done, refused


def _keep_one(by: By, head: Head, until: date) -> Done:
    state = own(by.actor.asker(), head.ref, now=by.clock.now())
    derived = {field.name for field in by_code(head.ref.database).fields if field.derived}
    body = {name: value for name, value in state.body.items() if name not in derived}
    envelope = Envelope(retention_until=until)
    return correct(by, head.ref, version=head.version, body=body, envelope=envelope)
