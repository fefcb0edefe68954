"""Counts of how long answers took: of all processes, through kills, full disks and midnight."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.clock import SetClock, SystemClock
from entraide.engine.check.answer_times import (
    STEPS,
    AnswerTimes,
    counted,
    days_of,
    forget,
    soonest,
)


@pytest.fixture
def today(clock):
    return clock.now().date()


def answers(times, count, seconds):
    for _ in range(count):
        times.answered(perf_counter() - seconds)


def test_what_several_processes_answered_is_counted_together(tmp_path, clock, today):
    one, other = AnswerTimes(tmp_path, clock), AnswerTimes(tmp_path, clock)
    answers(one, 3, 0.001)
    answers(other, 4, 0.1)
    assert len(list(tmp_path.iterdir())) == 2
    found = counted(tmp_path, [today])
    assert found.sum() == 7
    assert found[clock.now().hour].sum() == 7
    one.close()
    third = AnswerTimes(tmp_path, clock)
    answers(third, 1, 0.001)
    assert len(list(tmp_path.iterdir())) == 2, "a process that ended leaves its file to the next"
    assert counted(tmp_path, [today]).sum() == 8


def test_counts_outlive_a_process_that_is_killed(tmp_path):
    program = (
        "import sys; from pathlib import Path; from time import perf_counter, sleep\n"
        "from entraide.clock import SystemClock\n"
        "from entraide.engine.check.answer_times import AnswerTimes\n"
        "times = AnswerTimes(Path(sys.argv[1]), SystemClock())\n"
        "[times.answered(perf_counter()) for _ in range(9)]\n"
        "print('done', flush=True); sys.stdin.read()\n"
    )
    now = SystemClock().now()
    with subprocess.Popen(
        [sys.executable, "-c", program, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert counted(tmp_path, [now.date(), now.date() + timedelta(days=1)]).sum() == 9


def test_an_answer_is_counted_in_its_day(tmp_path, today):
    clock = SetClock(SystemClock().now().replace(hour=23))
    times = AnswerTimes(tmp_path, clock)
    answers(times, 1, 0.001)
    clock.advance(timedelta(hours=2))
    times._look_again = 0.0  # ten seconds later
    answers(times, 2, 0.001)
    first, second = (counted(tmp_path, [clock.now().date() - timedelta(days=n)]) for n in (1, 0))
    assert [first[23].sum(), second[1].sum()] == [1, 2]


def test_where_nothing_can_be_written_answers_go_on_uncounted(tmp_path, clock, today):
    (tmp_path / "times").write_text("not a folder")
    times = AnswerTimes(tmp_path / "times", clock)
    answers(times, 2, 0.001)
    times.close()


@given(st.lists(st.floats(0.000001, 100.0), min_size=1, max_size=60), st.integers(1, 100))
def test_a_share_was_answered_within_what_is_told_and_not_a_tenth_sooner(times, share):
    steps = np.zeros(STEPS, np.int64)
    for seconds in times:
        steps[min(int(np.log2(seconds * 1e6) * 8), STEPS - 1)] += 1
    told = soonest(steps, share)
    true = sorted(times)[-(-len(times) * share // 100) - 1]
    assert true <= told * 1.000001
    assert told <= true * 1.0906


def test_no_answer_has_no_time():
    assert soonest(np.zeros(STEPS, np.int64), 95) is None


def test_old_days_are_forgotten(tmp_path, clock, today):
    answers(AnswerTimes(tmp_path, clock), 2, 0.001)
    assert forget(tmp_path, today) == 0
    assert forget(tmp_path, today + timedelta(days=1)) == 1
    assert counted(tmp_path, days_of(today.year)).sum() == 0
