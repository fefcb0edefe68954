"""A comparison of two persons in words: what differs, how common the name is, what met what."""

from collections.abc import Sequence
from typing import Any, Final

from entraide.engine.matching.explained import NamePart, Points
from entraide.engine.matching.reasons import (
    NAME_REASONS,
    PART_REASONS,
    PERSON_REASONS,
    Difference,
    Reason,
)
from entraide.engine.matching.thresholds import Use
from entraide.language import _, translate

FIELDS: Final = {
    "names": _("Names"),
    "birth_date": _("Date of birth"),
    "nationality": _("Nationality"),
    "sex": _("Sex"),
    "birth_place": _("Place of birth"),
    "parent": _("Parents"),
    "number": _("Document number"),
}
"""What `Points.field` is called."""

MEETINGS: Final = {
    "equal": _("the same"),
    "symbol": _("known as one name"),
    "romanised": _("one name, written in Latin letters in two ways"),
    "joined": _("the same, written as one word or as several"),
    "spelt": _("two spellings of one sound"),
    "letter": _("one letter differs"),
    "letters": _("two letters differ"),
    "script": _("likely the same in another script"),
    "sound": _("they sound alike"),
    "cut": _("one is the beginning of the other"),
    "initial": _("one is the other's first letter"),
    "unlike": _("they contradict each other"),
    "only_asked": _("not recorded"),
    "only_recorded": _("not asked"),
}
"""How two parts of names meet, beside both parts."""

USES: Final = {
    Use.BORDER: (_("At the border: possible, listed."), _("At the border: not listed.")),
    Use.BUREAU: (
        _("In a bureau's search: possible, listed."),
        _("In a bureau's search: not listed."),
    ),
}

_COMMON: Final = _("Common: about one person in %(one_in)s has what agrees of the name.")
_RARE: Final = _("Rare: about one person in %(one_in)s has what agrees of the name.")
_UNIQUE: Final = _("Very rare: fewer than one person in a million has what agrees of the name.")
_NOTHING_MET: Final = _("No part of the names agrees.")
_NOTHING_DIFFERS: Final = _("Nothing differs of what is known on both sides.")
_ODDS: Final = _("Of 100 candidates as near as this, about %(count)s are the person.")
_FEWEST: Final = _("Of 100 candidates as near as this, fewer than one is the person.")
_MOST: Final = _("Of 100 candidates as near as this, more than 99 are the person.")

_COMMON_BELOW: Final = 5_000
_UNIQUE_FROM: Final = 1_000_000
_SAYS_ALL: Final = frozenset({"equal", "symbol", "romanised", "joined"})
"""Ways of meeting that leave no doubt worth telling first."""

_NOT_THE_SAME: Final = frozenset(
    {
        "birth_date_swapped",
        "birth_date_slip",
        "birth_date_calendar",
        "birth_year_off",
        "birth_year_near",
        "birth_year_same",
    }
)
_TOLD_PARTS: Final = frozenset({"letter", "letters", "only_asked", "only_recorded"})
"""Parts that are told with what differs, after what contradicts."""


def reason(reason: Reason, language: str) -> str:
    """Why two persons may be one, or what speaks against it, as a sentence."""
    sentence = PERSON_REASONS.get(reason.code) or NAME_REASONS[reason.code]
    return translate(sentence, language, **shown(reason, language))


def shown(reason: Reason, language: str) -> dict[str, object]:
    """A reason's parameters as a person reads them: countries by name, numbers with their marks."""
    if reason.code.startswith("nationality_"):
        return {name: _countries(value, language) for name, value in reason.params.items()}
    if reason.code == "name_common":
        return {"one_in": _about(int(reason.params["one_in"]), language)}
    return dict(reason.params)


def is_against(reason: Reason) -> bool:
    """Whether a reason says that something is not the same: it is told with what differs."""
    return reason.code in NAME_REASONS or reason.code in _NOT_THE_SAME


def names_differ(reasons: Sequence[Reason], parts: Sequence[NamePart], language: str) -> list[str]:
    """What contradicts in the names, each as a sentence: parts first, then the names as wholes."""
    told = [part(each, language) for each in parts if each.code == "unlike"]
    return told + [reason(each, language) for each in reasons if each.code in NAME_REASONS]


def slips(reasons: Sequence[Reason], parts: Sequence[NamePart], language: str) -> list[str]:
    """What agrees but is not the same, each as a sentence: dates, letters, parts left out."""
    told = [reason(each, language) for each in reasons if each.code in _NOT_THE_SAME]
    return told + [part(each, language) for each in parts if each.code in _TOLD_PARTS]


def differences(
    differs: Sequence[Difference], fields: Sequence[Points], language: str
) -> list[str]:
    """What contradicts beside the names, each as a sentence."""
    codes = {each.field: each.code for each in fields}
    return [
        reason(
            Reason(codes[each.field], {"asked": each.asked, "recorded": each.recorded}), language
        )
        for each in differs
    ]


def nothing_differs(language: str) -> str:
    """That what is known on both sides agrees."""
    return translate(_NOTHING_DIFFERS, language)


def commonness(one_in: int, language: str) -> str:
    """How common what agrees of the name is, as a sentence.

    Args:
        one_in: one person in so many shares it; 1 if nothing agrees.
        language: of the sentence.
    """
    if one_in <= 1:
        return translate(_NOTHING_MET, language)
    if one_in >= _UNIQUE_FROM:
        return translate(_UNIQUE, language)
    sentence = _COMMON if one_in < _COMMON_BELOW else _RARE
    return translate(sentence, language, one_in=_about(one_in, language))


def odds(probability: float, language: str) -> str:
    """The probability as officers count: of 100 candidates, how many."""
    count = round(probability * 100)
    if count < 1 or count > 99:  # noqa: PLR2004 - of a hundred
        return translate(_FEWEST if count < 1 else _MOST, language)
    return translate(_ODDS, language, count=count)


def use(use: Use, score: float, language: str) -> str:
    """Whether a check for this use would list the record."""
    listed, unlisted = USES[use]
    return translate(listed if score >= use.value else unlisted, language)


def part(part: NamePart, language: str) -> str:
    """What became of one part of the names, as a sentence."""
    return translate(
        PART_REASONS[part.code],
        language,
        asked=written(part.asked),
        recorded=written(part.recorded),
    )


def written(folded: str) -> str:
    """A part of a name, which is compared in small letters, as names are written."""
    return folded.title()


def meeting(code: str, language: str) -> str:
    """How two parts of names meet, in a few words beside both."""
    return translate(MEETINGS[code], language)


def standing(part: NamePart) -> str:
    """What a part is to the reader's eye: "same", "near", "differs" or "missing"."""
    if part.code == "unlike":
        return "differs"
    if part.code.startswith("only_"):
        return "missing"
    return "same" if part.code in _SAYS_ALL else "near"


def field(name: str, language: str) -> str:
    """What a field that gave or took points is called."""
    return translate(FIELDS[name], language)


def points(value: float, language: str) -> str:
    """Points with their sign, as the language writes numbers: "+3.1", "−0,8"."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - where nobody reads, none is loaded

    written = format_decimal(abs(round(value, 1)), format="0.0", locale=language)
    sign = "+" if round(value, 1) > 0 else "\N{MINUS SIGN}" if round(value, 1) < 0 else "±"
    return f"{sign}{written}"


def number(score: float, language: str) -> str:
    """A score in two decimals, as the language writes numbers; never 1: no name is certain."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    return str(format_decimal(min(score, 0.99), format="0.00", locale=language))


def _about(number: int, language: str) -> str:
    """A number in two digits and zeros: more would promise what nobody knows."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    step = 10 ** max(len(str(number)) - 2, 0)
    return str(format_decimal(round(number / step) * step, locale=language))


def _countries(code: Any, language: str) -> str:
    """A country by its name and code."""
    from entraide.engine.schema.field_kinds.country import country  # noqa: PLC0415 - it loads much

    name = country.show(code, language)
    return str(code) if name == code else f"{name} ({code})"
