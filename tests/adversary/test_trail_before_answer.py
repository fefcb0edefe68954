"""Invariant 4: no answer leaves before its line is durable, on a disk that forgets and tears."""

import asyncio
import threading
from contextlib import suppress
from itertools import count

import pytest
from tests.engine.check.trail.simulated_disk import Draw, PowerLoss, SimulatedDisk
from tests.engine.check.world import NOW, World, asker
from tests.http.serving import make_hub

from entraide.clock import SetClock
from entraide.engine.check.answer_times import AnswerTimes
from entraide.engine.check.repeats import Repeats
from entraide.engine.check.service import Service, decode_answer, rules_of
from entraide.engine.check.trail.chain import settle
from entraide.engine.check.trail.criteria import answer_digest, open_criteria
from entraide.engine.check.trail.read import find
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.trail.verify import verify
from entraide.engine.check.trail.writer import Trail, _Waiting, open_seals
from entraide.engine.check.wire import Document, Name, Person, Query
from entraide.engine.schema.vocabulary import Purpose, Verdict
from entraide.errors import NotFound, Unavailable
from entraide.hub import Limits

DRAWS = [Draw("none"), Draw("some", 1), Draw("some", 2), Draw("all")]
PASSPORT = {
    "number": "C01X00T47",
    "issuing_country": "UTO",
    "document_type": "P",
    "fraud_type": "stolen",
}
SUBJECTS = (
    Document(number="C01X00T47", issuing_country="UTO"),
    Document(number="Z9999999", issuing_country="UTO"),
    Person(names=[Name(full="Ahmad Al-Masri")], birth_date="1985"),
)


class EarlyTrail(Trail):
    """The mutant: it gives the id that the line will have, and does not wait."""

    def append(self, entry):
        waiting = _Waiting(entry)
        self._early = getattr(self, "_early", self._chain.n) + 1
        self._put([waiting])
        return f"{self.chain}-{self._early}"


@pytest.fixture(scope="module")
def world():
    made = World()
    made.add("travel_documents", PASSPORT, owner="UTO")
    return made


@pytest.fixture
def hub(tmp_path):
    return make_hub(tmp_path / "hub")


@pytest.fixture
def open_service(hub, world):
    opened = []

    def open_on(disk, kind=Trail):
        clock = SetClock(NOW)
        service = Service(
            index=world,
            trail=kind.open(hub, clock, disk=disk),
            repeats=Repeats(hub.repeats_folder, hub.key("repeats")),
            rules=rules_of(hub),
            limits=Limits(),
            times=AnswerTimes(hub.times_folder, clock),
            clock=clock,
        )
        opened.append(service)
        return service

    yield open_on
    for service in opened:
        service.close()


def questions(round):
    return [
        Query(
            subjects=[subject],
            purpose=Purpose.CRIMINAL_INVESTIGATION_INFO,
            client_id=f"{round}-{place}",
        )
        for place, subject in enumerate(SUBJECTS)
    ]


def ask_all(service, round, answered):
    """Adds what was answered: some one by one, then some side by side."""
    for query in questions(round):
        answered.append(service.answer(query, asker()))

    async def together():
        asked = (service.answer_soon(query, asker()) for query in questions(f"soon {round}"))
        return await asyncio.gather(*asked, return_exceptions=True)

    for each in asyncio.run(together()):
        if isinstance(each, bytes):
            answered.append(decode_answer(each))
        else:
            assert isinstance(each, Unavailable)


def assert_trailed(hub, disk, answered):
    """Each answer has a line which says that this very answer was given, and to what question."""
    folder, clock = chains_folder(hub), SetClock(NOW)
    settle(folder, hub="test", clock=clock, disk=disk)
    report = verify(folder, hub="test", disk=disk)
    assert [remark.say() for remark in report.problems] == []
    seals = open_seals(hub, disk=disk)
    for answer in answered:
        line = find(folder, answer.line, disk=disk).line
        criteria, salt = open_criteria(line, seals)
        assert answer_digest(salt, answer) == line.answer
        assert criteria.query.subjects[0] in SUBJECTS


def through_every_power_loss(open_service, hub, kind=Trail):
    """Loses power before each operation of the disk in turn, until the work ends before it."""
    left = 0
    for point in count(1):
        disk = SimulatedDisk(lose_power_at=point)
        answered = []
        # In the committing thread the loss is a refusal, elsewhere it shows as itself.
        with suppress(PowerLoss, Unavailable):
            ask_all(open_service(disk, kind), point, answered)
        for draw in DRAWS:
            assert_trailed(hub, disk.after_crash(draw), answered)
        left += len(answered)
        if disk.operations < point:
            return left
    raise AssertionError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_answer_that_left_is_in_the_trail_whenever_the_power_fails(open_service, hub):
    assert through_every_power_loss(open_service, hub) > len(SUBJECTS) * 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_trail_that_does_not_wait_is_found_out(open_service, hub):
    with pytest.raises(NotFound):  # of a line that was answered
        through_every_power_loss(open_service, hub, EarlyTrail)


@pytest.mark.parametrize("is_soon", [False, True])
def test_an_answer_waits_for_the_disk(open_service, is_soon):
    class Slow(SimulatedDisk):
        """Its syncs wait at a gate, once it is shut."""

        def __init__(self):
            super().__init__()
            self.is_waiting, self.gate = threading.Event(), threading.Event()
            self.gate.set()

        def sync(self, handle):
            self.is_waiting.set()
            assert self.gate.wait(30)
            super().sync(handle)

    disk = Slow()
    service = open_service(disk)
    answered = threading.Event()
    query = questions(0)[0]

    def ask():
        if is_soon:
            asyncio.run(service.answer_soon(query, asker()))
        else:
            service.answer(query, asker())
        answered.set()

    service.answer(questions(1)[0], asker())  # its key is made
    disk.is_waiting.clear()
    disk.gate.clear()
    asking = threading.Thread(target=ask)
    asking.start()
    assert disk.is_waiting.wait(30)
    assert not answered.is_set()
    disk.gate.set()
    asking.join(30)
    assert answered.is_set()


def test_a_full_disk_means_no_answer_and_the_same_question_is_answered_later(open_service):
    disk = SimulatedDisk()
    service = open_service(disk)
    hit = questions(0)[0]
    disk.room = 0
    for _ in range(2):
        with pytest.raises(Unavailable):
            service.answer(hit, asker())
        with pytest.raises(Unavailable):
            asyncio.run(service.answer_soon(hit, asker()))
    disk.room = None
    answer = service.answer(hit, asker())
    assert answer.verdict is Verdict.HIT
    again = service.answer(hit, asker())
    assert (again.line, again.at) == (answer.line, answer.at)
