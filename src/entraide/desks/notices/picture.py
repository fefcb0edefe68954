"""The lifecycle of a kind as a picture, drawn from the table of moves, with where a notice stands.

Pure. Columns are the states' distance from the draft; the page and the docs show the same drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from entraide.desks.notices.states import (
    BEFORE,
    ENDED,
    MOVES,
    PROGRESS,
    TITLES,
    State,
    Who,
    moves_from,
)
from entraide.language import RIGHT_TO_LEFT, _, translate

COLUMNS: Final[Sequence[frozenset[State]]] = (
    frozenset({State.DRAFT}),
    frozenset({State.SUBMITTED}),
    frozenset({State.IN_REVIEW, State.INFORMATION_REQUESTED}),
    frozenset({State.PUBLISHED, State.SUSPENDED, State.REVIEW_DUE}),
    PROGRESS,
    ENDED,
    frozenset({State.DELETED}),
)
assert frozenset(State) == frozenset().union(*COLUMNS)

_WIDTH: Final = 172
_HEIGHT: Final = 36
_ACROSS: Final = 216
_DOWN: Final = 52
_MARGIN: Final = 16


@dataclass(frozen=True)
class _Box:
    state: State
    x: int
    y: int


def picture(kind: str, circulation: str, language: str, *, here: State | None = None) -> SafeString:
    """The drawing as SVG, its words in this language; `here` is where the notice stands.

    Nothing in it comes from people: states and their titles are the program's own.
    """
    boxes = {box.state: box for box in _boxes(kind, circulation)}
    width = _MARGIN * 2 + _ACROSS * (len(COLUMNS) - 1) + _WIDTH
    height = _MARGIN * 2 + max(box.y for box in boxes.values()) + _HEIGHT
    is_mirrored = language in RIGHT_TO_LEFT
    arrows = [
        _arrow(boxes[was], boxes[to], width, is_mirrored=is_mirrored)
        for was, to in _ways(kind, circulation)
    ]
    drawn = [
        _drawn(
            box,
            translate(TITLES[box.state], language),
            width,
            is_mirrored=is_mirrored,
            is_here=box.state is here,
        )
        for box in boxes.values()
    ]
    title = escape(translate(_("Where it can go"), language), quote=True)
    return SafeString(
        f'<svg class="lifecycle" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{title}"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" '
        f'refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z"/></marker></defs>'
        f"{''.join(arrows)}{''.join(drawn)}</svg>"
    )


def _states(kind: str, circulation: str) -> set[State]:
    """The states that a notice of this kind can come to."""
    reached, waiting = {State.DRAFT}, [State.DRAFT]
    while waiting:
        for move in moves_from(waiting.pop(), kind=kind, circulation=circulation, who=Who):
            if move.to is not None and move.to not in reached:
                reached.add(move.to)
                waiting.append(move.to)
    return reached


def _boxes(kind: str, circulation: str) -> list[_Box]:
    reached = _states(kind, circulation)
    order = list(State)
    return [
        _Box(state, _MARGIN + column * _ACROSS, _MARGIN + row * _DOWN)
        for column, states in enumerate(COLUMNS)
        for row, state in enumerate(sorted(states & reached, key=order.index))
    ]


def _ways(kind: str, circulation: str) -> list[tuple[State, State]]:
    """Arrows: each way once. What may happen from all in force is drawn from "published" alone."""
    reached = _states(kind, circulation)
    order = list(State)
    ways: dict[tuple[State, State], None] = {}
    for move in MOVES:
        if move.to is None or move.to not in reached:
            continue
        for state in sorted(move.from_states & reached, key=order.index):
            is_fitting = (move.kinds is None or kind in move.kinds) and (
                move.circulations is None or circulation in move.circulations
            )
            is_repeated = State.PUBLISHED in move.from_states and state not in BEFORE | {
                State.PUBLISHED
            }
            if is_fitting and not is_repeated:
                ways[state, move.to] = None
    return list(ways)


def _drawn(box: _Box, title: str, width: int, *, is_mirrored: bool, is_here: bool = False) -> str:
    x = width - box.x - _WIDTH if is_mirrored else box.x
    marked = ' class="here" aria-current="step"' if is_here else ""
    return (
        f'<g{marked}><rect x="{x}" y="{box.y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + _WIDTH // 2}" y="{box.y + 23}" text-anchor="middle">{escape(title)}</text>'
        f"</g>"
    )


def _arrow(was: _Box, to: _Box, width: int, *, is_mirrored: bool) -> str:
    """From side to side; within one column round its inner edge."""
    middle = _HEIGHT // 2
    begin, end = (was.x + _WIDTH, was.y + middle), (to.x, to.y + middle)
    if to.x == was.x:
        end = (to.x + _WIDTH, to.y + middle)
        bends = (begin[0] + 22, begin[1]), (end[0] + 22, end[1])
    elif to.x < was.x:
        begin, end = (was.x, was.y + middle), (to.x + _WIDTH, to.y + middle)
        bends = (begin[0] - 24, begin[1]), (end[0] + 24, end[1])
    else:
        bends = (begin[0] + 24, begin[1]), (end[0] - 24, end[1])
    points = [(width - x, y) if is_mirrored else (x, y) for x, y in (begin, *bends, end)]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    return (
        f'<path class="way" d="M{x0} {y0}C{x1} {y1} {x2} {y2} {x3} {y3}" marker-end="url(#tip)"/>'
    )
