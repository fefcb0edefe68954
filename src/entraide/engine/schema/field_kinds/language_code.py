"""A language by its code of ISO 639-2/B."""

from entraide.engine.schema.field_kinds.text import Text


class LanguageCode(Text):
    """A language by its code of ISO 639-2/B."""

    name = "language_code"


language_code = LanguageCode(40, example="FRE")
