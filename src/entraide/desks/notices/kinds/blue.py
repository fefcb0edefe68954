"""Persons of interest: tell what is known of them. Source: domain §2.1, art. 88."""

from entraide.desks.notices.kinds.kind import ANYBODY, WHO_IT_IS, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="blue",
    title=COLOURS["blue"],
    purpose=_(
        "To learn more about a person of interest in a criminal investigation, or to locate or "
        "identify that person."
    ),
    may_request=ANYBODY,
    conditions=(
        Condition(
            "88", _("The person was convicted or charged, or is a suspect, witness or victim.")
        ),
        Condition("88", _("More is sought on the person's history, whereabouts or identity.")),
        Condition("88", _("The request tells enough about the case or the person.")),
        Condition(
            "2, 3", _("Human rights are kept; nothing political, military, religious or racial.")
        ),
    ),
    needs=(
        ("person.names", "person.photos", "person.marks"),
        ("person.status",),
        ("body.facts",),
        ("stated.sought",),
    ),
    person_fields=WHO_IT_IS,
    body_fields=("facts", "event_date", "event_place", "event_country", "charges"),
    stated=("sought",),
    statuses=frozenset(
        {"convicted", "charged", "suspect", "criminal_history", "witness", "victim"}
    ),
    series="B",
)
