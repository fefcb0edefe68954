"""A freight container's number."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class ContainerNumber(Identifier):
    """A freight container's number."""

    name = "container_number"


container_number = ContainerNumber(11, 11, "CSQU3054383")
