"""A name's text taken apart into words as written: by blanks, by signs, and by its scripts."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from entraide.engine.matching.name_data.table import name_table
from entraide.engine.matching.normalise import east_asian
from entraide.engine.matching.normalise.fold import fold, key_of
from entraide.engine.matching.normalise.script import script_of

LONGEST_TEXT: Final = 400
"""Letters of one name that are looked at."""
LONGEST_WORD: Final = 60

_BETWEEN: Final = re.compile(
    r"[^\w\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u06ed\u0700-\u074f\u0900-\u0eff"
    r"\u0f00-\u109f\u1780-\u17dd'`´’‘‛ʼʿʾʹʺˈˌ·״׳\u00ad\u200b-\u200f\u2060\ufeff]+|_"
)
_APOSTROPHES: Final = re.compile("['`´’‘‛ʼʿʾʹʺˈˌ״׳\u00ad\u200b-\u200f\u2060\ufeff]")
_FOREIGN_DOT: Final = re.compile("[·・•‧･]")

_LOOKALIKES: Final = (
    "аАвВеЕёкКмМнНоОрРсСтТуУхХіІјЈѕЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι",
    "aAbBeEekKmMhHoOpPcCtTyYxXiIjJsSABEZHIKMNOPTYXoavi",
)
_TO_LATIN: Final = str.maketrans(*_LOOKALIKES)
_TO_CYRILLIC: Final = str.maketrans("aAeEkKmMoOpPcCtTyYxXBHiI", "аАеЕкКмМоОрРсСтТуУхХВНіІ")

_HONORIFICS: Final = re.compile("(先生|女士|小姐|さん|さま|씨|님)$")
_ARTICLE: Final = "ال"
_FEWEST_AFTER_ARTICLE: Final = 3
_MOST_UNPARTED: Final = 4


class Token(NamedTuple):
    """One word as written, in one script.

    Attributes:
        text: composed, without apostrophes.
        script: by ISO 15924.
        place: "family", "given" or "": what the script's order or the record's fields make it.
        spelt: its Latin spellings where they follow from its neighbours, else ().
    """

    text: str
    script: str
    place: str = ""
    spelt: tuple[str, ...] = ()


def tokens(text: str, place: str = "") -> list[Token]:
    """The words of a text, in order.

    Args:
        text: a whole name, or one of its parts.
        place: "family" or "given" if the text is known to be that part.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).replace("%", " percent ")
    found: list[Token] = []
    raw = [piece for piece in _BETWEEN.split(_FOREIGN_DOT.sub("-", text)) if piece]
    is_foreign = _FOREIGN_DOT.search(text) is not None
    for piece in raw:
        word = _APOSTROPHES.sub("", piece)[:LONGEST_WORD]
        if word:
            found += _parted(
                _one_script(word), place, is_whole=len(raw) == 1, is_foreign=is_foreign
            )
    if place or is_foreign:
        return found
    return in_eastern_order(found)


def _one_script(word: str) -> str:
    """Letters that look alike in another script, as the script of the rest of the word has them."""
    if word.isascii():
        return word
    scripts = {script_of(letter) for letter in word} & {"Latn", "Cyrl", "Grek"}
    if "Latn" not in scripts or len(scripts) == 1:
        return word
    own = word.translate(_TO_LATIN)
    if own.isascii() or not {script_of(letter) for letter in own} & {"Cyrl", "Grek"}:
        return own
    other = word.translate(_TO_CYRILLIC)
    return other if not any(script_of(letter) == "Latn" for letter in other) else word


def _runs(word: str) -> Iterator[tuple[str, str]]:
    """The word's stretches of one script; marks and digits belong to what stands before them."""
    if word.isascii():
        yield word, "Zyyy" if word.isdecimal() else "Latn"
        return
    start, script = 0, ""
    for at, letter in enumerate(word):
        here = script_of(letter)
        if here == "Kana" and script == "Hira" and letter == "ー":
            here = "Hira"
        if here in ("Zyyy", script):
            continue
        if script:
            yield word[start:at], script
            start = at
        script = here
    yield word[start:], script or "Zyyy"


def _parted(word: str, place: str, *, is_whole: bool, is_foreign: bool) -> Iterator[Token]:
    for text, script in _runs(word):
        if script == "Arab":
            yield from _without_article(text, place)
        elif script in ("Hani", "Hang") and not place and not is_foreign and is_whole:
            yield from _eastern(text, script)
        else:
            yield Token(text, script, place)


def _without_article(text: str, place: str) -> Iterator[Token]:
    """The Arabic article apart, except where it is the beginning of a name (Elias, Ilham)."""
    native = key_of(text)
    rest = native.removeprefix(_ARTICLE)
    if len(rest) == len(native) or len(rest) < _FEWEST_AFTER_ARTICLE:
        yield Token(text, "Arab", place)
        return
    table = name_table()
    if table.numbers(native) and not table.numbers(rest):
        yield Token(text, "Arab", place)
    else:
        yield Token(_ARTICLE, "Arab", place)
        yield Token(rest, "Arab", place)


def _eastern(text: str, script: str) -> Iterator[Token]:
    """A Chinese, Japanese or Korean name written in one run: the family name stands first."""
    text = _HONORIFICS.sub("", text) or text
    native = key_of(text)
    size = len(native)
    if size != len(text) or not 1 < size <= _MOST_UNPARTED:
        yield Token(text, script)
        return
    if script == "Hang":
        cut = 2 if size > 2 and east_asian.is_korean_surname(native[:2]) else 1  # noqa: PLR2004 - two syllables
        if not east_asian.is_korean_surname(native[:cut]):
            yield Token(text, script)
            return
        yield Token(text[:cut], script, "family", east_asian.korean(native[:cut], is_surname=True))
        yield Token(text[cut:], script, "given")
        return
    yield from _japanese(native) or _chinese(native)


def _japanese(native: str) -> Sequence[Token]:
    """The parts of a Japanese name in characters, if both are known as such."""
    table = name_table()
    for cut in (2, 1, 3):
        if cut >= len(native):
            continue
        if cut == 1 and east_asian.is_chinese_surname(native[0]):
            continue
        family = table.readings(native[:cut], is_japanese=True)
        given = table.readings(native[cut:], is_japanese=True)
        if family and given:
            return (
                Token(native[:cut], "Hani", "family", _readings(family)),
                Token(native[cut:], "Hani", "given", _readings(given)),
            )
    return ()


def _readings(spelt: Sequence[str]) -> tuple[str, ...]:
    first = [east_asian.japanese_spellings(one)[0] for one in spelt]
    return tuple(dict.fromkeys((*first, *spelt)))


def _chinese(native: str) -> Sequence[Token]:
    cut = 2 if len(native) > 2 and east_asian.is_chinese_surname(native[:2]) else 1  # noqa: PLR2004 - two characters
    if len(native) - cut > 2:  # noqa: PLR2004 - no Chinese given name: a foreign one spelt out
        return (Token(native, "Hani"),)
    family = east_asian.chinese(native[:cut], is_surname=True)
    return (
        Token(native[:cut], "Hani", "family", family),
        Token(native[cut:], "Hani", "given", east_asian.chinese(native[cut:])),
    )


def in_eastern_order(found: list[Token]) -> list[Token]:
    """Family name first where the script says so: 王 小明, 김 정은."""
    if len(found) != 2 or found[0].place or found[0].script not in ("Hani", "Hang"):  # noqa: PLR2004 - family, given
        return found
    first, second = found
    if first.script != second.script and second.script not in ("Hira", "Kana"):
        return found
    native = fold(first.text)
    if first.script == "Hang" and east_asian.is_korean_surname(native):
        spelt = east_asian.korean(native, is_surname=True)
    elif readings := (
        name_table().readings(native, is_japanese=True)
        if len(native) > 1 or not east_asian.is_chinese_surname(native)
        else ()
    ):
        given = name_table().readings(key_of(second.text), is_japanese=True)
        second = second._replace(spelt=_readings(given)) if given else second
        spelt = _readings(readings)
    elif east_asian.is_chinese_surname(native):
        spelt = east_asian.chinese(native, is_surname=True)
    else:
        return found
    return [first._replace(place="family", spelt=spelt), second._replace(place="given")]
