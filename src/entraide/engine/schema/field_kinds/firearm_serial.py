"""Serial numbers of firearms."""

from entraide.engine.schema.field_kinds.identifier import Identifier


class FirearmSerial(Identifier):
    """The serial number of a firearm.

    Makers number alike: the same number on two makes is normal, and the make decides.
    """

    name = "firearm_serial"


firearm_serial = FirearmSerial(1, 30, "AB 12034-7")
