"""The door to the trail: nothing is answered before its line is durable."""

import asyncio
import secrets
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.engine.check.trail.checks import HIT, NOON, asker, check, query
from tests.engine.check.trail.simulated_disk import FOLDER, Draw, SimulatedDisk

from entraide.clock import SetClock
from entraide.engine.check.trail import entries, writer
from entraide.engine.check.trail.chain import Chain, TrailUnavailable, settle
from entraide.engine.check.trail.criteria import open_criteria
from entraide.engine.check.trail.disk import RealDisk
from entraide.engine.check.trail.erasures import Ledger
from entraide.engine.check.trail.interfaces import Disclosure, Erasure, JournalRun, who_asked
from entraide.engine.check.trail.lines import (
    MOST_RECORDS,
    Checked,
    Disclosed,
    Erased,
    Journalled,
    LineTooLong,
    Manner,
    Seen,
)
from entraide.engine.check.trail.read import Sought, find, lines
from entraide.engine.check.trail.seals import Seals
from entraide.engine.check.trail.verify import verify
from entraide.engine.check.trail.writer import Trail
from entraide.engine.schema.vocabulary import Purpose
from entraide.hub import Hub, Retained

MASTER = bytes(range(32))
ROOT = Path(__file__).parents[4]


def open_trail(disk, folder=FOLDER):
    seals = Seals(
        folder.parent / "seals",
        MASTER,
        ledger=Ledger(folder.parent / "erasures.jsonl", disk=disk),
        retained=Retained(),
        disk=disk,
    )
    return Trail(Chain.claim(folder, hub="test", clock=SetClock(NOON), disk=disk), seals)


@pytest.fixture
def disk():
    return SimulatedDisk()


@pytest.fixture
def trail(disk):
    trail = open_trail(disk)
    yield trail
    trail.close()


def durable(disk):
    """The ids of the lines that would be there if the power failed now, and nothing else was."""
    after = disk.after_crash(Draw("none"))
    return {kept.id for kept in lines(FOLDER, disk=after)}


def test_a_line_is_durable_when_its_id_is_given(trail, disk):
    for number in range(5):
        id = trail.append(check(f"X{number}"))
        assert id in durable(disk)


def test_a_line_is_durable_when_its_id_is_given_to_a_task(trail, disk):
    async def one(number):
        id = await trail.append_soon(check(f"X{number}"))
        assert id in durable(disk)
        return id

    async def all_of_them():
        return await asyncio.gather(*(one(number) for number in range(30)))

    ids = asyncio.run(all_of_them())
    assert len(set(ids)) == 30


def test_two_hundred_tasks_share_a_few_syncs_and_each_gets_its_own_line(tmp_path):
    class Counting(RealDisk):
        syncs = 0

        def sync(self, handle):
            self.syncs += 1
            super().sync(handle)

    disk = Counting()
    trail = open_trail(disk, tmp_path / "chains")

    async def one(number):
        return number, await trail.append_soon(check(f"N{number}"))

    async def all_of_them():
        return await asyncio.gather(*(one(number) for number in range(200)))

    before = disk.syncs
    answered = asyncio.run(all_of_them())
    trail.close()
    assert disk.syncs - before < 20
    again = open_trail(disk, tmp_path / "chains")
    for number, id in answered:
        line = find(tmp_path / "chains", id).line
        opened, _salt = open_criteria(line, again._seals)
        assert opened.query.subjects[1].number == f"N{number}"
    again.close()
    assert verify(tmp_path / "chains", hub="test").is_whole


def test_threads_and_tasks_write_into_one_chain_without_gaps(trail, disk):
    ids = []

    def work():
        ids.extend(trail.append(check()) for _ in range(20))

    async def all_of_them():
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        ids.extend(await asyncio.gather(*(trail.append_soon(check()) for _ in range(40))))
        await asyncio.to_thread(lambda: [thread.join() for thread in threads])

    asyncio.run(all_of_them())
    assert sorted(int(id.split("-")[1]) for id in ids) == list(range(2, 122))
    assert verify(FOLDER, hub="test", disk=disk).is_whole


def test_a_disk_that_fails_refuses_every_waiting_task_and_none_waits_for_ever(trail, disk):
    async def all_of_them(count):
        tasks = (trail.append_soon(check()) for _ in range(count))
        return await asyncio.gather(*tasks, return_exceptions=True)

    disk.room = 0
    refused = asyncio.run(all_of_them(10))
    assert {type(one) for one in refused} == {TrailUnavailable}
    with pytest.raises(TrailUnavailable):
        trail.append(check())
    disk.room = None
    ids = asyncio.run(all_of_them(10))
    assert set(ids) <= durable(disk)
    assert verify(FOLDER, hub="test", disk=disk).is_whole


def test_a_task_that_was_cancelled_holds_up_nobody(trail, disk):
    async def some_leave():
        tasks = [asyncio.create_task(trail.append_soon(check())) for _ in range(10)]
        await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    given = asyncio.run(some_leave())
    assert all(isinstance(one, asyncio.CancelledError) for one in given[::2])
    assert set(given[1::2]) <= durable(disk)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_ever_when_the_committing_thread_dies(trail, monkeypatch):
    def die(_texts):
        raise ZeroDivisionError

    monkeypatch.setattr(trail._chain, "commit", die)
    with pytest.raises(TrailUnavailable):
        trail.append(check())
    with pytest.raises(TrailUnavailable):
        trail.append(check())
    with pytest.raises(TrailUnavailable):
        asyncio.run(trail.append_soon(check()))


def test_a_closed_trail_refuses_and_leaves_its_chain_to_others(trail, disk):
    trail.append(check())
    trail.close()
    with pytest.raises(TrailUnavailable):
        trail.append(check())
    with pytest.raises(TrailUnavailable):
        asyncio.run(trail.append_soon(check()))
    other = open_trail(disk)
    assert other.chain == "A"
    other.close()


def test_a_key_that_cannot_be_kept_refuses_the_check(trail, disk):
    disk.room = 0
    with pytest.raises(TrailUnavailable):
        trail.append(check())


def test_every_kind_of_line_says_what_it_was_given(trail, disk):
    who = who_asked(asker())
    ids = [
        trail.append(entry)
        for entry in (
            check(found=(HIT,)),
            Disclosure(
                moment=NOON,
                who=who,
                purpose=Purpose.IDENTIFY,
                manner=Manner.PRINTED,
                records=[Seen(3, 41, 2)],
                reason="hit-9",
                given=b"d" * 32,
            ),
            JournalRun(moment=NOON, first=5, last=9, digest=b"j" * 32),
            Erasure(moment=NOON, keys=["2025-01.UTO.no_hit"], why="retention"),
        )
    ]
    checked, disclosed, journalled, erased = (find(FOLDER, id, disk=disk).line for id in ids)
    assert isinstance(checked, Checked)
    assert (checked.who.officer, checked.who.unit) == ("of-7", "Border post 3")
    assert checked.place == ("air", "Utopia airport")
    assert (checked.asked, checked.found, checked.seq) == (b"\x03\x02", (HIT,), 7)
    assert disclosed == Disclosed(
        NOON, who, Purpose.IDENTIFY, Manner.PRINTED, (Seen(3, 41, 2),), "hit-9", b"d" * 32
    )
    assert journalled == Journalled(NOON, 5, 9, b"j" * 32)
    assert erased == Erased(NOON, ("2025-01.UTO.no_hit",), "retention")


def test_a_disclosure_of_more_records_than_a_line_holds_is_refused(trail):
    records = [Seen(3, number, 1) for number in range(MOST_RECORDS + 1)]
    entry = Disclosure(
        moment=NOON,
        who=who_asked(asker()),
        purpose=Purpose.IDENTIFY,
        manner=Manner.EXPORTED,
        records=records,
    )
    with pytest.raises(LineTooLong):
        trail.append(entry)


def test_the_most_records_that_a_line_may_hold_fit_into_it(trail, disk):
    records = [Seen(200, 10**11 + number, 10**6) for number in range(MOST_RECORDS)]
    id = trail.append(
        Disclosure(
            moment=NOON,
            who=who_asked(asker()),
            purpose=Purpose.IDENTIFY,
            manner=Manner.EXPORTED,
            records=records,
        )
    )
    assert len(find(FOLDER, id, disk=disk).line.records) == MOST_RECORDS


WRITER = """
import sys
from pathlib import Path
from entraide.clock import SystemClock
from entraide.engine.check.trail.writer import Trail
from entraide.hub import Hub
from tests.engine.check.trail.checks import check
trail = Trail.open(Hub(Path(sys.argv[1])), SystemClock())
print("ready", flush=True)
sys.stdin.readline()
print(*[trail.append(check(f"{sys.argv[2]}{number}")) for number in range(50)], flush=True)
sys.stdin.readline()
trail.close()
"""


def test_two_processes_write_a_chain_each(tmp_path, hub):
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    Hub(folder).make_keys()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for name in "PQ"
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    ids = [process.stdout.readline().split() for process in processes]
    for process in processes:
        process.communicate("\n")
        assert process.returncode == 0
    assert {id.split("-")[0] for id in ids[0]} != {id.split("-")[0] for id in ids[1]}
    report = verify(writer.chains_folder(Hub(folder)), hub="test")
    assert report.is_whole
    assert sorted(n for n, _hash in report.ends.values()) == [51, 51]
    seals = writer.open_seals(Hub(folder)).names()
    assert len(seals) == 1  # both sealed under the month's one key


def test_checks_that_come_together_share_one_box_for_each_key(trail, disk):
    async def all_of_them():
        asked = [check(f"N{n}", found=(HIT,) if n % 3 == 0 else ()) for n in range(9)]
        return await asyncio.gather(*map(trail.append_soon, asked))

    ids = asyncio.run(all_of_them())
    boxes = [kept.line.criteria for kept in lines(FOLDER, disk=disk) if kept.id in ids]
    assert sorted((each.key, len(each.box) > 0, each.back) for each in boxes) == sorted(
        [("2026-03.UTO.hit", back == 0, back) for back in range(3)]
        + [("2026-03.UTO.no_hit", back == 0, back) for back in range(6)]
    )
    for number, id in enumerate(ids):
        criteria, _salt = open_criteria(find(FOLDER, id, disk=disk).line, trail._seals)
        assert criteria.query.subjects[1].number == f"N{number}"


def test_more_than_a_box_holds_and_more_than_one_write_takes_are_all_found_again(
    trail, disk, monkeypatch
):
    monkeypatch.setattr(entries, "MOST_IN_A_BOX", 7)
    monkeypatch.setattr(writer.frames, "MOST_TOGETHER", 10)

    async def all_of_them():
        return await asyncio.gather(*(trail.append_soon(check(f"N{n}")) for n in range(50)))

    for number, id in enumerate(asyncio.run(all_of_them())):
        criteria, _salt = open_criteria(find(FOLDER, id, disk=disk).line, trail._seals)
        assert criteria.query.subjects[1].number == f"N{number}"
    assert verify(FOLDER, hub="test", disk=disk).is_whole


def test_questions_that_are_long_together_each_get_a_box_of_their_own(trail, disk, monkeypatch):
    monkeypatch.setattr(writer.frames, "LONGEST", 1500)

    async def all_of_them():
        asked = [check(asks=query(case=secrets.token_urlsafe(100))) for _ in range(60)]
        return await asyncio.gather(*map(trail.append_soon, asked))

    ids = asyncio.run(all_of_them())
    assert {find(FOLDER, id, disk=disk).line.criteria.back for id in ids} == {0}


def test_a_line_that_is_too_long_refuses_nobody_else(trail, disk):
    async def both():
        long = check(asks=query(case=secrets.token_urlsafe(frames_longest)))
        return await asyncio.gather(
            trail.append_soon(long), trail.append_soon(check()), return_exceptions=True
        )

    frames_longest = writer.frames.LONGEST * 2
    refused, id = asyncio.run(both())
    assert isinstance(refused, LineTooLong)
    assert id in durable(disk)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_of_a_group_that_a_crash_tore_nobody_was_answered_and_whatever_is_left_opens():
    left = set()
    for seed in range(40):
        disk = SimulatedDisk()
        trail = open_trail(disk)
        trail.append(check("before"))  # its key is made
        disk.lose_power_at = disk.operations + 2  # written, not synced
        answered = asyncio.run(_asked_together(trail, 12))
        assert {type(each) for each in answered} == {TrailUnavailable}
        crashed = disk.after_crash(Draw("some", seed))
        settle(FOLDER, hub="test", clock=SetClock(NOON), disk=crashed)
        assert verify(FOLDER, hub="test", disk=crashed).is_whole
        ids = [kept.id for kept in lines(FOLDER, Sought(kinds=(Checked,)), disk=crashed)]
        for id in ids:
            open_criteria(find(FOLDER, id, disk=crashed).line, trail._seals)
        left.add(len(ids))
    assert left & set(range(2, 13))  # some were torn within the group


async def _asked_together(trail, count):
    asked = (trail.append_soon(check(f"N{number}")) for number in range(count))
    return await asyncio.gather(*asked, return_exceptions=True)
