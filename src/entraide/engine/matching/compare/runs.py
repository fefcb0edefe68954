"""Words that one side writes as one and the other as several, or by their first letters."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import How, Meeting


class Run(NamedTuple):
    """Words of both sides that meet as one.

    Attributes:
        mine: which of the words of one side.
        others: of the other.
        how: how they meet.
        asked: places of the run in the name of one side, as bits, with particles; 0 if none.
        recorded: likewise of the other.
    """

    mine: Sequence[int]
    others: Sequence[int]
    how: Meeting
    asked: int = 0
    recorded: int = 0


_JOINED_FROM: Final = 5
"""Letters from which a word may be several that are written as one."""
_SLIP_FROM: Final = 7
"""Letters from which one of them may be wrong, too."""
_HEAD: Final = 2
"""Letters by which the first of several words must begin as the joined word does."""
_MOST_JOINED: Final = 4
_ACRONYMS: Final = range(2, 7)
_WHOLE: Final = Meeting(How.JOINED, 0.97)
_NEARLY: Final = Meeting(How.JOINED, 0.87)
_LETTERS: Final = Meeting(How.INITIAL, 0.6)


def meet_runs(one: Side, two: Side, left: Sequence[int], over: Sequence[int]) -> Iterator[Run]:
    """What meets of the words that are left, if neighbours are written as one."""
    mine, others = list(left), list(over)
    heads = [word.text[:_HEAD] for word in two.form.words[:-1]]
    for at in left:
        found = one.texts[at][:_HEAD] in heads and _run(one.texts[at], two, others)
        if found:
            yield Run((at,), found[0], found[2], recorded=found[1])
            mine.remove(at)
            others = [to for to in others if to not in found[0]]
    heads = [word.text[:_HEAD] for word in one.form.words[:-1]]
    for to in tuple(others):
        found = two.texts[to][:_HEAD] in heads and _run(two.texts[to], one, mine)
        if found:
            yield Run(found[0], (to,), found[2], asked=found[1])
            others.remove(to)
            mine = [at for at in mine if at not in found[0]]
    if mine and others and len(mine) + len(others) > 2:  # noqa: PLR2004 - one against one was met
        joined, other = (
            "".join([side.texts[at] for at in places])
            for side, places in ((one, mine), (two, others))
        )
        off = OSA.distance(joined, other, score_cutoff=1)
        if off == 0 or (off == 1 and len(joined) >= _SLIP_FROM):
            yield Run(tuple(mine), tuple(others), _NEARLY if off else _WHOLE)


def _run(word: str, side: Side, free: Sequence[int]) -> tuple[Sequence[int], int, Meeting] | None:
    """Neighbours on this side, at least one of them free, that are the word if written as one."""
    words = side.form.words
    if len(word) < _JOINED_FROM or len(words) < 2 or not free:  # noqa: PLR2004 - two are several
        return None
    head = word[:_HEAD]
    usable = {side.places[at]: at for at in free}
    taken = set(side.places) - usable.keys()
    best = None
    for begin in range(len(words) - 1):
        if words[begin].text[:_HEAD] == head:
            for text, bits, places in _runs_from(begin, side, usable, taken):
                if text == word:
                    return places, bits, _WHOLE
                if len(text) > len(word) + 1:
                    break
                if len(word) >= _SLIP_FROM and OSA.distance(text, word, score_cutoff=1) == 1:
                    best = best or (places, bits, _NEARLY)
    return best


def _runs_from(
    begin: int, side: Side, usable: Mapping[int, int], taken: Container[int]
) -> Iterator[tuple[str, int, Sequence[int]]]:
    """Two and more neighbours from here on, as one text; their places; the free ones."""
    words = side.form.words
    text, bits, places = "", 0, []
    for place in range(begin, min(begin + _MOST_JOINED, len(words))):
        if place in taken:
            return
        text += words[place].text
        bits |= 1 << place
        if place in usable:
            places.append(usable[place])
        if place > begin and places:
            yield text, bits, tuple(places)


def meet_acronyms(one: Side, two: Side, left: Sequence[int], over: Sequence[int]) -> Iterator[Run]:
    """What meets of the words that are left, if a word is the first letters of several."""
    for at in left:
        if len(one.texts[at]) in _ACRONYMS and (found := _spelt_out(one.texts[at], two, over)):
            yield Run((at,), found, _LETTERS)
            return
    for to in over:
        if len(two.texts[to]) in _ACRONYMS and (found := _spelt_out(two.texts[to], one, left)):
            yield Run(found, (to,), _LETTERS)
            return


def _spelt_out(letters: str, side: Side, free: Sequence[int]) -> Sequence[int]:
    """The neighbours among the free words whose first letters these are."""
    size = len(letters)
    for begin in range(len(free) - size + 1):
        run = free[begin : begin + size]
        if "".join([side.texts[at][0] for at in run]) == letters:
            return tuple(run)
    return ()
