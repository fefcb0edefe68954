"""Name codes: the 8 bytes under which persons, and words that are near a word, are looked up.

The first byte is the database's number, the rest a digest of what is looked up and of its kind.

Two steps: a code of a word's letters leads to the words of the index that are near it (the
vocabulary), and the code of each of these to the persons who bear it.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from entraide.engine.matching.compare.scripts import script_keys
from entraide.engine.matching.normalise.name import NameForm, Role, Word
from entraide.engine.matching.normalise.skeleton import skeleton

NAME_FORMAT: Final = 4
"""Changes when the codes of a name or a date do: part of the fingerprint."""

WORD, SYMBOL, BARE, WHOLE, LATIN, NATIVE, DAY, YEAR, MONTH_DAY, PARTIAL = b"wsbotnDYMP"
"""What a code stands for whose list holds persons: a word in any romanisation; its symbol in the
name data; the skeleton of a word that was written without vowels, and of a whole name; the key
across scripts of a Latin word, and of a native one; and of a birth date the day, its year, its
month and day, a year or month alone ("" for none at all)."""

LETTERS, SOUND = b"lk"
"""What a code stands for whose list holds words: the word, or what is left of it without one of its
letters; its skeleton."""

LONGEST: Final = 40
"""Letters of a word that count."""

_SHORTEST_SHORTENED: Final = 3
"""Letters from which a word is also found without one of them: of two, one letter is left."""

_SHORT: Final = 4
"""Letters up to which a word may be written as one with the particle that follows it."""

BESIDE: Final = frozenset({Role.PARTICLE, Role.LINK, Role.TITLE, Role.GENERATION, Role.LEGAL_FORM})
"""Words that stand beside a name: often left out, and common."""

_JOINING: Final = frozenset({Role.PARTICLE, Role.LINK})


@lru_cache(maxsize=1 << 17)
def code(number: int, kind: int, text: str) -> bytes:
    """The code of a word, a skeleton, a symbol or a date in the database of this number."""
    given = bytes((kind,)) + word_bytes(text[:LONGEST])
    return number.to_bytes(1, "big") + blake2b(given, digest_size=7).digest()


def word_codes(number: int, text: str) -> list[bytes]:
    """The codes that lead to a word of the vocabulary, and that lead from a word to those near."""
    codes = letter_codes(number, text)
    sound = skeleton(text)
    return [*codes, code(number, SOUND, sound)] if sound else codes


def letter_codes(number: int, text: str) -> list[bytes]:
    """Those of them that lead to words a letter away."""
    return [code(number, LETTERS, each) for each in shortened(text)]


def word_bytes(text: str) -> bytes:
    """A word as the vocabulary holds it."""
    return text.encode("utf-8", "surrogatepass")


def word_text(held: bytes) -> str:
    """The word of which these are the bytes."""
    return held.decode("utf-8", "surrogatepass")


def shortened(text: str) -> list[str]:
    """The word, and what is left of it without one of its letters.

    Two words that are one letter apart (missing, added, wrong or swapped) have one of these in
    common, unless one of them has two letters at most.
    """
    text = text[:LONGEST]
    if len(text) < _SHORTEST_SHORTENED:
        return [text]
    return list({text: 0} | {text[:at] + text[at + 1 :]: 0 for at in range(len(text))})


def form_texts(form: NameForm) -> Iterator[str]:
    """Every way in which a word of the name may be written in Latin letters, cut to size.

    Particles are also joined to their word: some write Abd al-Rahman, some Abdalrahman.
    """
    for word in form.words:
        yield word.text[:LONGEST]
        for other in word.also:
            yield other[:LONGEST]
    for place, word in enumerate(form.words[:-1]):
        if word.role in _JOINING:
            end = place + 1
            while end < len(form.words) - 1 and form.words[end].role in _JOINING:
                end += 1
            joined = "".join([each.text for each in form.words[place : end + 1]])
            yield joined[:LONGEST]
            if place and len(form.words[place - 1].text) <= _SHORT:
                yield (form.words[place - 1].text + joined)[:LONGEST]


def form_codes(number: int, form: NameForm) -> Iterator[bytes]:
    """The codes under which whoever bears this name is found."""
    for text in form_texts(form):
        yield code(number, WORD, text)
    for word in form.words:
        yield from _other_codes(number, word)
        if form.is_consonantal:
            for sound in sounds(word):
                yield code(number, BARE, sound)
    if form.whole:
        yield code(number, WHOLE, form.whole)


@lru_cache(maxsize=1 << 16)
def _other_codes(number: int, word: Word) -> tuple[bytes, ...]:
    """Those of a word's symbols and of its keys across scripts."""
    kind = NATIVE if word.native else LATIN
    return (
        *[code(number, SYMBOL, str(symbol)) for symbol in word.symbols],
        *[code(number, kind, key) for key in cross_keys(word)],
    )


def cross_keys(word: Word) -> tuple[str, ...]:
    """What a word has in common with its spellings in other scripts."""
    return script_keys(word.native or word.text, word.script if word.native else "Latn")


def sounds(word: Word) -> tuple[str, ...]:
    """The skeletons of a word."""
    return tuple(filter(None, (word.skeleton, word.variant)))


def date_codes(number: int, date: str) -> tuple[bytes, ...]:
    """The codes of a birth date as kept: 1953, 1985-03 or 1985-03-07; "" if none is."""
    found: tuple[tuple[int, str], ...] = ((PARTIAL, date),)
    if len(date) == len("1985-03-07"):
        found = (DAY, date), (YEAR, date[:4]), (MONTH_DAY, date[5:])
    elif len(date) == len("1985-03"):
        found = (PARTIAL, date), (PARTIAL, date[:4])
    return tuple([code(number, *each) for each in found])
