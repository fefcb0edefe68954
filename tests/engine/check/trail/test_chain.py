"""The chain on a disk that forgets, tears, fills up and fails (invariants 4 and 7)."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.check.trail.chains import MORNING, Work, assert_all_kept, until_power_loss
from tests.engine.check.trail.simulated_disk import FOLDER, Draw, SimulatedDisk

from entraide.clock import SetClock
from entraide.engine.check.trail import chain as chain_module
from entraide.engine.check.trail.chain import TrailUnavailable, end_chains, settle
from entraide.engine.check.trail.lines import Opened, Why
from entraide.engine.check.trail.read import find, lines
from entraide.engine.check.trail.segments import chain_names, segments_in
from entraide.engine.check.trail.verify import verify

DRAWS = [Draw("none"), Draw("all"), *(Draw("some", seed) for seed in range(4))]


def operations_of(act):
    work = Work(SimulatedDisk())
    act(work)
    return work.disk.operations


def a_day(work):
    work.day()


def go_on(disk, answered):
    """The machine starts again: the same chain is taken up and goes on."""
    work = Work(disk, SetClock(MORNING))
    work.answered = dict(answered)
    work.open()
    work.write(2)
    work.chain.close()
    return work


@pytest.mark.parametrize("point", range(1, operations_of(a_day) + 1))
def test_an_answered_line_survives_a_loss_of_power_at_any_moment(point):
    for draw in DRAWS:
        work = Work(SimulatedDisk(lose_power_at=point))
        assert not until_power_loss(work, a_day)
        disk = work.disk.after_crash(draw)
        again = go_on(disk, work.answered)
        assert_all_kept(disk, again.answered)
        assert len(again.answered) == len(work.answered) + 2


@pytest.mark.parametrize("point", range(1, operations_of(a_day) + 1))
def test_an_answered_line_survives_a_kill_and_a_loss_of_power_after_the_next_start(point):
    work = Work(disk := SimulatedDisk(lose_power_at=point))
    assert not until_power_loss(work, a_day)
    again = go_on(disk.after_kill(), work.answered)
    for draw in DRAWS:
        crashed = disk.after_crash(draw)
        settle(FOLDER, hub="test", clock=again.clock, disk=crashed)
        assert_all_kept(crashed, again.answered)


def test_an_answered_line_survives_a_second_loss_of_power_during_recovery():
    rng = random.Random(7)
    for _ in range(150):
        work = Work(SimulatedDisk(lose_power_at=rng.randrange(1, operations_of(a_day))))
        until_power_loss(work, a_day)
        disk = work.disk.after_crash(Draw("some", rng.random()))
        disk.lose_power_at = rng.randrange(1, 12)
        second = Work(disk)
        second.answered = work.answered
        until_power_loss(second, a_day)
        third = disk.after_crash(Draw("some", rng.random()))
        again = go_on(third, second.answered)
        assert_all_kept(third, again.answered)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_order_of_crashes_full_disks_and_failing_syncs_loses_an_answered_line(data):
    """Each start ends by a loss of power or a kill; a failing disk may have come before."""
    disk, answered = SimulatedDisk(), {}
    for _start in range(data.draw(st.integers(1, 3), label="starts")):
        work = Work(disk)
        work.answered = answered
        disk.lose_power_at = disk.operations + data.draw(st.integers(1, 40), label="lose at")
        until_power_loss(work, lambda work: trouble(work, data))
        if data.draw(st.booleans(), label="killed"):
            disk = disk.after_kill()
        else:
            disk = disk.after_crash(Draw("some", data.draw(st.integers(), label="draw")))
    again = go_on(disk, answered)
    assert_all_kept(disk, again.answered)


def trouble(work, data):
    """Batches, each on a disk that works, is nearly full, or fails to sync once or more."""
    work.open()
    for _ in range(data.draw(st.integers(1, 8), label="batches")):
        if data.draw(st.booleans(), label="next day"):
            work.clock.advance(timedelta(days=1))
        fault = data.draw(st.sampled_from(["none", "none", "full", "sync"]), label="fault")
        if fault == "full":
            work.disk.room = data.draw(st.integers(0, 400), label="room")
        elif fault == "sync":
            work.disk.failing_syncs = data.draw(st.integers(1, 3), label="failing")
        work.write(data.draw(st.integers(1, 20), label="lines"))
        work.disk.room = None
        work.disk.failing_syncs = 0


def test_lines_of_a_killed_process_are_synced_before_others_are_bound_to_them():
    work = Work(disk := SimulatedDisk())
    work.open()
    work.write()
    disk.lose_power_at = disk.operations + 2  # written, not synced
    assert not until_power_loss(work, lambda work: work.write(3))
    again = Work(disk.after_kill(), SetClock(MORNING + timedelta(days=1)))
    again.answered = work.answered
    again.open()
    again.write()  # in a segment of its own
    crashed = disk.after_crash(Draw("none"))
    settle(FOLDER, hub="test", clock=again.clock, disk=crashed)
    assert_all_kept(crashed, again.answered)


def test_a_torn_tail_gets_a_recovery_line_that_names_its_digest():
    work = Work(SimulatedDisk())
    work.open()
    work.write(3)
    work.disk.lose_power_at = work.disk.operations + 2  # written, not synced
    assert not until_power_loss(work, lambda work: work.write(30))
    torn = next(
        disk
        for seed in range(50)
        if (disk := work.disk.after_crash(Draw("some", seed)))
        and len(disk.read(disk_segment(disk)))
        > len(work.disk.after_crash(Draw("none")).read(disk_segment(disk)))
    )
    before = torn.read(disk_segment(torn))
    again = go_on(torn, work.answered)
    report = assert_all_kept(torn, again.answered)
    opened = [kept.line for kept in lines(FOLDER, disk=torn) if isinstance(kept.line, Opened)]
    assert opened[-1].why == Why.RECOVERED
    assert opened[-1].good + opened[-1].torn == len(before)
    assert [remark.code for remark in report.notes] == ["recovered"]
    # What was torn stays where it is, and may not be changed either.
    torn.flip(disk_segment(torn), len(before) - 1)
    assert "torn_changed" in codes(torn)


def disk_segment(disk, chain="A", number=1):
    return next(
        FOLDER / chain / name
        for name in disk.names(FOLDER / chain)
        if name.startswith(f"{number:08}")
    )


def codes(disk):
    return [remark.code for remark in verify(FOLDER, hub="test", disk=disk).problems]


def test_a_full_disk_refuses_and_goes_on_when_there_is_room_again():
    work = Work(SimulatedDisk())
    work.open()
    assert work.write(3)
    work.disk.room = 100
    assert not work.write(5)
    assert not work.write(1)
    work.disk.room = None
    assert work.write(2)
    work.chain.close()
    report = assert_all_kept(work.disk, work.answered)
    assert "failed" in {remark.code for remark in report.notes}
    assert len(work.answered) == 5


def test_lines_of_a_sync_that_failed_are_disowned_even_when_they_look_whole():
    """Linux tells of the failure once and then believes the lines written."""
    work = Work(SimulatedDisk())
    work.open()
    work.write(1)
    work.disk.failing_syncs = 1
    assert not work.write(4)
    assert work.write(1)
    for draw in DRAWS:
        disk = work.disk.after_crash(draw)
        assert_all_kept(disk, go_on(disk, work.answered).answered)


def test_a_segment_begun_in_vain_counts_for_nothing():
    work = Work(SimulatedDisk())
    work.open()
    work.write(1)
    work.disk.failing_syncs = 1
    work.write(1)
    for fails_at in range(1, 6):
        operations = work.disk.operations
        work.disk.failing_syncs = 0

        def fail(path, at=operations + fails_at, disk=work.disk):
            if disk.operations >= at:
                raise OSError(5, "the disk failed")

        work.disk.protect = fail
        work.write(1)
        del work.disk.protect
        work.write(1)
        work.disk.failing_syncs = 1
        work.write(1)
    work.chain.close()
    assert_all_kept(work.disk, work.answered)


def test_a_segment_that_is_full_is_followed_by_the_next(monkeypatch):
    monkeypatch.setattr(chain_module, "SEGMENT_BYTES", 1000)
    work = Work(SimulatedDisk())
    work.open()
    for _ in range(30):
        work.write(2)
    work.chain.close()
    report = assert_all_kept(work.disk, work.answered)
    assert report.segments > 3


def test_a_day_begins_with_a_segment_of_its_own():
    work = Work(SimulatedDisk())
    work.day()
    begun = [(segment.number, segment.day) for segment in segments_in(FOLDER / "A", work.disk)]
    assert begun == [(1, date(2026, 3, 2)), (2, date(2026, 3, 3))]


def test_a_chain_that_nobody_holds_is_taken_up_and_one_that_is_held_is_not():
    first, second = Work(disk := SimulatedDisk()), Work(disk)
    first.open()
    second.open()
    assert (first.chain.name, second.chain.name) == ("A", "B")
    first.write()
    second.write()
    first.chain.close()
    third = Work(disk)
    third.open()
    third.write()
    assert third.chain.name == "A"
    assert third.chain.n == 3  # opened, first's, its own
    assert_all_kept(disk, first.answered | second.answered | third.answered)


def test_a_line_that_was_durable_and_is_spoiled_is_damage_and_not_a_torn_tail():
    """Whoever took it for torn would give its number to another line."""
    work = Work(SimulatedDisk())
    work.open()
    for _ in range(3):
        work.write(4)
    work.chain.close()
    segment = disk_segment(work.disk)
    disk = work.disk.after_crash(Draw("all"))
    disk.replace(FOLDER / "A" / "head", None)  # nobody remembers where it ended
    disk.flip(segment, len(disk.read(segment)) // 2)
    again = Work(disk)
    again.open()
    again.write()
    assert again.chain.name == "B"
    assert codes(disk) == ["changed"]
    assert find(FOLDER, "B-1", disk=disk).line.damaged == ("A",)


def test_a_tail_that_was_cut_is_damage_while_its_end_is_remembered():
    work = Work(SimulatedDisk())
    work.open()
    work.write(4)
    work.chain.close()
    segment = disk_segment(work.disk)
    work.disk.replace(segment, work.disk.read(segment)[:-100])
    again = Work(work.disk)
    again.open()
    assert again.chain.name == "B"
    assert codes(work.disk) == ["cut"]


def test_a_chain_of_another_hub_is_never_continued():
    work = Work(disk := SimulatedDisk())
    work.open()
    work.chain.close()
    other = chain_module.Chain.claim(FOLDER, hub="other", clock=work.clock, disk=disk)
    assert other.name == "B"


def test_a_restored_trail_begins_new_chains():
    work = Work(disk := SimulatedDisk())
    work.open()
    work.write()
    work.chain.close()
    settle(FOLDER, hub="test", clock=work.clock, disk=disk)
    end_chains(FOLDER, ["B"], disk=disk)
    again = Work(disk)
    again.open()
    again.write()
    assert again.chain.name == "C"
    assert_all_kept(disk, work.answered | again.answered)


def test_a_closed_chain_refuses():
    work = Work(SimulatedDisk())
    work.open()
    work.chain.close()
    with pytest.raises(TrailUnavailable):
        work.chain.commit([b"x"])


def test_names_of_chains_go_on_after_z():
    names = chain_names()
    assert [next(names) for _ in range(28)][-3:] == ["Z", "AA", "AB"]
