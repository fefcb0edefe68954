"""Rules by which use is unusual: what each sees, and what it lets pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.desks.audit import detectors
from entraide.desks.audit.detectors import MOST_LINES, Facts, is_within, seen
from entraide.desks.audit.habits import Use, counted
from entraide.desks.audit.thresholds import DEFAULTS, THRESHOLDS, checked
from entraide.errors import Invalid

WHO = ("QMA", "guard")


def use(by_hour, unit="north"):
    hours = tuple(by_hour.get(hour, 0) for hour in range(24))
    return Use(unit, sum(hours), hours)


def facts(by_hour, **told):
    day = use(by_hour)
    lines = [(hour, f"A-{hour}{n}") for hour, count in by_hour.items() for n in range(count)]

    def of(hours):
        return [line for hour, line in lines if hours is None or hour in hours]

    return Facts(who=WHO, use=day, lines=of, **told)


@pytest.mark.parametrize(
    ("count", "own", "post", "is_seen"),
    [
        (400, [20] * 10, [25] * 40, True),
        (100, [20] * 10, [25] * 40, False),  # not five times what is usual
        (400, [20] * 10, [200] * 40, False),  # the post is busy
        (400, [200] * 10, [20] * 40, False),  # the officer always asks so much
        (400, [], [20] * 40, True),  # new there: measured by the post
        (400, [20] * 4, [], False),  # nothing is known yet
        (40, [1] * 10, [1] * 40, False),  # forty are never many
    ],
)
def test_many_checks_are_many_for_the_officer_and_for_the_post(count, own, post, is_seen):
    found = detectors.volume(facts({9: count}, own=own, post=post), DEFAULTS)
    assert (found is not None) == is_seen
    if found:
        assert found.numbers["count"] == count
        assert len(found.lines) == MOST_LINES


def test_checks_outside_the_hours_that_the_bureau_set_are_seen():
    limits = DEFAULTS | {"hours_from": 6, "hours_until": 18, "hours_least": 2}
    found = detectors.hours(facts({3: 2, 9: 50, 18: 1}), limits)
    assert found.numbers == {"count": 3}
    assert found.lines == ["A-30", "A-31", "A-180"]
    assert detectors.hours(facts({3: 1, 9: 50}), limits) is None


def test_where_no_hours_are_set_those_count_in_which_nobody_at_the_post_asks():
    usual = [0] * 6 + [10] * 18
    told = {"post_hours": usual, "post_days": 20}
    assert detectors.hours(facts({2: 6, 9: 3}, **told), DEFAULTS).numbers == {"count": 6}
    assert detectors.hours(facts({8: 6, 9: 3}, **told), DEFAULTS) is None
    new = told | {"post_days": 2}
    assert detectors.hours(facts({2: 6}, **new), DEFAULTS) is None


@given(st.integers(0, 23), st.integers(0, 23), st.integers(1, 24))
def test_an_hour_is_in_the_night_shift_or_in_the_day_shift_and_never_in_both(hour, begins, ends):
    if begins != ends % 24:
        turned = is_within(hour, ends % 24, begins or 24)
        assert is_within(hour, begins, ends) != turned


def test_own_name_own_list_and_again_and_again_are_seen():
    told = {"own_name": ["A-1"], "watched": {"minister": ["A-2", "A-3"]}, "again": ["A-4"] * 6}
    found = seen(facts({9: 3}, **told), DEFAULTS)
    assert set(found) == {"own_name", "watch_list", "again"}
    assert found["watch_list"].numbers == {"count": 2, "labels": "minister"}
    assert not seen(facts({9: 3}, again=["A-4"] * 5), DEFAULTS)


def test_what_a_rule_says_is_filled_by_what_it_saw():
    told = {"own_name": ["A-1"], "watched": {"x": ["A-2"]}, "again": ["A-4"] * 6}
    many = {"own": [1] * 9, "post": [1] * 9, "post_hours": [0] * 24, "post_days": 9}
    found = seen(facts({9: 300}, **told, **many), DEFAULTS)
    assert set(found) == set(detectors.DETECTORS)
    for code, signal in found.items():
        assert "%(" not in detectors.DETECTORS[code].sentence % signal.numbers
        assert 0 < len(signal.lines) <= MOST_LINES


def test_habits_are_told_apart_by_officer_and_post():
    day = {("QMA", "guard"): use({9: 3}), ("QMA", "other"): use({10: 5}, "south")}
    habits = counted([day, day])
    assert habits.own["QMA", "guard"] == [3, 3]
    assert habits.posts["QMA", "south"] == [5, 5]
    assert habits.post_hours["QMA", "north"][9] == 6
    assert habits.post_days["QMA", "north"] == 2


@pytest.mark.parametrize("name", THRESHOLDS)
def test_no_bureau_sets_a_number_that_makes_it_blind(name):
    bounds = THRESHOLDS[name]
    for value in (bounds.least - 1, bounds.most + 1):
        with pytest.raises(Invalid) as refused:
            checked({name: value})
        assert refused.value.field == name
    assert checked({name: bounds.default}) == {}
    assert bounds.least <= bounds.default <= bounds.most
