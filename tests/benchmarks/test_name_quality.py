"""The benchmark of names counts right, and its frozen results say of which matcher they are."""

import json
import re

import numpy as np
import pytest
from benchmarks.name_quality import alarms, aliases, frozen, labelled, robustness
from benchmarks.name_quality.ours import Ours
from benchmarks.name_quality.pairs import Pair, Side, date_of, names_of_cell
from benchmarks.name_quality.quality import level_at, quality, recall_at

from entraide.engine.matching.thresholds import Use


def pair(left, right, *, is_same, row=1):
    sides = (Side.of("Person", name=name) for name in (left, right))
    return Pair(row, *sides, is_same)


# -- counting --


def test_quality_is_what_a_hand_counts():
    told = quality([0.9, 0.6, 0.7, 0.2], [True, True, False, False], 0.65)
    assert (told.precision, told.recall, told.f1) == (0.5, 0.5, 0.5)
    assert told.auc == 0.75
    assert (told.best_f1, told.best_threshold) == (0.8, 0.6)


def test_scores_that_tie_count_half():
    assert quality([0.5, 0.5], [True, False], 0.5).auc == 0.5


def test_the_level_lets_no_more_alarms_through_than_were_allowed():
    highest = [0.9, 0.8, 0.8, 0.3]
    assert sum(score >= level_at(highest, 1) for score in highest) == 1
    assert (
        sum(score >= level_at(highest, 2) for score in highest) == 1
    )  # two tie: neither is let in
    assert level_at(highest, 4) == 0.0
    assert recall_at([0.95, 0.85], level_at(highest, 0)) == 0.5


def test_a_person_with_many_alarms_is_one_alarm():
    person, other = Side.of("Person", name="Ana Testova"), Side.of("Person", name="Ivo Ustopi")
    benign = [Pair(0, person, other, is_same=False)] * 3
    trial = aliases.Trial([Pair(1, person, other, is_same=True)], benign, asked=1000, listed=1)
    told = aliases.found(trial, [0.7], [0.8, 0.9, 0.85])
    assert (told.alarmed, told.alarmed_pairs, told.recall) == (1, 3, 1.0)
    stricter = aliases.found(trial._replace(asked=999), [0.7], [0.8, 0.9, 0.85])
    assert (stricter.alarmed, stricter.recall) == (0, 0.0)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ivo USTOPI (Иво УСТОПИ)", ["Ivo USTOPI", "Иво УСТОПИ"]),
        ("Ivo (Iwo) USTOPI", ["Ivo USTOPI"]),
        (
            "Ivo USTOPI (a.k.a. Iwo TESTOV, Ivan TESTOV)",
            ["Ivo USTOPI", "Iwo TESTOV", "Ivan TESTOV"],
        ),
        ("Passport number 12345", []),
        ("‘Testo’ (Тесто)", ["Testo", "Тесто"]),
    ],
)
def test_a_cell_that_holds_several_names_is_split(cell, names):
    assert names_of_cell(cell) == names


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("7.3.1985", "1985-03-07"),
        ("07.03.1985", "1985-03-07"),
        ("7 March 1985", "1985-03-07"),
        ("1 Jan. 1985", "1985-01-01"),
        ("March 1985", "1985-03"),
        ("1985", "1985"),
        ("1985 or 1986", ""),
        ("", ""),
    ],
)
def test_a_date_is_known_as_far_as_it_is_said_once(cell, date):
    assert date_of(cell) == date


def test_chances_of_a_date_are_all_the_chances_there_are():
    for recorded in ("1985-03-07", "1985-03", "1985", ""):
        dates = list(alarms.chances_of(recorded, "1971-11-30"))
        assert sum(chance for _date, chance in dates) == pytest.approx(1)
        assert all(chance > 0 for _date, chance in dates)
        assert len({date for date, _chance in dates}) == len(dates)


def test_a_threshold_is_refused_where_a_group_suffers_three_times_the_mean():
    groups = [alarms.Group("one", 500, 4.0, 0.5), alarms.Group("two", 500, 3.9, 3.2)]
    told = alarms.Alarms(0.7, 1.0, {"culture": groups})
    assert told.worst().name == "two"
    assert told.standing() == "refused"
    assert told._replace(by={"culture": groups[:1]}).standing() == "undecided"
    few = alarms.Group("few", 500, 2.9, 0.1)
    assert told._replace(by={"culture": [few]}).standing() == "within"


def test_one_alarm_bears_out_nothing_and_many_bear_out_most_of_their_rate():
    one, many = np.zeros(1000), np.zeros(1000)
    one[7], many[:200] = 1.0, 1.0
    assert alarms.borne_out(one) == 0
    assert 0.17 < alarms.borne_out(many) < 0.2
    assert alarms.borne_out(np.zeros(9)) == 0


@pytest.mark.parametrize("use", Use)
def test_no_threshold_is_used_that_a_group_surely_suffers_from(use):
    told = frozen.read().figures["alarms"][use.name.lower()]
    assert told["threshold"] == use.value
    assert told["worst_borne_out"] <= alarms.WORST
    rates = [rate for _persons, rate, _borne_out in told["groups"].values()]
    assert told["worst"] == pytest.approx(max(rates) / told["per_thousand"], abs=0.1)
    assert told["standing"] == ("undecided" if told["worst"] > alarms.WORST else "within")


# -- the matcher --


def test_random_unicode_names_never_fail_and_are_scored_within_bounds():
    assert robustness.times(Ours(), 400, seed=11).count == 400


def test_the_same_name_scores_above_another():
    matcher = Ours()
    same, other = matcher.scores(
        [
            pair("Ana Testova", "Testova, Ana", is_same=True),
            pair("Ana Testova", "Bruno Ustopi", is_same=False),
        ]
    )
    assert same > Use.BORDER.value > other


# -- what is frozen --


def test_frozen_results_hold_no_names():
    text = frozen.FILE.read_text(encoding="utf-8")
    told = frozen.read()
    assert told.sets.keys() == {labelled.NAMES.name, labelled.ENTITIES.name}
    for rows in json.loads(text)["sets"].values():
        for number, digest, same, ours, peer in rows:
            assert (type(number), type(same)) == (int, bool)
            assert re.fullmatch(r"[0-9a-f]{12}", digest)
            assert 0 <= ours <= 1
            assert peer is None or 0 <= peer <= 1


def test_frozen_results_are_of_this_matcher():
    told = frozen.read()
    assert frozen.staleness(Ours().version, told) == ""
    stale = frozen.staleness("another", told)
    assert "stale" in stale
    assert told.matcher in stale


def test_what_is_frozen_is_read_back_as_it_was_written(tmp_path):
    told = frozen.read()
    frozen.write(told, tmp_path / "frozen.json")
    assert frozen.read(tmp_path / "frozen.json") == told
    assert (tmp_path / "frozen.json").read_bytes() == frozen.FILE.read_bytes()


def test_a_diff_tells_what_moved_and_whether_it_is_right_now():
    was = [frozen.Row(*row, None) for row in ((1, "a", True, 0.9), (2, "b", True, 0.2))]
    now = [row._replace(ours=1 - row.ours) for row in was]
    moved = list(frozen.moved(was, [*now, now[0]._replace(number=3, digest="c")], 0.5))
    assert [row[0] for row in moved] == ["3", "1", "2"]
    assert [row[-1] for row in moved] == ["", "NOW WRONG", "now right"]
    assert list(frozen.moved(was, was, 0.5)) == []
