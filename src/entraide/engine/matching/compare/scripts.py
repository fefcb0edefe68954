"""How likely a word in a native script and a word in Latin letters are the same name.

A native word is read unit by unit; each unit is written with none to four Latin letters, with
probabilities fitted per script. The sum over all ways to write the Latin word so, against how
likely that word is by itself, is the evidence; a logistic function makes it a likeness.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import exp
from operator import add
from typing import Final

import numpy as np

from entraide.engine.matching.compare.script_single import ADDED, one_evidence
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
_MOST_LETTERS: Final = 48
_LEAST_EVIDENCE: Final = -200.0
_LEAST_LOGIT: Final = -7.0
LEAST_LIKENESS: Final = 1 / (1 + exp(-_LEAST_LOGIT))
"""What is less likely than this, 0.0009, is told as 0 of a single pair."""
_WAYS: Final = 6
"""Ways to write a unit that spellings of a word are made of."""
_SPELLINGS: Final = 24
_KEY_LENGTH: Final = 4
_MOST_KEYS: Final = 12
_KEYS_REACH: Final = 0.99
"""How likely a spelling has one of a word's keys, where twelve suffice."""
_BEAM: Final = 48
_LEAST_WAY: Final = 0.002
_ALIKE: Final = {
    "P": "bpfvw", "T": "td", "K": "kgqc", "S": "szxj", "L": "lr", "M": "m", "N": "n",
}  # fmt: skip
_SOUNDS: Final = {letter: sound for sound, alike in _ALIKE.items() for letter in (*alike, sound)}
"""Letter → sound of a key. Measured on pairs held back: with R and L or B and V apart, Japanese and
Chinese names miss 2 to 4 of 100 more; with K and S one, three times as many words share a key."""
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
    """By `one_evidence`: what `likenesses` gives, cheaper; 0 below `LEAST_LIKENESS`."""
    bare = latin if latin.isascii() and latin.isalpha() and latin.islower() else _bare(latin)
    spelt = units(native, script)
    if not (spelt and bare):
        return 0.0
    fitted = table().script(table_script(script))
    base = fitted.base + fitted.per_unit * len(spelt)
    found = one_evidence(native, script, bare, (_LEAST_LOGIT - base) / fitted.per_nat)
    if found is None:
        return 0.0
    logit = base + fitted.per_nat * found
    return 1 / (1 + exp(-min(max(logit, -700.0), 36.0)))


def likenesses(native: str, script: str, latins: Sequence[str] | LatinWords) -> Weights:
    """`likeness` of one native word with each of many Latin words.

    Cost: 0.2 ms for 100 words, 20 ms for 20,000 that are prepared as `LatinWords`.
    """
    words = latins if isinstance(latins, LatinWords) else LatinWords(latins)
    return _calibrated(native, script, evidence(native, script, words))


def _calibrated(native: str, script: str, weighed: Weights) -> Weights:
    fitted = table().script(table_script(script))
    count = len(units(native, script))
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
    added = np.where(words.groups[1] != IMPOSSIBLE, ADDED, 0.0)
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


def likeness_of_natives(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How likely two native words are one name, 0–1, through the Latin spellings of each.

    Either may be a Latin word too (script "Latn"). The order of the two does not matter.

    Args:
        one: a word and its script.
        other: likewise.
    """
    first, second = sorted((one, other))
    return _likeness_of_natives(*first, *second)


@lru_cache(maxsize=16384)
def _likeness_of_natives(one: str, script: str, other: str, other_script: str) -> float:
    ways = ((one, script, other, other_script), (other, other_script, one, script))
    return sum(map(_likeness_through_latin, ways)) / len(ways)


def _likeness_through_latin(way: tuple[str, str, str, str]) -> float:
    """The likeness of the first word with each spelling of the second, by how likely it is."""
    one, script, other, other_script = way
    spelt = romanisations(other, other_script)
    if not spelt or not units(one, script):
        return 0.0
    shares = np.array([share for _spelling, share in spelt])
    weighed = evidence(one, script, LatinWords([spelling for spelling, _share in spelt]))
    together = np.log(max(float(shares @ np.exp(np.minimum(weighed, 500))), 1e-87))
    return float(_calibrated(one, script, np.array([together - np.log(shares.sum())]))[0])


@lru_cache(maxsize=4096)
def romanisations(native: str, script: str) -> tuple[tuple[str, float], ...]:
    """The likeliest Latin spellings of a native word, each with its probability; likeliest first.

    Cost: about 1 ms, once a word.
    """
    known = table()
    fitted = known.script(table_script(script))
    spelt = {"": 1.0}
    for contexts in units(native, script):
        numbers, shares = fitted.likeliest(contexts)
        ways = [
            (known.groups[number], share)
            for number, share in zip(numbers[:_WAYS], shares[:_WAYS].tolist(), strict=True)
        ]
        spelt = _likeliest(_extended(spelt, ways, add), _SPELLINGS)
    return tuple((word, share) for word, share in spelt.items() if word)


def script_keys(word: str, script: str) -> tuple[str, ...]:
    """Short keys: a word in one script and its spellings in another nearly always share one.

    A Latin word has one: its first four consonants, those that scripts write for one another made
    one. A native word has those of its likely spellings, the likeliest first, at most twelve.

    Of names seen in two scripts 98 to 99 of 100 share one; a word's keys lead to 1 to 2 of 100
    words. Cost: a Latin word 1 µs, a native one about 0.3 ms, once.
    """
    if script == "Latn":
        return (_key("", word.lower() if word.isascii() else _bare(word)),)
    return _native_keys(word, script)


@lru_cache(maxsize=16384)
def _native_keys(native: str, script: str) -> tuple[str, ...]:
    spelt = units(native, script)
    if not spelt:
        return ()
    keys = {"": 1.0}
    for contexts in spelt:
        keys = _likeliest(_extended(keys, _key_ways(contexts, table_script(script)), _key), _BEAM)
    found, reached = [], 0.0
    for key, share in keys.items():
        found.append(key)
        reached += share
        if len(found) == _MOST_KEYS or reached > _KEYS_REACH * sum(keys.values()):
            break
    return tuple(found)


@lru_cache(maxsize=16384)
def _key_ways(contexts: tuple[str, ...], script: str) -> list[tuple[str, float]]:
    """What a unit may add to a key, and how likely."""
    known = table()
    numbers, shares = known.script(script).likeliest(contexts)
    ways: dict[str, float] = {}
    for number, share in zip(numbers, shares.tolist(), strict=True):
        sounds = _key("", known.groups[number])
        ways[sounds] = ways.get(sounds, 0.0) + share
    return [(sounds, share) for sounds, share in ways.items() if share > _LEAST_WAY]


def _key(begun: str, letters: str) -> str:
    """A key continued by letters or by another key; a sound twice running counts once."""
    for letter in letters:
        sound = _SOUNDS.get(letter, "")
        if sound and len(begun) < _KEY_LENGTH and not begun.endswith(sound):
            begun += sound
    return begun


def _extended(
    begun: dict[str, float], ways: list[tuple[str, float]], joined: Callable[[str, str], str]
) -> dict[str, float]:
    further: dict[str, float] = {}
    for text, share in begun.items():
        for more, more_share in ways:
            whole = joined(text, more)
            further[whole] = further.get(whole, 0.0) + share * more_share
    return further


def _likeliest(shares: dict[str, float], most: int) -> dict[str, float]:
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:most])


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
