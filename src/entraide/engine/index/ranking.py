"""Ranking the persons whom a question's names propose.

Rare words weigh more than common ones. How common a word is was counted when the index was built,
among the records that everybody may see, and stays fixed, so that nothing can be learnt from
weights. Candidates are never cut here: what the asker may not see must be left out first.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol, overload

import numpy as np
from numpy.typing import NDArray

from entraide.engine.index.names import EQUAL, Part, parts_by_name
from entraide.engine.index.reading import Candidate

COMMON: Final = 1 << 12
"""A reading of a word that more records share proposes nobody unless its word is the question's
rarest; it only adds to the strength of those whom rarer readings or the day of birth propose."""

MANY: Final = 1 << 15
"""A loose reading (the same consonants) that more records share is not read at all."""

_DATE_WEIGHT: Final = 12
_UNWEIGHED: Final = 8
"""The weight of every word in an index that was never weighed."""
_HEAVIEST: Final = 24

Ids = NDArray[np.uint64]
Strengths = NDArray[np.uint16]
"""In thousandths."""
Places = NDArray[np.intp]

_NO_IDS: Final = np.empty(0, np.uint64)


class Postings(Protocol):
    """What ranking reads: the records under each code, and how common it was when weighed."""

    def under(self, asked: bytes) -> Iterable[tuple[bytes, Ids]]:
        """Of these codes (8 bytes each, ascending), those that have records, with their ids."""
        ...

    def magnitudes(self, asked: Sequence[bytes]) -> Mapping[bytes, int]:
        """Of these codes, the binary magnitude of how many records share it, if enough do."""
        ...

    def magnitude(self, database: int) -> int:
        """The binary magnitude of how many records were weighed; 0 if none."""
        ...


class Candidates(Sequence[Candidate]):
    """Ranked candidates, made one by one as they are taken: a common name has thousands."""

    def __init__(self, database: int, ids: Ids, thousandths: Strengths) -> None:
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
        strength = int(self._thousandths[place]) / 1000
        return Candidate(self._database, int(self._ids[place]), strength)


class _Reading(NamedTuple):
    """The records that answer one reading of a part.

    Attributes:
        share: hundredths of closeness times weight.
        ids: ascending.
        is_proposing: whether they are candidates, and not only stronger for it.
    """

    share: int
    ids: Ids
    is_proposing: bool


def ranked(database: int, name_keys: Sequence[bytes], postings: Postings) -> Candidates:
    """The candidates for these keys, strongest first, ties by id, uncut."""
    most = postings.magnitude(database)
    by_name = [_proposed(parts, most, postings) for parts in parts_by_name(database, name_keys)]
    ids, strengths = by_name[0] if len(by_name) == 1 else _strongest(by_name)
    order = np.argsort(1000 - strengths, kind="stable")
    return Candidates(database, ids[order], strengths[order])


def _strongest(by_name: Sequence[tuple[Ids, Strengths]]) -> tuple[Ids, Strengths]:
    """All whom any name proposes, each as strongly as the best of them does."""
    ids = _distinct([found for found, _strengths in by_name])
    best = np.zeros(len(ids), np.uint16)
    for found, strengths in by_name:
        at = np.searchsorted(ids, found)
        best[at] = np.maximum(best[at], strengths)
    return ids, best


def _distinct(lists: Sequence[Ids]) -> Ids:
    """The ids of all lists, ascending, each once."""
    ids = np.concatenate([_NO_IDS, *lists])
    ids.sort()
    is_last = np.ones(len(ids), bool)
    is_last[:-1] = ids[1:] != ids[:-1]
    return ids[is_last]


def _proposed(parts: Sequence[Part], most: int, postings: Postings) -> tuple[Ids, Strengths]:
    """Whom one of the question's names proposes, in the order of ids, and how strongly."""
    asked = {code for part in parts for code in part.closeness}
    magnitudes = postings.magnitudes(sorted(asked))
    for part in parts:
        asked -= {code for code in part.loose if magnitudes.get(code, 0) >= MANY.bit_length()}
    found = dict(postings.under(b"".join(sorted(asked))))
    leading = _leading(parts, magnitudes)
    total = 0
    readings = []
    for part in parts:
        own = _weight(magnitudes.get(part.exact, 0), most) if part.exact else _DATE_WEIGHT
        total += own * EQUAL
        for_part = []
        for code in part.closeness.keys() & found.keys():
            magnitude = magnitudes.get(code, 0)
            weight = min(own, _weight(magnitude, most)) if part.exact else own
            is_proposing = _proposes(part, code, magnitude, is_leading=part is leading)
            for_part.append(_Reading(part.closeness[code] * weight, found[code], is_proposing))
        readings.append(for_part)
    return _added(readings, total)


def _leading(parts: Sequence[Part], magnitudes: Mapping[bytes, int]) -> Part:
    """The word whose readings propose, however common: the one that fewest records answer.

    So whoever has all words of the question, one of them with a wrong letter, is always proposed.
    """
    return min(
        (part for part in parts if part.exact),
        key=lambda part: sum(
            1 << magnitudes[code]
            for code in part.closeness
            if code in magnitudes and code not in part.loose
        ),
    )


def _proposes(part: Part, code: bytes, magnitude: int, *, is_leading: bool) -> bool:
    return code in part.proposing and (is_leading or magnitude < COMMON.bit_length())


def _added(readings: Sequence[Sequence[_Reading]], total: int) -> tuple[Ids, Strengths]:
    """Who is proposed, in the order of ids; the best reading of each part, added up."""
    ids = _distinct([each.ids for part in readings for each in part if each.is_proposing])
    sums = np.zeros(len(ids), np.uint32)
    for part in readings:
        best = np.zeros(len(ids), np.uint32)
        for each in sorted(part, key=lambda each: each.share):
            best[_places(ids, each.ids)] = each.share  # the better ones come later
        sums += best
    return ids, (sums * np.uint32(10) // np.uint32(max(total // 100, 1))).astype(np.uint16)


def _places(ids: Ids, listed: Ids) -> Places:
    """Where in `ids` those stand that are listed; both ascend. The shorter is searched for."""
    places: Places = np.empty(0, np.intp)
    if len(ids) and len(listed) < len(ids):
        places = np.searchsorted(ids, listed)
        places[places == len(ids)] = 0
        places = places[ids[places] == listed]
    elif len(ids):
        places = np.searchsorted(listed, ids)
        places[places == len(listed)] = 0
        places = np.flatnonzero(listed[places] == ids)
    return places


def _weight(magnitude: int, most: int) -> int:
    """How much a word weighs that about 2**magnitude of 2**most records share."""
    return max(1, min(_HEAVIEST, most - magnitude + 1)) if most else _UNWEIGHED
