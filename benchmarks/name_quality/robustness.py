"""Names of random characters of all Unicode: nothing fails, and hardly any is slow.

Each name is made ready from nothing and compared with the name before it and with a usual one.
"""

import random
import time
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from benchmarks.name_quality.ours import Ours
from benchmarks.name_quality.pairs import Side

LONGEST: Final = 120
WARM: Final = 200
"""Names made ready before times are taken: each script's tables are read when first needed."""
_USUAL: Final = Side.of("Person", name="Ana Maria Testova al-Ustopi", birthDate="1985-03-07")
_BLOCKS: Final = (
    (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x590), (0x590, 0x700), (0x900, 0xE00),
    (0xE00, 0x1100), (0x1100, 0x1200), (0x1200, 0x1800), (0x1E00, 0x2100), (0x200B, 0x2070),
    (0x3000, 0x3100), (0x4E00, 0x9FFF), (0xAC00, 0xD7A4), (0xFB50, 0xFFFE), (0x1D400, 0x1D800),
    (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF), (0x0, 0x110000),
)  # fmt: skip
"""Where scripts, marks, joiners, directions, signs and private letters stand."""


class Times(NamedTuple):
    """Processor seconds of one name each, made ready and compared twice.

    Attributes:
        count: how many names.
        median: of them.
        rare: the 99.99th percentile.
        most: the slowest.
    """

    count: int
    median: float
    rare: float
    most: float


def names(count: int, seed: int = 3) -> Iterator[str]:
    """Random names: of one block or several, words of any length, marks in heaps, any case."""
    lot = random.Random(seed)
    for _ in range(count):
        blocks = lot.choices(_BLOCKS, k=lot.choice((1, 1, 2, 4)))
        letters = [_letter(lot, lot.choice(blocks)) for _ in range(lot.randint(1, LONGEST))]
        yield "".join(" " if lot.random() < 0.15 else letter for letter in letters)


def _letter(lot: random.Random, block: tuple[int, int]) -> str:
    code = lot.randrange(*block)
    return "x" if 0xD800 <= code < 0xE000 else chr(code)


def times(matcher: Ours, count: int, seed: int = 3) -> Times:
    """How long each of so many random names took.

    Raises:
        Exception: whatever the matcher raised, with the name's characters noted.
    """
    for name in names(WARM, seed + 1):
        matcher.ready(Side.of("Person", name=name))
    usual = matcher.ready(_USUAL)
    before = matcher.asked(usual)
    taken = np.empty(count)
    for at, name in enumerate(names(count, seed)):
        side = Side.of("Person", name=name)
        begun = time.thread_time_ns()
        try:
            ready = matcher.ready(side)
            asked = matcher.asked(ready)
            found = asked.strength(usual), before.strength(ready)
        except Exception as failed:
            failed.add_note(f"name {at}: {' '.join(f'{ord(c):04X}' for c in name)}")
            raise
        taken[at] = (time.thread_time_ns() - begun) / 1e9
        assert all(0 <= each <= 1 for each in found)
        before = asked
    median, rare = np.percentile(taken, [50, 99.99])
    return Times(count, float(median), float(rare), float(taken.max()))
