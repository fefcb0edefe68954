"""Comparing persons' names: words in any order, some missing, joined, or in another script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from rapidfuzz.distance import OSA, JaroWinkler

from entraide.engine.matching.compare.comparison import Comparison
from entraide.engine.matching.normalise.name import NameForm, name_form
from entraide.engine.matching.reasons import Reason

ALIKE: Final = 0.88
"""Jaro-Winkler similarity from which two words are taken for one. Source: domain.md §1.1."""

_ONE_LETTER: Final = {3: 0.75}
_ONE_LETTER_OFF: Final = 0.86
_SAME_SOUNDS: Final = 0.85
_SAME_CONSONANTS: Final = 0.95
_NEAR_CONSONANTS: Final = 0.8
_WHOLE_FROM: Final = 4
"""Consonants of a whole name from which their being the same says anything."""
_ONE_OF_SEVERAL: Final = 0.75
"""For a question of several words of which the record shares one."""
_ONLY_ONE: Final = 0.85
"""For a question of one word and a record of several."""
_COMPLETE: Final = 0.15
"""How much of the similarity hangs on the words that only one side has."""


@dataclass(frozen=True, slots=True)
class _Span:
    """One word, or up to three neighbours written as one."""

    first: int
    size: int
    word: str
    skeleton: str
    variant: str

    @property
    def places(self) -> range:
        return range(self.first, self.first + self.size)


@dataclass(frozen=True, slots=True)
class _Pairing:
    similarity: float
    asked: _Span
    recorded: _Span


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
    similarity, mine, other = max(
        ((similarity_of(one[0], two[0]), one, two) for one in ours for two in theirs),
        key=lambda found: found[0],
    )
    if similarity == 0:
        return Comparison(0.0)
    params = {"asked": written(mine[1]), "recorded": written(other[1])}
    return Comparison(similarity, Reason(_code(mine[0], other[0], similarity), params))


def similarity_of(asked: NameForm, recorded: NameForm) -> float:
    """How alike two names are, 0–1: how much of the shorter is in the longer, and of the longer."""
    if sorted(asked.words) == sorted(recorded.words):
        return 1.0
    pairings = _paired(asked, recorded)
    whole = _whole_similarity(asked, recorded)
    if not pairings:
        return whole
    mine = sum(len(each.asked.word) * each.similarity for each in pairings) / _letters(asked)
    other = sum(len(each.recorded.word) * each.similarity for each in pairings) / _letters(recorded)
    alike = max(mine, other) * (1 - _COMPLETE + _COMPLETE * min(mine, other))
    if len(pairings) == 1 and max(len(asked.words), len(recorded.words)) > 1:
        alike *= _alone(asked, recorded, pairings[0])
    return max(alike, whole)


def written(name: Mapping[str, Any]) -> str:
    """The name on one line as its owner wrote it."""
    parts = (name.get("forename"), name.get("family"))
    return " ".join(part for part in parts if part) or str(name.get("full") or "")


def _whole_similarity(asked: NameForm, recorded: NameForm) -> float:
    """For names that one side writes in one run: the consonants of the whole are the same."""
    mine, other = "".join(asked.skeletons), "".join(recorded.skeletons)
    return _SAME_SOUNDS if mine == other and len(mine) >= _WHOLE_FROM else 0.0


def _letters(form: NameForm) -> int:
    return sum(map(len, form.words))


def _alone(asked: NameForm, recorded: NameForm, pairing: _Pairing) -> float:
    """What one pairing is worth: nothing is lost if it covers all of both sides."""
    if _covers(asked, pairing.asked) and _covers(recorded, pairing.recorded):
        return 1.0
    return _ONLY_ONE if _covers(asked, pairing.asked) else _ONE_OF_SEVERAL


def _covers(form: NameForm, span: _Span) -> bool:
    return span.size == len(form.words)


def _code(asked: NameForm, recorded: NameForm, similarity: float) -> str:
    if sorted(asked.words) == sorted(recorded.words):
        return "name_same"
    if asked.is_consonantal or recorded.is_consonantal:
        return "name_sounds"
    shared = set(asked.words) & set(recorded.words)
    is_part = len(shared) in (len(set(asked.words)), len(set(recorded.words)))
    return "name_part" if is_part else "name_near" if similarity >= ALIKE else "name_sounds"


def _paired(asked: NameForm, recorded: NameForm) -> list[_Pairing]:
    """The most alike pairings in which each word is used once; of what is left, joined words."""
    by_sound = asked.is_consonantal != recorded.is_consonantal
    alike = _alike_by_sound if by_sound else _alike
    mine, other = _words(asked), _words(recorded)
    taken = _greedy(
        _Pairing(similarity, one, two)
        for one in mine
        for two in other
        if (similarity := alike(one, two))
    )
    left = _left(mine, (each.asked for each in taken))
    over = _left(other, (each.recorded for each in taken))
    if len(left) == len(over) or not (left and over):
        return taken
    joined = _joined_words(left), _joined_words(over)
    return taken + _greedy(
        _Pairing(similarity, one, two)
        for ones, twos in ((joined[0], over), (left, joined[1]))
        for one in ones
        for two in twos
        if (similarity := _alike_joined(one, two))
    )


def _greedy(pairings: Iterable[_Pairing]) -> list[_Pairing]:
    """The most alike and longest first, each word once."""
    used_asked: set[int] = set()
    used_recorded: set[int] = set()
    taken = []
    for each in sorted(pairings, key=_rank):
        if used_asked.isdisjoint(each.asked.places) and used_recorded.isdisjoint(
            each.recorded.places
        ):
            used_asked.update(each.asked.places)
            used_recorded.update(each.recorded.places)
            taken.append(each)
    return taken


def _rank(pairing: _Pairing) -> tuple[float, int, int]:
    letters = len(pairing.asked.word) + len(pairing.recorded.word)
    return -pairing.similarity * letters, pairing.asked.first, pairing.recorded.first


@lru_cache(maxsize=4096)
def _words(form: NameForm) -> Sequence[_Span]:
    columns = zip(form.words, form.skeletons, form.variants, strict=True)
    return [_Span(at, 1, *column) for at, column in enumerate(columns)]


def _left(words: Sequence[_Span], used: Iterable[_Span]) -> list[_Span]:
    taken = {span.first for span in used}
    return [word for word in words if word.first not in taken]


def _joined_words(words: Sequence[_Span]) -> list[_Span]:
    """Two and three neighbouring words as one."""
    return [
        _Span(
            words[at].first,
            size,
            "".join(word.word for word in words[at : at + size]),
            "".join(word.skeleton for word in words[at : at + size]),
            "",
        )
        for size in (2, 3)
        for at in range(len(words) - size + 1)
        if words[at + size - 1].first - words[at].first == size - 1
    ]


def _alike(one: _Span, other: _Span) -> float:
    """How alike two words with vowels are; 0 unless they may be the same word."""
    if one.word == other.word:
        return 1.0
    similarity = JaroWinkler.similarity(one.word, other.word)
    if similarity >= ALIKE:
        return similarity
    shorter = min(len(one.word), len(other.word))
    if shorter >= min(_ONE_LETTER) and _is_one_letter_off(one.word, other.word):
        return _ONE_LETTER.get(shorter, _ONE_LETTER_OFF)
    is_same_sound = len(one.skeleton) > 1 and one.skeleton == other.skeleton
    return _SAME_SOUNDS if is_same_sound else 0.0


def _alike_by_sound(one: _Span, other: _Span) -> float:
    """The same where one side is written without vowels."""
    mine = {one.skeleton, one.variant} - {""}
    shared = mine & {other.skeleton, other.variant}
    if shared:
        return _SAME_CONSONANTS if max(map(len, shared)) > 1 else _NEAR_CONSONANTS
    is_long = min(len(one.skeleton), len(other.skeleton)) > len("ab")
    is_near = is_long and _is_one_letter_off(one.skeleton, other.skeleton)
    return _NEAR_CONSONANTS if is_near else 0.0


def _alike_joined(one: _Span, other: _Span) -> float:
    """The same for words of which one side wrote several together: they must nearly be equal."""
    if _is_one_letter_off(one.word, other.word):
        return _ONE_LETTER_OFF if one.word != other.word else 1.0
    is_same_sound = len(one.skeleton) > len("ab") and one.skeleton == other.skeleton
    return _SAME_SOUNDS if is_same_sound else 0.0


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether at most one letter is wrong, missing, added or swapped."""
    return OSA.distance(one, other, score_cutoff=1) <= 1
