"""Ranking the persons whom a question's names propose.

Rare words weigh more than common ones. How common a word is was counted when the index was built,
among the records that everybody may see, and stays fixed, so that nothing can be learnt from
weights. Candidates are never cut here: what the asker may not see must be left out first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from entraide.engine.index.first_look import NOBODY, AskedPart, FirstLook
from entraide.engine.index.id_lists import Ids, in_both
from entraide.engine.index.names import EQUAL, NameKey
from entraide.engine.index.reading import Candidate
from entraide.engine.index.word_lists import (
    NO_IDS,
    Answered,
    Postings,
    answered_date,
    answered_words,
    of_any_name,
)

COMMON: Final = 1 << 12
"""A word whose readings are shared by as many records proposes nobody by itself."""

_FULL: Final = 50_000
"""The strength of whoever has all that is asked."""

_AT_FIRST: Final = 256
"""Candidates that are brought in order first; then twice as many, and so on."""

Strengths = NDArray[np.uint16]
"""In parts of `_FULL`."""


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
        seen = NO_IDS
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


class _Proposed(NamedTuple):
    """Whom one name proposes, how strongly, and by which parts."""

    ids: Ids
    strengths: Strengths
    parts: list[Answered]


def ranked(database: int, keys: Sequence[NameKey], postings: Postings) -> Candidates:
    """The candidates for these keys, strongest first, ties by id, uncut."""
    words = [key for key in keys if key.name >= 0]
    answered = answered_words(database, words, postings)
    dates = [answered_date(database, key.word, postings) for key in keys if key.name < 0]
    found = [_proposed([*parts, *dates]) for parts in _by_name(words, answered)]
    ids = np.concatenate([NO_IDS, *(each.ids for each in found)])
    strengths = np.concatenate([np.empty(0, np.uint16), *(each.strengths for each in found)])
    look = FirstLook(
        database, [[AskedPart(part.part, part.own) for part in each.parts] for each in found]
    )
    return Candidates(database, ids, strengths, look)


def _by_name(
    words: Sequence[NameKey], answered: Mapping[NameKey, Answered]
) -> Iterator[list[Answered]]:
    for name in sorted({key.name for key in words}):
        yield [answered[of_any_name(key)] for key in words if key.name == name]


def _proposed(parts: Sequence[Answered]) -> _Proposed:
    """Whom one of the question's names proposes, and how strongly."""
    telling = _telling(parts)
    ids = np.concatenate([NO_IDS, *(each.proposed for each in telling), *_in_two(parts, telling)])
    ids.sort()
    ids = ids[np.append(ids[1:] != ids[:-1], True)[: len(ids)]]
    sums = np.zeros(len(ids), np.uint32)
    for each in parts:
        if len(ids) and len(each.ids):
            at = each.ids.searchsorted(ids)
            at[at == len(each.ids)] = 0
            sums += np.where(each.ids[at] == ids, each.shares[at], 0)
    total = EQUAL * sum(each.own for each in parts)
    return _Proposed(ids, (sums * (_FULL / max(total, 1))).astype(np.uint16), list(parts))


def _telling(parts: Sequence[Answered]) -> list[Answered]:
    """The parts that propose whoever answers them.

    The commonest words propose nobody by themselves, if they are not all that is asked: whoever has
    two of them is proposed all the same (`_in_two`). What was counted when the index was weighed
    decides, and nothing that is hidden.
    """
    if len(parts) == 1:
        return list(parts)
    return [
        each
        for each in parts
        if (each.estimate < COMMON if each.part.exact else each.part.proposing <= EQUAL)
    ]


def _in_two(parts: Sequence[Answered], telling: Sequence[Answered]) -> Iterator[Ids]:
    """Who answers two of the words that propose nobody by themselves, in any order.

    A single common word goes together with any reading of the date.
    """
    words = [each.ids for each in parts if each.part.exact and each.estimate >= COMMON]
    if len(words) == 1 and not any(each.part.exact for each in telling):
        words += [each.ids for each in parts if not each.part.exact]
    for place, ids in enumerate(words):
        for other in words[:place]:
            yield in_both(ids, other)
