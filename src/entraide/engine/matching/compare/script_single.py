"""The evidence of one native word with one Latin word, without arrays: for pairs met one by one."""

from functools import lru_cache
from math import exp, log
from typing import Final

from entraide.engine.matching.compare.script_table import (
    LETTERS,
    LONGEST,
    table,
)
from entraide.engine.matching.compare.script_units import Contexts, table_script, units

ADDED: Final = 0.001
"""How likely a given letter is added between two units that has nothing to do with either."""
_LEAST: Final = -600.0
"""The least logarithm whose power is a number."""
_BELOW: Final = 1e-4
"""Of the floor: places that together could not change what is told."""
_A: Final = ord("a") - 1


def one_evidence(native: str, script: str, latin: str, least: float) -> float | None:
    """`scripts.evidence` of one pair; None if it is surely less than the least that is asked.

    Cost: about 20 µs, 80 if long; a few if the two are quite unlike.

    Args:
        native: a word in its own script.
        script: of it.
        latin: letters a to z only, at least one.
        least: evidence below which nobody cares how much it is.
    """
    chance = by_chance(latin)
    floor = exp(max(least + chance, _LEAST))
    reached = [0.0] * (len(latin) + 1)
    reached[0] = 1.0
    reached[1] = ADDED
    for ways in _ways_of_units(native, script):
        reached = _further(ways, latin, reached, floor * _BELOW)
        if sum(reached) < floor:  # what is reached never grows
            return None
    whole = reached[-1]
    return log(whole) - chance if whole >= floor else None


def _further(ways: dict[str, float], latin: str, reached: list[float], floor: float) -> list[float]:
    """What is reached after one more unit, from all that is not far below the floor."""
    size = len(latin)
    further = [0.0] * (size + 1)
    nothing = ways[""]
    for place, share in enumerate(reached):
        if share < floor:
            continue
        further[place] += share * nothing
        for end in range(place + 1, min(place + LONGEST, size) + 1):
            way = ways.get(latin[place:end])
            if way is not None:
                further[end] += share * way
    for place in range(size, 0, -1):
        further[place] += ADDED * further[place - 1]
    return further


@lru_cache(maxsize=16384)
def _ways_of_units(native: str, script: str) -> tuple[dict[str, float], ...]:
    known = table_script(script)
    return tuple(_ways(contexts, known) for contexts in units(native, script))


@lru_cache(maxsize=16384)
def _ways(contexts: Contexts, script: str) -> dict[str, float]:
    """What a unit is written with, and how likely."""
    fitted = table()
    return fitted.script(script).ways(contexts, fitted.groups)


@lru_cache(maxsize=16384)
def by_chance(latin: str) -> float:
    """Logarithm of how likely a Latin word is as a word, whatever it renders."""
    weights = _background()
    before = last = 0
    total = 0.0
    for code in latin.encode():
        letter = code - _A
        total += weights[(before * LETTERS + last) * LETTERS + letter]
        before, last = last, letter
    return total + weights[(before * LETTERS + last) * LETTERS]


@lru_cache(maxsize=1)
def _background() -> list[float]:
    weights: list[float] = table().background.tolist()
    return weights
