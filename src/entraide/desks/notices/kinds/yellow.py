"""Missing persons, and those who cannot say who they are. Source: domain §2.1, art. 90."""

from entraide.desks.notices.kinds.kind import BUREAUS, PUBLIC_IDENTITY, WHO_IT_IS, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="yellow",
    title=COLOURS["yellow"],
    purpose=_("To locate a missing person, or to identify somebody who cannot say who they are."),
    may_request=BUREAUS,
    conditions=(
        Condition("90", _("The disappearance or discovery was reported to police and recorded.")),
        Condition("90", _("The person's whereabouts or identity are unknown.")),
        Condition("90", _("For an adult, no national law on privacy forbids it.")),
        Condition("90", _("The last place and the circumstances are told.")),
    ),
    needs=(
        ("person.names", "person.marks", "person.photos"),
        ("person.status",),
        ("body.event_date",),
        ("body.event_place",),
        ("body.event_country",),
        ("stated.police_record",),
    ),
    person_fields=WHO_IT_IS,
    body_fields=("facts", "event_date", "event_place", "event_country"),
    stated=("police_record",),
    statuses=frozenset({"missing", "unable_to_identify"}),
    series="F",
    public_fields=PUBLIC_IDENTITY | {"parents", "event_date", "event_place", "event_country"},
)
