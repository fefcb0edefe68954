"""What two aligned names say for and against their being one person's, as a short row of numbers."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from entraide.engine.matching.compare.names import Met
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import How
from entraide.engine.matching.normalise.name import Role

FOR, AGAINST = 1, -1

NAME_EVIDENCE: Final[dict[str, int]] = {
    "covered": FOR,  # the share of the shorter name that met
    "covered_both": FOR,  # the share of the longer name that met
    "proof": FOR,  # how rare the names are that met
    "met_two": FOR,  # two parts met
    "met_three": FOR,  # a third part met
    "whole": FOR,  # the letters of both names, in order of the alphabet
    "legal_same": FOR,
    "omitted": AGAINST,  # the share that one side has and the other leaves out
    "conflict": AGAINST,  # parts that stand against each other
    "conflict_share": AGAINST,  # the share of the names that they are
    "conflict_far": AGAINST,  # how far from each other those are
    "conflict_common": AGAINST,  # that what they share beside it is common
    "conflict_organisation": AGAINST,  # the same between organisations
    "family_conflict": AGAINST,
    "patronymic_conflict": AGAINST,
    "other_name": AGAINST,  # letters off, but both are known names
    "symbol": AGAINST,
    "romanised": AGAINST,
    "joined": AGAINST,
    "spelt": AGAINST,
    "letter_long": AGAINST,
    "letter_middle": AGAINST,
    "letter_short": AGAINST,
    "letters": AGAINST,
    "script": AGAINST,  # how far from sure
    "sound": AGAINST,
    "cut": AGAINST,
    "initial": AGAINST,
    "slip_organisation": AGAINST,  # letters off in an organisation's or a thing's name
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

_BY_HOW: Final = {
    How.SYMBOL: PLACE["symbol"],
    How.ROMANISED: PLACE["romanised"],
    How.JOINED: PLACE["joined"],
    How.SPELT: PLACE["spelt"],
    How.LETTERS: PLACE["letters"],
    How.SOUND: PLACE["sound"],
    How.CUT: PLACE["cut"],
    How.INITIAL: PLACE["initial"],
}
_COVERED, _COVERED_BOTH, _PROOF = PLACE["covered"], PLACE["covered_both"], PLACE["proof"]
_WHOLE, _OMITTED, _CONFLICT = PLACE["whole"], PLACE["omitted"], PLACE["conflict"]
_SHARE, _FAR = PLACE["conflict_share"], PLACE["conflict_far"]
_OTHER, _SCRIPT, _LONG = PLACE["other_name"], PLACE["script"], PLACE["letter_long"]
_MIDDLE, _SHORT = PLACE["letter_middle"], PLACE["letter_short"]

_MOST_PROOF: Final = 40.0
_SLIPS: Final = frozenset({How.LETTER, How.LETTERS, How.SPELT, How.CUT, How.SOUND})
_CROSSED: Final = frozenset({(Role.FAMILY, Role.GIVEN), (Role.GIVEN, Role.FAMILY)})
_NONE: Final[frozenset[object]] = frozenset()


def evidence(one: Side, two: Side, met: Sequence[Met]) -> list[float]:
    """The row of numbers, in the order of `NAME_EVIDENCE`; the same if the names change sides."""
    row = [0.0] * len(NAME_EVIDENCE)
    mine = other = against = proof = shared_least = 0.0
    parts = slips = 0
    for each in met:
        how, weight = each.how, each.weight
        if how < How.UNLIKE:
            parts += 1
            mine += weight * each.likeness
            proof += each.bits * each.likeness
            if how is How.EQUAL:
                continue
            if how is How.LETTER:
                row[
                    _LONG if each.likeness > 0.9 else _MIDDLE if each.likeness > 0.8 else _SHORT
                ] += 1
            elif how is How.SCRIPT:
                row[_SCRIPT] += 1 - each.likeness
            else:
                row[_BY_HOW[how]] += 1
            if how in _SLIPS:
                slips += 1
            row[_OTHER] += each.is_other
        elif how is How.UNLIKE:
            row[_CONFLICT] += 1
            row[_FAR] += 1 - each.likeness
            against += weight
            _roles_conflict(one, two, each, row)
        elif how is How.ONLY_ASKED:
            shared_least += weight
        else:
            other += weight
    smaller, larger = sorted((one.weight, two.weight))
    total = one.weight + two.weight
    row[_COVERED] = min(mine / smaller, 1.0) if smaller else 0.0
    row[_COVERED_BOTH] = min(mine / larger, 1.0) if larger else 0.0
    row[_PROOF] = min(proof, _MOST_PROOF) / 10
    row[_OMITTED] = (shared_least + other) * 2 / total if total else 0.0
    row[_SHARE] = min(against * 2 / total, 1.0) if total else 0.0
    row[PLACE["met_two"]] = float(parts > 1)
    row[PLACE["met_three"]] = float(parts > 2)
    if row[_CONFLICT]:
        row[PLACE["conflict_common"]] = max(0.0, 2.0 - proof / 10)
    if row[_CONFLICT] or slips:
        mine_sorted, others = "".join(sorted(one.texts)), "".join(sorted(two.texts))
        longest = max(len(mine_sorted), len(others))
        row[_WHOLE] = 1 - OSA.distance(mine_sorted, others) / longest
    else:
        row[_WHOLE] = row[_COVERED_BOTH]
    is_organisation = one.form.kind not in ("", "person") or two.form.kind not in ("", "person")
    if is_organisation:
        row[PLACE["conflict_organisation"]] = row[_CONFLICT]
        row[PLACE["slip_organisation"]] = float(slips)
    row[PLACE["one_word"]] = float(len(one.words) == 1 or len(two.words) == 1)
    _closed(one, two, row)
    _order(one, two, met, row)
    return row


def _roles_conflict(one: Side, two: Side, each: Met, row: list[float]) -> None:
    mine = one.form.words[each.asked.bit_length() - 1].role
    if mine == two.form.words[each.recorded.bit_length() - 1].role:
        if mine == Role.FAMILY:
            row[PLACE["family_conflict"]] += 1
        elif mine == Role.PATRONYMIC:
            row[PLACE["patronymic_conflict"]] += 1


def _closed(one: Side, two: Side, row: list[float]) -> None:
    """Numbers, generations, legal forms and kinds."""
    if one.numbers is not None or two.numbers is not None:
        if one.numbers is None or two.numbers is None:
            row[PLACE["number_missing"]] = 1.0
        elif one.numbers != two.numbers:
            row[PLACE["number_conflict"]] = 1.0
    if one.generations is not None and two.generations is not None:
        row[PLACE["generation_conflict"]] = float(one.generations != two.generations)
    if one.legal is not None and two.legal is not None:
        is_same = not one.legal.isdisjoint(two.legal)
        row[PLACE["legal_same" if is_same else "legal_conflict"]] = 1.0
    kinds = {one.form.kind, two.form.kind}
    row[PLACE["kind_conflict"]] = float("person" in kinds and len(kinds - {""}) > 1)


def _order(one: Side, two: Side, met: Sequence[Met], row: list[float]) -> None:
    """Whose son is whose; a family name that is a given name on the other side."""
    words, others = one.form.words, two.form.words
    crossed = 0
    for each in met:
        if each.how < How.UNLIKE and each.asked and each.recorded:
            mine = words[each.asked.bit_length() - 1].role
            other = others[each.recorded.bit_length() - 1].role
            crossed += (mine, other) in _CROSSED
    row[PLACE["turned_role"]] = float(crossed)
    if one.link >= 0 and two.link >= 0:
        son, father = _around(one)
        other_son, other_father = _around(two)
        if son and father and other_son and other_father:
            is_turned = any(
                each.asked & son and each.recorded & other_father
                for each in met
                if each.how < How.UNLIKE
            ) and any(
                each.asked & father and each.recorded & other_son
                for each in met
                if each.how < How.UNLIKE
            )
            row[PLACE["reversed_link"]] = float(is_turned)


def _around(side: Side) -> tuple[int, int]:
    """The words next before and next after the first "son of", as bits; 0 where there is none."""
    before = [place for place in side.places if place < side.link]
    after = [place for place in side.places if place > side.link]
    return (1 << before[-1] if before else 0), (1 << after[0] if after else 0)
