"""Warnings about what somebody may do. Source: domain §2.1, art. 89."""

from entraide.desks.notices.kinds.kind import ANYBODY, WHO_IT_IS, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="green",
    title=COLOURS["green"],
    purpose=_(
        "To warn about the criminal activities of a person who may offend in other countries."
    ),
    may_request=ANYBODY,
    conditions=(
        Condition("89", _("The person is a possible threat to public safety or likely to offend.")),
        Condition("89", _("A national authority or an international entity assessed the danger.")),
        Condition("89", _("The assessment rests on convictions or other reasonable grounds.")),
        Condition(
            "2, 3", _("Human rights are kept; nothing political, military, religious or racial.")
        ),
    ),
    needs=(
        ("person.names",),
        ("person.status",),
        ("person.birth_date", "person.photos", "person.documents"),
        ("stated.assessment",),
        ("stated.basis",),
    ),
    person_fields=(*WHO_IT_IS, "cautions", "offences"),
    body_fields=("facts", "event_date", "event_place", "event_country", "charges"),
    stated=("assessment", "basis"),
    statuses=frozenset({"convicted", "criminal_history", "possible_threat", "charged", "suspect"}),
    series="C",
)
