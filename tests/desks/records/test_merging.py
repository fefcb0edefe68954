"""Two corrections of one record: what only one changed is kept, what both changed is asked."""

from hypothesis import given
from hypothesis import strategies as st

from entraide.desks.records.merging import Choice, merge

LISTS = [[0], [1], [2], [0, 1], [1, 2], [2, 0], [0, 1, 2]]
VALUES = st.one_of(st.integers(0, 2), st.sampled_from(LISTS))
BODIES = st.fixed_dictionaries({}, optional=dict.fromkeys("abcd", VALUES))


def test_different_fields_are_both_kept():
    found = merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2})
    assert (found.body, found.clashes, found.theirs, found.mine) == (
        {"a": 2, "b": 2},
        (),
        ("a",),
        ("b",),
    )


def test_the_same_field_is_asked_and_either_can_be_had():
    found = merge({"a": 1}, {"a": 2}, {"a": 3})
    assert found.body == {}
    assert found.open({}) == found.clashes
    assert found.settled({"a": Choice.MINE}) == {"a": 3}
    assert found.settled({"a": Choice.THEIRS}) == {"a": 2}


def test_lists_can_be_kept_together():
    found = merge({"a": [1]}, {"a": [1, 2]}, {"a": [1, 3]})
    assert found.settled({"a": Choice.BOTH}) == {"a": [1, 2, 3]}


def test_a_value_that_one_took_away_is_no_value_again_if_that_is_chosen():
    found = merge({"a": 1}, {}, {"a": 2})
    assert found.settled({"a": Choice.THEIRS}) == {}


def test_without_the_version_both_read_every_difference_is_asked():
    assert [clash.name for clash in merge(None, {"a": 1, "b": 1}, {"a": 2, "b": 1}).clashes] == [
        "a"
    ]


@given(BODIES, BODIES, BODIES)
def test_choosing_one_side_everywhere_loses_nothing_of_it(base, theirs, mine):
    found = merge(base, theirs, mine)
    clashing = {clash.name for clash in found.clashes}
    for choice, side, other in ((Choice.MINE, mine, theirs), (Choice.THEIRS, theirs, mine)):
        body = found.settled(dict.fromkeys(clashing, choice))
        for name in {*base, *side, *other}:
            if side.get(name) != base.get(name) or name in clashing:
                assert body.get(name) == side.get(name)
            else:
                assert body.get(name) == other.get(name)


@given(BODIES, BODIES, BODIES)
def test_both_ways_clash_in_the_same_fields(base, theirs, mine):
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)
    assert {clash.name for clash in one.clashes} == {clash.name for clash in other.clashes}


@given(BODIES, BODIES)
def test_what_nobody_else_changed_is_as_i_want_it(base, mine):
    assert merge(base, base, mine).settled({}) == mine
