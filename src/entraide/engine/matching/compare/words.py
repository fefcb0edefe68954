"""How two words of names meet: equal, one name, a letter off, the same sound, or not at all."""

import re
from enum import IntEnum
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from entraide.engine.matching.compare.scripts import likeness as across_scripts
from entraide.engine.matching.normalise.name import Word


class How(IntEnum):
    """In which way two parts of names meet, from the surest to none; each is a reason's code."""

    EQUAL = 0
    SYMBOL = 1
    """Known as one name: in another language, script, spelling or short form."""
    ROMANISED = 2
    """Two romanisations of one native word."""
    JOINED = 3
    """One side writes as one word what the other parts."""
    SPELT = 4
    """One or two letters off, with the same sound."""
    LETTER = 5
    """One letter off."""
    LETTERS = 6
    """Two letters off, of many."""
    SCRIPT = 7
    """Likely the same word in another script."""
    SOUND = 8
    """The same consonants, spelt quite differently."""
    CUT = 9
    """One is the beginning of the other."""
    INITIAL = 10
    """One is the other's first letter, or the first letters of several."""
    UNLIKE = 11
    """Two parts stand against each other: a contradiction."""
    ONLY_ASKED = 12
    ONLY_RECORDED = 13


class Meeting(NamedTuple):
    """How two words meet.

    Attributes:
        how: in which way.
        likeness: how sure that they are the same, 0–1; of what is unlike, how near it comes.
        is_other: both are known names, and not of one another: rather another name than a slip.
    """

    how: How
    likeness: float
    is_other: bool = False


class _Spelling(NamedTuple):
    """A word by its letters, and its consonants as sounds; "" if they say nothing."""

    letters: str
    skeleton: str = ""


SAME: Final = Meeting(How.EQUAL, 1.0)
_NOT: Final = Meeting(How.UNLIKE, 0.0)
_BARE: Final = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})
"""Scripts whose vowels are mostly not written."""
DENSE: Final = frozenset({"Hani", "Hang", "Hira", "Kana", "Jpan", "Kore"})
"""Scripts of which one character is a syllable."""
_SYLLABLE: Final = 2
"""Letters that a character of those stands for."""

_NEAR_FATHERS: Final = 0.8
"""How near a father's name comes to the family name that is made of the same."""
_FATHERS: Final = re.compile("[a-z]{2,}(?:[oe]v|ich)na|[a-z]{2,}[oe]vit?ch")
_FAMILYS: Final = re.compile("[a-z]{2,}(?:[oe]v|in)a?")
_MOST_KNOWN: Final = 1 << 17
_LONG: Final = 6
_MIDDLE: Final = 5
_SHORT: Final = 3
_TWO: Final = 2
_MOSTLY: Final = 0.75
"""How near words come of which two letters may be off, the first too: eight letters or more."""
_LIKELY_SAME: Final = 0.35
"""The likeness across scripts from which two words are taken to be one."""

_known: dict[tuple[str, str], Meeting] = {}
"""What was compared before: lists and questions repeat the same words. Cleared when full."""


def meet(one: Word, two: Word) -> Meeting:
    """How two words meet; the same whichever is asked. Cost: 0.2 µs if met before, else 1–3 µs."""
    key = (one.native or one.text, two.native or two.text)
    found = _known.get(key)
    if found is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        found = _known[key] = _meet(one, two)
    return found


def _meet(one: Word, two: Word) -> Meeting:
    if one.text == two.text and not _differs_natively(one, two):
        return SAME if one.script == two.script else Meeting(How.ROMANISED, 0.98)
    if not set(one.symbols).isdisjoint(two.symbols):
        return Meeting(How.SYMBOL, 0.97)
    is_other = bool(one.symbols and two.symbols)
    if _is_fathers(one, two) or _is_fathers(two, one):
        return Meeting(How.UNLIKE, _NEAR_FATHERS, is_other)
    return _by_writing(one, two, is_other=is_other)


def _by_writing(one: Word, two: Word, *, is_other: bool) -> Meeting:
    """How two words meet of which no table knows that they are one name."""
    if one.script == two.script and one.native and two.native:
        size = _SYLLABLE if one.script in DENSE else 1
        return _by_letters(
            _Spelling(one.native), _Spelling(two.native), is_other=is_other, size=size
        )
    if not {one.text, *one.also}.isdisjoint((two.text, *two.also)):
        return Meeting(How.ROMANISED, 0.95)
    if one.script == two.script:
        return _by_letters(
            _Spelling(one.text, one.skeleton), _Spelling(two.text, two.skeleton), is_other=is_other
        )
    return _by_script(one, two, _by_spellings(one, two, is_other=is_other))


def _is_fathers(one: Word, two: Word) -> bool:
    """Whether one is a father's name and the other a family's: Petrovna is no Petrova."""
    return bool(_FATHERS.fullmatch(one.text) and _FAMILYS.fullmatch(two.text))


def _differs_natively(one: Word, two: Word) -> bool:
    return bool(one.native and two.native and one.script == two.script and one.native != two.native)


def _by_spellings(one: Word, two: Word, *, is_other: bool) -> Meeting:
    """Words of two scripts by the letters of their spellings, the nearest two.

    Consonants alone are no spelling: only the readings that are known of such a word count.
    """
    found = Meeting(How.UNLIKE, 0.0, is_other)
    for mine in _spellings(one):
        for other in _spellings(two):
            here = _by_letters(mine, other, is_other=is_other)
            found = max(found, here, key=_nearness)
    return found


def _spellings(word: Word) -> list[_Spelling]:
    texts = word.also if word.script in _BARE else (word.text, *word.also)
    return [_Spelling(text, word.skeleton if text == word.text else "") for text in texts]


def _by_script(one: Word, two: Word, here: Meeting) -> Meeting:
    """Words of two scripts: by what their letters are written with; by sound where none fits."""
    if two.script != "Latn":
        one, two = two, one
    if two.script == "Latn" and one.native:
        likely = across_scripts(one.native, one.script, two.text)
        is_dense = one.script in DENSE
        if likely >= _LIKELY_SAME and (is_dense or likely > here.likeness):
            return Meeting(How.SCRIPT, likely, here.is_other)
        if is_dense:  # a letter off is another syllable
            return Meeting(How.UNLIKE, min(here.likeness, likely), here.is_other)
    is_bare = one.script in _BARE or two.script in _BARE
    if is_bare and len(one.skeleton) > 1 and one.skeleton in (two.skeleton, two.variant):
        return max(here, Meeting(How.SOUND, 0.7, here.is_other), key=_nearness)
    return here


def _nearness(meeting: Meeting) -> tuple[bool, float]:
    return meeting.how < How.UNLIKE, meeting.likeness


def _by_letters(one: _Spelling, two: _Spelling, *, is_other: bool, size: int = 1) -> Meeting:
    """By how many letters are off, measured by how many there are.

    Args:
        one: a word.
        two: the other.
        is_other: both are known names, and not of one another.
        size: how many letters one character stands for.
    """
    mine, others = one.letters, two.letters
    shorter, longer = sorted((len(mine), len(others)))
    if shorter == size == 1:
        return Meeting(How.INITIAL, 0.6) if mine[0] == others[0] else _NOT
    distance = OSA.distance(mine, others)
    letters, near = longer * size, 1 - distance / longer
    if len(one.skeleton) > 1 and one.skeleton == two.skeleton:
        return _by_sound(distance, letters, near, is_other=is_other)
    if distance * size == 1:
        likeness = 0.92 if letters >= _LONG else 0.85 if letters > _SHORT else 0.65
        return Meeting(How.LETTER, likeness, is_other)
    if shorter >= _SHORT and (mine.startswith(others) or others.startswith(mine)):
        return Meeting(How.CUT, 0.5 + near / 4, is_other)
    if distance * size == _TWO and letters >= _MIDDLE and (near > _MOSTLY or mine[0] == others[0]):
        return Meeting(How.LETTERS, 0.4 + near / 2, is_other)
    return Meeting(How.UNLIKE, max(near, 0.0), is_other)


def _by_sound(distance: int, letters: int, near: float, *, is_other: bool) -> Meeting:
    """Words of the same consonants."""
    if distance > _TWO:
        how = How.SOUND if letters >= _LONG else How.UNLIKE
        return Meeting(how, 0.5 + near / 4, is_other)
    likeness = 0.88 if distance == _TWO else 0.95
    if letters < _MIDDLE or (distance == _TWO and letters <= _LONG):
        likeness -= 0.2
    return Meeting(How.SPELT, likeness, is_other)
