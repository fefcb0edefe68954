"""Assets from crime: tried out since 2025, declared here and off. Source: domain §2.1."""

from entraide.desks.notices.kinds.kind import BUREAUS, Condition, Kind
from entraide.language import _

KIND = Kind(
    code="silver",
    title=_("Silver: assets from crime"),
    purpose=_("To find, identify and learn about assets that come from crime."),
    may_request=BUREAUS,
    conditions=(Condition("-", _("The pilot's own rules apply; this hub does not have them.")),),
    needs=(("body.subject",), ("body.facts",)),
    body_fields=("subject", "facts"),
    is_on=False,
)
