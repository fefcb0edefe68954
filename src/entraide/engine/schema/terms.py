"""Word lists that several databases share: code → label to translate."""

from collections.abc import Mapping
from typing import Final

from entraide.language import _

DOCUMENT_TYPES: Final[Mapping[str, str]] = {
    "P": _("Passport"),
    "PD": _("Diplomatic passport"),
    "PS": _("Service passport"),
    "I": _("Identity card"),
    "V": _("Visa"),
    "R": _("Residence permit"),
    "T": _("Refugee or stateless person's travel document"),
    "L": _("Laissez-passer"),
    "S": _("Seafarer's document"),
    "E": _("Emergency travel document"),
}
"""Source: the document codes of ICAO Doc 9303; two letters where one says too little."""

COLOURS: Final[Mapping[str, str]] = {
    "beige": _("Beige"),
    "black": _("Black"),
    "blue": _("Blue"),
    "bronze": _("Bronze"),
    "brown": _("Brown"),
    "cream": _("Cream"),
    "gold": _("Gold"),
    "green": _("Green"),
    "grey": _("Grey"),
    "orange": _("Orange"),
    "pink": _("Pink"),
    "purple": _("Purple"),
    "red": _("Red"),
    "silver": _("Silver"),
    "turquoise": _("Turquoise"),
    "white": _("White"),
    "yellow": _("Yellow"),
    "several": _("Several colours"),
    "other": _("Other"),
}

PERSON_STATUSES: Final[Mapping[str, str]] = {
    "convicted": _("Convicted"),
    "charged": _("Charged"),
    "suspect": _("Suspect"),
    "criminal_history": _("Criminal history"),
    "witness": _("Witness"),
    "victim": _("Victim"),
    "missing": _("Missing"),
    "unable_to_identify": _("Unable to identify self"),
    "possible_threat": _("Possible threat"),
    "sanctioned_un": _("Under United Nations sanctions"),
    "deceased": _("Deceased"),
}
"""Source: rules on the processing of data, art. 44."""

CAUTIONS: Final[Mapping[str, str]] = {
    "armed": _("May be armed"),
    "violent": _("Violent"),
    "escape_risk": _("Escape risk"),
}
"""What an officer who meets the person must know at once."""

FIREARM_TYPES: Final[Mapping[str, str]] = {
    "pistol": _("Pistol"),
    "revolver": _("Revolver"),
    "rifle": _("Rifle"),
    "shotgun": _("Shotgun"),
    "submachine_gun": _("Submachine gun"),
    "machine_gun": _("Machine gun"),
    "other": _("Other"),
}

LIGHTS: Final[Mapping[str, str]] = {
    "white": _("White light"),
    "ultraviolet": _("Ultraviolet light"),
    "infrared": _("Infrared light"),
    "transmitted": _("Transmitted light"),
}
"""Under which an examiner looks at a document."""
