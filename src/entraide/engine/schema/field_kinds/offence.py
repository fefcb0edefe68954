"""Offences."""

from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.language import _


class Offence(OneOf):
    """An offence by its code."""

    name = "offence"


offence = Offence({"ILM": _("Murder or manslaughter"), "NLC": _("Not listed")})
