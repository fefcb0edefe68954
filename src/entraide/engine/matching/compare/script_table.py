"""The fitted table of how native units are written in Latin letters, read from its data file.

It holds characters, groups of Latin letters and weights; no names. benchmarks/name_quality/
fit_scripts.py writes it.
"""

import hashlib
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

FILE: Final = "script_table.bin"
LONGEST: Final = 4
"""Latin letters that one unit may be written with."""
LETTERS: Final = 27
"""a to z, and the place between two words (0)."""
STEPS_PER_NAT: Final = 20
"""How finely weights are kept: a byte holds minus the logarithm of a probability, in these."""
EMPTY: Final = 0
"""The group of no letter."""
IMPOSSIBLE: Final = 1
"""Stands for every group that no unit is written with."""

_SLIP: Final = 0.01
"""How often a unit is written in a way never seen: left out, or as any one letter."""
_LEFT_OUT: Final = 0.3


class FittedScript(msgspec.Struct, frozen=True, array_like=True):
    """One script as the file keeps it.

    Attributes:
        contexts: of the rows, one a line.
        filled: how many groups each row has, 16 bits each.
        groups: numbers of the groups of all rows, one row after another, 16 bits each.
        weights: of these groups, a byte each.
        base, per_nat, per_unit: a pair's likeness is the logistic function of
            base + per_nat · evidence + per_unit · units.
    """

    contexts: str
    filled: bytes
    groups: bytes
    weights: bytes
    base: float
    per_nat: float
    per_unit: float


class FittedTable(msgspec.Struct, frozen=True, array_like=True):
    """The file: the groups of letters from the third on, the background, and each script's bytes.

    Attributes:
        format: of this file; another one is refused.
        groups: of one to four Latin letters, one a line.
        background: logarithm of each letter's probability after the two before it, 32 bits each.
        scripts: by ISO 15924, each a packed `FittedScript`.
    """

    format: int
    groups: str
    background: bytes
    scripts: dict[str, msgspec.Raw]


FORMAT: Final = 1


class Script:
    """One script of the table, ready to weigh."""

    def __init__(self, fitted: FittedScript, groups: int) -> None:
        """Args: fitted: from the file; groups: how many there are."""
        self.base, self.per_nat, self.per_unit = fitted.base, fitted.per_nat, fitted.per_unit
        self._rows = {name: row for row, name in enumerate(fitted.contexts.split("\n"))}
        filled = np.frombuffer(fitted.filled, "<u2").astype(np.int64)
        self._ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(filled)])
        self._groups = np.frombuffer(fitted.groups, "<u2")
        self._weights = np.frombuffer(fitted.weights, np.uint8)
        self._slip = np.zeros(groups)
        self._slip[EMPTY] = _SLIP * _LEFT_OUT
        self._slip[IMPOSSIBLE + 1 : IMPOSSIBLE + LETTERS] = _SLIP * (1 - _LEFT_OUT) / (LETTERS - 1)
        self._slips = {"": _SLIP * _LEFT_OUT} | dict.fromkeys(
            map(chr, range(ord("a"), ord("z") + 1)), _SLIP * (1 - _LEFT_OUT) / (LETTERS - 1)
        )
        self._dense = lru_cache(maxsize=2048)(self._dense_row)

    def row(self, contexts: tuple[str, ...]) -> Weights:
        """The probability of each group for a unit, by the longest of its contexts that is known.

        A unit that is not known at all is left out or written as any letter, both unlikely.
        """
        rows = self._rows
        for name in reversed(contexts):
            row = rows.get(name)
            if row is not None:
                return self._dense(row)
        return self._slip

    def ways(self, contexts: tuple[str, ...], names: tuple[str, ...]) -> dict[str, float]:
        """The same by group, without the ways that are never seen but one letter.

        Args:
            contexts: of the unit.
            names: of the table's groups.
        """
        ways = dict(self._slips)
        found = next((self._rows[name] for name in reversed(contexts) if name in self._rows), None)
        if found is not None:
            part = slice(self._ends[found], self._ends[found + 1])
            shares = (1 - _SLIP) * np.exp(self._weights[part] / float(-STEPS_PER_NAT))
            for group, share in zip(self._groups[part].tolist(), shares.tolist(), strict=True):
                name = names[group]
                ways[name] = ways.get(name, 0.0) + share
        return ways

    def likeliest(self, contexts: tuple[str, ...]) -> tuple[Numbers, Weights]:
        """Groups that a unit is written with, the likeliest first, and their probabilities."""
        row = self.row(contexts)
        known = np.flatnonzero(row > self._slip)
        order = known[np.argsort(-row[known], kind="stable")]
        return order, row[order]

    def _dense_row(self, row: int) -> Weights:
        part = slice(self._ends[row], self._ends[row + 1])
        dense = self._slip.copy()
        dense[self._groups[part]] += (1 - _SLIP) * np.exp(
            self._weights[part] / float(-STEPS_PER_NAT)
        )
        return dense


class Table:
    """The whole file, its scripts read when they are first asked for."""

    def __init__(self, packed: bytes) -> None:
        """Raises: ValueError: the file is of another format."""
        fitted = msgspec.msgpack.decode(zlib.decompress(packed), type=FittedTable)
        if fitted.format != FORMAT:
            raise ValueError(f"script table of format {fitted.format}, not {FORMAT}")
        self.digest = hashlib.sha256(packed).hexdigest()[:16]
        self.groups = ("", "", *fitted.groups.split("\n"))
        self.background = np.frombuffer(fitted.background, "<f4").astype(np.float64)
        self.scripts = frozenset(fitted.scripts)
        self._packed = fitted.scripts
        self.numbers = group_numbers(self.groups)
        self.script = cache(self._script)

    def _script(self, script: str) -> Script:
        return Script(
            msgspec.msgpack.decode(self._packed[script], type=FittedScript), len(self.groups)
        )


def group_numbers(groups: tuple[str, ...]) -> list[Numbers]:
    """For each length from one: the number of the group of each code; the last for no group."""
    found = [np.full(LETTERS**length + 1, IMPOSSIBLE) for length in range(1, LONGEST + 1)]
    for number, group in enumerate(groups[IMPOSSIBLE + 1 :], IMPOSSIBLE + 1):
        code = 0
        for letter in group:
            code = code * LETTERS + ord(letter) - 96
        found[len(group) - 1][code] = number
    return found


@cache
def table() -> Table:
    """The table that the matcher uses, read once."""
    return Table(files(__package__).joinpath(FILE).read_bytes())


def packed(fitted: Any) -> bytes:
    """The bytes of a `FittedTable` as the file keeps them."""
    return zlib.compress(msgspec.msgpack.encode(fitted), 9)
