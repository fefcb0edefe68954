"""A telephone number."""

from entraide.engine.schema.field_kinds.text import Text


class Phone(Text):
    """A telephone number."""

    name = "phone"


phone = Phone(40, example="+33 1 99 00 12 34")
