"""Why something matched and what differs: codes with parameters, put into words at the edge."""

from typing import Any, Final

import msgspec

from entraide.language import _


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why something matched, as a code with parameters; `engine.check.words` puts it into words."""

    code: str
    params: dict[str, str] = {}


class Difference(msgspec.Struct, frozen=True):
    """A field known on both sides whose values differ."""

    field: str
    asked: Any
    recorded: Any


PERSON_REASONS: Final = {
    "name_same": _("The same name: asked %(asked)s, recorded %(recorded)s."),
    "name_part": _("One name is part of the other: asked %(asked)s, recorded %(recorded)s."),
    "name_near": _("The names are near: asked %(asked)s, recorded %(recorded)s."),
    "name_sounds": _("The names sound alike: asked %(asked)s, recorded %(recorded)s."),
    "name_conflict": _(
        "Part of the name agrees, part contradicts: asked %(asked)s, recorded %(recorded)s."
    ),
    "name_common": _("The name is common: about one person in %(one_in)s shares what agrees."),
    "birth_date_same": _("The same date of birth: %(recorded)s."),
    "birth_date_partly": _(
        "The dates of birth agree as far as both are known: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_year_alone": _(
        "The dates of birth agree as far as both are known: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_date_swapped": _(
        "Day and month of birth are exchanged: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_date_slip": _(
        "One digit of the date of birth differs: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_date_calendar": _(
        "The year of birth is the same in another calendar: asked %(asked)s, recorded %(recorded)s."
    ),
    "birth_year_off": _("The year of birth is one off: asked %(asked)s, recorded %(recorded)s."),
    "birth_year_near": _("The year of birth is one off: asked %(asked)s, recorded %(recorded)s."),
    "birth_year_same": _("Only the year of birth agrees: asked %(asked)s, recorded %(recorded)s."),
    "birth_date_differs": _("The dates of birth differ: asked %(asked)s, recorded %(recorded)s."),
    "birth_date_far": _(
        "The dates of birth lie years apart: asked %(asked)s, recorded %(recorded)s."
    ),
    "nationality_same": _("The same nationality: %(recorded)s."),
    "nationality_near": _("The countries stand for one another: %(asked)s and %(recorded)s."),
    "nationality_differs": _("Another nationality: asked %(asked)s, recorded %(recorded)s."),
    "sex_same": _("The same sex."),
    "sex_differs": _("Another sex."),
    "birth_place_same": _("The same place of birth: %(recorded)s."),
    "birth_place_near": _("The places of birth are near: asked %(asked)s, recorded %(recorded)s."),
    "birth_place_differs": _("Another place of birth: asked %(asked)s, recorded %(recorded)s."),
    "parent_same": _("A parent's name agrees: asked %(asked)s, recorded %(recorded)s."),
    "parent_differs": _("Another parent's name: asked %(asked)s, recorded %(recorded)s."),
    "number_same": _("The same document number: %(recorded)s."),
    "number_near": _("A document number is near: asked %(asked)s, recorded %(recorded)s."),
    "number_differs": _("Other document numbers: asked %(asked)s, recorded %(recorded)s."),
}
"""What comparing persons may say: code → sentence."""

PART_REASONS: Final = {
    "equal": _("%(asked)s is on both sides."),
    "symbol": _("%(asked)s and %(recorded)s are known as one name."),
    "romanised": _("%(asked)s and %(recorded)s write one name in two ways."),
    "joined": _("%(asked)s and %(recorded)s are the same, written as one word or as several."),
    "spelt": _("%(asked)s and %(recorded)s are two spellings of one sound."),
    "letter": _("%(asked)s and %(recorded)s differ in one letter."),
    "letters": _("%(asked)s and %(recorded)s differ in two letters."),
    "script": _("%(asked)s is likely %(recorded)s in another script."),
    "sound": _("%(asked)s and %(recorded)s sound alike."),
    "cut": _("One of %(asked)s and %(recorded)s is the beginning of the other."),
    "initial": _("One of %(asked)s and %(recorded)s is the other's first letter."),
    "unlike": _("%(asked)s and %(recorded)s contradict each other."),
    "only_asked": _("%(asked)s was asked and is not recorded."),
    "only_recorded": _("%(recorded)s is recorded and was not asked."),
}
"""What became of one part of a name: code → sentence."""

NAME_REASONS: Final = {
    "family_conflict": _("The family names contradict each other."),
    "patronymic_conflict": _("The father's names contradict each other."),
    "turned_role": _("What is the family name on one side is the given name on the other."),
    "reversed_link": _("Father and son are exchanged."),
    "number_conflict": _("The numbers in the names differ."),
    "number_missing": _("Only one of the names has a number."),
    "generation_conflict": _("The generations differ: junior, senior, II, III."),
    "legal_conflict": _("The legal forms differ."),
    "kind_conflict": _("One is a person, the other is not."),
}
"""What speaks against two names as wholes: code → sentence."""
