"""Names of every script in folded Latin letters: lower case, no accents, parts apart by blanks.

Only for comparing: what is kept and shown is the name as its owner wrote it.
"""

import re
from functools import cache
from typing import Final

import icu

_RULES: Final = (
    "NFKC; [:Cyrillic:] Russian-Latin/BGN; Any-Latin; NFD; [:Nonspacing Mark:] Remove; "
    "Latin-ASCII; Lower; NFC"
)
"""Cyrillic first as passports romanise it (Shcherbakov), which ISO 9 does not (Serbakov)."""

_UNWRITTEN: Final = "".join(map(chr, (0x621, 0x640, 0x200C, 0x200D, *range(0x64B, 0x653), 0x670)))
"""Hamza, lengthening, joiners, and the marks of vowels, which names in use do not carry."""

_ARABIC: Final = str.maketrans("أإآٱىةؤئ", "اااااهوي", _UNWRITTEN)
"""Letters that are written for one another are made one."""

_ARTICLE: Final = re.compile(r"(?<!\w)ال(?=\w{3})")
_HANGUL: Final = re.compile(r"([\uac00-\ud7a3])(?=[\uac00-\ud7a3])")
_AIN_FIRST: Final = re.compile(r"(?<!\w)[ʿ`]")
_SILENT: Final = dict.fromkeys(map(ord, "'`´’‘ʼʿʾʹʺˌ·~"))
_ASCII: Final = {
    code: chr(code).lower() if chr(code).isalnum() else None if chr(code) in "'`" else " "
    for code in range(0x80)
}
_CONSONANTAL: Final = re.compile(r"[\u0590-\u077f\u0860-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def to_latin(text: str) -> str:
    """The text in folded Latin letters, its words apart by single blanks.

    Scripts that ICU cannot transliterate (Lao, Khmer, Tibetan) keep their letters. Arabic and
    Hebrew give consonants, because vowels are not written: compare them by `skeleton`.
    """
    if not text.isascii():
        text = _transliterated(text)
        if not text.isascii():  # what one script's rules leave to another's
            text = _transliterated(text)
    return " ".join(text.translate(_ASCII).split())


def is_consonantal(text: str) -> bool:
    """Whether the text is in a script that leaves vowels out."""
    return not text.isascii() and _CONSONANTAL.search(text) is not None


def _transliterated(text: str) -> str:
    if is_consonantal(text):
        text = _ARTICLE.sub("ال ", text.translate(_ARABIC).replace("لله", "له"))
    spaced = _HANGUL.sub(r"\1 ", text)
    latin = _AIN_FIRST.sub("a", str(_transliterator().transliterate(spaced)))
    return "".join(
        letter if letter.isalnum() else " " for letter in latin.translate(_SILENT).casefold()
    )


@cache
def _transliterator() -> icu.Transliterator:
    return icu.Transliterator.createInstance(_RULES)
