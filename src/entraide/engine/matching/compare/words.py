"""Comparing two words of names: one letter wrong, another spelling, another script."""

from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

ALIKE: Final = 0.88
"""Jaro-Winkler similarity from which two words are taken for one. Source: domain.md §1.1."""

_ONE_LETTER_OFF: Final = 0.86
_ONE_OF_THREE_OFF: Final = 0.75
_THREE: Final = 3
"""Letters below which one wrong letter leaves nothing to recognise; or consonants, likewise."""
_SAME_SOUNDS: Final = 0.85
_SAME_CONSONANTS: Final = 0.95
_NEAR_CONSONANTS: Final = 0.8


def compare_words(one: str, other: str, one_skeleton: str, other_skeleton: str) -> float:
    """How alike two words with vowels are, 0–1; 0 unless they may be the same word."""
    if one == other:
        return 1.0
    similarity = JaroWinkler.similarity(one, other)
    if similarity >= ALIKE:
        return similarity
    shorter = min(len(one), len(other))
    if shorter >= _THREE and is_one_letter_off(one, other):
        return _ONE_LETTER_OFF if shorter > _THREE else _ONE_OF_THREE_OFF
    is_same_sound = len(one_skeleton) > 1 and one_skeleton == other_skeleton
    return _SAME_SOUNDS if is_same_sound else 0.0


def compare_consonants(one: tuple[str, str], other: tuple[str, str]) -> float:
    """The same where one of the words is in a script without vowels.

    Args:
        one: its skeleton, and its variant or "".
        other: likewise.
    """
    shared = {skeleton for skeleton in one if skeleton and skeleton in other}
    if shared:
        return _SAME_CONSONANTS if max(map(len, shared)) > 1 else _NEAR_CONSONANTS
    is_long = min(len(one[0]), len(other[0])) >= _THREE
    return _NEAR_CONSONANTS if is_long and is_one_letter_off(one[0], other[0]) else 0.0


def compare_joined(one: str, other: str, one_skeleton: str, other_skeleton: str) -> float:
    """The same where one side wrote several words as one: they must nearly be equal."""
    if is_one_letter_off(one, other):
        return 1.0 if one == other else _ONE_LETTER_OFF
    is_same_sound = len(one_skeleton) >= _THREE and one_skeleton == other_skeleton
    return _SAME_SOUNDS if is_same_sound else 0.0


def is_one_letter_off(one: str, other: str) -> bool:
    """Whether at most one letter is wrong, missing, added or swapped with its neighbour."""
    return OSA.distance(one, other, score_cutoff=1) <= 1
