"""Chinese, Japanese and Korean names in Latin letters, as passports and older papers write them."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import icu

from entraide.engine.matching.normalise.fold import key_of
from entraide.engine.matching.normalise.surnames import CHINESE_SURNAMES, KOREAN_SURNAMES


@cache
def surnames(table: str) -> dict[str, tuple[str, ...]]:
    """A table of surnames by their folded native form."""
    lines = [line.split() for line in table.replace("\n", "|").split("|") if line.strip()]
    return {key_of(native): tuple(spelt) for native, *spelt in lines}


def is_chinese_surname(native: str) -> bool:
    """Whether it is one of the usual Chinese surnames."""
    return native in surnames(CHINESE_SURNAMES)


def is_korean_surname(native: str) -> bool:
    """Whether it is one of the usual Korean surnames, in Hangul."""
    return native in surnames(KOREAN_SURNAMES)


@lru_cache(maxsize=8192)
def chinese(native: str, *, is_surname: bool = False) -> tuple[str, ...]:
    """A Chinese word in pinyin, written as one, then Wade-Giles and usual other spellings."""
    latin = str((_surname_pinyin() if is_surname else _pinyin()).transliterate(native))
    syllables = key_syllables(latin)
    joined = "".join(syllables)
    usual = surnames(CHINESE_SURNAMES).get(native, ()) if is_surname else ()
    wade = "".join(wade_giles(syllable) for syllable in syllables)
    return tuple(dict.fromkeys(filter(None, (*usual[:1], joined, wade, *usual[1:]))))


def key_syllables(latin: str) -> list[str]:
    """The folded syllables of ICU's transliteration, which parts characters by blanks."""
    return [syllable for part in latin.split() if (syllable := key_of(part))]


_WADE_WHOLE: Final = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu",
    "yi": "i", "you": "yu", "yan": "yen", "ye": "yeh", "yue": "yueh", "er": "erh", "gui": "kuei",
    "kui": "kuei", "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "yong": "yung", "duo": "to",
    "tuo": "to", "nuo": "no", "luo": "lo", "zuo": "tso", "cuo": "tso", "suo": "so", "zhuo": "cho",
    "chuo": "cho", "ruo": "jo",
}  # fmt: skip
_WADE_STARTS: Final = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"),
    ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_WADE_ENDS: Final = (("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"))


@lru_cache(maxsize=2048)
def wade_giles(syllable: str) -> str:
    """A pinyin syllable as Wade and Giles write it, without apostrophes: zhang → chang."""
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    for old, new in _WADE_ENDS:
        if syllable.endswith(old):
            syllable = syllable.removesuffix(old) + new
            break
    for old, new in _WADE_STARTS:
        if syllable.startswith(old):
            return new + syllable.removeprefix(old)
    return syllable


_KUNREI: Final = (
    ("sh", "sy"), ("ch", "ty"), ("tsu", "tu"), ("fu", "hu"), ("j", "zy"), ("syi", "si"),
    ("tyi", "ti"), ("zyi", "zi"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def kana(native: str) -> tuple[str, ...]:
    """Kana as Japanese passports write them, then with long vowels, then in kunrei."""
    full = key_of(str(_kana().transliterate(native)).replace("~", ""))
    return japanese_spellings(full)


def japanese_spellings(full: str) -> tuple[str, ...]:
    """The spellings of a Hepburn word whose long vowels are written out ("kentarou")."""
    short = re.sub(r"ou(?!e)|oo|oh(?![aeiouy])", "o", full).replace("uu", "u")
    passport = re.sub("n(?=[bmp])", "m", short)
    kunrei = short
    for old, new in _KUNREI:
        kunrei = kunrei.replace(old, new)
    return tuple(dict.fromkeys(filter(None, (passport, short, full, kunrei))))


def _sounds(written: str) -> tuple[str, ...]:
    """The sounds of Hangul in the order in which Unicode has them."""
    return tuple(written.split("."))


_STARTS: Final = _sounds("g.kk.n.d.tt.r.m.b.pp.s.ss..j.jj.ch.k.t.p.h")
_VOWELS: Final = _sounds("a.ae.ya.yae.eo.e.yeo.ye.o.wa.wae.oe.yo.u.wo.we.wi.yu.eu.ui.i")
_ENDS: Final = _sounds(".k.k.k.n.n.n.t.l.k.m.l.l.l.p.l.m.p.p.t.t.ng.t.t.k.t.p.t")
_MCCUNE_STARTS: Final = _sounds("k.kk.n.t.tt.r.m.p.pp.s.ss..ch.tch.ch.k.t.p.h")
_VOICED: Final = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_PLAIN: Final = frozenset({0, 3, 7, 12})
"""Places of the starts that are voiced between vowels: g, d, b, j."""
_FIRST, _LAST = 0xAC00, 0xD7A3


@lru_cache(maxsize=8192)
def korean(native: str, *, is_surname: bool = False) -> tuple[str, ...]:
    """Hangul in Revised Romanization, as usually written in passports, and by McCune–Reischauer.

    A surname begins with its usual spelling (Kim, not Gim).
    """
    sounds = [_parts(letter) for letter in native if _FIRST <= ord(letter) <= _LAST]
    if len(sounds) != len(native):
        return (key_of(str(_any().transliterate(native))),)
    revised = "".join(_STARTS[one] + _VOWELS[two] + _ENDS[three] for one, two, three in sounds)
    usual = "".join(_usual(one, two, three) for one, two, three in sounds)
    known = surnames(KOREAN_SURNAMES).get(native, ()) if is_surname else ()
    return tuple(dict.fromkeys(filter(None, (*known, revised, usual, _mccune(sounds)))))


def _parts(letter: str) -> tuple[int, int, int]:
    place = ord(letter) - _FIRST
    return place // 588, place % 588 // 28, place % 28


def _usual(start: int, vowel: int, end: int) -> str:
    """As Koreans mostly write it: jung for jeong, young, soo, hee, joon."""
    first, middle, last = _STARTS[start], _VOWELS[vowel], _ENDS[end]
    if first == "g":
        first = "k"
    if middle == "eo":
        middle = "u" if last else "eo"
    elif middle == "yeo" and last == "ng":
        middle = "you" if not first else "yu"
    elif middle == "yeo" and last:
        middle = "yu" if first else "yeo"
    elif middle == "u":
        middle = ("woo" if not first else "oo") if last in ("", "n") else "u"
    elif middle == "ui":
        middle = "ee" if first else "ui"
    return first + middle + last


def _mccune(sounds: Sequence[tuple[int, int, int]]) -> str:
    """By McCune–Reischauer, without breves and apostrophes."""
    spelt = ""
    for start, vowel, end in sounds:
        first = _MCCUNE_STARTS[start]
        if start in _PLAIN and spelt and spelt[-1] in "aeiounmgl":
            first = _VOICED[first]
        middle = _VOWELS[vowel].replace("eo", "o").replace("eu", "u")
        spelt += first + middle + _ENDS[end]
    return spelt


@cache
def _pinyin() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Han-Latin; NFD; [:Nonspacing Mark:] Remove; NFC")


@cache
def _surname_pinyin() -> icu.Transliterator:
    return icu.Transliterator.createInstance(
        "Han-Latin/Names; NFD; [:Nonspacing Mark:] Remove; NFC"
    )


@cache
def _kana() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Katakana-Latin; Hiragana-Latin; Any-Latin")


@cache
def _any() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin")
