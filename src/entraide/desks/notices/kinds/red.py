"""Wanted persons: find, and hold for extradition. Source: domain §2.1, art. 82 to 87."""

from entraide.desks.notices.kinds.kind import BUREAUS, PUBLIC_IDENTITY, WHO_IT_IS, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="red",
    title=COLOURS["red"],
    purpose=_(
        "To locate a wanted person and to hold that person or restrict movement, with a view to "
        "extradition, surrender or similar lawful action."
    ),
    may_request=BUREAUS,
    conditions=(
        Condition("83", _("A serious crime under ordinary law, of none of the excluded families.")),
        Condition(
            "83",
            _(
                "The offence is punishable by at least two years, or at least six months of a "
                "sentence are left to serve."
            ),
        ),
        Condition("83", _("The request is of interest for international police cooperation.")),
        Condition("84", _("The requester assures that extradition will be sought.")),
        Condition(
            "2, 3", _("Human rights are kept; nothing political, military, religious or racial.")
        ),
        Condition("86", _("The person has no asylum from the requesting country.")),
    ),
    needs=(
        ("person.names",),
        ("person.status",),
        ("person.sex",),
        ("person.birth_date", "person.photos"),
        ("body.facts",),
        ("body.charges",),
        ("body.warrants",),
        ("stated.extradition_sought",),
    ),
    person_fields=WHO_IT_IS,
    body_fields=("facts", "event_date", "event_place", "event_country", "charges", "warrants"),
    stated=("extradition_sought", "sentence_months"),
    statuses=frozenset({"charged", "convicted"}),
    series="A",
    public_fields=PUBLIC_IDENTITY | {"charges"},
)
