"""Folding: letters as they are compared, each within its own script.

Latin letters lose accents and case and become a–z. Letters of other scripts lose case, the marks
that names in use do not carry, and differences that are written for one another.
"""

import unicodedata
from functools import cache
from typing import Final

import icu

from entraide.engine.matching.normalise.script import script_of

_SILENT: Final = frozenset("'`´’‘‛ʼʿʾʹʺˈˌ·״׳﹐")
"""Apostrophes and the like: O'Brien is one word, as is Ya'qub."""

_LETTERS: Final = {
    **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىیئېےۍ", "ي"), **dict.fromkeys("ؤۆۇۋ", "و"),
    **dict.fromkeys("ةہھۀۃەۂ", "ه"), **dict.fromkeys("کڪ", "ك"), "ء": "", "ـ": "",
    "ё": "е", "ѐ": "е", "ѝ": "и", "ѣ": "е", "ς": "σ", "ґ": "г",
    "ə": "a", "ǝ": "a", "ɛ": "e", "ɔ": "o", "ŋ": "ng", "ƹ": "", "ĸ": "k", "ʻ": "", "ı": "i",
}  # fmt: skip
"""Letters that are written for one another, or that ICU leaves as they are."""

_MARKED: Final = frozenset({"Latn", "Grek", "Cyrl", "Hebr", "Arab", "Syrc", "Zyyy"})
"""Scripts whose combining marks say nothing that must be kept; those of India are vowels."""


class _Folds(dict[int, str]):
    """Code point → what it is folded to, worked out when first met; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_FOLDS: Final = _Folds()


def fold(text: str) -> str:
    """The text's letters and digits folded, its words apart by single blanks."""
    if text.isascii():
        if text.isalnum():
            return text.lower()
    else:
        text = unicodedata.normalize("NFKC", text)
        if "İ" in text:
            text = text.replace("İ", "I")  # its lower case is two letters
    return " ".join(text.translate(_FOLDS).split())


def key_of(text: str) -> str:
    """What the name data knows a word or phrase by: folded, without blanks."""
    return fold(text).replace(" ", "")


def _folded(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in _SILENT or category in ("Cf", "Cs"):
        return ""
    script = script_of(letter)
    if category[0] == "M":
        return "" if script in _MARKED else letter
    if not letter.isalnum():
        return " "
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    lower = letter.casefold()
    return _LETTERS[lower] if lower in _LETTERS else _in_script(lower, script)


def _in_script(lower: str, script: str) -> str:
    """A lower-case letter as it is compared."""
    if script == "Latn" and not lower.isascii():
        ascii_ = str(_to_ascii().transliterate(lower)).lower()
        return "".join(each for each in ascii_ if each.isalnum()) or lower
    if script in ("Grek", "Cyrl") and lower != "й":
        return _unaccented(lower)
    return _simplified(lower) if script == "Hani" else lower


def _unaccented(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare == letter or letter in "їўќѓ":
        return letter
    return _LETTERS.get(bare, bare)


@cache
def _to_ascii() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Latin-ASCII")


def _simplified(letter: str) -> str:
    """The character as China writes it today; where ICU goes round in circles, as it stands."""
    once = str(_to_simplified().transliterate(letter))
    return once if str(_to_simplified().transliterate(once)) == once else letter


@cache
def _to_simplified() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Hant-Hans")
