"""A first look at a candidate: which of its names may be the one asked for, and how near it is.

What was read of the question is held against the words of each recorded name: a few dictionary
look-ups a name, so that only few names of few persons need be compared in earnest.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from entraide.engine.index.name_codes import BESIDE, date_codes
from entraide.engine.index.names import JOINED, NAMESAKE, Part
from entraide.engine.matching.normalise.name import NameForm
from entraide.engine.matching.score import PersonForm

_UNREAD: Final = 40
"""What a word is worth that stands in another script and shares no spelling: it may be the same."""

_UNASKED: Final = 10
"""Hundredths that a recorded word takes which nobody asked for, or an asked one too many."""

_AS_NEAR: Final = 0.9
"""The share of the nearest name's points from which another is compared too."""

MOST_NAMES: Final = 2
"""Recorded names of a person that are compared, and those that are as near as the last of them."""

_MOST_ALIKE: Final = 4
"""Where many are as near: an alias is often another one with a word more."""

_HOLDS_TWO: Final = 2
"""Letters more than the asked word from which a recorded one may be two words written as one."""


class Look(NamedTuple):
    """What a first look gives: points, comparable within one question, and the places of names."""

    points: int
    names: tuple[int, ...]


class AskedPart(NamedTuple):
    """A part of the question and its weight."""

    part: Part
    weight: int


class FirstLook:
    """One question in one database, ready to be held against many forms."""

    def __init__(self, number: int, by_name: Sequence[Sequence[AskedPart]]) -> None:
        """With the parts of each asked name, the date last if one is asked with them."""
        self._number = number
        self._words = [[each for each in parts if each.part.exact] for parts in by_name]
        dates = [each for parts in by_name for each in parts if not each.part.exact]
        self._date = dates[0] if dates else None

    def at(self, form: PersonForm) -> Look:
        """How near a person's nearest names are, the nearest first."""
        points = [self._name_points(name) for name in form.names]
        if not points:
            return Look(0, ())
        best = max(points)
        near = sorted(
            [place for place, each in enumerate(points) if each >= min(_AS_NEAR * best, best)],
            key=lambda place: -points[place],
        )
        last = points[near[min(MOST_NAMES, len(near)) - 1]]
        kept = [place for place in near[:_MOST_ALIKE] if points[place] >= last]
        return Look(best + self._date_points(form.birth_dates), tuple(kept))

    def _name_points(self, name: NameForm) -> int:
        return max([_points(parts, name) for parts in self._words], default=0)

    def _date_points(self, dates: Sequence[str]) -> int:
        if self._date is None:
            return 0
        near = self._date.part.closeness
        found = [
            near.get(code, 0) for date in dates or ("",) for code in date_codes(self._number, date)
        ]
        return max(found) * self._date.weight


def _points(parts: Sequence[AskedPart], name: NameForm) -> int:
    """What of the asked parts a name's words meet, each word one part: Ali Ali is not Ali."""
    total, weights, met, taken = 0, 0, 0, 0
    for part, weight in parts:
        best, by = 0, 0
        spelt, longest = part.texts, len(part.word) + _HOLDS_TWO
        for place, word in enumerate(name.words):
            if taken >> place & 1 and len(word.text) < longest:
                continue
            near = spelt.get(word.text, 0)
            for other in word.also:
                near = max(near, spelt.get(other, 0))
            if near < NAMESAKE and word.symbols and not part.symbols.isdisjoint(word.symbols):
                near = NAMESAKE
            if near > best:
                best, by = near, 1 << place
        taken |= by
        if not best and part.pairs:
            best = _as_one(part.word, name)
        if not best and any(word.native for word in name.words):
            best = _UNREAD
        met += best > 0
        weights += weight
        total += best * weight
    own = sum([word.role not in BESIDE for word in name.words])
    uneven = abs(own - met)  # a word that nobody asked for, or one that two asked words met
    return total - _UNASKED * uneven * weights // max(len(parts), 1) if total else 0


def _as_one(word: str, name: NameForm) -> int:
    """How near the name's words come to the asked word if they are written as one."""
    texts = [each.text for each in name.words]
    for first in range(len(texts) - 1):
        run = texts[first]
        for text in texts[first + 1 :]:
            run += text
            if run == word:
                return JOINED
    for at in range(2, len(word) - 1):
        if word[:at] in texts and word[at:] in texts:
            return NAMESAKE
    return 0


NOBODY: Final = FirstLook(0, ())
"""Of a question without a name."""
