"""Finding persons by name: what a question looks up, and how its candidates are ranked.

A word of the question meets a record's word that is equal, one letter away, has the same skeleton,
or is written together with its neighbour. Rare words weigh more than common ones; how common a
word is was counted when the index was built, among records that everybody may see, and stays
fixed (so that nothing can be learnt from weights). Candidates are never cut here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from entraide.engine.index import name_codes as codes
from entraide.engine.index.reading import Candidate
from entraide.engine.matching.normalise.name import name_form

COMMON: Final = 1 << 12
"""A word that more records than this share proposes no candidate where a rarer word does; it only
adds to the strength of those that the rarer words, or the day of birth, propose."""

MOST_NAMES: Final = 12
"""Names of one question that are looked up."""

_EQUAL, _JOINED, _NEAR, _SOUNDS = 100, 95, 75, 60
_DAY, _SWAPPED, _YEAR_OFF, _PARTLY, _WEAKLY = 100, 90, 85, 80, 40
"""How much of a word's or date's weight a match of this sort gives, in hundredths."""

_DATE_WEIGHT: Final = 12
_UNWEIGHED: Final = 8
"""The weight of every word in an index that was never weighed."""
_HEAVIEST: Final = 24

Ids = NDArray[np.uint64]


class Postings(Protocol):
    """What ranking reads: the records under each code, and how common it was when weighed."""

    def under(self, asked: bytes) -> Iterable[tuple[bytes, Ids]]:
        """Of these codes (8 bytes each, ascending), those that have records, with their ids."""
        ...

    def magnitudes(self, asked: Sequence[bytes]) -> Mapping[bytes, int]:
        """Of these codes, the binary magnitude of how many records shared it; absent below 2."""
        ...

    def magnitude(self, database: int) -> int:
        """The binary magnitude of how many records were weighed; 0 if none."""
        ...


class NameKey(msgspec.Struct, frozen=True, array_like=True):
    """One part of a question: a word of one of its names, or its birth date.

    Attributes:
        name: which of the question's names it belongs to; -1 for the date, which all share.
        word: folded, or the date.
        skeletons: the word's, and its variant if it has one.
        joined: the word written together with each neighbour.
        whole: the skeleton of the whole name.
    """

    name: int
    word: str
    skeletons: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    whole: str = ""


_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(NameKey).decode


def query_keys(names: Iterable[Mapping[str, Any]], birth_date: str = "") -> tuple[bytes, ...]:
    """The name keys of a question about a person, for `Snapshot.named`.

    Args:
        names: each with `family`, `forename` and `full`, as far as known, in any script.
        birth_date: as far as known ("1953", "1985-03", "1985-03-07"); "" if not.
    """
    forms = dict.fromkeys(form for form in map(name_form, names) if form.words)
    keys = []
    for number, form in enumerate(list(forms)[:MOST_NAMES]):
        for place, word in enumerate(form.words):
            joined = form.joined[max(place - 1, 0) : place + 1]
            sounds = tuple(filter(None, (form.skeletons[place], form.variants[place])))
            keys.append(NameKey(number, word, sounds, joined, form.whole))
    if birth_date and keys:
        keys.append(NameKey(-1, birth_date))
    return tuple(map(_ENCODE, keys))


class Candidates(Sequence[Candidate]):
    """Ranked candidates, made one by one as they are taken: a common name has thousands."""

    def __init__(self, database: int, ids: Ids, thousandths: Ids) -> None:
        self._database = database
        self._ids = ids
        self._thousandths = thousandths

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> "Candidates": ...
    def __getitem__(self, place: int | slice) -> "Candidate | Candidates":
        if isinstance(place, slice):
            return Candidates(self._database, self._ids[place], self._thousandths[place])
        return Candidate(
            self._database, int(self._ids[place]), int(self._thousandths[place]) / 1000
        )


def ranked(database: int, name_keys: Sequence[bytes], postings: Postings) -> Candidates:
    """The candidates for these keys, strongest first, ties by id, uncut."""
    keys = [_DECODE(key) for key in name_keys]
    date = next((key.word for key in keys if key.name < 0), "")
    best = np.empty(0, np.uint64)
    for number in sorted({key.name for key in keys if key.name >= 0}):
        words = [key for key in keys if key.name == number]
        best = np.concatenate((best, _strengths(database, words, date, postings)))
    best.sort()
    ids = best >> _STRENGTH_BITS
    last = np.append(ids[1:] != ids[:-1], True) if len(ids) else np.empty(0, bool)
    ids, strength = ids[last], (best & _STRENGTH_MASK)[last]
    order = np.lexsort((ids, -strength.astype(np.int64)))
    return Candidates(database, ids[order], strength[order])


_STRENGTH_BITS: Final = np.uint64(10)
_STRENGTH_MASK: Final = np.uint64((1 << 10) - 1)
_SHARE_BITS: Final = np.uint64(12)
_SHARE_MASK: Final = np.uint64((1 << 12) - 1)
_PLACE_BITS: Final = np.uint64(17)
"""A share of strength is packed as id, place in the question (5 bits), hundredths × weight."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of the question or its date, with every code that may answer it."""

    exact: bytes
    closeness: dict[bytes, int]
    proposing: frozenset[bytes]
    weight: int = 0


def _strengths(
    database: int, words: Sequence[NameKey], date: str, postings: Postings
) -> NDArray[np.uint64]:
    """Id and strength in thousandths, packed, of every record that one of the names proposes."""
    parts = [_word_part(database, key) for key in words]
    if date:
        parts.append(_date_part(database, date))
    found = dict(
        postings.under(b"".join(sorted({code for part in parts for code in part.closeness})))
    )
    magnitudes = postings.magnitudes([*found, *(part.exact for part in parts)])
    most = postings.magnitude(database)
    common = COMMON.bit_length()
    is_rare = [magnitudes.get(part.exact, 0) < common for part in parts[: len(words)]]
    proposed: list[Ids] = []
    adding: list[Ids] = []
    total = 0
    for place, part in enumerate(parts):
        own = _DATE_WEIGHT if place >= len(words) else _weight(magnitudes.get(part.exact, 0), most)
        total += own * _EQUAL
        for code in part.closeness.keys() & found.keys():
            magnitude = magnitudes.get(code, 0)
            weight = own if place >= len(words) else min(own, _weight(magnitude, most))
            share = (found[code] << _PLACE_BITS) | np.uint64(
                place << 12 | part.closeness[code] * weight
            )
            is_proposing = code in part.proposing and (magnitude < common or not any(is_rare))
            (proposed if is_proposing else adding).append(share)
    return _summed(proposed, adding, total)


def _summed(proposed: list[Ids], adding: list[Ids], total: int) -> Ids:
    """The best share of each part added up for each proposed record, in thousandths of `total`."""
    if not proposed:
        return np.empty(0, np.uint64)
    shares = np.concatenate(proposed)
    if adding:
        ids = np.unique(shares >> _PLACE_BITS)
        more = np.concatenate(adding)
        near = np.minimum(np.searchsorted(ids, more >> _PLACE_BITS), len(ids) - 1)
        shares = np.concatenate((shares, more[ids[near] == more >> _PLACE_BITS]))
    shares.sort()
    places = shares >> _SHARE_BITS
    best = shares[np.append(places[1:] != places[:-1], True)]
    ids = best >> _PLACE_BITS
    starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1]))
    sums = np.add.reduceat(best & _SHARE_MASK, starts)
    strengths: Ids = sums * np.uint64(1000) // np.uint64(total)
    strengths |= ids[starts] << _STRENGTH_BITS
    return strengths


def _weight(magnitude: int, most: int) -> int:
    """How much a word weighs that about 2**magnitude of 2**most records share."""
    return max(1, min(_HEAVIEST, most - magnitude + 1)) if most else _UNWEIGHED


def _word_part(database: int, key: NameKey) -> _Part:
    exact = codes.stamp(database, codes.code(codes.WORD, key.word))
    around = codes.stamped(database, codes.one_letter_away(key.word))
    closeness = {around[at : at + 8]: _NEAR for at in range(0, len(around), 8)}
    for kind, text, near in _readings(key):
        closeness[codes.stamp(database, codes.code(kind, text))] = near
    closeness[exact] = _EQUAL
    return _Part(exact, closeness, frozenset(closeness))


def _readings(key: NameKey) -> Iterator[tuple[int, str, int]]:
    """What else the word may be: its skeleton, the whole name's, itself with each neighbour."""
    for skeleton in key.skeletons:
        yield codes.SKELETON, skeleton, _SOUNDS
        yield codes.WHOLE, skeleton, _SOUNDS
    if key.whole:
        yield codes.WHOLE, key.whole, _SOUNDS
        yield codes.SKELETON, key.whole, _SOUNDS
    for joined in key.joined:
        yield codes.WORD, joined, _JOINED


def _date_part(database: int, date: str) -> _Part:
    near = {
        codes.stamp(database, codes.code(kind, text)): closeness
        for kind, text, closeness in reversed(list(_date_readings(date)))
    }
    days = [code for code, closeness in near.items() if closeness >= _YEAR_OFF]
    exact = codes.stamp(database, codes.code(codes.DAY, date))
    return _Part(exact, near, frozenset(days if len(date) == len("1985-03-07") else ()))


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
