"""Cells that hold names: how people write them into one cell."""

from typing import Final

from entraide.engine.check.wire import Name

_LAST_LATIN: Final = "\u024f"


def person_name(text: str) -> Name:
    """A name as officers write it: "Family, Forename", or one text in any order."""
    family, comma, forename = (part.strip() for part in text.partition(","))
    return Name(family=family, forename=forename) if comma else Name(full=family)


def names_written(cell: str) -> tuple[str, ...]:
    """The names in one cell: "Ilko Zorvak (Илко Зорвак)" are two spellings of one person's.

    One Latin word that would stand by itself is left in its place: a short name in brackets, the
    letters before and after the stroke of a vessel's "M/V".
    """
    # Not before a name is read: the tables behind it are large.
    from entraide.engine.matching.normalise.spelling_cells import spellings  # noqa: PLC0415

    found = spellings(cell)
    return found if found and all(_stands_alone(each) for each in found) else (cell,)


def _stands_alone(name: str) -> bool:
    return " " in name or any(letter > _LAST_LATIN and letter.isalpha() for letter in name)
