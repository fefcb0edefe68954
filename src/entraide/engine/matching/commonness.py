"""How common a name's word is: what it proves that two names share it."""

import math
import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from entraide.engine.matching.compare.sides import Commonness as Commonness  # noqa: PLC0414 - the face of this room

NEUTRAL_BITS: Final = 11.0
"""What a word proves of which nothing is known: about one person in 2,000 has it."""

_ELSEWHERE: Final = math.log2(3)
"""What a word proves more where the country is not known: a third have it."""
_SHORT: Final = 2
"""Letters of which so few words can be made that many share each."""
_SYLLABLE_BITS: Final = 7.0
"""What a syllable proves of which Chinese and Korean names are made: there are some 400."""
_SYLLABLE: Final = re.compile(
    "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h|ts|kk)?[yw]?[aeiou]{1,3}(?:ng?|[klmpt])?"
)
_MOST_LESS: Final = 1.8
"""Bits by which a word proves less among people of its country at most: that they share the country
proves as much (one in four or rarer, of three words), so that both together never prove less."""
_TABLE: Final = "common_names.toml"


class NeutralCommonness:
    """Knows a short table of the commonest names by country; all else is neutrally rare.

    For where no index is asked: pairs of names, tests, and a hub that holds no persons yet.
    """

    def __init__(self) -> None:
        """Reads the table."""
        text = files("entraide.engine.matching").joinpath(_TABLE).read_text("utf-8")
        shares_of = tomllib.loads(text)["per_ten_thousand"]
        listed = {(word, "") for word in shares_of["WORLD"]}
        self._bits: dict[tuple[str, str], float] = {}
        for country, shares in shares_of.items():
            place = "" if country == "WORLD" else country
            for word, share in shares.items():
                self._bits[word, place] = math.log2(10_000 / share)
        for (word, _place), bits in sorted(self._bits.items()):
            elsewhere = self._bits.setdefault((word, ""), bits + _ELSEWHERE)
            if (word, "") not in listed:
                self._bits[word, ""] = min(elsewhere, bits + _ELSEWHERE)
        for (word, place), bits in tuple(self._bits.items()):
            self._bits[word, place] = max(bits, self._bits[word, ""] - _MOST_LESS)
        self._version = sha256(text.encode()).hexdigest()[:12]

    @property
    def version(self) -> str:
        """The digest of the table."""
        return self._version

    def bits(self, word: str, country: str = "") -> float:
        """See `Commonness`."""
        found = self._bits.get((word, country))
        if found is None and country:
            found = self._bits.get((word, ""))
        if found is not None:
            return found
        if len(word) <= _SHORT:
            return NEUTRAL_BITS / 2
        return _SYLLABLE_BITS if _SYLLABLE.fullmatch(word) else NEUTRAL_BITS


@cache
def neutral() -> NeutralCommonness:
    """The default, read once."""
    return NeutralCommonness()
