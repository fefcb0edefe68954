"""A vessel's radio call sign."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class CallSign(Identifier):
    """A vessel's radio call sign."""

    name = "call_sign"


call_sign = CallSign(3, 8, "DA2345")
