"""A vessel's radio number."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Mmsi(Identifier):
    """A vessel's radio number."""

    name = "mmsi"


mmsi = Mmsi(9, 9, "211123450")
