"""Criteria are sealed under keys that are destroyed in time, and then nobody can read them."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.check.trail.checks import HIT, NOON, SURNAME, asker, check, query
from tests.engine.check.trail.simulated_disk import Draw, PowerLoss, SimulatedDisk

from entraide.clock import SetClock
from entraide.engine.check.trail.criteria import (
    answer_digest,
    canonical,
    lines_of_checks,
    open_criteria,
)
from entraide.engine.check.trail.dictionary import DICTIONARY
from entraide.engine.check.trail.disk import RealDisk
from entraide.engine.check.trail.erasures import ErasedThing, Ledger
from entraide.engine.check.trail.lines import Sealed, encode_line
from entraide.engine.check.trail.seals import (
    PeriodOpen,
    SealBroken,
    SealDestroyed,
    Seals,
    seal_name,
)
from entraide.errors import NotFound
from entraide.hub import Retained

MASTER = bytes(range(32))
DICTIONARY_OF_VERSIONS_1_AND_2 = "1e0ddfba7e545d01f085b9f31e8f9f4c03a88cffcf22ca179784ae46ff9732cd"
TRAIL = Path("/hub/trail")
WHO = msgspec.msgpack.encode("who?")


def seals_on(disk, *, folder=TRAIL, master=MASTER, **retained):
    ledger = Ledger(folder / "erasures.jsonl", disk=disk)
    return Seals(folder / "seals", master, ledger=ledger, retained=Retained(**retained), disk=disk)


@pytest.fixture
def disk():
    return SimulatedDisk()


@pytest.fixture
def seals(disk):
    return seals_on(disk)


def at(year, month, day=1):
    return SetClock(datetime(year, month, day, tzinfo=UTC))


def seal(seals, month, *, owner="UTO", is_hit=False, criteria=WHO):
    moment = datetime(2026, month, 15, tzinfo=UTC)
    [(sealed, _salt)] = seals.seal(seal_name(moment, owner, is_hit=is_hit), [criteria])
    return sealed


def line_of_check(asked, seals):
    [line] = lines_of_checks([asked], seals)
    return line


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=5))
def test_what_is_sealed_together_opens_as_it_was(texts):
    seals = seals_on(SimulatedDisk())
    criteria = list(map(msgspec.msgpack.encode, texts))
    together = seals.seal("2026-03.UTO.hit", criteria)
    box = together[0][0].box
    for each, (sealed, salt) in zip(criteria, together, strict=True):
        assert seals.open(msgspec.structs.replace(sealed, box=box)) == (salt, each)
        assert sealed.digest == sha256(salt + each).digest()


def test_of_checks_that_are_sealed_together_only_the_first_holds_the_box(seals):
    lines = lines_of_checks([check("A1"), check("A1"), check("B2")], seals)
    assert [line.criteria.back for line in lines] == [0, 1, 2]
    assert [bool(line.criteria.box) for line in lines] == [True, False, False]
    # Equal questions leave unlike digests, in one box too.
    assert len({line.criteria.digest for line in lines}) == 3
    assert len({line.answer for line in lines}) == 3


def test_a_place_that_a_box_does_not_have_opens_nothing(seals):
    sealed = seal(seals, 3)
    with pytest.raises(SealBroken):
        seals.open(msgspec.structs.replace(sealed, back=1))


def test_another_process_opens_what_this_one_sealed(disk, seals):
    assert seals_on(disk).open(seal(seals, 3)).criteria == WHO


def test_the_criteria_of_a_check_are_nowhere_in_its_line(seals):
    line = encode_line(line_of_check(check(), seals))
    for secret in (SURNAME, "X1234567", "1987-05", "abc-1"):
        assert secret.encode() not in line


def test_a_check_opens_as_it_was_asked(seals):
    asked = check(found=(HIT,))
    line = line_of_check(asked, seals)
    criteria, salt = open_criteria(line, seals)
    assert (criteria.query, criteria.asker) == (asked.query, asked.asker)
    assert (criteria.followed_at, criteria.notes) == (asked.followed_at, asked.notes)
    assert line.answer == answer_digest(salt, asked.answer)


def test_keys_are_apart_by_month_owner_and_whether_something_was_found(seals):
    assert seal(seals, 3).key == "2026-03.UTO.no_hit"
    assert seal(seals, 4).key == "2026-04.UTO.no_hit"
    assert seal(seals, 3, owner="QMA").key == "2026-03.QMA.no_hit"
    assert line_of_check(check(found=(HIT,)), seals).criteria.key == "2026-03.UTO.hit"


def test_the_digest_that_the_chain_keeps_cannot_be_guessed_back(seals):
    """Equal questions leave unlike digests: who guesses a question cannot confirm the guess."""
    first, second = (line_of_check(check(), seals) for _ in range(2))
    assert first.criteria.digest != second.criteria.digest
    assert first.answer != second.answer


def test_one_case_is_found_again_by_its_digest_and_only_by_its_own_country(seals):
    first = line_of_check(check("A"), seals)
    second = line_of_check(check("B"), seals)
    other = line_of_check(check("A", by=asker(country="QMA")), seals)
    assert first.case == second.case == seals.digest("case", "UTO", query().case)
    assert other.case != first.case


def test_a_key_is_destroyed_when_its_declared_time_is_over_and_not_before(seals):
    sealed = seal(seals, 3), seal(seals, 3, is_hit=True)
    assert seals.erase_due(at(2027, 2, 28)) == []
    assert seals.erase_due(at(2027, 3)) == ["2026-03.UTO.no_hit"]
    with pytest.raises(SealDestroyed) as destroyed:
        seals.open(sealed[0])
    assert destroyed.value.thing.on == datetime(2027, 3, 1, tzinfo=UTC)
    assert "2027-03-01" in str(destroyed.value)
    assert seals.open(sealed[1]).criteria == WHO
    assert seals.erase_due(at(2031, 2, 28)) == []
    assert seals.erase_due(at(2031, 3)) == ["2026-03.UTO.hit"]


def test_a_hub_declares_its_own_times():
    seals = seals_on(SimulatedDisk(), no_hit_months=3)
    seal(seals, 3)
    assert seals.due(datetime(2026, 5, 31, tzinfo=UTC)) == []
    assert seals.due(datetime(2026, 6, 1, tzinfo=UTC)) == ["2026-03.UTO.no_hit"]


def test_no_key_is_destroyed_while_its_month_goes_on(seals):
    """Other processes still seal under it; what they seal could never be opened."""
    seal(seals, 3)
    with pytest.raises(PeriodOpen):
        seals.erase(["2026-03.UTO.no_hit"], why="order 5", clock=at(2026, 3, 31))
    assert seals.names() == ["2026-03.UTO.no_hit"]


def test_a_key_is_destroyed_by_order_and_the_reason_is_kept(seals):
    sealed = seal(seals, 3)
    assert seals.erase([sealed.key], why="order 5", clock=at(2026, 4)) == [sealed.key]
    assert seals.erase([sealed.key], why="order 6", clock=at(2026, 5)) == []
    with pytest.raises(SealDestroyed, match="order 5"):
        seals.open(sealed)


def test_a_key_that_never_was_cannot_be_destroyed(seals):
    for name in ("2026-03.UTO.hit", "../erasures.jsonl", ""):
        with pytest.raises(NotFound):
            seals.erase([name], why="order 5", clock=at(2026, 4))


def test_a_destroyed_key_is_neither_made_anew_nor_used_from_memory(disk, seals):
    sealed = seal(seals, 3)
    seals_on(disk).erase([sealed.key], why="order 5", clock=at(2026, 4))  # another process
    with pytest.raises(SealDestroyed):
        seals.open(sealed)
    with pytest.raises(SealBroken):
        seal(seals_on(disk), 3)


def test_a_restored_backup_does_not_bring_a_key_back(disk, seals):
    sealed = seal(seals, 3)
    backup = disk.read(TRAIL / "seals" / sealed.key)
    seals.erase([sealed.key], why="retention", clock=at(2027, 3))
    newest = Ledger(TRAIL / "erasures.jsonl", disk=disk).read()

    restored = SimulatedDisk()
    again = seals_on(restored)
    seal(again, 3)
    restored.replace(TRAIL / "seals" / sealed.key, backup)
    assert again.open(sealed).criteria == WHO  # the danger
    assert again.replay_ledger(newest) == [sealed.key]
    assert again.names() == []
    with pytest.raises(SealDestroyed):
        again.open(sealed)


def test_a_key_file_put_back_by_hand_opens_nothing(disk, seals):
    sealed = seal(seals, 3)
    kept = disk.read(TRAIL / "seals" / sealed.key)
    seals.erase([sealed.key], why="retention", clock=at(2027, 3))
    disk.replace(TRAIL / "seals" / sealed.key, kept)
    with pytest.raises(SealDestroyed):
        seals.open(sealed)


def test_the_bytes_of_a_destroyed_key_are_written_over(tmp_path):
    seals = seals_on(RealDisk(), folder=tmp_path)
    sealed = seal(seals, 3)
    path = tmp_path / "seals" / sealed.key
    other_name = tmp_path / "snapshot"
    other_name.hardlink_to(path)
    before = path.read_bytes()
    seals.erase([sealed.key], why="retention", clock=at(2027, 3))
    assert not path.exists()
    assert other_name.read_bytes() == bytes(len(before))


def erase_once(disk):
    seals_on(disk).erase(["2026-03.UTO.no_hit"], why="retention", clock=at(2027, 3))


def test_an_erasure_that_a_crash_interrupts_is_either_unsaid_or_finished_by_the_replay():
    points = 0
    while True:
        points += 1
        disk = SimulatedDisk()
        sealed = seal(seals_on(disk), 3)
        disk.lose_power_at = disk.operations + points
        try:
            erase_once(disk)
        except PowerLoss:
            pass
        else:
            break
        for seed in range(6):
            crashed = disk.after_crash(Draw("some", seed))
            seals = seals_on(crashed)
            said = Ledger(TRAIL / "erasures.jsonl", disk=crashed).read()
            seals.replay_ledger()
            if said:
                with pytest.raises(SealDestroyed):
                    seals.open(sealed)
                assert seals.names() == []
            else:
                assert seals.open(sealed).criteria == WHO
    assert points > 5


def test_a_line_that_a_crash_tore_in_the_ledger_does_not_swallow_the_next(disk):
    ledger = Ledger(TRAIL / "erasures.jsonl", disk=disk)
    first, second, third = (
        ErasedThing(kind="trail_key", name=name, on=NOON, why="retention") for name in "abc"
    )
    ledger.add([first, second])
    disk.replace(TRAIL / "erasures.jsonl", disk.read(TRAIL / "erasures.jsonl")[:-20])
    assert ledger.read() == [first]
    assert ledger.add([first, third]) == [third]
    assert ledger.read() == [first, third]


def test_a_wrong_master_key_opens_nothing(disk, seals):
    sealed = seal(seals, 3)
    with pytest.raises(SealBroken):
        seals_on(disk, master=bytes(32)).open(sealed)


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_box_does_not_open(seals, place):
    sealed = seal(seals, 3)
    box = bytearray(sealed.box)
    box[place] ^= 1
    with pytest.raises(SealBroken):
        seals.open(Sealed(sealed.key, bytes(box), sealed.digest))


def test_criteria_that_are_not_those_the_chain_committed_to_do_not_open(seals):
    sealed = seal(seals, 3)
    with pytest.raises(SealBroken):
        seals.open(Sealed(sealed.key, sealed.box, seal(seals, 3).digest))


def test_a_box_does_not_open_under_another_owners_key(seals):
    sealed = seal(seals, 3)
    seal(seals, 3, owner="QMA")
    with pytest.raises(SealBroken):
        seals.open(Sealed("2026-03.QMA.no_hit", sealed.box, sealed.digest))


def test_a_box_needs_exactly_this_dictionary():
    """Whoever changes it makes every old line unreadable: make a version 3 instead."""
    assert sha256(DICTIONARY).hexdigest() == DICTIONARY_OF_VERSIONS_1_AND_2


def test_a_question_is_packed_to_two_fifths_of_its_room_and_many_together_to_a_tenth(seals):
    [alone] = lines_of_checks([check()], seals)
    size = len(seals.open(alone.criteria).criteria)
    assert len(alone.criteria.box) < size / 2.4
    together = lines_of_checks([check(f"X{n * 7919}") for n in range(64)], seals)
    assert len(together[0].criteria.box) < 64 * size / 10


def test_the_bytes_that_an_answers_digest_is_taken_of_are_what_the_asker_was_sent(seals):
    answer = check(found=(HIT,)).answer
    sent = canonical(answer)
    assert b'"line"' not in sent
    assert b'"seq"' not in sent
    answer.line = "A-7"
    assert canonical(answer) == sent
