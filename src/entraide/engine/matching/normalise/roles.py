"""What each word of a name is: given or family name, particle, title, legal form."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from entraide.engine.matching.name_data.table import Sort, number_of, sort_of
from entraide.engine.matching.normalise.surnames import (
    HUNGARIAN_SURNAMES,
    SYLLABIC_SURNAMES,
    VIETNAMESE_SURNAMES,
)


class Role(IntEnum):
    """What a word is in its name."""

    NAME = 0
    """Not known whether given or family."""
    GIVEN = 1
    FAMILY = 2
    PARTICLE = 3
    """al, von, de la: often left out."""
    LINK = 4
    """Son or daughter of: bin, ibn, bint, oğlu, zade. The order around it matters."""
    PATRONYMIC = 5
    TITLE = 6
    """Titles, honorifics, ranks."""
    INITIAL = 7
    GENERATION = 8
    """Junior, III."""
    LEGAL_FORM = 9
    ORG_WORD = 10
    NUMBER = 11


class Seen:
    """A word while its role is being found.

    Attributes:
        text: folded Latin.
        written: as written, for its case.
        numbers: of the name data.
        place: Role.FAMILY, Role.GIVEN, or Role.NAME if not known.
        role: what it is, as far as found.
    """

    __slots__ = ("numbers", "place", "role", "sorts", "text", "written")

    def __init__(self, text: str, written: str, numbers: tuple[int, ...], place: Role) -> None:
        self.text = text
        self.written = written
        self.numbers = numbers
        self.sorts = _sorts_of(numbers)
        self.place = self.role = place

    @property
    def is_name(self) -> bool:
        """Whether it is known as a person's name."""
        return not self.sorts.isdisjoint(_NAMES)


@lru_cache(maxsize=65536)
def _sorts_of(numbers: tuple[int, ...]) -> frozenset[Sort]:
    return frozenset(map(sort_of, numbers))


_NAMES: Final = frozenset({Sort.NAME, Sort.NICKNAME, Sort.PATRONYMIC})
NAME_ROLES: Final = frozenset({Role.NAME, Role.GIVEN, Role.FAMILY, Role.PATRONYMIC})

_PATRONYMIC: Final = re.compile(
    "[a-z]{2,}(?:[oei]v[iy]ch|[oeiy]vitch|[oeiy]witsch|ovna|[iy]?evna|[iy]vna|in[iy]chna|ilyich)"
)
_SUFFIX_LINKS: Final = frozenset(
    {"oglu", "ogly", "oghlu", "uulu", "uly", "kyzy", "qizi", "kizi", "gizi"}
    | {"zade", "zadeh", "zada"}
)
_BEFORE_SUN_LETTER: Final = frozenset({"ad", "as", "ash", "ar", "an", "az", "at"})
_ONE_SYLLABLE: Final = re.compile("[^aeiouy]{0,3}[aeiouy]{1,3}[^aeiouy]{0,2}")
_SHORTEST_UPPER: Final = 2
_EASTERN: Final = 3


def person_roles(words: Sequence[Seen]) -> None:
    """Finds the roles of a person's words."""
    _titles(words)
    rest = [word for word in words if word.role is not Role.TITLE]
    _generation(rest)
    rest = [word for word in rest if word.role is not Role.GENERATION]
    is_placed = any(word.place is not Role.NAME for word in rest)
    if not is_placed and _by_culture(rest):
        return
    _small_words(rest)
    named = [word for word in rest if word.role in NAME_ROLES]
    if not is_placed:
        _by_case(named)
    _patronymics(rest)


def _titles(words: Sequence[Seen]) -> None:
    """Titles before and behind a name, as long as something stays that can be its name."""
    for order in (words, words[::-1]):
        for word in order:
            if Sort.TITLE not in word.sorts:
                break
            left = [each for each in words if each.role is not Role.TITLE and len(each.text) > 1]
            in_part = [each for each in left if each.place is word.place]
            least = 3 if word.is_name or order is not words else 2
            if len(left) < least or (word.place is not Role.NAME and len(in_part) < 2):  # noqa: PLR2004
                break
            if len(word.text) == 1 and not word.written.endswith("."):
                break
            word.role = Role.TITLE


def _generation(words: Sequence[Seen]) -> None:
    if len(words) > 2 and Sort.GENERATION in words[-1].sorts:  # noqa: PLR2004 - beside two names
        words[-1].role = Role.GENERATION
        return
    for before, word in pairwise(words):
        if Sort.GENERATION in word.sorts and before.place is not word.place:
            continue
        if Sort.GENERATION in word.sorts and word.place is not Role.NAME and not word.is_name:
            word.role = Role.GENERATION


def _small_words(words: Sequence[Seen]) -> None:
    """Particles, links and initials."""
    last = len(words) - 1
    for at, word in enumerate(words):
        if len(word.text) == 1 and word.text.isalpha() and Sort.PARTICLE not in word.sorts:
            word.role = Role.INITIAL if len(word.written) == 1 else word.role
        elif word.text.isdecimal():
            word.role = Role.NUMBER
        elif (at and word.text in _SUFFIX_LINKS) or (
            at < last and Sort.LINK in word.sorts and (at or word.text not in ("ben", "aka"))
        ):
            word.role = Role.LINK
        elif at < last and Sort.PARTICLE in word.sorts and _is_particle(word, words[at + 1], at):
            word.role = Role.PARTICLE
        elif len(word.text) == 1 and word.text.isalpha():
            word.role = Role.INITIAL


def _is_particle(word: Seen, following: Seen, at: int) -> bool:
    if word.text in _BEFORE_SUN_LETTER:
        return following.text.startswith(word.text[1:])
    return len(word.text) > 1 or (at > 0 and len(word.written) == 1 and word.written.islower())


def _patronymics(words: Sequence[Seen]) -> None:
    for at, word in enumerate(words):
        if word.role is Role.LINK and word.text in _SUFFIX_LINKS:
            if at and words[at - 1].role in NAME_ROLES:
                words[at - 1].role = Role.PATRONYMIC
        elif word.role is Role.LINK and not _begins_family(words, at):
            for each in words[at + 1 :]:
                if each.role in NAME_ROLES:
                    each.role = Role.PATRONYMIC
                    break
        elif (
            at
            and len(words) > 2  # noqa: PLR2004 - given, patronymic, family
            and word.role in NAME_ROLES
            and word.place is not Role.FAMILY
            and (Sort.PATRONYMIC in word.sorts or _PATRONYMIC.fullmatch(word.text))
        ):
            word.role = Role.PATRONYMIC


def _begins_family(words: Sequence[Seen], at: int) -> bool:
    """Whether a link is the first word of a family name (bin Laden), which is then no father's."""
    is_first = not at or words[at - 1].place is not Role.FAMILY
    return is_first and words[at].place is Role.FAMILY


def _by_case(words: Sequence[Seen]) -> None:
    """Family names in capitals beside given names that are not: Jean DUPONT, NGUYEN Van An."""
    upper = [len(word.written) >= _SHORTEST_UPPER and word.written.isupper() for word in words]
    if not any(upper) or all(upper) or any(word.written.islower() for word in words):
        return
    for word, is_upper in zip(words, upper, strict=True):
        word.role = Role.FAMILY if is_upper else Role.GIVEN


def _by_culture(words: Sequence[Seen]) -> bool:
    """Family name first, or last, by the usual surnames of cultures that put it first at home."""
    if len(words) not in (2, _EASTERN):
        return False
    for at in (0, -1):
        others = [word for word in words if word is not words[at]]
        surname = words[at].text
        is_eastern = (
            surname in SYLLABIC_SURNAMES | VIETNAMESE_SURNAMES
            and len(words) == _EASTERN
            and all(_ONE_SYLLABLE.fullmatch(word.text) for word in others)
        )
        if is_eastern or surname in HUNGARIAN_SURNAMES:
            for word in others:
                word.role = Role.GIVEN
            words[at].role = Role.FAMILY
            return True
    return False


_ROMAN: Final = re.compile("x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10}
_SHORT_FORM: Final = 3
_OF: Final = frozenset({"of", "the", "for", "and"})
_STOPWORDS: Final = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "la",
        "le",
        "du",
        "des",
        "der",
        "die",
        "das",
        "und",
        "et",
        "y",
        "e",
        "for",
        "in",
        "del",
        "di",
        "da",
        "von",
        "zum",
    ]
)


def is_organisation(words: Sequence[Seen], *, is_upper: bool) -> bool:
    """Whether the words are an organisation's: by a legal form, or by words of organisations."""
    score = 0.0
    names = 0
    for at, word in enumerate(words):
        if Sort.LEGAL_FORM in word.sorts:
            is_at_end = at in (0, len(words) - 1)
            if not word.is_name or len(word.text) > _SHORT_FORM:
                score += 1.0 if is_at_end or len(word.text) > _SHORT_FORM else 0.4
            elif is_at_end and word.written.isupper() and not is_upper:
                score += 0.8
            else:
                score += 0.4 if is_at_end else 0.0
        elif Sort.ORG_WORD in word.sorts:
            score += 0.35 if word.is_name or Sort.TITLE in word.sorts else 0.8
        elif word.text in _OF:
            score += 0.35
        elif word.is_name:
            names += 1
    if len(words) < 2:  # noqa: PLR2004 - one word tells nothing
        return False
    return score - 0.15 * names >= 0.6  # noqa: PLR2004 - a word of organisations and no more than a name


def organisation_roles(words: Sequence[Seen]) -> None:
    """Finds the roles of an organisation's words."""
    for word in words:
        if len(word.text) > 1 and _ROMAN.fullmatch(word.text):
            word.numbers = (number_of(Sort.NUMERAL, _value(word.text)),)
            word.role = Role.NUMBER
        elif Sort.LEGAL_FORM in word.sorts:
            word.role = Role.LEGAL_FORM
        elif Sort.ORG_WORD in word.sorts:
            word.role = Role.ORG_WORD
        elif word.text.isdecimal() or Sort.NUMERAL in word.sorts:
            word.role = Role.NUMBER
        elif word.text in _STOPWORDS:
            word.role = Role.PARTICLE
        else:
            word.role = Role.NAME


def numeral_roles(words: Sequence[Seen]) -> None:
    """Finds the numbers in words among what may be of anything: Three Percenters."""
    for word in words:
        if word.role is Role.NAME and Sort.NUMERAL in word.sorts and not word.is_name:
            word.role = Role.NUMBER


def _value(roman: str) -> int:
    """What a Roman numeral of these letters counts."""
    values = [_ROMAN_VALUES[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


@lru_cache(maxsize=65536)
def symbols_of(role: Role, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers that say which name, or which legal form or other small word, a word is."""
    return tuple([number for number in numbers if sort_of(number) in _SYMBOLS[role]])


_SYMBOLS: Final = {
    **dict.fromkeys((*NAME_ROLES, Role.INITIAL), _NAMES),
    Role.NUMBER: frozenset({Sort.NUMERAL}),
    Role.PARTICLE: frozenset({Sort.PARTICLE}),
    Role.LINK: frozenset({Sort.LINK}),
    Role.TITLE: frozenset({Sort.TITLE}),
    Role.GENERATION: frozenset({Sort.GENERATION}),
    Role.LEGAL_FORM: frozenset({Sort.LEGAL_FORM, Sort.LEGAL_GROUP}),
    Role.ORG_WORD: frozenset({Sort.ORG_WORD}),
}
