"""Cyrillic names in Latin letters, as passports and other countries' papers write them."""

from functools import lru_cache
from typing import Final

_RUSSIAN: Final = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    # Ukrainian, Belarusian, Serbian, Macedonian
    "і": "i", "ї": "yi", "є": "ye", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
    "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz",
    # Kazakh, Kyrgyz, Tatar, Bashkir, Tajik, Mongolian
    "ә": "a", "ғ": "gh", "қ": "k", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "җ": "j",
    "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ҡ": "k", "ҙ": "z", "ҫ": "s", "ӑ": "a", "ӗ": "e",
    "ҥ": "ng", "ӈ": "ng", "ӊ": "ng",
})  # fmt: skip
"""BGN/PCGN without its apostrophes. Source: BGN/PCGN romanisation systems, Russian 1947 ff."""


def _but(changed: str) -> dict[int, str]:
    """The Russian style with some letters otherwise, as "ж:j щ:chtch"."""
    return _RUSSIAN | {ord(pair[0]): pair[2:] for pair in changed.split()}


_UKRAINIAN: Final = _but("г:h и:y й:i є:ie ї:i ю:iu я:ia")
"""Source: resolution 55 of the Ukrainian cabinet, 2010; at a word's beginning ye, yi, y, yu, ya."""

_PASSPORT: Final = _but("й:i ъ:ie ю:iu я:ia")
"""Russian passports since 2013. Source: ICAO Doc 9303-3, section 6.B."""

_ISO: Final = _but("ж:z й:j х:h ц:c ч:c ш:s щ:sc ю:ju я:ja")
"""ISO 9 and the scholars' way, without their accents; Serbian papers."""

_FRENCH: Final = _but("ж:j й:i у:ou ч:tch ш:ch щ:chtch ю:iou я:ia")
"""Soviet passports until 1997, and papers in French."""

_GERMAN: Final = _but("в:w ж:sch з:s й:j х:ch ц:z ч:tsch ш:sch щ:schtsch ю:ju я:ja")

_BULGARIAN: Final = _but("щ:sht ъ:a х:h")

_STYLES: Final = (_PASSPORT, _FRENCH, _ISO, _GERMAN)
_UKRAINIANS: Final = frozenset("іїє")
_SERBS: Final = frozenset("јљњћђџ")
_VOWELS: Final = frozenset("аеёиоуыэюяіїєьъ")


@lru_cache(maxsize=8192)
def romanised(word: str) -> tuple[str, ...]:
    """A folded Cyrillic word in Latin letters, the likeliest spelling first.

    BGN/PCGN or the country's own way, then passports', French, ISO 9 and German.
    """
    letters = frozenset(word)
    styles: tuple[dict[int, str], ...]
    if letters & _SERBS:
        styles = (_ISO, _RUSSIAN)
    elif letters & _UKRAINIANS:
        styles = (_UKRAINIAN, _RUSSIAN, *_STYLES)
    else:
        styles = (_RUSSIAN, *_STYLES, _UKRAINIAN, _BULGARIAN)
    spelt = [_spelt(word, style) for style in styles] if word else []
    return tuple(dict.fromkeys(one for one in spelt if one))


def _spelt(word: str, style: dict[int, str]) -> str:
    if style is _UKRAINIAN and word[0] in "єїйюя":
        start = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}[word[0]]
        return start + word[1:].translate(style)
    if style is _FRENCH and word.endswith("ин"):
        return word.translate(style) + "e"
    if style is _RUSSIAN and "е" in word:
        word = _with_ye(word)
    return word.translate(style)


def _with_ye(word: str) -> str:
    """E is written ye at the beginning and after vowels and signs."""
    return "".join(
        "ye" if letter == "е" and (not at or word[at - 1] in _VOWELS) else letter
        for at, letter in enumerate(word)
    )
