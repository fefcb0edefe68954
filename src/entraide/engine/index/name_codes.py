"""Name codes: the 8 bytes under which a person is found by a word of a name or by a birth date.

The first byte is the database's number, the rest a hash of what is looked up. A word's hash is a
polynomial, so that the hashes of all words one letter away come from it without spelling them.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from entraide.engine.matching.normalise.name import NameForm, name_form
from entraide.engine.schema.database import Database

NAME_FORMAT: Final = 1
"""Changes when the codes of a name or a date do: part of the fingerprint."""

Codes = NDArray[np.uint64]

WORD, SKELETON, BARE, WHOLE, DAY, YEAR, MONTH_DAY, PARTIAL = range(8)
"""What a code stands for: a word (or two neighbours written as one); its skeleton, apart for words
that were written without vowels, which only so can be found; the skeleton of the whole name; and of
a birth date the day, its year, its month and day, a year or month alone."""

_MASK: Final = (1 << 64) - 1
_BASE: Final = 0x9E3779B97F4A7C15
_UNBASE: Final = pow(_BASE, -1, 1 << 64)
_LONGEST: Final = 40
"""Letters of a word that count."""

_POWERS: Final = np.array([pow(_BASE, power, 1 << 64) for power in range(_LONGEST + 2)], np.uint64)
_LETTERS: Final = np.arange(ord("a"), ord("z") + 1, dtype=np.uint64)
_SHORTEST_EDITED: Final = 2
"""Letters from which a word is also looked up with one letter added or two swapped; from one more
on also with one wrong or missing (of two letters, that would be nearly every short word)."""


def record_codes(database: Database, values: Mapping[str, Any]) -> frozenset[bytes]:
    """Every name code under which a record is found; none if its database is not asked by name."""
    search = database.names
    if search is None:
        return frozenset()
    names = values.get(search.names) or ()
    codes = set(_date_codes(values.get(search.birth_date) or ""))
    for name in (names,) if isinstance(names, Mapping) else names:
        codes.update(_form_codes(name_form(name)))
    return frozenset(stamp(database.number, code) for code in codes)


def stamp(number: int, code: int) -> bytes:
    """The bytes of a code in this database."""
    return (number << 56 | code >> 8).to_bytes(8, "big")


def stamped(number: int, codes: Codes) -> bytes:
    """The same for many codes, one after the other."""
    shifted = (codes >> np.uint64(8)) | np.uint64(number << 56)
    return shifted.astype(">u8").tobytes()


@lru_cache(maxsize=65536)
def code(kind: int, text: str) -> int:
    """The 64-bit code of a word, skeleton or date."""
    total = 0
    for letter in reversed(text[:_LONGEST]):
        total = (total * _BASE + ord(letter)) & _MASK
    return _mixed(kind, total)


@lru_cache(maxsize=4096)
def one_letter_away(word: str) -> Codes:
    """The codes of every word that differs by one letter: missing, added, wrong, or swapped.

    Of a word of two letters only those with one added or both swapped; of a single letter, none.
    """
    if not _SHORTEST_EDITED <= len(word) <= _LONGEST:
        return np.empty(0, np.uint64)
    letters = np.array([ord(letter) for letter in word], np.uint64)
    size = len(word)
    powers = _POWERS[: size + 1]
    before = np.concatenate(([np.uint64(0)], np.cumsum(letters * powers[:size], dtype=np.uint64)))
    total = before[size]
    after = total - before
    wrong = total + (_LETTERS[:, None] - letters) * powers[:size]
    added = before + _LETTERS[:, None] * powers + after * np.uint64(_BASE)
    missing = before[:size] + after[1:] * np.uint64(_UNBASE)
    step = letters[1:] - letters[:-1]
    swapped = total + step * powers[: size - 1] - step * powers[1:size]
    edits = [added.ravel(), swapped]
    if size > _SHORTEST_EDITED:
        edits += [wrong.ravel(), missing]
    around = np.unique(np.concatenate(edits))
    return _mixed_many(WORD, around[around != total])


def _form_codes(form: NameForm) -> Iterator[int]:
    for word in (*form.texts, *form.joined):
        yield code(WORD, word)
    kind = BARE if form.is_consonantal else SKELETON
    for skeleton in (*form.skeletons, *form.variants):
        if skeleton:
            yield code(kind, skeleton)
    if form.whole:
        yield code(WHOLE, form.whole)


def _date_codes(date: str) -> Iterable[int]:
    """The codes of a birth date as kept: 1953, 1985-03 or 1985-03-07."""
    if len(date) == len("1985-03-07"):
        return code(DAY, date), code(YEAR, date[:4]), code(MONTH_DAY, date[5:])
    if len(date) == len("1985-03"):
        return code(PARTIAL, date), code(PARTIAL, date[:4])
    return (code(PARTIAL, date),) if date else ()


def _mixed(kind: int, total: int) -> int:
    """Spreads a polynomial over all 64 bits (the finish of splitmix64)."""
    total = (total + (kind + 1) * 0xD1B54A32D192ED03) & _MASK
    total = ((total ^ total >> 30) * 0xBF58476D1CE4E5B9) & _MASK
    total = ((total ^ total >> 27) * 0x94D049BB133111EB) & _MASK
    return total ^ total >> 31


def _mixed_many(kind: int, totals: Codes) -> Codes:
    totals = totals + np.uint64((kind + 1) * 0xD1B54A32D192ED03 & _MASK)
    totals = (totals ^ totals >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    totals = (totals ^ totals >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return totals ^ totals >> np.uint64(31)
