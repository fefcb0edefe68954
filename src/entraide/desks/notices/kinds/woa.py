"""Stolen works of art. Source: domain §2.1, art. 94."""

from entraide.desks.notices.kinds.kind import ANYBODY, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="woa",
    title=COLOURS["woa"],
    purpose=_("To find a stolen work of art."),
    may_request=ANYBODY,
    conditions=(
        Condition("94", _("The work was stolen and can be told from others.")),
        Condition("94", _("It is of cultural interest.")),
    ),
    needs=(("body.subject",), ("stated.object",)),
    body_fields=("subject", "facts", "event_date", "event_place", "event_country"),
    stated=("object", "police_record"),
    series="W",
    public_fields=frozenset({"subject", "event_date", "event_place", "event_country"}),
)
