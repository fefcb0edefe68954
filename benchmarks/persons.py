"""Invented persons in any number, seeded: names of many cultures and scripts, with their aliases.

Parts of names are composed of syllables, thousands for each culture, and shared as names are: a few
by very many, most by very few (Zipf). Nobody's name is here but by chance.
"""

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.syllables import CULTURES, Culture, Syllable, syllables

SEED: Final = 20_201
GIVEN, FAMILIES = 3_000, 20_000
"""Distinct forenames and family names of a culture, where its syllables give as many."""

_ALIASES: Final = (2, 3, 4)
_OTHER_SPELLING: Final = 0.35
"""How often a syllable of a transliterated name is spelt in the other way."""
_SHORT: Final = 3
"""Letters of a word that rather has no mistake: nobody would know it again."""
_DATES: Final = (("full", 85), ("month", 5), ("year", 7), ("", 3))

Part = tuple[Syllable, ...]


class Invented(NamedTuple):
    """A person before it is written down.

    Attributes:
        given, families: the parts of the name.
        particle: before the family name.
        born: a full date, whatever of it is recorded.
    """

    culture: Culture
    given: tuple[Part, ...]
    families: tuple[Part, ...]
    particle: str
    born: str


class _Pool(NamedTuple):
    """The parts of names of one culture, the commonest first, and how often they are drawn."""

    parts: list[Part]
    cumulated: list[float]

    def draw(self, lot: Random) -> Part:
        return lot.choices(self.parts, cum_weights=self.cumulated)[0]


def people(count: int) -> Iterator[dict[str, Any]]:
    """Bodies of invented persons, the same at every run."""
    lot = Random(SEED)
    for invented in invented_people(count):
        yield _body(invented, lot)


def invented_people(count: int) -> Iterator[Invented]:
    """The same before they are written down."""
    lot = Random(SEED + 1)
    shares = [culture.share for culture in CULTURES]
    for _ in range(count):
        (place,) = lot.choices(range(len(CULTURES)), shares)
        culture, given, family = CULTURES[place], *_pools(place)
        yield Invented(
            culture,
            tuple(given.draw(lot) for _ in range(lot.choice(culture.forenames))),
            tuple(family.draw(lot) for _ in range(max(lot.choice(culture.families), 1))),
            lot.choice(culture.particles),
            _born(lot),
        )


def _born(lot: Random) -> str:
    year, month, day = lot.triangular(1935, 2006, 1982), lot.randint(1, 12), lot.randint(1, 28)
    return f"{int(year)}-{month:02}-{day:02}"


@cache
def _pools(place: int) -> tuple[_Pool, _Pool]:
    culture, lot = CULTURES[place], Random(SEED + 2 + place)
    is_single = culture.families == (0,)
    endings = [()] if is_single else [(each,) for each in syllables(culture.endings)]
    lengths = (1,) if is_single else (2, 2, 3)
    given = _pool(lot, syllables(culture.given), (1,) if is_single else (2, 2, 3), [()], GIVEN)
    return given, _pool(lot, syllables(culture.family), lengths, endings, FAMILIES)


def _pool(
    lot: Random, written: list[Syllable], lengths: tuple[int, ...], endings: list[Part], most: int
) -> _Pool:
    parts: dict[Part, None] = {}
    for _try in range(3 * most):
        drawn = tuple(lot.choice(written) for _ in range(lot.choice(lengths)))
        parts[drawn + lot.choice(endings)] = None
        if len(parts) == most:
            break
    weights = 1 / (np.arange(len(parts)) + 3.0)
    return _Pool(list(parts), np.cumsum(weights).tolist())


def _body(invented: Invented, lot: Random) -> dict[str, Any]:
    names = [{"family": family_of(invented), "forename": forename_of(invented)}]
    aliases = lot.choice(_ALIASES)
    while len(names) <= aliases:
        alias = lot.choice(WAYS)(invented, lot)
        if alias not in names:
            names.append(alias)
    body = {
        "status": "suspect",
        "names": names,
        "nationalities": [lot.choice(invented.culture.states)],
        "sex": lot.choice("MF"),
    }
    (known,) = lot.choices([name for name, _share in _DATES], [share for _name, share in _DATES])
    if known:
        body["birth_date"] = invented.born[: {"full": 10, "month": 7, "year": 4}[known]]
    return body


def family_of(invented: Invented, spelt: str = "latin") -> str:
    """The family name with its particle."""
    family = " ".join(_written(part, spelt, "") for part in invented.families)
    if spelt != "native":
        return (invented.particle + family).title()
    return "ال" + family if invented.particle.startswith(("al", "el")) else family


def forename_of(invented: Invented, spelt: str = "latin") -> str:
    """The forenames."""
    between = {"-": "-"}.get(invented.culture.between, " ")
    is_native = spelt == "native"
    is_joined = is_native and invented.culture.families == (0,)
    return ("" if is_joined else " " if is_native else between).join(
        _written(part, spelt, "") if is_native else _written(part, spelt, "").title()
        for part in invented.given
    )


def has_native(invented: Invented) -> bool:
    """Whether the name is written in another script than Latin."""
    return all(each.native for part in invented.families for each in part)


def transliterated(invented: Invented, lot: Random) -> dict[str, str]:
    """The name with some syllables spelt in the other way."""
    mixed = [
        tuple(
            Syllable(each.other, each.other, each.native)
            if lot.random() < _OTHER_SPELLING
            else each
            for each in part
        )
        for part in (*invented.given, *invented.families)
    ]
    other = invented._replace(
        given=tuple(mixed[: len(invented.given)]), families=tuple(mixed[len(invented.given) :])
    )
    return {"family": family_of(other), "forename": forename_of(other)}


def swapped(invented: Invented, _lot: Random) -> dict[str, str]:
    """The name on one line, the forenames first."""
    return {"full": f"{forename_of(invented)} {family_of(invented)}"}


def shortened(invented: Invented, lot: Random) -> dict[str, str]:
    """The name without one of its parts; whole if it has only two."""
    given, families = list(invented.given), list(invented.families)
    if len(families) > 1 and lot.random() < 0.5:
        families.pop(lot.randrange(len(families)))
    elif len(given) > 1:
        given.pop(lot.randrange(len(given)))
    less = invented._replace(given=tuple(given), families=tuple(families), particle="")
    return {"family": family_of(less), "forename": forename_of(less)}


def native(invented: Invented, lot: Random) -> dict[str, str]:
    """The name in its own script; transliterated if that is Latin."""
    if not has_native(invented):
        return transliterated(invented, lot)
    family, forename = family_of(invented, "native"), forename_of(invented, "native")
    if invented.culture.families == (0,):
        return {"full": family + forename}
    return {"family": family, "forename": forename}


def misspelt(invented: Invented, lot: Random) -> dict[str, str]:
    """The name with one letter missing, added, wrong or swapped with its neighbour."""
    name = {"family": family_of(invented), "forename": forename_of(invented)}
    part = lot.choice(list(name))
    return name | {part: slip(name[part], lot)}


def slip(text: str, lot: Random) -> str:
    """The text with one letter wrong, in one of its longest words."""
    words = text.split(" ")
    place = max(range(len(words)), key=lambda at: (len(words[at]) > _SHORT, lot.random()))
    word, letter = words[place], lot.choice("aeiorstnlk")
    at = lot.randrange(1, max(len(word), 2))
    words[place] = lot.choice(
        (
            word[:at] + word[at + 1 :] or letter,
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        )
    )
    return " ".join(words)


WAYS: Final = (transliterated, swapped, shortened, native, misspelt)
"""How an alias differs from the name."""


def _written(part: Part, spelt: str, between: str) -> str:
    return between.join(getattr(each, spelt) for each in part)
