"""A firearm's calibre."""

from entraide.engine.schema.field_kinds.text import Text


class Calibre(Text):
    """A firearm's calibre."""

    name = "calibre"


calibre = Calibre(40, example="9x19mm")
