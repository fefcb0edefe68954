"""Invariant 2, from inside: no work is done for a hidden record, and a late filter is noticed."""

import pytest
from tests.adversary.hidden_worlds import EXCLUDED, OWNER, SURFACES, TWINS, outcome, world
from tests.adversary.test_check_hiding import (
    test_hundreds_of_near_twins_around_the_cut_give_nothing_away as near_twins,
)

from entraide.engine.check import answering, matches, persons
from entraide.engine.check.cards import Cards
from entraide.engine.check.persons import COMPARED
from entraide.engine.matching.score import Asked


class Work:
    """Counts what is done for records beyond reading their row."""

    def __init__(self, monkeypatch):
        self.done = []
        for owner, name in (
            (Asked, "strength"),
            (Asked, "scored"),
            (matches, "_match"),
            (matches, "differences"),
            (Cards, "hit"),
            (answering, "_strength"),
        ):
            monkeypatch.setattr(owner, name, self._counted(name, getattr(owner, name)))

    def _counted(self, name, real):
        def counted(*given):
            self.done.append(name)
            return real(*given)

        return counted

    def of(self, act):
        self.done.clear()
        act()
        return list(self.done)


@pytest.mark.parametrize("surface", SURFACES)
def test_the_work_done_is_the_same(surface, monkeypatch):
    hidden, absent = world(), world()
    for number in range(130):
        for place, (code, twin) in enumerate(TWINS.items()):
            envelope = {"restricted": (EXCLUDED,)} if number % 3 == 0 else {}
            where = {"id": number * 4 + place + 1, "owner": OWNER}
            hidden.add(code, twin(number % 10), **where, **envelope)
            if number % 3:
                absent.add(code, twin(number % 10), **where)
    work = Work(monkeypatch)
    one = work.of(lambda: outcome(hidden, SURFACES[surface]))
    other = work.of(lambda: outcome(absent, SURFACES[surface]))
    assert one == other
    assert one


def cut_first(candidates, snapshot, view):
    """A mutant: the strongest are taken, and what is hidden is left out of them afterwards."""
    first = list(candidates)[:COMPARED]
    return (
        [each.id for each in first if view.shows(snapshot.envelope(each.database, each.id))],
        None,
        False,
    )


def edge_by_hidden(candidates, snapshot, view):
    """A mutant: a hidden candidate decides whether there is anything behind the cut."""
    taken, weakest = [], 0.0
    for candidate in candidates:
        if len(taken) >= COMPARED and candidate.strength < weakest:
            return taken, 0, True
        if view.shows(snapshot.envelope(candidate.database, candidate.id)):
            taken.append(candidate.id)
            weakest = candidate.strength
    return taken, None, False


def rows_cut_first(probe, key, snapshot, view):
    """A mutant: so many rows are read, and what is hidden is left out of them afterwards."""
    found = {}
    read = snapshot.beginning if key.key.is_prefix else snapshot.under
    for row in probe.rows(key):
        for entry in read(row):
            found[entry.id] = entry
            if len(found) == matches.MOST_UNDER_A_KEY:
                break
    return {id: entry for id, entry in found.items() if view.shows(entry)}, False


@pytest.mark.parametrize(
    ("owner", "name", "mutant"),
    [
        (persons, "_strongest", cut_first),
        (persons, "_strongest", edge_by_hidden),
        (matches, "_entries", rows_cut_first),
    ],
    ids=["candidates", "edge", "rows"],
)
def test_a_late_filter_would_be_noticed(owner, name, mutant, monkeypatch):
    monkeypatch.setattr(owner, name, mutant)
    for visible in (COMPARED, 3 * COMPARED):
        for code, alike in (("notices", 0.6), ("notices", 1.0), ("firearms", 0.6)):
            try:
                near_twins(code, alike, visible, is_weighed=False)
            except AssertionError:
                return
    pytest.fail("the mutant lives")
