"""Reading the trail: by what is sought, by a line's id, and as it grows."""

from datetime import timedelta

import pytest
from tests.engine.check.trail.chains import MORNING, Work, text
from tests.engine.check.trail.checks import HIT, NOON, asker, check
from tests.engine.check.trail.simulated_disk import FOLDER, Draw, PowerLoss, SimulatedDisk
from tests.engine.check.trail.test_writer import open_trail

from entraide.clock import SetClock
from entraide.engine.check.trail import chain as chain_module
from entraide.engine.check.trail.chain import Chain, settle
from entraide.engine.check.trail.interfaces import Disclosure, who_asked
from entraide.engine.check.trail.lines import Checked, Disclosed, Found, Manner, Seen, line_id
from entraide.engine.check.trail.read import Sought, find, lines, since
from entraide.engine.check.trail.segments import TrailDamaged, segments_in
from entraide.engine.check.trail.verify import verify
from entraide.engine.schema.vocabulary import Purpose, Verdict
from entraide.errors import Invalid, NotFound


@pytest.fixture
def disk():
    return SimulatedDisk()


@pytest.fixture
def ids(disk):
    """Six lines of two chains: who asked, what was found, when."""
    first, second = open_trail(disk), open_trail(disk)
    hour = timedelta(hours=1)
    colleague = asker(officer="of-8")
    abroad = asker(country="QMA")
    given = {
        "hit": first.append(check(found=(HIT,))),
        "colleague": second.append(check(by=colleague, at=NOON + hour)),
        "abroad": first.append(check(by=abroad, at=NOON + 2 * hour)),
        "possible": second.append(
            check(found=(Found(4, 41, 1, Verdict.POSSIBLE),), at=NOON + 3 * hour)
        ),
        "shown": first.append(
            Disclosure(
                moment=NOON + 4 * hour,
                who=who_asked(abroad),
                purpose=Purpose.IDENTIFY,
                manner=Manner.SHOWN,
                records=[Seen(3, 41, 2), Seen(3, 42, 1)],
            )
        ),
        "other record": second.append(
            check(found=(Found(3, 410, 1, Verdict.HIT),), at=NOON + 5 * hour)
        ),
    }
    first.close()
    second.close()
    return given


def sought(disk, ids, **what):
    names = {id: name for name, id in ids.items()}
    found = lines(FOLDER, Sought(**what), disk=disk)
    return [names[kept.id] for kept in found if kept.id in names]


def test_lines_of_all_chains_come_in_the_order_of_their_moments(disk, ids):
    assert sought(disk, ids) == list(ids)


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ({"record": (3, 41)}, ["hit", "shown"]),
        ({"record": (4, 41)}, ["possible"]),
        ({"record": (3, 42)}, ["shown"]),
        ({"officer": "of-8"}, ["colleague"]),
        ({"country": "QMA"}, ["abroad", "shown"]),
        ({"country": "QMA", "kinds": (Disclosed,)}, ["shown"]),
        ({"verdicts": frozenset({Verdict.HIT})}, ["hit", "other record"]),
        ({"verdicts": frozenset({Verdict.NO_HIT}), "officer": "of-7"}, ["abroad"]),
        ({"since": NOON + timedelta(hours=4)}, ["shown", "other record"]),
        ({"before": NOON + timedelta(hours=1)}, ["hit"]),
        ({"since": NOON + timedelta(days=2)}, []),
        ({"before": NOON - timedelta(days=2)}, []),
    ],
)
def test_exactly_the_lines_that_are_sought_are_given(disk, ids, what, names):
    assert sought(disk, ids, **what) == names


def test_the_lines_of_one_case_are_found_by_its_digest(disk, ids):
    case = find(FOLDER, ids["hit"], disk=disk).line.case
    assert sought(disk, ids, case=case) == ["hit", "colleague", "possible", "other record"]
    assert sought(disk, ids, case=b"0" * 16) == []


def test_a_line_is_found_by_its_id_however_it_is_typed(disk, ids):
    kept = find(FOLDER, f" {ids['hit'].lower()} ", disk=disk)
    assert kept.id == ids["hit"]
    assert isinstance(kept.line, Checked)


@pytest.mark.parametrize("id", ["", "A", "A-", "A-0", "-1", "A-1-2", "Ä-1", "../A-1", "A-1\n2"])
def test_what_is_no_lines_id_is_refused(disk, id):
    with pytest.raises(Invalid):
        find(FOLDER, id, disk=disk)


@pytest.mark.parametrize("id", ["A-99", "C-1", "A-999999999999999999"])
def test_a_line_that_is_not_there_is_not_found(disk, ids, id):
    with pytest.raises(NotFound):
        find(FOLDER, id, disk=disk)


def test_days_are_found_among_many_segments(disk, monkeypatch):
    monkeypatch.setattr(chain_module, "SEGMENT_BYTES", 1)
    work = Work(disk, SetClock(MORNING))
    work.open()
    for _day in range(10):
        work.write(2)
        work.clock.advance(timedelta(days=1))
    work.chain.close()
    reads = []
    monkeypatch.setattr(
        disk, "read", lambda path, *given, read=disk.read: reads.append(path) or read(path, *given)
    )
    eighth = MORNING + timedelta(days=7)
    found = list(lines(FOLDER, Sought(since=eighth, before=eighth + timedelta(days=1)), disk=disk))
    assert len(found) == 3  # the day's first line says that a segment was begun
    assert not [path for path in reads if "20260302" in path.name]


def follow(disk, places=None, most=1000):
    found, places = [], places or {}
    while True:
        new, places = since(FOLDER, places, most=most, disk=disk)
        if not new:
            return found, places
        found += new


def test_whoever_follows_sees_every_line_once_across_days_and_crashes(disk):
    seen, places = [], {}
    for _start in range(4):
        work, other = Work(disk), Work(disk)
        work.open()
        other.open()
        for _day in range(2):
            work.write(3)
            other.write(1)
            new, places = follow(disk, places, most=2)
            seen += new
            work.clock.advance(timedelta(days=1))
        disk.lose_power_at = disk.operations + 2
        with pytest.raises(PowerLoss):
            work.write(30)
        disk = disk.after_crash(Draw("some", 3))
        settle(FOLDER, hub="test", clock=work.clock, disk=disk)
    new, _places = follow(disk, places)
    seen += new
    ids = [kept.id for kept in seen]
    assert len(set(ids)) == len(ids)
    assert ids
    assert set(ids) == {kept.id for kept in lines(FOLDER, disk=disk)}


def test_whoever_follows_is_never_given_a_line_that_is_not_durable(disk):
    work = Work(disk)
    work.open()
    work.write(2)
    disk.failing_syncs = 1
    work.write(1)  # refused, yet its bytes can be read
    new, places = follow(disk)
    assert [kept.n for kept in new] == [1, 2, 3]
    work.write(1)
    new, _places = follow(disk, places)
    assert [kept.n for kept in new] == [4, 5]
    assert new[-1].line.first == 4  # the one that was answered, under the number of the refused


def test_the_last_lines_of_a_process_that_was_killed_are_found_once_settled(disk):
    work = Work(disk)
    work.open()
    work.write(2)
    crashed = disk.after_crash(Draw("none"))  # the note of where the chain ends is lost
    assert follow(crashed)[0] == []
    settle(FOLDER, hub="test", clock=work.clock, disk=crashed)
    assert [kept.n for kept in follow(crashed)[0]] == [1, 2, 3]


def test_a_busy_chain_does_not_starve_another(disk):
    busy, quiet = Work(disk), Work(disk)
    busy.open()
    quiet.open()
    busy.write(100)
    quiet.write(1)
    new, _places = since(FOLDER, {}, most=10, disk=disk)
    assert {kept.chain for kept in new} == {"A", "B"}
    assert len(new) <= 10


def test_a_damaged_chain_is_said_to_be_damaged_and_not_short(disk, ids):
    segment = segments_in(FOLDER / "A", disk)[0].path
    disk.flip(segment, len(disk.read(segment)) - 40)
    with pytest.raises(TrailDamaged):
        list(lines(FOLDER, disk=disk))
    with pytest.raises(TrailDamaged):
        follow(disk)
    with pytest.raises(TrailDamaged):
        find(FOLDER, "A-99", disk=disk)
    assert not verify(FOLDER, hub="test", disk=disk).is_whole


def test_a_chain_is_read_while_it_is_written(disk):
    chain = Chain.claim(FOLDER, hub="test", clock=SetClock(MORNING), disk=disk)
    for number in range(5):
        n = chain.commit([text(number)])
        assert find(FOLDER, line_id("A", n), disk=disk).line.first == number
    chain.close()
