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


def _by_role(values: dict[Role, float]) -> tuple[float, ...]:
    return tuple([values.get(role, 0.0) for role in Role])


_WEIGHT: Final = _by_role(
    {
        Role.NAME: 1.0,
        Role.GIVEN: 1.0,
        Role.FAMILY: 1.15,
        Role.PATRONYMIC: 0.8,
        Role.INITIAL: 0.4,
        Role.ORG_WORD: 0.45,
    }
)
"""How much of its name a word of each role is; words that do not name it, by what they are, 0."""
_PARTED: Final = (Role.GIVEN, Role.FAMILY)
_ORG_WORD: Final = Role.ORG_WORD
_ORG_PROOF: Final = 0.4
"""How much of a rare word's proof a word has that many organisations have: bank, trading."""
_NUMBERED: Final = ("organisation", "thing")
"""Kinds whose II is a number as 2 is, not a generation."""
_LIGHT: Final = 0.55
"""The least that the commonest word weighs, of a word's weight."""
_PER_BIT: Final = (1 - _LIGHT) / 12.0
"""From twelve bits a word weighs all of it."""


class Side:
    """One of two names.

    Attributes:
        form: the name.
        words: those that name it, without particles, links, titles, legal forms and numbers.
        texts: of each of them, in folded Latin letters.
        places: where each of them stands in the name.
        bits: how much each of them proves.
        weights: how much of the name each is.
        weight: of all.
        is_parted: it is known which words are given, which family names.
        is_native: a word of it is in another script than Latin.
        others: the texts of the words that do not name it, and where each stands.
        link: the place of the first word that says "son of", or -1.
        numbers: those that the name has, as symbols or texts; None if it has none.
        generations: likewise.
        legal: its legal forms, likewise.
    """

    __slots__ = (
        "bits",
        "form",
        "generations",
        "is_native",
        "is_parted",
        "legal",
        "link",
        "numbers",
        "others",
        "places",
        "texts",
        "weight",
        "weights",
        "words",
    )

    def __init__(self, form: NameForm, commonness: Commonness, country: str = "") -> None:
        """Cost: about 2 µs for a name of three words."""
        self.form = form
        self.link = -1
        self.is_parted = False
        self.is_native = any(word.native for word in form.words)
        self.others: dict[str, int] = {}
        self.numbers: frozenset[object] | None = None
        self.generations: frozenset[object] | None = None
        self.legal: frozenset[object] | None = None
        words: list[Word] = []
        places: list[int] = []
        bits: list[float] = []
        weights: list[float] = []
        proves = commonness.bits
        for place, word in enumerate(form.words):
            weight = _WEIGHT[word.role]
            if weight:
                proof = proves(word.text, country)
                role = word.role
                if role == _ORG_WORD:
                    proof *= _ORG_PROOF
                elif role in _PARTED:
                    self.is_parted = True
                words.append(word)
                places.append(place)
                bits.append(proof)
                weights.append(weight * (_LIGHT + _PER_BIT * proof) if proof < 12.0 else weight)  # noqa: PLR2004 - of `_PER_BIT`
            else:
                self.others[word.text] = place
                self._add(place, word)
        if not words:
            words = list(form.words)
            places = list(range(len(words)))
            bits = [proves(word.text, country) for word in words]
            weights = [1.0] * len(words)
        self.words = words
        self.texts = [word.text for word in words]
        self.places = places
        self.bits = bits
        self.weights = weights
        self.weight = sum(weights)

    def _add(self, place: int, word: Word) -> None:
        """Takes in a word of a closed kind."""
        role = word.role
        if role == Role.LINK:
            if self.link < 0:
                self.link = place
        elif role == Role.NUMBER or (role == Role.GENERATION and self.form.kind in _NUMBERED):
            self.numbers = _with(self.numbers, word)
        elif role == Role.GENERATION:
            self.generations = _with(self.generations, word)
        elif role == Role.LEGAL_FORM:
            self.legal = _with(self.legal, word)


def _with(present: frozenset[object] | None, word: Word) -> frozenset[object]:
    """The values of a word of a closed kind: its symbols, by which equivalents are equal."""
    own = frozenset(word.symbols or (word.text,))
    return own if present is None else present | own
