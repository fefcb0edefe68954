"""The number of a travel or administrative document."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class DocumentNumber(Identifier):
    """The number of a travel or administrative document."""

    name = "document_number"


document_number = DocumentNumber(1, 20, "C01X00T47")
