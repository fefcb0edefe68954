"""A person's name, made comparable: its words in folded Latin letters and their skeletons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from entraide.engine.matching.normalise.latin import is_consonantal, to_latin
from entraide.engine.matching.normalise.skeleton import skeleton

NORMALISER_VERSION: Final = 1
"""Changes when a name's words or skeletons do: part of the index's fingerprint."""

MOST_WORDS: Final = 16
"""Words of one name that are looked at; real names have fewer."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as it is compared. All follows from its words and whether they have vowels.

    Attributes:
        words: in folded Latin letters, in the order of the family name, then forenames.
        skeletons: of each word; "" where a word has no consonant.
        variants: the skeleton that a word has if its W is a V (Hebrew and Persian write both with
            one letter); "" where there is none.
        is_consonantal: written in a script without vowels: only skeletons say anything.
        whole: the skeleton of all words as one: how scripts without blanks write a name.
        in_order: the words in the order of the alphabet.
        letters: how many there are.
    """

    words: tuple[str, ...]
    skeletons: tuple[str, ...] = field(compare=False)
    variants: tuple[str, ...] = field(compare=False)
    is_consonantal: bool
    whole: str = field(compare=False)
    in_order: tuple[str, ...] = field(compare=False)
    letters: int = field(compare=False)

    @property
    def joined(self) -> tuple[str, ...]:
        """Neighbouring words written as one: some write Abd al-Rahman, some Abdalrahman."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return tuple(first + second for first, second in pairs)


def name_form(name: Mapping[str, Any]) -> NameForm:
    """The form of a name as records keep it: `family`, `forename` and `full`, each if known."""
    return form_of(name.get("family") or "", name.get("forename") or "", name.get("full") or "")


@lru_cache(maxsize=16384)
def form_of(family: str, forename: str, full: str = "") -> NameForm:
    """The form of a name in its parts; `full` counts only where there are no parts."""
    text = f"{family} {forename}".strip() or full
    words = tuple(to_latin(text).split()[:MOST_WORDS])
    bare = is_consonantal(text)
    skeletons = tuple(skeleton(word, is_consonantal=bare) for word in words)
    variants = tuple(
        skeleton(word.replace("w", "v"), is_consonantal=True) if bare and "w" in word else ""
        for word in words
    )
    return NameForm(
        words,
        skeletons,
        variants,
        bare,
        whole="".join(skeletons),
        in_order=tuple(sorted(words)),
        letters=sum(map(len, words)),
    )
