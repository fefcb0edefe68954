"""What a question about a person looks up: the words of its names, read in every likely way.

A word of the question meets a record's word that is equal, one letter away, has the same skeleton,
or is written together with its neighbour; a date meets those that are near it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from entraide.engine.index import name_codes as codes
from entraide.engine.matching.normalise.name import name_form

MOST_NAMES: Final = 12
"""Names of one question that are looked up."""

EQUAL, _JOINED, _NEAR, SOUNDS = 100, 95, 75, 60
_DAY, _SWAPPED, _YEAR_OFF, _PARTLY, _WEAKLY = 100, 90, 85, 80, 40
"""How much of a word's or date's weight a match of this sort gives, in hundredths."""

_FULL_DATE: Final = len("1985-03-07")


class NameKey(msgspec.Struct, frozen=True, array_like=True):
    """One part of a question: a word of one of its names, or its birth date.

    Attributes:
        name: which of the question's names it belongs to; -1 for the date, which all share.
        word: folded, or the date.
        skeletons: the word's, and its variant if it has one.
        joined: the word written together with each neighbour.
        whole: the skeleton of the whole name.
        is_bare: written without vowels.
    """

    name: int
    word: str
    skeletons: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    whole: str = ""
    is_bare: bool = False


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(NameKey).decode


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question with every code that may answer it.

    Attributes:
        exact: the code of the word as asked; b"" for a date.
        closeness: code → hundredths of the part's weight that a match gives.
        proposing: the codes that may propose a candidate, not only make one stronger.
        loose: those of them that stand for no more than the same consonants.
    """

    exact: bytes
    closeness: Mapping[bytes, int]
    proposing: frozenset[bytes]
    loose: frozenset[bytes] = frozenset()


def query_keys(names: Iterable[Mapping[str, Any]], birth_date: str = "") -> tuple[bytes, ...]:
    """The name keys of a question about a person, for `Snapshot.named`.

    Args:
        names: each with `family`, `forename` and `full`, as far as known, in any script.
        birth_date: as far as known ("1953", "1985-03", "1985-03-07"); "" if not.
    """
    forms = dict.fromkeys(form for form in map(name_form, names) if form.words)
    keys = []
    for number, form in enumerate(list(forms)[:MOST_NAMES]):
        for place, word in enumerate(form.texts):
            joined = form.joined[max(place - 1, 0) : place + 1]
            sounds = tuple(filter(None, (form.skeletons[place], form.variants[place])))
            keys.append(NameKey(number, word, sounds, joined, form.whole, form.is_consonantal))
    if birth_date and keys:
        keys.append(NameKey(-1, birth_date))
    return tuple(map(_ENCODE, keys))


def parts_by_name(database: int, name_keys: Sequence[bytes]) -> list[list[Part]]:
    """The parts of each of the question's names, the date last if one is asked with them."""
    keys = [_DECODE(key) for key in name_keys]
    date = [_date_part(database, key.word) for key in keys if key.name < 0]
    return [
        [_word_part(database, key) for key in keys if key.name == number] + date
        for number in sorted({key.name for key in keys if key.name >= 0})
    ]


def _word_part(database: int, key: NameKey) -> Part:
    exact = codes.stamp(database, codes.code(codes.WORD, key.word))
    around = codes.stamped(database, codes.one_letter_away(key.word))
    closeness = {around[at : at + 8]: _NEAR for at in range(0, len(around), 8)}
    readings = {
        codes.stamp(database, codes.code(kind, text)): (near, is_loose)
        for kind, text, near, is_loose in _readings(key)
    }
    closeness |= {code: near for code, (near, _is_loose) in readings.items()}
    closeness[exact] = EQUAL
    loose = frozenset(code for code, (_near, is_loose) in readings.items() if is_loose)
    return Part(exact, closeness, frozenset(closeness), loose - {exact})


def _readings(key: NameKey) -> Iterator[tuple[int, str, int, bool]]:
    """What else the word may be: kind and text of the code, closeness, and whether it is loose.

    Where one side has no vowels, the consonants are all there is, and not loose.
    """
    for skeleton in key.skeletons:
        yield codes.SKELETON, skeleton, SOUNDS, not key.is_bare
        yield codes.BARE, skeleton, SOUNDS, False
        yield codes.WHOLE, skeleton, SOUNDS, True
    if key.whole:
        yield codes.WHOLE, key.whole, SOUNDS, False
        yield codes.BARE, key.whole, SOUNDS, False
        yield codes.SKELETON, key.whole, SOUNDS, True
    for joined in key.joined:
        yield codes.WORD, joined, _JOINED, False


def _date_part(database: int, date: str) -> Part:
    near = {
        codes.stamp(database, codes.code(kind, text)): closeness
        for kind, text, closeness in reversed(list(_date_readings(date)))
    }
    days = [code for code, closeness in near.items() if closeness >= _YEAR_OFF]
    return Part(b"", near, frozenset(days if len(date) == _FULL_DATE else ()))


def _date_readings(date: str) -> Iterator[tuple[int, str, int]]:
    """What a record's birth date may be if the question says this one, closest first."""
    year, month, day = date[:4], date[5:7], date[8:10]
    if day:
        yield codes.DAY, date, _DAY
        if day <= "12":
            yield codes.DAY, f"{year}-{day}-{month}", _SWAPPED
        for off in (-1, 1):
            yield codes.DAY, f"{int(year) + off:04}-{month}-{day}", _YEAR_OFF
        yield codes.MONTH_DAY, f"{month}-{day}", _WEAKLY
    if month:
        yield codes.PARTIAL, f"{year}-{month}", _PARTLY if day else _DAY
    yield codes.PARTIAL, year, _PARTLY if month else _DAY
    yield codes.YEAR, year, _WEAKLY if month else _SWAPPED
    for off in (-1, 1):
        yield codes.PARTIAL, f"{int(year) + off:04}", _WEAKLY
