"""The pages' fonts as a printer of PDF reads them: out of WOFF2, each piece under its own name."""

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from entraide.web.packages.library import library

FAMILY_NAMES: Final = frozenset({1, 4, 6, 16})
"""Where a font keeps what it is called. Source: OpenType, table `name`."""
PIECES: Final = (
    *("sans-latin", "sans-latin-ext", "sans-arabic-arabic"),
    *("sans-cyrillic", "sans-cyrillic-ext", "sans-greek", "sans-vietnamese"),
)
FAMILIES: Final = tuple(f"entraide-{piece}" for piece in PIECES)
"""In the order in which a letter is looked for."""


@cache
def folder() -> Path:
    """Where the fonts lie, made once for every process of this machine's user.

    Raises:
        NoLibrary: the pages' fonts were never fetched.
    """
    source = library()
    try:
        return _filled(source.parent / "print", source)
    except OSError:  # the program's own folder may be another's: then one of this process's
        return _filled(Path(tempfile.mkdtemp(prefix="entraide-fonts-")), source)


def _filled(place: Path, source: Path) -> Path:
    place.mkdir(exist_ok=True)
    for piece, family in zip(PIECES, FAMILIES, strict=True):
        for weight in (400, 600):
            made = place / f"{piece}-{weight}.ttf"
            if not made.exists():
                (found,) = source.rglob(f"ibm-plex-{piece}-{weight}-normal.woff2")
                font = TTFont(found, recalcTimestamp=False)
                font.flavor = None
                for name in font["name"].names:
                    if name.nameID in FAMILY_NAMES:
                        name.string = family
                # Whole or not at all: other processes may be reading.
                unready = made.with_suffix(f".{os.getpid()}")
                font.save(unready)
                unready.replace(made)
    return place
