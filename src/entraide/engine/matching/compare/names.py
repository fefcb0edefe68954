"""Aligning two names: which part met which and how, what is missing, what contradicts."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from entraide.engine.matching.compare.runs import Run, meet_acronyms, meet_runs
from entraide.engine.matching.compare.script_runs import meet_across
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import How, Meeting, meet
from entraide.engine.matching.normalise.name import Role


class Met(msgspec.Struct, gc=False):
    """One part of both names, or of one.

    Attributes:
        how: how they meet.
        likeness: 0–1; of what contradicts, how near it comes.
        asked: places of its words in the asked name, as bits.
        recorded: in the recorded one.
        weight: how much of a name this is.
        bits: how much it proves that both have it.
        is_other: both are known names, and not of one another.
    """

    how: How
    likeness: float
    asked: int
    recorded: int
    weight: float
    bits: float
    is_other: bool = False


_UNLIKE: Final = How.UNLIKE
_ONLY_ASKED: Final = How.ONLY_ASKED
_ONLY_RECORDED: Final = How.ONLY_RECORDED
_SURELY: Final = 0.9
_SAME_ROLE: Final = (Role.FAMILY, Role.PATRONYMIC)

Runs = Callable[[Side, Side, Sequence[int], Sequence[int]], Iterator[Run]]


def align(asked: Side, recorded: Side) -> list[Met]:
    """Every part of both names once: what met, what contradicts, what only one side has.

    The same, turned round, if the names change sides.
    """
    if _is_later(asked, recorded):
        met = _align(recorded, asked)
        for each in met:
            each.asked, each.recorded = each.recorded, each.asked
            if each.how > _UNLIKE:
                each.how = _ONLY_RECORDED if each.how == _ONLY_ASKED else _ONLY_ASKED
        return met
    return _align(asked, recorded)


def _is_later(asked: Side, recorded: Side) -> bool:
    mine, others = asked.texts, recorded.texts
    if mine != others:
        return (len(mine), mine) > (len(others), others)
    return asked.form.words != recorded.form.words and repr(asked.form) > repr(recorded.form)


def _align(one: Side, two: Side) -> list[Met]:
    met: list[Met] = []
    left, over = _equal_words(one, two, met)
    if left and two.others:
        left = [at for at in left if not _is_other_there(one, at, two, met)]
    if over and one.others:
        over = [to for to in over if not _is_other_there(two, to, one, met, is_turned=True)]
    if left and over:
        if len(left) + len(over) > 2:  # noqa: PLR2004 - one against one is no run
            left, over = _as_runs(one, two, left, over, met, meet_runs)
        if one.is_native != two.is_native:
            left, over = _as_runs(one, two, left, over, met, meet_across)
        left, over = _pairs(one, two, left, over, met)
    if left:
        left = [at for at in left if one.texts.count(one.texts[at]) == 1]
    if over:
        over = [to for to in over if two.texts.count(two.texts[to]) == 1]
    met += [_alone(one, at, is_asked=True) for at in left]
    met += [_alone(two, to, is_asked=False) for to in over]
    return met


def _is_other_there(
    side: Side, at: int, other: Side, met: list[Met], *, is_turned: bool = False
) -> bool:
    """Meets a word that names one side with one that the other has as a title or a particle."""
    place = other.others.get(side.texts[at])
    if place is None:
        return False
    mine, theirs = 1 << side.places[at], 1 << place
    if is_turned:
        mine, theirs = theirs, mine
    met.append(Met(How.EQUAL, 1.0, mine, theirs, side.weights[at], 0.0))
    return True


def _alone(side: Side, at: int, *, is_asked: bool) -> Met:
    bit, weight, bits = 1 << side.places[at], side.weights[at], side.bits[at]
    if is_asked:
        return Met(_ONLY_ASKED, 0.0, bit, 0, weight, bits)
    return Met(_ONLY_RECORDED, 0.0, 0, bit, weight, bits)


def _equal_words(one: Side, two: Side, met: list[Met]) -> tuple[list[int], list[int]]:
    """Pairs off what is written alike; gives the places that are left on both sides."""
    left = []
    over = list(range(len(two.texts)))
    texts = two.texts
    for at, text in enumerate(one.texts):
        if text in texts:
            for to in over:
                if texts[to] == text:
                    how = meet(one.words[at], two.words[to])
                    if how.likeness > _SURELY:
                        met.append(_met(one, two, at, to, how))
                        over.remove(to)
                        break
            else:
                left.append(at)
        else:
            left.append(at)
    return left, over


def _met(one: Side, two: Side, at: int, to: int, how: Meeting) -> Met:
    bits, others = one.bits[at], two.bits[to]
    return Met(
        how.how,
        how.likeness,
        1 << one.places[at],
        1 << two.places[to],
        (one.weights[at] + two.weights[to]) / 2,
        min(bits, others),
        how.is_other,
    )


def _as_runs(
    one: Side, two: Side, left: list[int], over: list[int], met: list[Met], runs: Runs
) -> tuple[list[int], list[int]]:
    """Pairs off what one side writes as one word and the other as several."""
    for run in runs(one, two, left, over):
        met.append(_joined(one, two, run))
        left = [at for at in left if at not in run.mine]
        over = [to for to in over if to not in run.others]
    return left, over


def _pairs(
    one: Side, two: Side, left: list[int], over: list[int], met: list[Met]
) -> tuple[list[int], list[int]]:
    """Pairs off what is alike, the likest first; sets what is left then against each other."""
    alike, unlike = [], []
    for at in left:
        word, weight = one.words[at], one.weights[at]
        for to in over:
            other = two.words[to]
            how = meet(word, other)
            if how.how < _UNLIKE:
                rank = -how.likeness * (weight + two.weights[to])
                alike.append((rank, abs(at - to), at, to, how))
            else:
                role = word.role
                is_same = role == other.role and role in _SAME_ROLE
                unlike.append((-how.likeness - is_same, abs(at - to), at, to, how))
    if alike:
        left, over = _taken(one, two, left, over, met, alike)
    if unlike and left and over:
        if len(left) + len(over) > 2:  # noqa: PLR2004 - one letter of one word is met already
            left, over = _as_runs(one, two, left, over, met, meet_acronyms)
        left, over = _taken(one, two, left, over, met, unlike)
    return left, over


def _taken(
    one: Side,
    two: Side,
    left: list[int],
    over: list[int],
    met: list[Met],
    ranked: list[tuple[float, int, int, int, Meeting]],
) -> tuple[list[int], list[int]]:
    """Pairs off in the order of rank, each word once."""
    left, over = left[:], over[:]
    if len(ranked) > 1:
        ranked.sort()
    for _rank, _apart, at, to, how in ranked:
        if at in left and to in over:
            left.remove(at)
            over.remove(to)
            met.append(_met(one, two, at, to, how))
            if not (left and over):
                break
    return left, over


def _joined(one: Side, two: Side, run: Run) -> Met:
    """Several words that meet as one."""
    asked, recorded = run.asked, run.recorded
    weight, bits, proof = 0.0, 0.0, 0.0
    for at in run.mine:
        asked |= 1 << one.places[at]
        weight += one.weights[at]
        bits += one.bits[at]
    for to in run.others:
        recorded |= 1 << two.places[to]
        weight += two.weights[to]
        proof += two.bits[to]
    return Met(run.how.how, run.how.likeness, asked, recorded, weight / 2, min(bits, proof))
