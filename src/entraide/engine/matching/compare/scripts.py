"""How likely a word in a native script and a word in Latin letters are the same name.

A native word is read unit by unit; each unit is written with none to four Latin letters, with
probabilities fitted per script. The sum over all ways to write the Latin word so, against how
likely that word is by itself, is the evidence; a logistic function makes it a likeness.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from entraide.engine.matching.compare.script_table import (
    IMPOSSIBLE,
    LETTERS,
    LONGEST,
    Numbers,
    Weights,
    table,
)
from entraide.engine.matching.compare.script_units import table_script, units
from entraide.engine.matching.normalise.latin import to_latin

_PLAIN: Final = re.compile("[a-z\0]*")
_NOT_LETTER: Final = re.compile("[^a-z]")
_ADDED: Final = 0.001
"""How likely a given letter is added between two units that has nothing to do with either."""
_MOST_LETTERS: Final = 48
_LEAST_EVIDENCE: Final = -200.0
_LETTER: Final = np.zeros(256, np.int64)
_LETTER[97:123] = range(1, LETTERS)


class LatinWords:
    """Latin words made ready to be weighed against native ones; prepare once, ask often.

    The words lie in one row, a gap before each; a place p stands for "as far as the letter at p".

    Args:
        words: in any letters; only a to z count, after folding. A word without one is like nothing.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Cost: 2 µs a word."""
        some = list(words)
        joined = "\0".join(some)
        if _PLAIN.fullmatch(joined) is None or joined.count("\0") >= max(len(some), 1):
            joined = "\0".join(map(_bare, some))
        letters = _LETTER[np.frombuffer(("\0" + joined).encode(), np.uint8)]
        self.begins = np.flatnonzero(letters == 0)[: len(some)]
        self.ends = np.append(self.begins[1:], len(letters))[: len(some)] - 1
        self.groups = _groups_ending_at(letters)
        """For 0 to 4 letters: the number of the group of as many letters that ends at a place."""
        self.background = self._background(letters)
        """Logarithm of how likely each word is as a Latin word, whatever it renders."""

    def __len__(self) -> int:
        return len(self.begins)

    def _background(self, letters: Numbers) -> Weights:
        last = np.concatenate([[0], letters[:-1]])
        before = np.where(last == 0, 0, np.concatenate([[0, 0], letters[:-2]]))
        weights = table().background[(before * LETTERS + last) * LETTERS + letters]
        weights[self.begins] = 0.0
        ending = (np.where(self.ends > self.begins, last[self.ends], 0) * LETTERS) + letters[
            self.ends
        ]
        closing = table().background[ending * LETTERS]
        return np.asarray(np.add.reduceat(weights, self.begins) + closing)


def likeness(native: str, script: str, latin: str) -> float:
    """How likely the two are one name, 0–1; 0 if either has no letter.

    0.5 is where a word is as likely the right one as the nearest of a thousand other names.

    Args:
        native: a word in its own script.
        script: of that word, by ISO 15924, as "Arab".
        latin: a word in Latin letters.
    """
    return _likeness(native, script, latin)


@lru_cache(maxsize=65536)
def _likeness(native: str, script: str, latin: str) -> float:
    return float(likenesses(native, script, (latin,))[0])


def likenesses(native: str, script: str, latins: Sequence[str] | LatinWords) -> Weights:
    """`likeness` of one native word with each of many Latin words.

    Cost: 0.2 ms for 100 words, 20 ms for 20,000 that are prepared as `LatinWords`.
    """
    words = latins if isinstance(latins, LatinWords) else LatinWords(latins)
    fitted = table().script(table_script(script))
    count = len(units(native, script))
    weighed = evidence(native, script, words)
    logit = fitted.base + fitted.per_nat * weighed + fitted.per_unit * count
    return np.where(weighed > _LEAST_EVIDENCE, 1 / (1 + np.exp(-np.clip(logit, -700, 36))), 0.0)


def evidence(native: str, script: str, words: LatinWords) -> Weights:
    """Logarithm of how much likelier each Latin word is as this native word than as any name."""
    spelt = units(native, script)
    if not spelt or not len(words):
        return np.full(len(words), _LEAST_EVIDENCE)
    fitted = table().script(table_script(script))
    size = words.groups.shape[1]
    reached, further = np.zeros((2, size))
    reached[words.begins] = 1.0
    one = np.empty(size)
    added = np.where(words.groups[1] != IMPOSSIBLE, _ADDED, 0.0)
    reached[1:] += added[1:] * reached[:-1]
    for contexts in spelt:
        ways = fitted.row(contexts)[words.groups]
        np.multiply(ways[0], reached, out=further)
        for length in range(1, LONGEST + 1):
            part = one[length:]
            np.multiply(ways[length, length:], reached[:-length], out=part)
            further[length:] += part
        np.multiply(added[1:], further[:-1], out=reached[1:])
        further[1:] += reached[1:]
        reached, further = further, reached
    whole = np.log(np.maximum(reached[words.ends], 1e-300)) - words.background
    return np.where(words.ends > words.begins, np.maximum(whole, _LEAST_EVIDENCE), _LEAST_EVIDENCE)


def digest() -> str:
    """Names the fitted table; part of the matcher's version."""
    return table().digest


def _bare(word: str) -> str:
    return _NOT_LETTER.sub("", to_latin(word))[:_MOST_LETTERS]


def _groups_ending_at(letters: Numbers) -> Numbers:
    numbers = table().numbers
    found = np.zeros((LONGEST + 1, len(letters)), np.int64)
    code = np.zeros(len(letters), np.int64)
    is_inside = np.ones(len(letters), bool)
    for length in range(1, LONGEST + 1):
        earlier = letters[: len(letters) - length + 1]
        code[length - 1 :] += earlier * LETTERS ** (length - 1)
        is_inside[: length - 1] = False
        is_inside[length - 1 :] &= earlier > 0
        found[length] = numbers[length - 1][np.where(is_inside, code, -1)]
    return found
