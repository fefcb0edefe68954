"""Unidentified bodies. Source: domain §2.1, art. 91."""

from entraide.desks.notices.kinds.kind import BUREAUS, DESCRIPTION, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="black",
    title=COLOURS["black"],
    purpose=_("To learn who a dead person was."),
    may_request=BUREAUS,
    conditions=(
        Condition("91", _("The discovery of the body was recorded by police.")),
        Condition("91", _("The body has not been identified.")),
        Condition("91", _("The request tells enough to compare.")),
    ),
    needs=(
        ("person.marks", "person.photos", "person.height"),
        ("body.event_date",),
        ("body.event_place",),
        ("body.event_country",),
        ("stated.police_record",),
    ),
    person_fields=("status", "sex", *DESCRIPTION, "remarks"),
    body_fields=("facts", "event_date", "event_place", "event_country"),
    stated=("police_record",),
    statuses=frozenset({"deceased", "unable_to_identify"}),
    series="D",
)
