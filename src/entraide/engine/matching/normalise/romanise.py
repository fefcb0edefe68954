"""One word of any script in Latin letters: its likeliest spelling in a passport, and the others."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Final

import icu

from entraide.engine.matching.name_data.table import name_table
from entraide.engine.matching.normalise import cyrillic, east_asian
from entraide.engine.matching.normalise.fold import fold, key_of
from entraide.engine.matching.normalise.latin import to_latin
from entraide.engine.matching.normalise.script import CONSONANTAL
from entraide.engine.matching.normalise.thai import thai

MOST_SPELLINGS: Final = 6

_ICAO: Final = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss",
    "ñ": "nn", "þ": "th", "ð": "d", "ĳ": "ij", "ű": "ue", "ő": "oe",
})  # fmt: skip
"""What machine-readable zones make of letters with marks. Source: ICAO Doc 9303-3, section 6.A."""

_DANISH: Final = str.maketrans({"ø": "oe", "å": "aa", "æ": "ae", "đ": "dj", "ŷ": "y", "ç": "ch"})
_AZERI: Final = str.maketrans(
    {"ə": "e", "ı": "i", "ş": "sh", "ç": "ch", "ğ": "gh", "x": "kh", "c": "j"}
)

_SCHWA_DROPPED: Final = frozenset({"Deva", "Gujr", "Guru", "Beng"})
_INDIC: Final = _SCHWA_DROPPED | {"Taml", "Telu", "Knda", "Mlym", "Sinh", "Orya"}
_LETTERS: Final = (
    ("jñ", "gy"), ("ch", "chh"), ("c", "ch"), ("chhh", "chh"), ("ś", "sh"), ("ṣ", "sh"),
    ("r̥", "ri"), ("ṃ", "n"), ("ṁ", "n"), ("ḥ", ""), ("ṛ", "r"),
)  # fmt: skip
_VOWEL: Final = "aāiīuūeēoōæ"
_SOUND: Final = rf"(?:[^\W{_VOWEL}]h|[^\W{_VOWEL}])"
_LAST_A: Final = re.compile(rf"(?<=[{_VOWEL}])({_SOUND})a$")
_MIDDLE_A: Final = re.compile(rf"(?<=[{_VOWEL}])({_SOUND})a(?={_SOUND}[{_VOWEL}])")


@lru_cache(maxsize=32768)
def romanised(word: str, script: str) -> tuple[str, ...]:
    """The spellings of one word, folded, the likeliest first; () if nothing can be written.

    Args:
        word: one word as written (composed, any case), without blanks or apostrophes.
        script: its script by ISO 15924.
    """
    found = tuple(dict.fromkeys(filter(None, map(key_of, _spellings(word, script)))))
    return found[:MOST_SPELLINGS]


def _spellings(word: str, script: str) -> tuple[str, ...]:
    if script == "Latn":
        return latin(word)
    if script == "Grek":
        return greek(word)
    if script in _INDIC:
        return indian(word, script)
    native = key_of(word)
    if script in _OWN_RULES:
        return _OWN_RULES[script](native) if native else ()
    if script in CONSONANTAL:
        return (to_latin(native), *name_table().readings(native))
    return (to_latin(native) or native,)


def latin(word: str) -> tuple[str, ...]:
    """Without marks, then as machine-readable zones write them (Müller: muller, mueller)."""
    bare = fold(word)
    if word.isascii():
        return (bare,)
    lower = word.casefold() if "ß" not in word else word.lower()
    if "ə" in lower:
        return (bare.replace("ae", "a"), lower.translate(_AZERI), lower.replace("ə", "e"))
    return (bare, lower.translate(_ICAO), lower.translate(_DANISH), lower.replace("ñ", "ny"))


def greek(word: str) -> tuple[str, ...]:
    """As Greek passports write it (ELOT 743), then as scholars do."""
    one, other = (str(each.transliterate(word)).lower() for each in (_elot(), _scholarly()))
    begun = re.sub("^(mp|nt|gk)", lambda found: {"mp": "b", "nt": "d", "gk": "g"}[found[0]], one)
    return (begun, other, one)


def indian(word: str, script: str) -> tuple[str, ...]:
    """Scripts of India, the last and some middle a dropped where speech drops them."""
    word = word.replace("ੰ", "ਨ੍")  # a nasal that ICU drops
    spelt = unicodedata.normalize("NFC", str(_any().transliterate(word))).lower()
    for old, new in _LETTERS:
        spelt = spelt.replace(old, new)
    spelt = re.sub("n(?=[bpm])", "m", spelt)
    if script not in _SCHWA_DROPPED:
        return (spelt,)
    dropped = _MIDDLE_A.sub(r"\1", _LAST_A.sub(r"\1", spelt))
    return (dropped, _LAST_A.sub(r"\1", spelt), spelt)


def _characters(native: str) -> tuple[str, ...]:
    return (*east_asian.chinese(native), *name_table().readings(native)[:2])


def _thai(native: str) -> tuple[str, ...]:
    return (thai(native), *name_table().readings(native))


_OWN_RULES: Final[Mapping[str, Callable[[str], tuple[str, ...]]]] = {
    "Cyrl": cyrillic.romanised,
    "Hang": east_asian.korean,
    "Hani": _characters,
    "Hira": east_asian.kana,
    "Kana": east_asian.kana,
    "Thai": _thai,
}


@cache
def _elot() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Greek-Latin/UNGEGN; Latin-ASCII")


@cache
def _scholarly() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Greek-Latin; Latin-ASCII")


@cache
def _any() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin")
