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
"""The same for the loose readings (same consonants) of the rarest word."""

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
    ids = np.unique(np.concatenate([_NO_IDS, *(found for found, _strengths in by_name)]))
    best = np.zeros(len(ids), np.uint16)
    for found, strengths in by_name:
        at = np.searchsorted(ids, found)
        best[at] = np.maximum(best[at], strengths)
    order = np.argsort(1000 - best, kind="stable")
    return Candidates(database, ids[order], best[order])


def _proposed(parts: Sequence[Part], most: int, postings: Postings) -> tuple[Ids, Strengths]:
    """Whom one of the question's names proposes, in the order of ids, and how strongly."""
    asked = sorted({code for part in parts for code in part.closeness})
    magnitudes = postings.magnitudes(asked)
    found = dict(postings.under(b"".join(asked)))
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
    if code not in part.proposing:
        return False
    if not is_leading:
        return magnitude < COMMON.bit_length()
    return code not in part.loose or magnitude < MANY.bit_length()


def _added(readings: Sequence[Sequence[_Reading]], total: int) -> tuple[Ids, Strengths]:
    """Who is proposed, in the order of ids; the best reading of each part, added up."""
    proposed = [each.ids for part in readings for each in part if each.is_proposing]
    ids = np.unique(np.concatenate([_NO_IDS, *proposed]))
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
