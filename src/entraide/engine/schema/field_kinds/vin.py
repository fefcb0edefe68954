"""A vehicle identification number."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Vin(Identifier):
    """A vehicle identification number."""

    name = "vin"


vin = Vin(3, 25, "WUT7Z8E2XKA012345")
