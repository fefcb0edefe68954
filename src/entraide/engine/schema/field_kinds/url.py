"""An address on the web."""

from entraide.engine.schema.field_kinds.text import Text


class Url(Text):
    """An address on the web."""

    name = "url"


url = Url(2000, example="https://example.org/offer/17")
