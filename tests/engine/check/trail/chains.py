"""What the trail's tests share: small lines, a scenario to be interrupted, and what must hold."""

from datetime import UTC, datetime, timedelta

from tests.engine.check.trail.simulated_disk import FOLDER, PowerLoss

from entraide.clock import SetClock
from entraide.engine.check.trail.chain import Chain, TrailUnavailable
from entraide.engine.check.trail.lines import Journalled, encode_line, line_id
from entraide.engine.check.trail.read import find, lines
from entraide.engine.check.trail.verify import verify

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def text(number, clock=None):
    """A small line that is known by its number."""
    moment = MORNING if clock is None else clock.now()
    return encode_line(Journalled(moment, number, number, number.to_bytes(32, "big")))


class Work:
    """A process that writes lines and remembers which it was told are durable."""

    def __init__(self, disk, clock=None):
        self.disk = disk
        self.clock = clock or SetClock(MORNING)
        self.answered = {}  # line id → text
        self.refused = 0
        self.chain = None
        self._number = 0

    def open(self):
        self.chain = Chain.claim(FOLDER, hub="test", clock=self.clock, disk=self.disk)

    def write(self, count=1):
        """One batch; True if it was durable."""
        self._number += count
        batch = [text(self._number - place, self.clock) for place in range(count)]
        try:
            first = self.chain.commit(batch)
        except TrailUnavailable:
            self.refused += 1
            return False
        for n, line in enumerate(batch, first):
            self.answered[line_id(self.chain.name, n)] = line
        return True

    def day(self):
        """Three batches, a day's turn, three batches."""
        self.open()
        for count in (1, 5, 2):
            self.write(count)
        self.clock.advance(timedelta(days=1))
        for count in (1, 40, 3):
            self.write(count)
        self.chain.close()


def until_power_loss(work, act):
    """Runs an act to its end or to the loss of power."""
    try:
        act(work)
    except PowerLoss:
        return False
    return True


def assert_all_kept(disk, answered):
    """Every line that was answered is there as it was, in a trail that verifies without gaps."""
    report = verify(FOLDER, hub="test", disk=disk)
    assert [remark.say() for remark in report.problems] == []
    for id, line in answered.items():
        assert encode_line(find(FOLDER, id, disk=disk).line) == line
    numbers = {}
    for kept in lines(FOLDER, disk=disk):
        numbers.setdefault(kept.chain, []).append(kept.n)
    for each in numbers.values():
        assert sorted(each) == list(range(1, len(each) + 1))
    return report
