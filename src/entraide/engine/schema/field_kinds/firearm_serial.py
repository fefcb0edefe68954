"""The serial number of a firearm."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class FirearmSerial(Identifier):
    """The serial number of a firearm."""

    name = "firearm_serial"


firearm_serial = FirearmSerial(1, 30, "AB 12034-7")
