"""Colours of eyes and hair."""

from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.language import _


class EyeColour(OneOf):
    """The colour of a person's eyes."""

    name = "eye_colour"


class HairColour(OneOf):
    """The colour of a person's hair."""

    name = "hair_colour"


eye_colour = EyeColour(
    {
        "BLA": _("Black"),
        "BLU": _("Blue"),
        "BLUL": _("Light blue"),
        "BRO": _("Brown"),
        "BROD": _("Dark brown"),
        "BROH": _("Hazel"),
        "BROL": _("Light brown"),
        "GRE": _("Green"),
        "GRY": _("Grey"),
        "OTHC": _("Different colours"),
        "OTHD": _("Dark"),
        "OTHL": _("Light"),
    }
)
hair_colour = HairColour(
    {
        "BLA": _("Black"),
        "BRO": _("Brown"),
        "BROF": _("Fair"),
        "GRY": _("Grey"),
        "GRYG": _("Greying"),
        "HAIB": _("Bald"),
        "HAID": _("Dyed"),
        "OTHD": _("Other"),
        "RED": _("Red"),
        "REDA": _("Auburn"),
        "WHI": _("White"),
        "YELB": _("Blond"),
    }
)
