"""What two aligned names say for and against being one person's, as a short row of numbers."""

from collections.abc import Sequence
from typing import Final

from entraide.engine.matching.compare.names import Met
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import DENSE, How
from entraide.engine.matching.normalise.name import Role

FOR, AGAINST = 1, -1

NAME_EVIDENCE: Final[dict[str, int]] = {
    "covered": FOR,  # the share of the shorter name that met
    "covered_both": FOR,  # the share of the longer name that met
    "proof": FOR,  # how rare the names are that met
    "common": AGAINST,  # how much that lacks of what two rare names prove
    "met_two": FOR,  # two parts met
    "met_three": FOR,  # a third part met
    "near": FOR,  # how near all parts come, those that contradict too
    "legal_same": FOR,
    "omitted": AGAINST,  # the share that one side has and the other leaves out
    "omitted_organisation": AGAINST,  # the same where a word more is another organisation or thing
    "conflict": AGAINST,  # parts that stand against each other
    "conflict_share": AGAINST,  # the share of the names that they are
    "conflict_far": AGAINST,  # how far from each other those are
    "conflict_known": AGAINST,  # those of two known names
    "conflict_last": AGAINST,  # the last words, which are mostly the family's or the tribe's
    "family_conflict": AGAINST,
    "patronymic_conflict": AGAINST,
    "other_name": AGAINST,  # letters off, but both are known names
    "symbol": AGAINST,
    "romanised": AGAINST,
    "joined": AGAINST,
    "spelt": AGAINST,
    "spelt_short": AGAINST,  # the same of a word of few letters
    "letter_long": AGAINST,
    "letter_middle": AGAINST,
    "letter_short": AGAINST,
    "letters": AGAINST,  # two off
    "letters_short": AGAINST,
    "script": AGAINST,  # how far from sure
    "syllable": AGAINST,  # of words whose every character is a syllable, so that one may be another
    "sound": AGAINST,
    "cut": AGAINST,
    "initial": AGAINST,
    "slips": AGAINST,  # the second and further part that is not quite the same
    "one_word": AGAINST,  # one side has one word only
    "turned_role": AGAINST,  # a family name met a given name
    "reversed_link": AGAINST,  # A son of B against B son of A
    "number_conflict": AGAINST,
    "number_missing": AGAINST,
    "generation_conflict": AGAINST,
    "legal_conflict": AGAINST,
    "kind_conflict": AGAINST,  # a person against an organisation
}
"""What is weighed of two names: name → whether it may only speak for, or only against."""

PLACE: Final = {name: place for place, name in enumerate(NAME_EVIDENCE)}

_BY_HOW: Final = tuple([PLACE.get(how.name.lower(), -1) for how in How])
_EMPTY: Final = [0.0] * len(NAME_EVIDENCE)
_PROOF, _COMMON, _OMITTED, _CONFLICT, _FAR, _NEAR = (
    PLACE[name] for name in ("proof", "common", "omitted", "conflict", "conflict_far", "near")
)
_MET_TWO: Final = PLACE["met_two"]
_LONG, _MIDDLE, _SHORT = (PLACE[f"letter_{name}"] for name in ("long", "middle", "short"))
_OTHER, _SCRIPT, _SLIPS = PLACE["other_name"], PLACE["script"], PLACE["slips"]
_SYLLABLE_OFF, _KNOWN, _LAST = PLACE["syllable"], PLACE["conflict_known"], PLACE["conflict_last"]
_TURNED = PLACE["turned_role"]
_EQUAL, _LETTER, _IN_SCRIPT, _UNLIKE = How.EQUAL, How.LETTER, How.SCRIPT, How.UNLIKE
_BY_LENGTH: Final = (How.SPELT, How.LETTERS)
"""Those whose next place in the row is for short words."""
_GIVEN, _FAMILY, _PATRONYMIC = Role.GIVEN, Role.FAMILY, Role.PATRONYMIC
_NAMED: Final = (_GIVEN, _FAMILY)
_MOST_PROOF: Final = 40.0
_MUCH_PROOF: Final = 22.0
"""What two names prove of which nothing is known but that they are not common."""
_ONE_WORD: Final = PLACE["one_word"]
_SURE_SYLLABLES: Final = 0.05
"""How far from sure a word of syllables may be before one of them is rather another."""
_LIKE_LONG, _LIKE_MIDDLE = 0.9, 0.8
"""The likenesses that tell how long a word is of which one letter is off."""


def evidence(one: Side, two: Side, met: Sequence[Met]) -> list[float]:
    """The row of numbers, in the order of `NAME_EVIDENCE`; the same if the names change sides."""
    row = _EMPTY[:]
    shared = near = bits = proof = against = alone = 0.0
    parts = slips = 0
    for each in met:
        how, weight = each.how, each.weight
        if how < _UNLIKE:
            parts += 1
            share = weight * each.likeness
            shared += share
            near += share
            bits += each.bits
            proof += each.bits * each.likeness
            if how != _EQUAL:
                slips += 1
                _slip(one, two, each, row)
        elif how == _UNLIKE:
            against += weight
            near += weight * each.likeness
        else:
            alone += weight
    row[_PROOF] = min(proof, _MOST_PROOF) / 10
    mine, other = one.weight, two.weight
    smaller, larger = (mine, other) if mine < other else (other, mine)
    row[0] = min(shared / smaller, 1.0)
    row[1] = min(shared / larger, 1.0)
    row[_MET_TWO] = float(parts > 1)
    row[_MET_TWO + 1] = float(parts > 2)  # noqa: PLR2004 - a third
    row[_NEAR] = min(near / larger, 1.0)
    if slips > 1:
        row[_SLIPS] = slips - 1.0
    row[_OMITTED] = alone * 2 / (mine + other)
    _by_kind(one, two, bits, row)
    if against:
        row[PLACE["conflict_share"]] = against * 2 / (mine + other)
        _conflicts(one, two, met, row)
    _closed(one, two, row)
    _turned(one, two, met, row)
    if one.link >= 0 and two.link >= 0:
        _reversed(one, two, met, row)
    return row


_PERSONS: Final = ("", "person")


def _by_kind(one: Side, two: Side, bits: float, row: list[float]) -> None:
    """What is asked of persons alone, and of what is none."""
    if one.form.kind not in _PERSONS or two.form.kind not in _PERSONS:
        row[_OMITTED + 1] = row[_OMITTED]
    elif len(one.words) == 1 or len(two.words) == 1:
        row[_ONE_WORD] = 1.0
    elif bits < _MUCH_PROOF:
        row[_COMMON] = (_MUCH_PROOF - bits) / 10


def _is_syllabic(one: Side, two: Side, met: Met) -> bool:
    words, others = one.form.words, two.form.words
    return (
        words[met.asked.bit_length() - 1].script in DENSE
        or others[met.recorded.bit_length() - 1].script in DENSE
    )


def _slip(one: Side, two: Side, each: Met, row: list[float]) -> None:
    """Counts a part that is not quite the same."""
    how, likeness = each.how, each.likeness
    if how == _LETTER:
        place = _LONG if likeness > _LIKE_LONG else _MIDDLE if likeness > _LIKE_MIDDLE else _SHORT
        row[place] += 1
    elif how == _IN_SCRIPT:
        row[_SCRIPT] += 1 - likeness
        if _is_syllabic(one, two, each):
            row[_SYLLABLE_OFF] += min((1 - likeness) / _SURE_SYLLABLES, 1.0)
    else:
        row[_BY_HOW[how] + (likeness < _LIKE_MIDDLE and how in _BY_LENGTH)] += 1
    if each.is_other:
        row[_OTHER] += 1


def _conflicts(one: Side, two: Side, met: Sequence[Met], row: list[float]) -> None:
    """Whose names contradict each other."""
    words, others = one.form.words, two.form.words
    last, other_last = one.places[-1], two.places[-1]
    for each in met:
        if each.how == _UNLIKE:
            row[_CONFLICT] += 1
            row[_FAR] += 1 - each.likeness
            row[_KNOWN] += each.is_other
            if each.asked >> last & 1 and each.recorded >> other_last & 1:
                row[_LAST] += 1
            role = words[each.asked.bit_length() - 1].role
            if role == others[each.recorded.bit_length() - 1].role:
                if role == _FAMILY:
                    row[PLACE["family_conflict"]] += 1
                elif role == _PATRONYMIC:
                    row[PLACE["patronymic_conflict"]] += 1


def _closed(one: Side, two: Side, row: list[float]) -> None:
    """Numbers, generations, legal forms and kinds."""
    mine, others = one.numbers, two.numbers
    if mine is not None or others is not None:
        if mine is None or others is None:
            row[PLACE["number_missing"]] = 1.0
        elif mine != others:
            row[PLACE["number_conflict"]] = 1.0
    mine, others = one.generations, two.generations
    if mine is not None and others is not None and mine.isdisjoint(others):
        row[PLACE["generation_conflict"]] = 1.0
    mine, others = one.legal, two.legal
    if mine is not None and others is not None:
        row[PLACE["legal_conflict" if mine.isdisjoint(others) else "legal_same"]] = 1.0
    kind, other = one.form.kind, two.form.kind
    if kind != other and kind and other and "person" in (kind, other):
        row[PLACE["kind_conflict"]] = 1.0


def _turned(one: Side, two: Side, met: Sequence[Met], row: list[float]) -> None:
    """Counts the family names that are given names on the other side."""
    if not (one.is_parted and two.is_parted):
        return
    words, others = one.form.words, two.form.words
    for each in met:
        if each.how < _UNLIKE:
            role = words[each.asked.bit_length() - 1].role
            if role in _NAMED:
                other = others[each.recorded.bit_length() - 1].role
                if other != role and other in _NAMED:
                    row[_TURNED] += 1


def _reversed(one: Side, two: Side, met: Sequence[Met], row: list[float]) -> None:
    """Whose son is whose."""
    son, father = _around(one)
    other_son, other_father = _around(two)
    row[PLACE["reversed_link"]] = float(
        _have_met(met, son, other_father) and _have_met(met, father, other_son)
    )


def _have_met(met: Sequence[Met], mine: int, other: int) -> bool:
    return any(each.asked & mine and each.recorded & other for each in met if each.how < _UNLIKE)


def _around(side: Side) -> tuple[int, int]:
    """The words next before and next after the first "son of", as bits; 0 where there is none."""
    before = [place for place in side.places if place < side.link]
    after = [place for place in side.places if place > side.link]
    return (1 << before[-1] if before else 0), (1 << after[0] if after else 0)
