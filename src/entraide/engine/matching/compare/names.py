"""Aligning two names: which part met which and how, what is missing, what contradicts."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import SAME, How, Meeting, meet
from entraide.engine.matching.normalise.name import Role


class Met(NamedTuple):
    """One part of both names, or of one.

    Attributes:
        how: how they meet.
        likeness: 0–1.
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
    is_other: bool


_JOINED_FROM: Final = 5
"""Letters from which a word may be several that are written as one."""
_MOST_JOINED: Final = 4
_ACRONYM: Final = range(2, 7)
_UNLIKE: Final = Meeting(How.UNLIKE, 0.0)


def align(asked: Side, recorded: Side) -> list[Met]:
    """Every part of both names once: what met, what contradicts, what only one side has.

    The same, turned round, if the names change sides.
    """
    if _is_later(asked, recorded):
        return [_turned(met) for met in _align(recorded, asked)]
    return _align(asked, recorded)


def _is_later(asked: Side, recorded: Side) -> bool:
    if len(asked.texts) != len(recorded.texts):
        return len(asked.texts) > len(recorded.texts)
    if asked.texts != recorded.texts:
        return asked.texts > recorded.texts
    return asked.form.words != recorded.form.words and repr(asked.form) > repr(recorded.form)


def _turned(met: Met) -> Met:
    how = met.how
    if how >= How.ONLY_ASKED:
        how = How.ONLY_RECORDED if how is How.ONLY_ASKED else How.ONLY_ASKED
    return met._replace(how=how, asked=met.recorded, recorded=met.asked)


def _align(one: Side, two: Side) -> list[Met]:
    met: list[Met] = []
    left = _equal_words(one, two, met)
    over = [place for place in range(len(two.words)) if not _has(met, two.places[place])]
    if left and over:
        left, over = _like_words(one, two, left, over, met)
        if left or over:
            left, over = _runs(one, two, left, over, met)
            left, over = _acronyms(one, two, left, over, met)
    elif left or over:
        left, over = _repeated(one, two, left, over)
    _rest(one, two, left, over, met)
    return met


def _has(met: Sequence[Met], place: int) -> bool:
    bit = 1 << place
    return any([each.recorded & bit for each in met])


def _equal_words(one: Side, two: Side, met: list[Met]) -> list[int]:
    """Pairs off what is equal; gives the places of `one` that are left."""
    left = []
    texts, taken = two.texts, 0
    for at, text in enumerate(one.texts):
        if text in texts:
            place = texts.index(text)
            while taken >> place & 1:
                try:
                    place = texts.index(text, place + 1)
                except ValueError:
                    place = -1
                    break
            if place >= 0 and meet(one.words[at], two.words[place]).likeness > 0.9:
                taken |= 1 << place
                met.append(_met(one, two, at, place, meet(one.words[at], two.words[place])))
                continue
        left.append(at)
    return left


def _met(one: Side, two: Side, at: int, to: int, how: Meeting) -> Met:
    return Met(
        how.how,
        how.likeness,
        1 << one.places[at],
        1 << two.places[to],
        (one.weights[at] + two.weights[to]) / 2,
        min(one.bits[at], two.bits[to]),
        how.is_other,
    )


def _like_words(
    one: Side, two: Side, left: list[int], over: list[int], met: list[Met]
) -> tuple[list[int], list[int]]:
    """Pairs off what is alike, the likest first."""
    found = []
    for at in left:
        word = one.words[at]
        for to in over:
            how = meet(word, two.words[to])
            if how.how < How.UNLIKE:
                rank = how.likeness * (one.weights[at] + two.weights[to])
                found.append((-rank, abs(at - to), at, to, how))
    if not found:
        return left, over
    found.sort()
    for _rank, _apart, at, to, how in found:
        if at in left and to in over:
            left = [each for each in left if each != at]
            over = [each for each in over if each != to]
            met.append(_met(one, two, at, to, how))
    return left, over


def _runs(
    one: Side, two: Side, left: list[int], over: list[int], met: list[Met]
) -> tuple[list[int], list[int]]:
    """Pairs off what one side writes as one word and the other as several."""
    for at in tuple(left):
        if len(one.texts[at]) >= _JOINED_FROM and (run := _run(one.texts[at], two, over)):
            met.append(_joined(one, two, [at], run[0], run[1], run[2]))
            left = [each for each in left if each != at]
            over = [each for each in over if each not in run[0]]
    for to in tuple(over):
        if len(two.texts[to]) >= _JOINED_FROM and (run := _run(two.texts[to], one, left)):
            met.append(_joined(one, two, run[0], [to], run[1], run[2], is_of_one=True))
            over = [each for each in over if each != to]
            left = [each for each in left if each not in run[0]]
    if len(left) > 1 and len(over) > 1 or (len(left) + len(over) > 2 and left and over):
        mine = "".join([one.texts[at] for at in left])
        other = "".join([two.texts[to] for to in over])
        off = OSA.distance(mine, other, score_cutoff=2)
        if off < 2 and len(mine) > _JOINED_FROM + off * 2:
            met.append(_joined(one, two, left, over, 0, off))
            return [], []
    return left, over


def _run(word: str, side: Side, free: Sequence[int]) -> tuple[list[int], int, int] | None:
    """Neighbouring words of the side, at least one free, that are this word if written as one.

    Gives the places of the free ones, all words' bits, and how many letters are off.
    """
    best = None
    words = side.form.words
    usable = {side.places[at]: at for at in free}
    named = set(side.places)
    for begin in range(len(words)):
        text, bits, places = "", 0, []
        for place in range(begin, min(begin + _MOST_JOINED, len(words))):
            if place in named and place not in usable:
                break
            text += words[place].text
            bits |= 1 << place
            if place in usable:
                places.append(usable[place])
            if place == begin or not places:
                continue
            off = OSA.distance(text, word, score_cutoff=1)
            if off <= (1 if len(word) > _JOINED_FROM + 1 else 0) and (
                best is None or off < best[2]
            ):
                best = (list(places), bits, off)
    return best


def _joined(
    one: Side,
    two: Side,
    mine: Sequence[int],
    other: Sequence[int],
    bits: int,
    off: int,
    *,
    is_of_one: bool = False,
) -> Met:
    asked, recorded = _bits(one, mine), _bits(two, other)
    if bits:
        asked, recorded = (asked | bits, recorded) if is_of_one else (asked, recorded | bits)
    weight = sum([one.weights[at] for at in mine]) + sum([two.weights[to] for to in other])
    proof = min(sum([one.bits[at] for at in mine]), sum([two.bits[to] for to in other]))
    return Met(How.JOINED, 0.97 - off * 0.1, asked, recorded, weight / 2, proof, is_other=False)


def _bits(side: Side, places: Sequence[int]) -> int:
    found = 0
    for at in places:
        found |= 1 << side.places[at]
    return found


def _acronyms(
    one: Side, two: Side, left: list[int], over: list[int], met: list[Met]
) -> tuple[list[int], list[int]]:
    """Pairs off a word that is the first letters of several: JC of Jean Claude."""
    for mine, free, side, other, is_turned in (
        (left, over, one, two, False),
        (over, left, two, one, True),
    ):
        if len(free) < 2:
            continue
        for at in mine:
            letters = side.texts[at]
            if len(letters) not in _ACRONYM:
                continue
            run = _spelt_out(letters, other, free)
            if run:
                places = ([at], run) if not is_turned else (run, [at])
                joined = _joined(one, two, *places, 0, 0)
                met.append(joined._replace(how=How.INITIAL, likeness=0.6))
                gone_left, gone_over = places
                return (
                    [each for each in left if each not in gone_left],
                    [each for each in over if each not in gone_over],
                )
    return left, over


def _spelt_out(letters: str, side: Side, free: Sequence[int]) -> list[int]:
    for begin in range(len(free) - len(letters) + 1):
        run = list(free[begin : begin + len(letters)])
        if all(side.texts[at][0] == letter for at, letter in zip(run, letters, strict=True)):
            return run
    return []


def _repeated(
    one: Side, two: Side, left: list[int], over: list[int]
) -> tuple[list[int], list[int]]:
    """Leaves out what a side merely says twice."""
    return (
        [at for at in left if one.texts.count(one.texts[at]) == 1],
        [to for to in over if two.texts.count(two.texts[to]) == 1],
    )


def _rest(one: Side, two: Side, left: list[int], over: list[int], met: list[Met]) -> None:
    """What is left on both sides stands against each other; on one side, it is only there."""
    for at, to, near in _against(one, two, left, over):
        met.append(_met(one, two, at, to, near))
        left = [each for each in left if each != at]
        over = [each for each in over if each != to]
    for at in left:
        met.append(
            Met(How.ONLY_ASKED, 0.0, 1 << one.places[at], 0, one.weights[at], one.bits[at], False)
        )
    for to in over:
        met.append(
            Met(
                How.ONLY_RECORDED, 0.0, 0, 1 << two.places[to], two.weights[to], two.bits[to], False
            )
        )


def _against(
    one: Side, two: Side, left: list[int], over: list[int]
) -> Iterator[tuple[int, int, Meeting]]:
    """Which of what is left stands against which: the nearest, and those of one role, first."""
    found = sorted(
        [
            (_rank(one, two, at, to, near), at, to, near)
            for at in left
            for to in over
            for near in (meet(one.words[at], two.words[to]),)
        ]
    )
    taken, used = set(), set()
    for _rank_, at, to, near in found:
        if at not in taken and to not in used:
            taken.add(at)
            used.add(to)
            yield at, to, near


def _rank(one: Side, two: Side, at: int, to: int, near: Meeting) -> float:
    roles = one.words[at].role, two.words[to].role
    is_family = roles[0] == roles[1] and roles[0] in (Role.FAMILY, Role.PATRONYMIC)
    return -near.likeness - (0.5 if is_family else 0.0)
