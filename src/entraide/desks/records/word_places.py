"""Words of the closed lists as the numbers and bits that a row holds; their order is kept."""

from functools import lru_cache
from typing import Final, TypeVar

from entraide.engine.schema.vocabulary import Accuracy, Handling, Purpose, Reliability

Word = TypeVar("Word", Reliability, Accuracy)

RELIABILITIES: Final = tuple(Reliability)
ACCURACIES: Final = tuple(Accuracy)
_PURPOSES: Final = tuple(Purpose)
_HANDLING: Final = tuple(Handling)


@lru_cache(1024)
def purposes_mask(purposes: tuple[Purpose, ...]) -> int:
    """The purposes as bits in the order of their word list."""
    return sum(1 << _PURPOSES.index(purpose) for purpose in set(purposes))


@lru_cache(1024)
def purposes_in(mask: int) -> tuple[Purpose, ...]:
    """The purposes whose bits are set."""
    return tuple(purpose for place, purpose in enumerate(_PURPOSES) if mask >> place & 1)


@lru_cache(256)
def handling_mask(handling: tuple[Handling, ...]) -> int:
    """The handling codes as bits in the order of their word list."""
    return sum(1 << _HANDLING.index(code) for code in set(handling))


@lru_cache(256)
def handling_in(mask: int) -> tuple[Handling, ...]:
    """The handling codes whose bits are set."""
    return tuple(code for place, code in enumerate(_HANDLING) if mask >> place & 1)


def place_of(words: tuple[Word, ...], word: Word | None) -> int | None:
    """The number that stands for a word; None for none."""
    return None if word is None else words.index(word)


def word_at(words: tuple[Word, ...], place: int | None) -> Word | None:
    """The word for which a number stands; None for none."""
    return None if place is None else words[place]
