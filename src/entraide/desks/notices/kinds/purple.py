"""Ways of working, objects, devices, hiding places. Source: domain §2.1, art. 92."""

from entraide.desks.notices.kinds.kind import ANYBODY, Condition, Kind
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="purple",
    title=COLOURS["purple"],
    purpose=_(
        "To seek or give information on ways of working, objects, devices and hiding places that "
        "criminals use."
    ),
    may_request=ANYBODY,
    conditions=(
        Condition("92", _("It concerns a serious offence.")),
        Condition("92", _("The way of working is of international interest.")),
        Condition("92", _("Telling it does not hinder an investigation.")),
    ),
    needs=(("body.subject",),),
    body_fields=("subject", "facts", "charges", "event_date", "event_place", "event_country"),
    series="E",
)
