"""A hull identification number."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Hin(Identifier):
    """A hull identification number."""

    name = "hin"


hin = Hin(12, 16, "UT-ABC12345D404")
