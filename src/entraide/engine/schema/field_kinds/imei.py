"""A mobile telephone's serial number."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class Imei(Identifier):
    """A mobile telephone's serial number."""

    name = "imei"


imei = Imei(14, 17, "490154203237518")
