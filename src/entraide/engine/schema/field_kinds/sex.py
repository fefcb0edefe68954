"""A person's sex as travel documents give it."""

from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.language import _


class Sex(OneOf):
    """M, F, X, or U where it is not known."""

    name = "sex"


sex = Sex({"M": _("Male"), "F": _("Female"), "X": _("Unspecified"), "U": _("Unknown")})
