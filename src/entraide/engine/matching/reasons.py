"""Why something matched and what differs: codes with parameters, put into words at the edge."""

from typing import Any, Final

import msgspec

from entraide.language import _


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why something matched, as a code with parameters; `engine.check.words` puts it into words."""

    code: str
    params: dict[str, str] = {}


class Difference(msgspec.Struct, frozen=True):
    """A field known on both sides whose values differ."""

    field: str
    asked: Any
    recorded: Any


PERSON_REASONS: Final = {
    "name_same": _("The name is the same: %(recorded)s."),
    "name_near": _("The name is near: asked %(asked)s, recorded %(recorded)s."),
    "name_part": _("Part of the name agrees: asked %(asked)s, recorded %(recorded)s."),
    "name_sounds": _(
        "The name may be a spelling of the same: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_date_same": _("The date of birth is the same: %(recorded)s."),
    "birth_date_partly": _("The date of birth agrees as far as it is known: %(recorded)s."),
    "birth_date_swapped": _(
        "Day and month of birth are swapped: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_year_off": _("The year of birth is one off: asked %(asked)s, recorded %(recorded)s."),
    "birth_year_same": _("Only the year of birth agrees: %(recorded)s."),
    "nationality_same": _("A nationality is the same: %(recorded)s."),
    "sex_same": _("The sex is the same."),
}
"""What comparing persons may say: code → sentence."""
