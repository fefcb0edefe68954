"""Opening a notice at the desk: whoever reads what a request says leaves a line in the journal."""

from dataclasses import replace

from entraide.desks.notices import queries
from entraide.desks.notices.models import Notice
from entraide.desks.records.writing import By, Writing, act


def opened(by: By, reference: str) -> Notice:
    """The notice in full, once the journal's line of this reading is durable.

    Raises:
        NotFound: there is no such notice for this actor.
        Unavailable: the journal could not be written: nothing is shown.
    """
    notice = queries.for_desk(by.actor, reference)

    def do(writing: Writing) -> str:
        writing.journal("notice_read", about=notice.reference, reason="")
        return f"notice:{notice.reference}"

    act(replace(by, request_key=""), None, do)
    return notice
