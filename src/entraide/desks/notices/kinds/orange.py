"""Imminent threats: events, persons, objects, processes. Source: domain §2.1, art. 93."""

from entraide.desks.notices.kinds.kind import ANYBODY, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="orange",
    title=COLOURS["orange"],
    purpose=_(
        "To warn of an event, a person, an object or a process that is a serious and imminent "
        "threat to public safety."
    ),
    may_request=ANYBODY,
    conditions=(
        Condition("93", _("The threat was assessed as serious and imminent.")),
        Condition("93", _("The request tells enough for others to act upon it.")),
        Condition(
            "2, 3", _("Human rights are kept; nothing political, military, religious or racial.")
        ),
    ),
    needs=(("body.subject",), ("stated.imminent",)),
    body_fields=("subject", "facts", "event_date", "event_place", "event_country"),
    stated=("imminent", "assessment"),
    series="G",
)
