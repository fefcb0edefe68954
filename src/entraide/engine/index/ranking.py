"""Ranking the persons whom a question's names propose.

Rare words weigh more than common ones. How common a word is was counted when the index was built,
among the records that everybody may see, and stays fixed, so that nothing can be learnt from
weights. Candidates are never cut here: what the asker may not see must be left out first.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol, overload

import numpy as np
from numpy.typing import NDArray

from entraide.engine.index.first_look import NOBODY, AskedPart, FirstLook
from entraide.engine.index.id_lists import Ids, in_both
from entraide.engine.index.names import EQUAL, JOINED, NameKey, Part, parts_by_name
from entraide.engine.index.reading import Candidate
from entraide.engine.index.weighing import STEPS

COMMON: Final = 1 << 12
"""A word whose readings are shared by as many records proposes nobody by itself."""

_DATE_WEIGHT: Final = 12 * STEPS
_UNWEIGHED: Final = 8 * STEPS
"""The weight of every word in an index that was never weighed."""
_HEAVIEST: Final = 24 * STEPS
_FULL: Final = 50_000
"""The strength of whoever has all that is asked."""

_AT_FIRST: Final = 256
"""Candidates that are brought in order first; then twice as many, and so on."""

_DENSE: Final = 1 << 27
"""Ids up to which a place in memory is kept for each; beyond, they are searched for."""

_FEW: Final = 8
_AS_MANY: Final = 1000
"""Lists that are so many times as long as the candidates, and on average longer than that, are
searched for each of them."""

Strengths = NDArray[np.uint16]
"""In parts of `_FULL`."""
Shares = NDArray[np.uint16]

_NO_IDS: Final = np.empty(0, np.uint32)


class Postings(Protocol):
    """What ranking reads: who is under each code, and how common it was when weighed."""

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


class Candidates(Sequence[Candidate]):
    """Ranked candidates, brought in order as they are taken: a common name has thousands."""

    def __init__(
        self, database: int, ids: Ids, strengths: Strengths, look: FirstLook = NOBODY
    ) -> None:
        """In any order; an id may be there several times. `look` is the question's."""
        self.look = look
        self._database = database
        self._ids = ids
        self._strengths = strengths
        self._sorted: list[Candidate] | None = None

    def __iter__(self) -> Iterator[Candidate]:
        if self._sorted is not None:
            yield from self._sorted
            return
        for ids, strengths in self._blocks():
            for id, strength in zip(ids.tolist(), strengths.tolist(), strict=True):
                yield Candidate(self._database, id, strength / _FULL)

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Candidate]: ...
    def __getitem__(self, place: int | slice) -> Candidate | Sequence[Candidate]:
        return self._all()[place]

    def _all(self) -> list[Candidate]:
        if self._sorted is None:
            self._sorted = list(iter(self))  # not of itself: that asks how long it is
        return self._sorted

    def _blocks(self) -> Iterator[tuple[Ids, Strengths]]:
        """All of them in order, the strongest first, a few at a time."""
        if not len(self._ids):
            return
        counts = np.bincount(self._strengths)
        behind = np.cumsum(counts[::-1])
        seen = _NO_IDS
        above, wanted = len(counts), _AT_FIRST
        while above > 0:
            # Down to the strength at which enough have come: those that tie stay together.
            at = int(behind.searchsorted(wanted))
            least = max(len(counts) - 1 - at, 0)
            taken = np.flatnonzero((self._strengths >= least) & (self._strengths < above))
            above = least
            wanted = 2 * max(wanted, int(behind[min(at, len(behind) - 1)]))
            ids, strengths = self._ids[taken], self._strengths[taken]
            order = np.lexsort((ids, _FULL - strengths))
            ids, strengths = ids[order], strengths[order]
            _distinct, first = np.unique(ids, return_index=True)
            if len(seen):
                first = first[np.isin(_distinct, seen, invert=True)]
            first.sort()
            ids, strengths = ids[first], strengths[first]
            seen = np.concatenate((seen, ids))
            yield ids, strengths


class _Reading(NamedTuple):
    """The records that answer one reading of a part: hundredths of closeness times weight."""

    share: int
    ids: Ids


class _Weighed(NamedTuple):
    """A part with what its readings give.

    Attributes:
        shares: code → hundredths of closeness times weight.
        pairs: the share of two words that were written as one.
        own: the weight of the part as asked.
        estimate: how many records answer it, as far as counted when weighed.
        is_telling: whether it proposes candidates.
        is_known: whether the word as asked is that of several records: nobody wrote two as one.
    """

    part: Part
    shares: dict[bytes, int]
    pairs: int
    own: int
    estimate: int
    is_telling: bool
    is_known: bool = False


class _Proposed(NamedTuple):
    """Whom one name proposes, how strongly, and by which parts of what weight."""

    ids: Ids
    strengths: Strengths
    parts: list[tuple[Part, int]]


def ranked(database: int, keys: Sequence[NameKey], postings: Postings) -> Candidates:
    """The candidates for these keys, strongest first, ties by id, uncut."""
    most = postings.magnitude(database)
    by_name = parts_by_name(database, keys, postings.words)
    found = [_proposed(parts, most, postings) for parts in by_name]
    ids = np.concatenate([_NO_IDS, *(each.ids for each in found)])
    strengths = np.concatenate([np.empty(0, np.uint16), *(each.strengths for each in found)])
    look = FirstLook(database, [[AskedPart(*part) for part in each.parts] for each in found])
    return Candidates(database, ids, strengths, look)


def _proposed(parts: Sequence[Part], most: int, postings: Postings) -> _Proposed:
    """Whom one of the question's names proposes, and how strongly; in no order, some repeated."""
    asked = sorted({code for part in parts for code in part.closeness})
    magnitudes = postings.magnitudes(asked)
    weighed = _telling([_weighed(part, magnitudes, most) for part in parts])
    pairs = sorted(
        {
            code
            for each in weighed
            if not each.is_known
            for pair in each.part.pairs
            for code in pair
        }.difference(asked)
    )
    lists = postings.lists([*asked, *pairs])
    readings = [_readings(each, lists) for each in weighed]
    proposing = [
        reading.ids
        for each, several in zip(weighed, readings, strict=True)
        if each.is_telling
        for reading in several
        if reading.share >= each.part.proposing * each.own
    ]
    total = EQUAL * sum(each.own for each in weighed)
    ids = np.concatenate([_NO_IDS, *proposing, *_in_two(weighed, readings)])
    sums = _added(ids, readings)
    strengths = (sums * (_FULL / max(total, 1))).astype(np.uint16)
    return _Proposed(ids, strengths, [(each.part, each.own) for each in weighed])


def _weighed(part: Part, magnitudes: Mapping[bytes, int], most: int) -> _Weighed:
    if not part.exact:
        shares = {code: near * _DATE_WEIGHT for code, near in part.closeness.items()}
        return _Weighed(part, shares, 0, _DATE_WEIGHT, 0, part.proposing <= EQUAL)
    own = _weight(magnitudes.get(part.exact, 0), most)
    shares = {
        code: near * min(own, _weight(magnitudes[code], most) if code in magnitudes else own)
        for code, near in part.closeness.items()
    }
    estimate = sum(
        [1 << magnitudes[code] // STEPS - 1 for code in part.closeness if code in magnitudes]
    )
    is_known = part.exact in magnitudes
    return _Weighed(part, shares, own * JOINED, own, estimate, is_telling=True, is_known=is_known)


def _telling(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """Lets the commonest words propose nobody by themselves, if they are not all that is asked.

    Whoever has two of them is proposed all the same (`_in_two`). What was counted when the index
    was weighed decides, and nothing that is hidden.
    """
    if len(weighed) == 1:
        return list(weighed)
    return [
        each._replace(is_telling=False) if each.estimate >= COMMON else each for each in weighed
    ]


def _in_two(weighed: Sequence[_Weighed], readings: Sequence[Sequence[_Reading]]) -> Iterator[Ids]:
    """Who answers two of the parts that propose nobody by themselves, in any order.

    A single common word goes together with any reading of the date.
    """
    parts = [
        np.concatenate([_NO_IDS, *(reading.ids for reading in several)])
        for each, several in zip(weighed, readings, strict=True)
        if each.part.exact and not each.is_telling
    ]
    if len(parts) == 1 and not any(each.part.exact and each.is_telling for each in weighed):
        parts += [
            np.concatenate([_NO_IDS, *(reading.ids for reading in several)])
            for each, several in zip(weighed, readings, strict=True)
            if not each.part.exact
        ]
    for place, ids in enumerate(parts[1:], 1):
        yield _who_are_in(np.concatenate(parts[:place]), ids)


def _who_are_in(some: Ids, others: Ids) -> Ids:
    """Of the others those that are in some; neither need be in order."""
    if not (len(some) and len(others)):
        return _NO_IDS
    most = int(max(some.max(), others.max()))
    if most >= _DENSE:
        return others[np.isin(others, some)]
    table = _table(most)
    table[some] = 1
    found = others[table[others] > 0]
    table[some] = 0
    return found


def _readings(weighed: _Weighed, lists: Mapping[bytes, Ids]) -> list[_Reading]:
    """Who answers a part, the best readings last."""
    found = [
        _Reading(share, lists[code]) for code, share in weighed.shares.items() if code in lists
    ]
    for one, other in () if weighed.is_known else weighed.part.pairs:
        if one in lists and other in lists:
            both = in_both(lists[one], lists[other])
            if len(both):
                found.append(_Reading(weighed.pairs, both))
    found.sort(key=lambda reading: reading.share)
    return found


def _added(ids: Ids, readings: Sequence[Sequence[_Reading]]) -> NDArray[np.uint32]:
    """For each of these the best reading of each part, added up."""
    sums = np.zeros(len(ids), np.uint32)
    if not len(ids):
        return sums
    most = max(int(reading.ids[-1]) for part in readings for reading in part)
    for part in readings:
        listed = sum(len(reading.ids) for reading in part)
        if not listed:
            continue
        if most < _DENSE and listed < _FEW * len(ids) + _AS_MANY * len(part):
            sums += _looked_up(ids, part, most)
        else:
            sums += _searched(ids, part)
    return sums


_SCRATCH: Final = threading.local()


def _looked_up(ids: Ids, part: Sequence[_Reading], most: int) -> Shares:
    """The best share of each, through a table of all ids, which is empty before and after."""
    table = _table(most)
    listed = np.concatenate([reading.ids for reading in part])
    lengths = [len(reading.ids) for reading in part]
    # Of an id that is there twice, what is written last stays: the best reading.
    table[listed] = np.repeat(np.array([each.share for each in part], np.uint16), lengths)
    shares: Shares = table[ids]
    table[listed] = 0
    return shares


def _table(most: int) -> Shares:
    """A place for every id up to this one, all empty; whoever fills it empties it."""
    table: Shares | None = getattr(_SCRATCH, "table", None)
    if table is None or len(table) <= most:
        table = _SCRATCH.table = np.zeros(most + most // 8 + 1, np.uint16)
    return table


def _searched(ids: Ids, part: Sequence[_Reading]) -> Shares:
    """The same, by searching each list for each id."""
    best = np.zeros(len(ids), np.uint16)
    for reading in part:
        at = reading.ids.searchsorted(ids)
        at[at == len(reading.ids)] = 0
        best[reading.ids[at] == ids] = reading.share
    return best


def _weight(magnitude: int, most: int) -> int:
    """How much a word weighs whose magnitude is this, where that of all records is `most`."""
    return max(STEPS, min(_HEAVIEST, most - magnitude + STEPS)) if most else _UNWEIGHED
