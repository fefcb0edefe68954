"""A ship's number at the International Maritime Organization."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Imo(Identifier):
    """A ship's number at the International Maritime Organization."""

    name = "imo"


imo = Imo(7, 10, "IMO 9074729")
