"""A vessel's name."""

from entraide.engine.schema.field_kinds.text import Text


class VesselName(Text):
    """A vessel's name."""

    name = "vessel_name"


vessel_name = VesselName(80, example="STELLA MARIS")
