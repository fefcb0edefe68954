"""The list's free text taken apart: aliases with notes, numbers in sentences, demonyms."""

import re
from collections.abc import Iterator
from typing import Final

from entraide.engine.schema.field_kinds import country, document_number
from entraide.errors import Invalid

DEMONYMS: Final = {
    "afghan": "AFG",
    "algerian": "DZA",
    "british": "GBR",
    "car": "CAF",
    "danish": "DNK",
    "egyptian": "EGY",
    "ethiopian": "ETH",
    "french": "FRA",
    "german": "DEU",
    "indonesian": "IDN",
    "iraqi": "IRQ",
    "italian": "ITA",
    "kuwaiti": "KWT",
    "libyan": "LBY",
    "malaysian": "MYS",
    "moroccan": "MAR",
    "pakistani": "PAK",
    "palestinian": "PSE",
    "palestinian territories": "PSE",
    "qatari": "QAT",
    "rpdc": "PRK",
    "russian": "RUS",
    "saudi": "SAU",
    "saudi arabian": "SAU",
    "somali": "SOM",
    "sudanese": "SDN",
    "syrian": "SYR",
    "tunisian": "TUN",
    "turkish": "TUR",
    "yemeni": "YEM",
}
"""Words by which the list names countries beside their names; "CAR" and "RPDC" are its own."""

_NOTHING: Final = frozenset({"na", "n/a", "none", "unknown", "not available"})
_ABOUT_BIRTH: Final = re.compile(r",?\s*\bborn\b.*", re.IGNORECASE | re.DOTALL)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)?")
_SCRIPT_MARK: Final = re.compile(r"^\s*original script\s*:\s*", re.IGNORECASE)
_EDGES: Final = ' ,;:()[]"“”«»'
_NUMBER: Final = re.compile(r"(?:\b[A-Z]{1,3}[ -]{1,2})?\b[A-Za-z0-9][A-Za-z0-9/.\-]*")
_NUMBER_MARK: Final = re.compile(r"^N[or°º][.: ]+|^No(?=\d)")
_BEHIND_NUMBER: Final = re.compile(r", |\b(?:issued|expire|valid)", re.IGNORECASE)
_FEWEST_DIGITS: Final = 4
_WORDS: Final = re.compile(r"[A-Za-z]{3,}")
_WHOLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 /.\-]*")


def tidy(text: str | None) -> str:
    """One line of text."""
    return " ".join((text or "").split())


def names_in(text: str) -> list[str]:
    """The names in an alias as the list writes it.

    Several between semicolons; the original script, or a romanisation, in brackets behind; notes
    such as "(birth name)" and ", born in …" are no part of the name.
    """
    names = []
    for part in _ABOUT_BIRTH.sub("", text).split(";"):
        inner = [_SCRIPT_MARK.sub("", each) for each in _BRACKETS.findall(part)]
        outer = _BRACKETS.sub(" ", part)
        names.append(outer)
        names.extend(each for each in inner if each.strip() and outer.isascii() != each.isascii())
    tidied = (tidy(name).strip(_EDGES) for name in names)
    return list(dict.fromkeys(name for name in tidied if any(map(str.isalpha, name))))


def number_in(text: str) -> str:
    """The document number in a text such as "Libyan passport No. 96/184442"; "" if none."""
    plain = _BEHIND_NUMBER.split(tidy(_BRACKETS.sub(" ", text)), maxsplit=1)[0]
    plain = _NUMBER_MARK.sub("", plain)
    if _WHOLE.fullmatch(plain) and (" " not in plain or not _WORDS.search(plain)):
        return _kept(plain)
    found = [
        each for each in _NUMBER.findall(plain) if sum(map(str.isdigit, each)) >= _FEWEST_DIGITS
    ]
    return _kept(found[-1]) if found else ""


def _kept(number: str) -> str:
    try:
        return str(document_number.clean(number)) if any(map(str.isdigit, number)) else ""
    except Invalid:
        return ""


def country_in(*texts: str) -> str:
    """The first country that one of the texts names, as its code; "" if none does."""
    for text in texts:
        for candidate in _candidates(text):
            known = DEMONYMS.get(candidate.casefold())
            if known is not None:
                return known
            try:
                return str(country.clean(candidate))
            except Invalid:
                continue
    return ""


def _candidates(text: str) -> Iterator[str]:
    plain = tidy(text).removesuffix("/ unknown").strip()
    if not plain or plain.casefold() in _NOTHING:
        return
    yield plain
    yield tidy(_BRACKETS.sub(" ", plain))
    words = plain.split()
    if len(words) > 1 and words[0].casefold() in DEMONYMS:
        yield words[0]
