"""Words that one script writes as one and another as several: رحمت الله and Rahmatullah."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from entraide.engine.matching.compare.runs import Run
from entraide.engine.matching.compare.scripts import likeness
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import DENSE, How, Meeting, meet

_MOST_JOINED: Final = 4
_FEWEST_LETTERS: Final = 5
"""Latin letters from which a word may be several native ones, or several one native."""
_LIKELY: Final = 0.5
"""The likeness from which a run is taken to be the word: more than of two words, for chance has
more runs to choose from."""
_MOST_OFF: Final = 0.4
"""Of the consonants of both, how many may be off for a run to be weighed at all."""
_SYLLABLE_LIKELY: Final = 0.1
"""The likeness that each syllable of such a run has at least."""


class _Joined(NamedTuple):
    """Neighbours of one side as one word.

    Attributes:
        text: native, or in Latin letters.
        skeleton: its consonants.
        script: by ISO 15924.
        places: in the name, as bits.
        words: those of the side's words that are free.
        parts: each word of it.
    """

    text: str
    skeleton: str
    script: str
    places: int
    words: tuple[int, ...]
    parts: tuple[str, ...]


def meet_across(one: Side, two: Side, left: Sequence[int], over: Sequence[int]) -> Iterator[Run]:
    """What meets of the words that are left, where one side is native and the other Latin.

    The likest first; a run that is no likelier than one of its words alone is left to that word.
    """
    ways = _ways(one, two, left, over) if one.is_native else _ways(two, one, over, left)
    taken, taken_there = 0, 0
    for likely, native, latin in sorted(ways, key=_by_likeness):
        if taken & native.places or taken_there & latin.places:
            continue
        taken, taken_there = taken | native.places, taken_there | latin.places
        how = Meeting(How.SCRIPT, likely)
        if one.is_native:
            yield Run(native.words, latin.words, how, native.places, latin.places)
        else:
            yield Run(latin.words, native.words, how, latin.places, native.places)


def _by_likeness(way: tuple[float, _Joined, _Joined]) -> tuple[float, int, int]:
    likely, native, latin = way
    return -likely * len(latin.text), native.places, latin.places


def _ways(
    natives: Side, latins: Side, free: Sequence[int], over: Sequence[int]
) -> Iterator[tuple[float, _Joined, _Joined]]:
    """Every run of natives that is likely a Latin word, and the other way round."""
    words, others = _words(natives, free), _words(latins, over)
    runs, other_runs = _runs(natives, free), _runs(latins, over)
    for run, other in (
        *((run, other) for run in runs for other in others),
        *((word, run) for run in other_runs for word in words),
    ):
        if run.script == "Latn" or len(other.text) < _FEWEST_LETTERS or not other.text.isalpha():
            continue
        longer = max(len(run.skeleton), len(other.skeleton))
        most = max(1, int(longer * _MOST_OFF))
        if OSA.distance(run.skeleton, other.skeleton, score_cutoff=most) > most:
            continue
        likely = likeness(run.text, run.script, other.text)
        if (
            likely >= _LIKELY
            and likely > _alone(natives, latins, run, other)
            and _syllables_meet(run, other)
        ):
            yield likely, run, other


def _syllables_meet(run: _Joined, other: _Joined) -> bool:
    """Whether each character is like its word, where a name's syllables are parted: Jong Un."""
    if run.script not in DENSE or len(run.text) != len(other.parts):
        return True
    return all(
        likeness(character, run.script, part) >= _SYLLABLE_LIKELY
        for character, part in zip(run.text, other.parts, strict=True)
    )


def _alone(natives: Side, latins: Side, run: _Joined, other: _Joined) -> float:
    """How like the likest two words of the run and of the other are by themselves."""
    best = 0.0
    for at in run.words:
        for to in other.words:
            how = meet(natives.words[at], latins.words[to])
            if how.how < How.UNLIKE and how.likeness > best:
                best = how.likeness
    return best


def _words(side: Side, free: Sequence[int]) -> list[_Joined]:
    found = []
    for at in free:
        word = side.words[at]
        text = word.native or word.text
        bit = 1 << side.places[at]
        found.append(_Joined(text, word.skeleton, word.script, bit, (at,), (text,)))
    return found


def _runs(side: Side, free: Sequence[int]) -> list[_Joined]:
    """Two to four neighbours of one script, some of them free and no other taken."""
    words = side.form.words
    usable = {side.places[at]: at for at in free}
    taken = set(side.places) - usable.keys()
    found = []
    for begin in range(len(words) - 1):
        text = skeleton = ""
        bits, places = 0, []
        for place in range(begin, min(begin + _MOST_JOINED, len(words))):
            word = words[place]
            if place in taken or word.script != words[begin].script:
                break
            text += word.native or word.text
            skeleton += word.skeleton
            bits |= 1 << place
            if place in usable:
                places.append(usable[place])
            if place > begin and places:
                parts = tuple([each.native or each.text for each in words[begin : place + 1]])
                found.append(_Joined(text, skeleton, word.script, bits, tuple(places), parts))
    return found
