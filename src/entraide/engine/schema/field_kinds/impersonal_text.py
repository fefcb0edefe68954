"""Free text that may hold no personal data."""

from entraide.engine.schema.field_kinds.text import Text


class ImpersonalText(Text):
    """Free text that may hold no personal data."""

    name = "impersonal_text"


impersonal_text = ImpersonalText(1000, example="Blue folder, found near the depot")
