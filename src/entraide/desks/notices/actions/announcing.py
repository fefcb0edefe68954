"""Telling bureaus of what was published, changed or ended: items in their inboxes.

Written within the act that publishes. Whoever a notice is hidden from is told nothing.
"""

from typing import Final

from entraide.desks.bureaus.models import Bureau
from entraide.desks.bureaus.queries import hidden_by
from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.notices.models import Notice
from entraide.desks.notices.recording import hidden_from
from entraide.desks.records.envelope import Ref
from entraide.desks.records.writing import Writing
from entraide.language import _

WARNING: Final = frozenset({"orange", "purple"})
"""Kinds that are written for reading, not for checks alone."""


def announce(writing: Writing, notice: Notice) -> None:
    """Tells every bureau that is to read it: diffusions, warnings and urgent ones."""
    if notice.circulation == "diffusion":
        subject = _("New diffusion: %(number)s")
    elif notice.kind in WARNING or notice.urgent_until:
        subject = _("New notice: %(number)s")
    else:
        return  # met in checks; an inbox that every notice fills is an inbox that nobody reads
    _tell(writing, notice, Item.Kind.ANNOUNCEMENT, subject)


def tell_to_delete(writing: Writing, notice: Notice, text: str) -> None:
    """Tells the recipients of a diffusion to delete what they copied, and to confirm it."""
    subject = _("Delete national copies of %(number)s and confirm.")
    _tell(writing, notice, Item.Kind.RECEIPT, subject, text=text)


def readers(notice: Notice) -> list[str]:
    """The bureaus that a notice goes to, without its own and those it is hidden from."""
    rows = Bureau.objects.filter(is_active=True).exclude(kind=Bureau.Kind.COMMISSION)
    hidden = hidden_from(notice) | hidden_by(notice.owner_id)
    return [
        code
        for code in rows.order_by("code").values_list("code", flat=True)
        if code not in hidden and code != notice.owner_id
    ]


def _tell(writing: Writing, notice: Notice, kind: Item.Kind, subject: str, text: str = "") -> None:
    ref = Ref("notices", notice.record) if notice.record and kind != Item.Kind.RECEIPT else None
    for code in readers(notice):
        deliver(
            writing,
            code,
            Message(
                kind=kind,
                subject=subject,
                told={"number": notice.control_number or notice.reference},
                text=text,
                record=ref,
            ),
        )
