"""The number on a vehicle's registration plate."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Plate(Identifier):
    """The number on a vehicle's registration plate."""

    name = "plate"


plate = Plate(1, 15, "UT-123-AB")
