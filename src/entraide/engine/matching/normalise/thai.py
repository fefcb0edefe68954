"""Thai names in Latin letters by the Royal Institute's general system, as far as rules reach."""

import re
from functools import lru_cache
from typing import Final

_STARTS: Final = {
    **dict.fromkeys("ก", "k"), **dict.fromkeys("ขฃคฅฆ", "kh"), "ง": "ng", "จ": "ch",
    **dict.fromkeys("ฉชฌ", "ch"), **dict.fromkeys("ซศษส", "s"), **dict.fromkeys("ญย", "y"),
    **dict.fromkeys("ฎด", "d"), **dict.fromkeys("ฏต", "t"), **dict.fromkeys("ฐฑฒถทธ", "th"),
    **dict.fromkeys("ณน", "n"), "บ": "b", "ป": "p", **dict.fromkeys("ผพภ", "ph"),
    **dict.fromkeys("ฝฟ", "f"), "ม": "m", "ร": "r", **dict.fromkeys("ลฬ", "l"), "ว": "w",
    **dict.fromkeys("หฮ", "h"), "อ": "", "ฤ": "rue", "ฦ": "lue",
}  # fmt: skip
_ENDS: Final = {
    **dict.fromkeys("กขคฆ", "k"), "ง": "ng", **dict.fromkeys("จชซฎฏฐฑฒดตถทธศษส", "t"),
    **dict.fromkeys("ญณนรลฬ", "n"), **dict.fromkeys("บปพฟภ", "p"), "ม": "m", "ย": "i", "ว": "o",
}  # fmt: skip
_C: Final = "[ก-ฮ]"
_UNHEARD: Final = re.compile(rf"{_C}[ิุ]?์|[็่้๊๋ๆฯ]")
_START: Final = rf"(?P<start>(?:[กขคตทปผพ][รลว]|ห[งญณนมยรลว]|{_C})(?!ะ์))"
_END: Final = rf"(?P<end>{_C}(?![ะาำิีึืุูัๅ็]))?"
_SHAPES: Final = tuple(
    (re.compile(shape.replace("C", _START).replace("E", _END)), vowel)
    for shape, vowel in (
        ("เCียะ?E", "ia"), ("เCือะ?E", "uea"), ("เCาะ", "o"), ("เCาE", "ao"), ("เCอE", "oe"),
        ("เCิE", "oe"), ("เCยE", "oei"), ("เCะ?E", "e"), ("แCะ?E", "ae"), ("โCะ?E", "o"),
        ("[ไใ]C", "ai"), ("Cัวะ?", "ua"), ("CัE", "a"), ("Cำ", "am"), ("C[ะ]", "a"), ("CาE", "a"),
        ("C[ิี]E", "i"), ("C[ึ]E", "ue"), ("Cือ?E", "ue"), ("C[ุู]E", "u"), ("Cรร(?=" + _C + ")E", "a"),
        ("CรรE", "an"), ("Cว(?=" + _C + ")E", "ua"), ("CอE", "o"),
        ("C(?P<last>" + _C + ")(?![ะาำิีึืุูั])", "o"), ("C", "a"),
    )
)  # fmt: skip
"""Shapes of a syllable in the order in which they are tried, and the vowel of each."""


@lru_cache(maxsize=8192)
def thai(word: str) -> str:
    """A Thai word in Latin letters ("somchai"); what is no Thai letter is left out."""
    word = _UNHEARD.sub("", word)
    spelt, place = "", 0
    while place < len(word):
        for shape, vowel in _SHAPES:
            if found := shape.match(word, place):
                spelt += _heard(found, vowel)
                place = found.end()
                break
        else:
            place += 1
    return spelt


def _heard(found: re.Match[str], vowel: str) -> str:
    parts = found.groupdict()
    start = parts["start"]
    if len(start) > 1 and start[0] == "ห":
        start = start[1]
    end = parts.get("end") or parts.get("last") or ""
    return "".join(_STARTS[letter] for letter in start) + vowel + _ENDS.get(end, "")
