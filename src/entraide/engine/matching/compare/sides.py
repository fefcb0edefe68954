"""A name made ready to be compared: its words by what they are, and how much each one weighs."""

from typing import Final, Protocol

from entraide.engine.matching.normalise.name import NameForm, Role, Word


class Commonness(Protocol):
    """How much a word proves that two names share.

    Fixed when an index is built, from records that nobody is kept from (invariant 2).
    """

    @property
    def version(self) -> str:
        """Names the frequencies; each answer's trail line carries it."""
        ...

    def bits(self, word: str, country: str = "") -> float:
        """Minus the binary logarithm of the share of persons who have this word in their name.

        Args:
            word: in folded Latin letters.
            country: three letters; "" for the world.
        """
        ...


_NAMES: Final = frozenset(
    {Role.NAME, Role.GIVEN, Role.FAMILY, Role.PATRONYMIC, Role.INITIAL, Role.ORG_WORD}
)
_WEIGHTS: Final = (1.0, 1.0, 1.15, 0.15, 0.1, 0.8, 0.1, 0.4, 0.2, 0.2, 0.45, 0.6)
"""How much of its name a word of each role is."""
_LIGHT: Final = 0.55
"""The least that the commonest word weighs, of a word's weight."""
_HEAVY_BITS: Final = 12.0
"""From so many bits a word weighs all of it."""


class Side:
    """One of two names.

    Attributes:
        form: the name.
        words: those that name it, without particles, links, titles, legal forms and numbers.
        places: where each of them stands in the name.
        bits: how much each of them proves.
        weights: how much of the name each is.
        weight: of all.
        link: the place of the first word that says "son of", or -1.
        numbers, generations, legal: what the name has of these, as texts or symbols.
    """

    __slots__ = (
        "bits",
        "form",
        "generations",
        "legal",
        "link",
        "numbers",
        "places",
        "texts",
        "weight",
        "weights",
        "words",
    )

    def __init__(self, form: NameForm, commonness: Commonness, country: str = "") -> None:
        """Cost: about 2 µs."""
        self.form = form
        words: list[Word] = []
        places: list[int] = []
        bits: list[float] = []
        weights: list[float] = []
        self.link = -1
        self.numbers = self.generations = self.legal = None
        for place, word in enumerate(form.words):
            role = word.role
            if role in _NAMES:
                proof = commonness.bits(word.text, country)
                words.append(word)
                places.append(place)
                bits.append(proof)
                weights.append(
                    _WEIGHTS[role] * (_LIGHT + (1 - _LIGHT) * min(proof, _HEAVY_BITS) / _HEAVY_BITS)
                )
            elif role == Role.LINK:
                if self.link < 0:
                    self.link = place
            elif role == Role.NUMBER:
                self.numbers = _with(self.numbers, word)
            elif role == Role.GENERATION:
                self.generations = _with(self.generations, word)
            elif role == Role.LEGAL_FORM:
                self.legal = _with(self.legal, word)
        if not words:
            words = list(form.words)
            places = list(range(len(words)))
            bits = [commonness.bits(word.text, country) for word in words]
            weights = [1.0] * len(words)
        self.words = words
        self.texts = [word.text for word in words]
        self.places = places
        self.bits = bits
        self.weights = weights
        self.weight = sum(weights)


def _with(present: frozenset[object] | None, word: Word) -> frozenset[object]:
    """The values of a word of a closed kind: its symbols, by which equivalents are equal."""
    own = frozenset(word.symbols or (word.text,))
    return own if present is None else present | own
