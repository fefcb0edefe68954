"""Name codes: the 8 bytes under which persons, and words that are near a word, are looked up.

The first byte is the database's number, the rest a digest of what is looked up and of its kind.

Two steps: a code of a word's letters leads to the words of the index that are near it (the
vocabulary), and the code of each of these to the persons who bear it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

from entraide.engine.matching.normalise.name import NameForm, Role, Word, name_form
from entraide.engine.matching.normalise.skeleton import skeleton
from entraide.engine.schema.database import Database

NAME_FORMAT: Final = 2
"""Changes when the codes of a name or a date do: part of the fingerprint."""

WORD, SYMBOL, BARE, WHOLE, DAY, YEAR, MONTH_DAY, PARTIAL = b"wsboDYMP"
"""What a code stands for whose list holds persons: a word in any romanisation; its symbol in the
name data; the skeleton of a word that was written without vowels, and of a whole name; and of a
birth date the day, its year, its month and day, a year or month alone."""

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


def record_codes(database: Database, values: Mapping[str, Any]) -> frozenset[bytes]:
    """Every code under which a record is found; none if its database is not asked by name."""
    search = database.names
    if search is None:
        return frozenset()
    number = database.number
    codes = {code(number, *each) for each in _date_codes(values.get(search.birth_date) or "")}
    for form in record_forms(database, values):
        codes.update(code(number, WORD, text) for text in form_texts(form))
        codes.update(code(number, *each) for each in _form_codes(form))
    return frozenset(codes)


def record_words(database: Database, values: Mapping[str, Any]) -> frozenset[str]:
    """The words whose codes are among those of the record: the vocabulary holds them."""
    return frozenset(text for form in record_forms(database, values) for text in form_texts(form))


def record_forms(database: Database, values: Mapping[str, Any]) -> list[NameForm]:
    """The names of a record in the form that is compared."""
    names = (database.names and values.get(database.names.names)) or ()
    return [name_form(name) for name in ((names,) if isinstance(names, Mapping) else names)]


def word_codes(number: int, text: str) -> list[bytes]:
    """The codes that lead to a word of the vocabulary, and that lead from a word to those near."""
    codes = [code(number, LETTERS, each) for each in shortened(text)]
    sound = skeleton(text)
    return [*codes, code(number, SOUND, sound)] if sound else codes


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


def _form_codes(form: NameForm) -> Iterator[tuple[int, str]]:
    for word in form.words:
        for symbol in word.symbols:
            yield SYMBOL, str(symbol)
        if form.is_consonantal:
            for sound in sounds(word):
                yield BARE, sound
    if form.whole:
        yield WHOLE, form.whole


def sounds(word: Word) -> tuple[str, ...]:
    """The skeletons of a word."""
    return tuple(filter(None, (word.skeleton, word.variant)))


def _date_codes(date: str) -> Iterable[tuple[int, str]]:
    """The codes of a birth date as kept: 1953, 1985-03 or 1985-03-07."""
    if len(date) == len("1985-03-07"):
        return (DAY, date), (YEAR, date[:4]), (MONTH_DAY, date[5:])
    if len(date) == len("1985-03"):
        return (PARTIAL, date), (PARTIAL, date[:4])
    return ((PARTIAL, date),) if date else ()
