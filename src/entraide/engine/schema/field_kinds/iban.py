"""An international bank account number."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Iban(Identifier):
    """An international bank account number."""

    name = "iban"


iban = Iban(5, 34, "GB82 WEST 1234 5698 7654 32")
