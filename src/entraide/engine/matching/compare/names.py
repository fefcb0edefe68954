"""Comparing persons' names: words in any order, some missing, joined, or in another script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from entraide.engine.matching.compare.comparison import Comparison
from entraide.engine.matching.compare.words import (
    ALIKE,
    compare_consonants,
    compare_joined,
    compare_words,
)
from entraide.engine.matching.normalise.name import NameForm, name_form
from entraide.engine.matching.reasons import Reason

_SAME_WHOLE: Final = 0.85
"""For names of which one side writes all in one run, and whose consonants are the same."""
_WHOLE_FROM: Final = 4
"""Consonants from which that says anything."""
_ONE_OF_SEVERAL: Final = 0.75
"""For a question of several words of which the record shares one."""
_ONLY_ONE: Final = 0.85
"""For a question of one word and a record of several."""
_COMPLETE: Final = 0.15
"""How much of the similarity hangs on the words that only one side has."""


class _Pairing(NamedTuple):
    """Words of both sides that may be one: how alike, and which (bits) with how many letters."""

    similarity: float
    asked: int
    recorded: int
    asked_letters: int
    recorded_letters: int


class _Run(NamedTuple):
    """Neighbouring words written as one."""

    places: int
    word: str
    skeleton: str


def compare_names(
    asked: Iterable[Mapping[str, Any]], recorded: Iterable[Mapping[str, Any]]
) -> Comparison | None:
    """How alike the most alike two of the names are; None if a side has none.

    Args:
        asked: each with `family`, `forename` and `full`, as far as known, in any script.
        recorded: likewise.
    """
    ours = [(form, name) for name in asked if (form := name_form(name)).words]
    theirs = [(form, name) for name in recorded if (form := name_form(name)).words]
    if not (ours and theirs):
        return None
    best = -1.0
    for one in ours:
        for two in theirs:
            similarity = similarity_of(one[0], two[0])
            if similarity > best:
                best, mine, other = similarity, one, two
    if best == 0:
        return Comparison(0.0)
    params = {"asked": written(mine[1]), "recorded": written(other[1])}
    return Comparison(best, Reason(_code(mine[0], other[0], best), params))


@lru_cache(maxsize=8192)
def similarity_of(asked: NameForm, recorded: NameForm) -> float:
    """How alike two names are, 0–1: how much of the shorter is in the longer, and of the longer."""
    if asked.in_order == recorded.in_order:
        return 1.0
    is_same_whole = asked.whole == recorded.whole and len(asked.whole) >= _WHOLE_FROM
    whole = _SAME_WHOLE if is_same_whole else 0.0
    pairings = _paired(asked, recorded)
    if not pairings:
        return whole
    mine = sum(each.asked_letters * each.similarity for each in pairings) / asked.letters
    other = sum(each.recorded_letters * each.similarity for each in pairings) / recorded.letters
    alike = max(mine, other) * (1 - _COMPLETE + _COMPLETE * min(mine, other))
    if len(pairings) == 1:
        alike *= _alone(asked, recorded, pairings[0])
    return max(alike, whole)


def written(name: Mapping[str, Any]) -> str:
    """The name on one line as its owner wrote it."""
    parts = (name.get("forename"), name.get("family"))
    return " ".join(part for part in parts if part) or str(name.get("full") or "")


def _alone(asked: NameForm, recorded: NameForm, pairing: _Pairing) -> float:
    """What one pairing is worth: nothing is lost if it covers all of both sides."""
    is_all_asked = pairing.asked.bit_count() == len(asked.words)
    if is_all_asked and pairing.recorded.bit_count() == len(recorded.words):
        return 1.0
    return _ONLY_ONE if is_all_asked else _ONE_OF_SEVERAL


def _code(asked: NameForm, recorded: NameForm, similarity: float) -> str:
    if asked.in_order == recorded.in_order:
        return "name_same"
    if asked.is_consonantal or recorded.is_consonantal:
        return "name_sounds"
    mine, other = set(asked.words), set(recorded.words)
    if mine <= other or other <= mine:
        return "name_part"
    return "name_near" if similarity >= ALIKE else "name_sounds"


def _paired(asked: NameForm, recorded: NameForm) -> list[_Pairing]:
    """The most alike pairings in which each word is used once; of what is left, joined words."""
    taken = []
    left, over = list(range(len(asked.words))), list(range(len(recorded.words)))
    for one, word in enumerate(asked.words):
        for two in over:
            if recorded.words[two] == word:
                taken.append(_Pairing(1.0, 1 << one, 1 << two, len(word), len(word)))
                left.remove(one)
                over.remove(two)
                break
    for pairings in (_words, _runs):
        if not (left and over) or (pairings is _runs and len(left) == len(over)):
            break
        for each in _greedy(list(pairings(asked, recorded, left, over))):
            taken.append(each)
            left = [place for place in left if not each.asked >> place & 1]
            over = [place for place in over if not each.recorded >> place & 1]
    return taken


def _words(
    asked: NameForm, recorded: NameForm, left: Sequence[int], over: Sequence[int]
) -> Iterator[_Pairing]:
    """What may be one of the words that are left."""
    is_by_sound = asked.is_consonantal != recorded.is_consonantal
    for one in left:
        word, skeleton = asked.words[one], asked.skeletons[one]
        for two in over:
            other, sounds = recorded.words[two], recorded.skeletons[two]
            similarity = (
                compare_consonants(
                    (skeleton, asked.variants[one]), (sounds, recorded.variants[two])
                )
                if is_by_sound
                else compare_words(word, other, skeleton, sounds)
            )
            if similarity:
                yield _Pairing(similarity, 1 << one, 1 << two, len(word), len(other))


def _runs(
    asked: NameForm, recorded: NameForm, left: Sequence[int], over: Sequence[int]
) -> Iterator[_Pairing]:
    """What may be one of the words that are left, if one side wrote several of them as one."""
    for mine, other in (
        (_joined(asked, left), [_run(recorded, (place,)) for place in over]),
        ([_run(asked, (place,)) for place in left], _joined(recorded, over)),
    ):
        for one in mine:
            for two in other:
                similarity = compare_joined(one.word, two.word, one.skeleton, two.skeleton)
                if similarity:
                    yield _Pairing(similarity, one.places, two.places, len(one.word), len(two.word))


def _joined(form: NameForm, places: Sequence[int]) -> list[_Run]:
    """Two and three neighbours of these places, written as one."""
    return [
        _run(form, run)
        for size in (2, 3)
        for at in range(len(places) - size + 1)
        if (run := places[at : at + size])[-1] - run[0] == size - 1
    ]


def _run(form: NameForm, places: Sequence[int]) -> _Run:
    return _Run(
        sum(1 << place for place in places),
        "".join(form.words[place] for place in places),
        "".join(form.skeletons[place] for place in places),
    )


def _greedy(pairings: list[_Pairing]) -> list[_Pairing]:
    """The most alike and longest first, each word once."""
    if len(pairings) > 1:
        pairings.sort(key=_rank)
    asked = recorded = 0
    taken = []
    for each in pairings:
        if not (each.asked & asked or each.recorded & recorded):
            asked |= each.asked
            recorded |= each.recorded
            taken.append(each)
    return taken


def _rank(pairing: _Pairing) -> tuple[float, int, int]:
    letters = pairing.asked_letters + pairing.recorded_letters
    return -pairing.similarity * letters, pairing.asked, pairing.recorded
