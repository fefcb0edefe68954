"""How the command line acts: as whoever runs the hub, and until the act is seen.

Only who may read the hub's folder comes here; the journal says "hub" and the reason given.
"""

from entraide.cli.invocation import Invocation
from entraide.cli.output import NOT_YET_VISIBLE, emit, warn
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By, Done


def by_operator(invocation: Invocation, *, reason: str = "", request_key: str = "") -> By:
    """The operator of this hub as who acts."""
    return By(actor=operator(), clock=invocation.clock, reason=reason, request_key=request_key)


def show_done(invocation: Invocation, done: Done, sentence: str, **params: object) -> None:
    """Waits until answers show the act, and prints what was done."""
    is_visible = settle(invocation.hub, done)
    if not is_visible:
        warn(invocation, NOT_YET_VISIBLE)
    document = {
        "about": done.about,
        "version": done.version,
        "position": done.position,
        "visible": is_visible,
        **params,
    }
    emit(invocation, document, invocation.say(sentence, about=done.about, **params))
