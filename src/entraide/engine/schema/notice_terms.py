"""What the colours of notices mean: why each is kept, and what an officer then does."""

from collections.abc import Mapping
from typing import Final

from entraide.engine.schema.access import PROPERTY
from entraide.engine.schema.vocabulary import Purpose
from entraide.language import _

COLOURS: Final[Mapping[str, str]] = {
    "red": _("Red: wanted person"),
    "blue": _("Blue: information sought"),
    "green": _("Green: warning"),
    "yellow": _("Yellow: missing person"),
    "black": _("Black: unidentified body"),
    "orange": _("Orange: imminent threat"),
    "purple": _("Purple: way of working"),
    "un": _("United Nations sanctions"),
    "woa": _("Stolen work of art"),
}
"""Source: rules on the processing of data, art. 82 to 95."""

ACTIONS: Final[Mapping[str, str]] = {
    "red": _(
        "Wanted by %(owner)s. Contact your national bureau at once: it confirms the request "
        "with %(owner)s before any measure, and says what your law allows. This is not an "
        "arrest warrant."
    ),
    "blue": _(
        "Do not hold this person. Note identity, address and travel, and contact your "
        "national bureau."
    ),
    "green": _("Warning from %(owner)s: check with care and contact your national bureau."),
    "yellow": _(
        "Missing person. Bring a child to safety; do not tell anybody where an adult is "
        "without the adult's consent. Contact your national bureau."
    ),
    "black": _("Unidentified body: contact your national bureau to compare."),
    "orange": _("Imminent threat: read, pass on and contact your national bureau."),
    "purple": _("Way of working: read, pass on and contact your national bureau."),
    "un": _(
        "United Nations sanctions: contact your national bureau, which says what your law "
        "makes of the measures listed."
    ),
    "woa": _("Stolen work of art: keep it safe and contact your national bureau."),
}
"""Source: domain §3.7. No colour orders an arrest: the officer's own bureau says what applies."""

PROGRESS: Final[Mapping[str, str]] = {
    "being_processed": _("Request being processed: not reviewed yet, not published"),
    "located": _("Located"),
    "arrested": _("Arrested"),
    "extradition_pending": _("Extradition pending"),
    "surrendered": _("Surrendered"),
    "released": _("Released"),
    "deceased": _("Deceased"),
    "found": _("Found"),
    "identified": _("Identified"),
}
"""What became of the subject since publication. Source: domain §2.3."""

PURPOSES: Final[Mapping[str, tuple[Purpose, ...]]] = {
    "red": (Purpose.WANTED_ARREST,),
    "blue": (Purpose.CRIMINAL_INVESTIGATION_INFO, Purpose.LOCATE),
    "green": (Purpose.WARN,),
    "yellow": (Purpose.LOCATE, Purpose.IDENTIFY),
    "black": (Purpose.IDENTIFY,),
    "un": (Purpose.SECURITY_CHECK, Purpose.WARN),
    "woa": PROPERTY,
}
"""Why a notice is kept where its owner names no purpose."""
