"""A native word as the units that are written in Latin letters one by one, each in its contexts.

A unit is a letter, a Hangul jamo, a kana with its small kana, or a pinyin initial or final. Its
contexts go from the unit alone to the unit between its neighbours: the table knows the longest
that was often enough seen.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Final

import icu

Contexts = tuple[str, ...]
"""A unit's names in the table, from the unit alone to the unit in its surroundings."""

THROUGH_ICU: Final = "Zyyy"
"""The script of words that ICU romanises first: one table for all scripts without their own."""

_SAME: Final = {
    "Hira": "Kana", "Jpan": "Kana", "Hrkt": "Kana", "Kore": "Hang", "Hans": "Hani", "Hant": "Hani",
    "Aran": "Arab",
}  # fmt: skip
_SMALL_KANA: Final = frozenset("ァィゥェォャュョヮ")
_UNCOMBINED: Final = frozenset("ーッン")
_KATAKANA_FROM_HIRAGANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_ARABIC: Final = str.maketrans("یکہھەۀےۓڪٱڨۃۇۆڭں", "يكههههييكاڤةووگن")
"""Letters of Persian, Urdu, Kurdish and Uyghur that are the Arabic letter in another form."""
_GREEK: Final = re.compile("μπ|ντ|γκ|γγ|γξ|γχ|τσ|τζ|ου|αυ|ευ|ηυ|αι|ει|οι|υι|[α-ω]")
_DIAERESIS: Final = re.compile("([αεο])([ιυ])\u0308")
_APART: Final = "\u200c"
_PINYIN: Final = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.+)")
_ROMANISED: Final = re.compile("shch|sch|sh|ch|kh|gh|zh|th|dh|ph|bh|ts|dz|dj|([a-z])\\1|[a-z]")

MOST_UNITS: Final = 32
"""Units of one word that are looked at; real words have fewer."""


@lru_cache(maxsize=4096)
def units(word: str, script: str) -> tuple[Contexts, ...]:
    """The word's units, each with its contexts; () if it has no letter of that script.

    Args:
        word: as written, in any case, with or without marks.
        script: by ISO 15924, as "Arab".
    """
    script = table_script(script)
    if script == "Hani":
        return tuple(_of_hanzi(word))[:MOST_UNITS]
    plain = (_ALPHABETS.get(script) or _through_icu)(unicodedata.normalize("NFKC", word))
    return tuple(_between_neighbours(plain[:MOST_UNITS]))


def table_script(script: str) -> str:
    """The script under which the table knows another script's letters."""
    script = _SAME.get(script, script)
    return script if script in _ALPHABETS or script == "Hani" else THROUGH_ICU


def _between_neighbours(plain: list[str]) -> Iterable[Contexts]:
    around = ["^", *plain, "$"]
    for before, unit, after in zip(around, plain, around[2:], strict=False):
        yield unit, f"{unit}>{after}", f"{before}<{unit}>{after}"


def _of_hanzi(word: str) -> Iterable[Contexts]:
    """Initial and final of each syllable, then of each character, in its surroundings."""
    simple = str(_transliterator("Hant-Hans").transliterate(unicodedata.normalize("NFKC", word)))
    spoken = [(letter, *sound) for letter in simple if (sound := _pinyin(letter)) is not None]
    follows = [initial for _letter, initial, _final in spoken[1:]] + ["$"]
    place = "^"
    for (letter, initial, final), after in zip(spoken, follows, strict=False):
        begins = f"{initial}-{final}"
        yield f"{initial}-", begins, begins + letter, f"{begins}{letter}{place}"
        ends = f"{initial}+{final}"
        yield f"-{final}", ends, ends + letter, f"{ends}{letter}>{after}"
        place = ""


@lru_cache(maxsize=8192)
def _pinyin(letter: str) -> tuple[str, str] | None:
    rules = "Han-Latin; NFD; [:Nonspacing Mark:] Remove; Lower"
    latin = str(_transliterator(rules).transliterate(letter)).strip()
    found = _PINYIN.fullmatch(latin) if latin.isascii() and latin.isalpha() else None
    return (found[1] or "0", found[2]) if found and letter > "\u2e7f" else None


def _jamo(word: str) -> list[str]:
    return [letter for letter in unicodedata.normalize("NFD", word) if "\u1100" <= letter <= "ᇿ"]


def _kana(word: str) -> list[str]:
    found: list[str] = []
    for letter in word.translate(_KATAKANA_FROM_HIRAGANA):
        if letter in _SMALL_KANA and found and found[-1] not in _UNCOMBINED:
            found[-1] += letter
        elif "ァ" <= letter <= "ー" and letter != "・":
            found.append(letter)
    return found


def _arabic(word: str) -> list[str]:
    return [letter for letter in word.translate(_ARABIC) if unicodedata.category(letter) == "Lo"]


def _hebrew(word: str) -> list[str]:
    """Letters; with its geresh one letter, and two vavs or yods one."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFD", word):
        if letter in "'׳’`" and found:
            found[-1] = found[-1][0] + "'"
        elif "א" <= letter <= "ת":
            if letter in "וי" and found and found[-1] == letter:
                found[-1] += letter
            else:
                found.append(letter)
    return found


def _cyrillic(word: str) -> list[str]:
    bare = word.lower().replace("\u0301", "")
    return [letter for letter in unicodedata.normalize("NFC", bare) if letter.isalpha()]


def _greek(word: str) -> list[str]:
    marked = unicodedata.normalize("NFD", word.lower().replace("ς", "σ")).replace("\u0301", "")
    apart = _DIAERESIS.sub(rf"\1{_APART}\2", marked)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return [found[0] for found in _GREEK.finditer(bare)]


def _through_icu(word: str) -> list[str]:
    rules = "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower"
    latin = str(_transliterator(rules).transliterate(word))
    return [found[0] for found in _ROMANISED.finditer(latin)]


@cache
def _transliterator(rules: str) -> icu.Transliterator:
    return icu.Transliterator.createInstance(rules)


_ALPHABETS: Final[dict[str, Callable[[str], list[str]]]] = {
    "Hang": _jamo,
    "Kana": _kana,
    "Arab": _arabic,
    "Hebr": _hebrew,
    "Cyrl": _cyrillic,
    "Grek": _greek,
}
