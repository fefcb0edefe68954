"""Numbers stamped on engines, gearboxes and other parts."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class EngineNumber(Identifier):
    """The number stamped on an engine, a gearbox or another part."""

    name = "engine_number"


engine_number = EngineNumber(3, 30, "CBZA 012345")
