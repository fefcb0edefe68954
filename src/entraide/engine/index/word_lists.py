"""Who answers each part of a question, and how strongly: read once while names stay as they are."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from entraide.engine.index.id_lists import Ids, in_both
from entraide.engine.index.names import JOINED, NameKey, Part, date_part, word_parts
from entraide.engine.index.weighing import STEPS

_DATE_WEIGHT: Final = 12 * STEPS
_UNWEIGHED: Final = 8 * STEPS
"""The weight of every word in an index that was never weighed."""
_HEAVIEST: Final = 24 * STEPS

MOST_KEPT: Final = 8_000_000
"""Ids that are kept, of 6 bytes each: those of the words that were asked last."""

Shares = NDArray[np.uint16]

NO_IDS: Final = np.empty(0, np.uint32)


class Postings(Protocol):
    """What ranking reads: who is under each code, and how common it was when weighed."""

    @property
    def known(self) -> "KnownWords":
        """What was read of this index before."""
        ...

    @property
    def names_changed(self) -> int:
        """How often names have changed, or were weighed, since the index was built."""
        ...

    def lists(self, codes: Sequence[bytes]) -> Mapping[bytes, Ids]:
        """Of these codes, those that have records, with their ids."""
        ...

    def words(self, codes: Sequence[bytes]) -> Iterable[tuple[bytes, bytes]]:
        """Of these codes of the vocabulary, those that are there, each with each of its words."""
        ...

    def magnitudes(self, codes: Sequence[bytes]) -> Mapping[bytes, int]:
        """Of these codes, the magnitude of how many records share it, if enough do."""
        ...

    def magnitude(self, database: int) -> int:
        """The magnitude of how many records were weighed; 0 if none."""
        ...


class Answered(NamedTuple):
    """A part of a question with the records that answer it.

    Attributes:
        part: what was asked.
        own: the weight of the part.
        estimate: how many records answer it, as far as counted when weighed.
        ids: of all that answer it.
        shares: of each the hundredths of its best reading, times weight.
    """

    part: Part
    own: int
    estimate: int
    ids: Ids
    shares: Shares

    @property
    def proposed(self) -> Ids:
        """Of these records those that answer closely enough to be proposed by it."""
        least = self.part.proposing * self.own
        return self.ids[self.shares >= least] if least else self.ids


class KnownWords:
    """What was read of one generation of an index, for as long as its names do not change."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._answered: OrderedDict[NameKey, Answered] = OrderedDict()
        self._kept = 0
        self._of = 0, -1
        self._lock = Lock()

    def get(self, of: tuple[int, int], keys: Sequence[NameKey]) -> dict[NameKey, Answered]:
        """Of these keys those that are known; `of` names the database and the state of names."""
        with self._lock:
            if of != self._of:
                self._answered.clear()
                self._kept, self._of = 0, of
                return {}
            known = {key: self._answered[key] for key in keys if key in self._answered}
            for key in known:
                self._answered.move_to_end(key)
            return known

    def keep(self, of: tuple[int, int], answered: Mapping[NameKey, Answered]) -> None:
        """Keeps what was read of this state, and lets go of what was asked longest ago."""
        with self._lock:
            if of != self._of:
                return
            for key, each in answered.items():
                if key not in self._answered:
                    self._answered[key] = each
                    self._kept += len(each.ids)
            while self._kept > MOST_KEPT and self._answered:
                _key, oldest = self._answered.popitem(last=False)
                self._kept -= len(oldest.ids)


def answered_words(
    database: int, keys: Sequence[NameKey], postings: Postings
) -> dict[NameKey, Answered]:
    """Who answers each of these words, whichever name it is of.

    The keys of the result are those given, as of the name 0.
    """
    wanted = dict.fromkeys(map(of_any_name, keys))
    state = database, postings.names_changed
    found = postings.known.get(state, list(wanted))
    unknown = [key for key in wanted if key not in found]
    if unknown:
        parts = word_parts(database, unknown, postings.words)
        new = dict(zip(unknown, _answered(database, parts, postings), strict=True))
        postings.known.keep(state, new)
        found |= new
    return found


def of_any_name(key: NameKey) -> NameKey:
    """The same word, of whichever name."""
    if not key.name:
        return key
    return NameKey(
        0,
        key.word,
        key.also,
        key.symbols,
        key.sounds,
        key.joined,
        key.whole,
        key.is_bare,
        key.crossing,
        key.is_native,
    )


def answered_date(database: int, date: str, postings: Postings) -> Answered:
    """Who was born then, or near."""
    part = date_part(database, date)
    lists = postings.lists(sorted(part.closeness))
    shares = {code: near * _DATE_WEIGHT for code, near in part.closeness.items()}
    return Answered(part, _DATE_WEIGHT, 0, *_best(_readings(shares, lists)))


def _answered(database: int, parts: Sequence[Part], postings: Postings) -> Iterator[Answered]:
    most = postings.magnitude(database)
    asked = sorted({code for part in parts for code in part.closeness})
    magnitudes = postings.magnitudes(asked)
    # A word that several records bear was not written as one by mistake.
    pairs = {
        code
        for part in parts
        if part.exact not in magnitudes
        for pair in part.pairs
        for code in pair
    }
    lists = postings.lists([*asked, *sorted(pairs.difference(asked))])
    for part in parts:
        own = _weight(magnitudes.get(part.exact, 0), most)
        shares = {
            code: near * min(own, _weight(magnitudes[code], most) if code in magnitudes else own)
            for code, near in part.closeness.items()
            if code in lists
        }
        readings = [*_readings(shares, lists)]
        for one, other in () if part.exact in magnitudes else part.pairs:
            if one in lists and other in lists:
                readings.append((in_both(lists[one], lists[other]), own * JOINED))
        estimate = sum(
            [1 << magnitudes[code] // STEPS - 1 for code in part.closeness if code in magnitudes]
        )
        yield Answered(part, own, estimate, *_best(readings))


def _readings(shares: Mapping[bytes, int], lists: Mapping[bytes, Ids]) -> Iterator[tuple[Ids, int]]:
    return ((lists[code], share) for code, share in shares.items() if code in lists)


def _best(readings: Iterable[tuple[Ids, int]]) -> tuple[Ids, Shares]:
    """All ids once, ascending, each with its best share."""
    given = [(ids, share) for ids, share in readings if len(ids)]
    if not given:
        return NO_IDS, np.empty(0, np.uint16)
    shares = np.array([share for _ids, share in given], np.uint64)
    listed = np.repeat(shares, [len(ids) for ids, _share in given])
    listed |= np.concatenate([ids for ids, _share in given]).astype(np.uint64) << np.uint64(16)
    listed.sort()
    ids = (listed >> np.uint64(16)).astype(np.uint32)
    is_last = np.append(ids[1:] != ids[:-1], True)
    return ids[is_last], listed[is_last].astype(np.uint16)


def _weight(magnitude: int, most: int) -> int:
    """How much a word weighs whose magnitude is this, where that of all records is `most`."""
    return max(STEPS, min(_HEAVIEST, most - magnitude + STEPS)) if most else _UNWEIGHED
