"""A control number, an entity id or a sample code."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class ReferenceNumber(Identifier):
    """A control number, an entity id or a sample code."""

    name = "reference_number"


reference_number = ReferenceNumber(1, 60, "A-123/4-2020")
