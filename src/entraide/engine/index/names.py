"""What a question about a person looks up: the words of its names, read in every likely way.

A word of the question meets a record's word that is equal or near, is the same name in the name
data, has the same skeleton, or is written together with its neighbour; a date meets those near it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import cdist

from entraide.engine.index import name_codes as codes
from entraide.engine.index.name_codes import BESIDE, code
from entraide.engine.matching.normalise.name import NameForm, Word, name_form

MOST_NAMES: Final = 12
"""Names of one question that are looked up."""

EQUAL, JOINED, NAMESAKE, SOUNDS, _ACROSS = 100, 95, 85, 60, 55
_DAY, _SWAPPED, _YEAR_OFF, _SLIPPED, _PARTLY, _UNTOLD, _WEAKLY = 100, 90, 85, 82, 80, 50, 40
"""How much of a word's or date's weight a match of this sort gives, in hundredths."""

_LETTER_COSTS: Final = 80
"""Hundredths that one letter costs, parted among the letters of the word."""

_TWO_WRONG_FROM: Final = 7
"""Letters of a word from which two may be wrong."""

_MOST_WRONG: Final = 2

_LEAST_ALIKE: Final = 0.5
"""The share of letters that words of one skeleton have in common, in order: Lee is not Leila."""

_SHORTEST_HALF: Final = 2
"""Letters of each of two words that may have been written as one."""

_FULL_DATE: Final = len("1985-03-07")

_FIRST_DOUBTFUL: Final = 2
"""Digits of a date before those that may be wrong: nobody takes one century for another."""


class NameKey(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One part of a question: a word of one of its names, or its birth date.

    Attributes:
        name: which of the question's names it belongs to; -1 for the date, which all share.
        word: folded, or the date.
        also: other romanisations of it.
        symbols: of the name data.
        sounds: its skeletons.
        joined: the word written together with each neighbour.
        whole: the skeleton of the whole name.
        is_bare: written without vowels.
        crossing: its keys across scripts.
        is_native: written in another script than Latin.
    """

    name: int
    word: str
    also: tuple[str, ...] = ()
    symbols: tuple[int, ...] = ()
    sounds: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    whole: str = ""
    is_bare: bool = False
    crossing: tuple[str, ...] = ()
    is_native: bool = False


class Part(msgspec.Struct, gc=False):
    """One part of a question with every code that may answer it.

    Attributes:
        exact: the code of the word as asked; b"" for a date.
        closeness: code → hundredths of the part's weight that a match gives.
        pairs: two words that may be written as one in the question: both must be there.
        proposing: the least closeness of a code that may propose a candidate, and not only make it
            stronger.
        word: as asked, folded; "" for a date.
        texts: words of the index that are near it → the same hundredths.
        symbols: its symbols.
    """

    exact: bytes
    closeness: dict[bytes, int]
    pairs: list[tuple[bytes, bytes]]
    proposing: int = 0
    word: str = ""
    texts: dict[str, int] = {}
    symbols: frozenset[int] = frozenset()


Words = Callable[[Sequence[bytes]], Iterable[tuple[bytes, bytes]]]
"""Gives, of these codes of the vocabulary, those that are there, each with each of its words."""


def query_keys(names: Iterable[Mapping[str, Any]], birth_date: str = "") -> tuple[NameKey, ...]:
    """The parts of a question about a person, for `Snapshot.named`.

    Args:
        names: each with `family`, `forename` and `full`, as far as known, in any script.
        birth_date: as far as known ("1953", "1985-03", "1985-03-07"); "" if not.
    """
    return keys_of(map(name_form, names), birth_date)


def keys_of(forms: Iterable[NameForm], birth_date: str = "") -> tuple[NameKey, ...]:
    """The same for names that have been analysed."""
    distinct = dict.fromkeys(form for form in forms if form.words)
    keys = [
        key
        for number, form in enumerate(list(distinct)[:MOST_NAMES])
        for key in _form_keys(number, form)
    ]
    if birth_date and keys:
        keys.append(NameKey(-1, birth_date))
    return tuple(keys)


def _form_keys(number: int, form: NameForm) -> Iterator[NameKey]:
    """A key for each word that is the name's own, or for all if there is none."""
    words = form.words
    telling = [place for place, word in enumerate(words) if word.role not in BESIDE]
    for place in telling or range(len(words)):
        word = words[place]
        joined = dict.fromkeys(_joined(words, place))
        yield NameKey(
            number,
            word.text[: codes.LONGEST],
            tuple([each[: codes.LONGEST] for each in word.also]),
            word.symbols,
            codes.sounds(word),
            tuple(joined),
            form.whole,
            form.is_consonantal,
            codes.cross_keys(word),
            bool(word.native),
        )


def _joined(words: Sequence[Word], place: int) -> Iterator[str]:
    """The word written as one with its neighbours, and across a particle with the one behind."""
    text = words[place].text
    if place:
        yield words[place - 1].text + text
    if place + 1 < len(words):
        yield text + words[place + 1].text
    if place > 1 and words[place - 1].role in BESIDE:
        yield words[place - 2].text + words[place - 1].text + text
    if place + 2 < len(words) and words[place + 1].role in BESIDE:
        yield text + words[place + 1].text + words[place + 2].text


def word_parts(number: int, keys: Sequence[NameKey], words: Words) -> list[Part]:
    """The part that each key of a word is.

    Args:
        number: of the database.
        keys: of words, not of the date.
        words: reads the vocabulary.
    """
    near = _near_words(number, keys, words)
    return [_word_part(number, key, near) for key in keys]


def _near_words(number: int, keys: Iterable[NameKey], words: Words) -> dict[str, list[str]]:
    """Each word, in every way it may be written, with those of the vocabulary that share a code."""
    leading: dict[str, list[bytes]] = {}
    for key in keys:
        leading[key.word] = codes.word_codes(number, key.word)
        for text in (*key.also, *key.joined):
            if text not in leading:
                leading[text] = codes.letter_codes(number, text)
        if key.is_bare:
            leading[key.word] += [code(number, codes.SOUND, sound) for sound in key.sounds]
    found: dict[bytes, list[str]] = {}
    for led, word in words(sorted({each for several in leading.values() for each in several})):
        found.setdefault(led, []).append(codes.word_text(word))
    return {
        text: list(dict.fromkeys([word for each in several for word in found.get(each, ())]))
        for text, several in leading.items()
    }


def _word_part(number: int, key: NameKey, near: Mapping[str, Sequence[str]]) -> Part:
    exact = code(number, codes.WORD, key.word)
    texts: dict[str, int] = {}
    for place, text in enumerate((key.word, *key.also, *key.joined)):
        if near[text]:
            most = EQUAL if place <= len(key.also) else JOINED
            for word, likeness in _alike(text, near[text], most=most, is_bare=key.is_bare):
                if likeness > texts.get(word, 0):
                    texts[word] = likeness
    closeness = {code(number, codes.WORD, word): likeness for word, likeness in texts.items()}
    across = codes.LATIN if key.is_native else codes.NATIVE
    for crossing in key.crossing:
        closeness[code(number, across, crossing)] = _ACROSS
    for symbol in key.symbols:
        closeness[code(number, codes.SYMBOL, str(symbol))] = NAMESAKE
    for sound in filter(None, (*key.sounds, key.whole)):
        closeness[code(number, codes.BARE, sound)] = SOUNDS
        closeness[code(number, codes.WHOLE, sound)] = SOUNDS
    closeness[exact] = texts[key.word] = EQUAL
    return Part(
        exact,
        closeness,
        list(_halves(number, key.word)),
        word=key.word,
        texts=texts,
        symbols=frozenset(key.symbols),
    )


def _alike(
    asked: str, words: Sequence[str], *, most: int, is_bare: bool
) -> Iterator[tuple[str, int]]:
    """Of words that share letters or sounds with the one asked those that are near, in hundredths.

    Args:
        asked: the word.
        words: of the vocabulary.
        most: what an equal one gives.
        is_bare: asked without vowels: words with its sounds are near.
    """
    size = len(asked)
    wrong = cdist([asked], words, scorer=OSA.distance, score_cutoff=_MOST_WRONG)[0]
    alike = cdist([asked], words, scorer=Indel.normalized_similarity)[0]
    longer = np.maximum(np.fromiter(map(len, words), np.int32, len(words)), size)
    is_slip = (wrong < _MOST_WRONG) | ((wrong == _MOST_WRONG) & (longer >= _TWO_WRONG_FROM))
    by_sound = (
        np.full(len(words), SOUNDS)
        if is_bare
        else np.where(alike >= _LEAST_ALIKE, SOUNDS * (0.5 + alike / 2), 0)
    )
    by_letters = np.maximum(EQUAL - _LETTER_COSTS * wrong // longer, SOUNDS)
    likeness = np.where(is_slip, by_letters, by_sound).astype(np.int64) * most // EQUAL
    for place in np.flatnonzero(likeness).tolist():
        yield words[place], int(likeness[place])


def _halves(number: int, word: str) -> Iterator[tuple[bytes, bytes]]:
    """The two words that the one may have been, wherever it is parted."""
    for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        yield code(number, codes.WORD, word[:at]), code(number, codes.WORD, word[at:])


def date_part(number: int, date: str) -> Part:
    """The part that a birth date is, as far as known."""
    near = {
        code(number, kind, text): closeness
        for kind, text, closeness in reversed(list(_date_readings(date)))
    }
    is_full = len(date) == _FULL_DATE
    return Part(b"", near, [], proposing=_YEAR_OFF if is_full else EQUAL + 1)


def _date_readings(date: str) -> Iterator[tuple[int, str, int]]:
    """What a record's birth date may be if the question says this one, closest first."""
    year, month, day = date[:4], date[5:7], date[8:10]
    if day:
        yield codes.DAY, date, _DAY
        if day <= "12":
            yield codes.DAY, f"{year}-{day}-{month}", _SWAPPED
        for off in (-1, 1):
            yield codes.DAY, f"{int(year) + off:04}-{month}-{day}", _YEAR_OFF
        for slipped in _slips(date):
            yield codes.DAY, slipped, _SLIPPED
        yield codes.MONTH_DAY, f"{month}-{day}", _WEAKLY
    if month:
        yield codes.PARTIAL, f"{year}-{month}", _PARTLY if day else _DAY
    yield codes.PARTIAL, year, _PARTLY if month else _DAY
    yield codes.YEAR, year, _WEAKLY if month else _SWAPPED
    yield codes.PARTIAL, "", _UNTOLD
    for off in (-1, 1):
        yield codes.PARTIAL, f"{int(year) + off:04}", _WEAKLY


def _slips(date: str) -> Iterator[str]:
    """The days that this one is with one digit wrong, or two neighbouring digits exchanged."""
    digits = date[:4] + date[5:7] + date[8:]
    changed = [
        digits[:at] + digit + digits[at + 1 :]
        for at in range(_FIRST_DOUBTFUL, len(digits))
        for digit in "0123456789"
    ]
    changed += [
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(_FIRST_DOUBTFUL, len(digits) - 1)
    ]
    for each in dict.fromkeys(changed):
        if each != digits and "01" <= each[4:6] <= "12" and "01" <= each[6:] <= "31":
            yield f"{each[:4]}-{each[4:6]}-{each[6:]}"
