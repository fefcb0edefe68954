"""A name, made comparable: its words in folded Latin letters, what each word is, and its sounds."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import msgspec

from entraide.engine.matching.normalise.analysis import Found, analysed, known
from entraide.engine.matching.normalise.roles import Role, symbols_of
from entraide.engine.matching.normalise.romanise import romanised
from entraide.engine.matching.normalise.script import CONSONANTAL
from entraide.engine.matching.normalise.skeleton import skeleton

__all__ = ["MOST_WORDS", "NORMALISER_VERSION", "NameForm", "Role", "Word", "form_of", "name_form"]

NORMALISER_VERSION: Final = 4
"""Changes when a name's words, roles, symbols or skeletons do: part of the index's fingerprint."""

MOST_WORDS: Final = 16
"""Words of one name that are looked at; real names have fewer."""


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One word of a name.

    Attributes:
        text: folded Latin letters and digits, never empty; the likeliest romanisation in passports.
        native: folded in its own script where that is not Latin, else "".
        script: by ISO 15924, as "Latn", "Arab", "Hani".
        role: what the word is in its name.
        symbols: numbers of the name data: one number is one name in all its languages, scripts and
            short forms; () if the word is not known there.
        skeleton: its consonants as sounds; "" where it has none.
        also: other romanisations that documents carry, folded; usually ().
        variant: the skeleton if its W is a V (Hebrew and Persian write both with one), or "".
    """

    text: str
    native: str = ""
    script: str = "Latn"
    role: Role = Role.NAME
    symbols: tuple[int, ...] = ()
    skeleton: str = ""
    also: tuple[str, ...] = ()
    variant: str = ""


class NameForm(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name as it is compared; kept by the index as it stands, and never analysed again.

    Attributes:
        words: family name first, then forenames, where that is known; else as written.
        kind: "person", "organisation", "thing" (a vessel, an aircraft), or "" if nothing tells.
        is_consonantal: written in a script without vowels: only skeletons say anything.
        whole: the skeleton of all words as one: how scripts without blanks write a name.
    """

    words: tuple[Word, ...] = ()
    kind: str = ""
    is_consonantal: bool = False
    whole: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The words in folded Latin letters."""
        return tuple([word.text for word in self.words])

    @property
    def skeletons(self) -> tuple[str, ...]:
        """The skeleton of each word."""
        return tuple([word.skeleton for word in self.words])

    @property
    def variants(self) -> tuple[str, ...]:
        """The other skeleton of each word, or ""."""
        return tuple([word.variant for word in self.words])

    @property
    def joined(self) -> tuple[str, ...]:
        """Neighbouring words written as one: some write Abd al-Rahman, some Abdalrahman."""
        texts = self.texts
        return tuple([one + two for one, two in pairwise(texts)])

    @property
    def in_order(self) -> tuple[str, ...]:
        """The words in the order of the alphabet."""
        return tuple(sorted(self.texts))

    @property
    def letters(self) -> int:
        """How many letters the words have."""
        return sum([len(word.text) for word in self.words])


def name_form(name: Mapping[str, Any]) -> NameForm:
    """The form of a name as records keep it: `family`, `forename` and `full`, each if known."""
    return form_of(name.get("family") or "", name.get("forename") or "", name.get("full") or "")


@lru_cache(maxsize=16384)
def form_of(family: str = "", forename: str = "", full: str = "") -> NameForm:
    """The form of a name in its parts; `full` counts only where there are no parts."""
    found, kind = analysed(family, forename, full)
    words = tuple([_word(each) for each in found[:MOST_WORDS]])
    return NameForm(
        words,
        kind,
        any(word.script in CONSONANTAL for word in words),
        "".join([word.skeleton for word in words]),
    )


def forget_forms() -> None:
    """Lets go of every form that was made with another table of names."""
    for cached in (form_of, _made, known, romanised):
        cached.cache_clear()


def _word(found: Found) -> Word:
    return _made(found.spelt, found.native, found.script, found.seen.role, found.seen.numbers)


@lru_cache(maxsize=65536)
def _made(
    spelt: tuple[str, ...], native: str, script: str, role: Role, numbers: tuple[int, ...]
) -> Word:
    text, *also = spelt
    is_bare = script in CONSONANTAL
    has_variant = is_bare and "w" in text
    return Word(
        text,
        native,
        script,
        role,
        symbols_of(role, numbers),
        skeleton(text, is_consonantal=is_bare),
        tuple(also) if role is not Role.PARTICLE else (),
        skeleton(text.replace("w", "v"), is_consonantal=True) if has_variant else "",
    )
