"""An e-mail address."""

from entraide.engine.schema.field_kinds.text import Text


class Email(Text):
    """An e-mail address."""

    name = "email"


email = Email(254, example="desk@example.org")
