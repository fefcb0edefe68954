"""Which script a letter is written in."""

from bisect import bisect_right
from functools import lru_cache
from typing import Final

_BLOCKS: Final = (
    (0x0000, "Zyyy"), (0x0041, "Latn"), (0x005B, "Zyyy"), (0x0061, "Latn"), (0x007B, "Zyyy"),
    (0x00AA, "Latn"), (0x00AB, "Zyyy"), (0x00B5, "Grek"), (0x00B6, "Zyyy"), (0x00BA, "Latn"),
    (0x00BB, "Zyyy"), (0x00C0, "Latn"), (0x02B0, "Zyyy"), (0x0370, "Grek"), (0x0400, "Cyrl"),
    (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, "Syrc"), (0x0750, "Arab"),
    (0x0780, "Thaa"), (0x07C0, "Nkoo"), (0x0800, "Zyyy"), (0x0860, "Syrc"), (0x0870, "Arab"),
    (0x0900, "Deva"), (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"),
    (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"),
    (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"),
    (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, "Zyyy"), (0x1780, "Khmr"), (0x1800, "Mong"),
    (0x18B0, "Zyyy"), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, "Zyyy"), (0x1D00, "Latn"),
    (0x1DC0, "Zyyy"), (0x1E00, "Latn"), (0x1F00, "Grek"), (0x2000, "Zyyy"), (0x2C60, "Latn"),
    (0x2C80, "Copt"), (0x2D00, "Geor"), (0x2D30, "Tfng"), (0x2D80, "Ethi"), (0x2DE0, "Cyrl"),
    (0x2E00, "Zyyy"), (0x2E80, "Hani"), (0x3000, "Zyyy"), (0x3005, "Hani"), (0x3008, "Zyyy"),
    (0x3041, "Hira"), (0x30A0, "Kana"), (0x3100, "Bopo"), (0x3130, "Hang"), (0x3190, "Zyyy"),
    (0x31F0, "Kana"), (0x3200, "Zyyy"), (0x3400, "Hani"), (0x4DC0, "Zyyy"), (0x4E00, "Hani"),
    (0xA000, "Zyyy"), (0xA640, "Cyrl"), (0xA6A0, "Zyyy"), (0xA720, "Latn"), (0xA800, "Zyyy"),
    (0xAB30, "Latn"), (0xAB70, "Zyyy"), (0xAC00, "Hang"), (0xD7B0, "Zyyy"), (0xF900, "Hani"),
    (0xFB00, "Latn"), (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, "Zyyy"),
    (0xFE70, "Arab"), (0xFEFF, "Zyyy"), (0x20000, "Hani"), (0x33480, "Zyyy"),
)  # fmt: skip
"""First code point → script by ISO 15924, until the next: what names are written in.

Source: the Unicode Standard's file of blocks. "Zyyy" is what belongs to no script or to a rare one.
"""
_STARTS: Final = [start for start, _script in _BLOCKS]

CONSONANTAL: Final = frozenset({"Arab", "Hebr", "Syrc"})
"""Scripts that leave vowels out."""


@lru_cache(maxsize=8192)
def script_of(letter: str) -> str:
    """The script of one letter by ISO 15924 ("Latn", "Hani"); "Zyyy" for signs and digits."""
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]
