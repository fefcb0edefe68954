"""What the days bring is done at the start, again at its time, and whatever else fails."""

import threading
from datetime import timedelta

import pytest

from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
from entraide.engine.check.trail.seals import seal_name
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.trail.writer import open_seals
from entraide.errors import Unavailable
from entraide.hub import Organisation
from entraide.serve.schedule import Duty, erase_criteria, run


def run_until_each_is_done(work, hub, clock, done, names):
    stopping = threading.Event()
    thread = threading.Thread(target=run, args=(hub, stopping, clock, work))
    thread.start()
    for name in names:
        assert done[name].wait(10)
    stopping.set()
    thread.join(10)
    assert not thread.is_alive()


def test_a_duty_that_fails_does_not_keep_the_others_from_theirs(hub, clock, caplog):
    done = {"second": threading.Event()}

    def fail(_hub, _clock):
        raise ZeroDivisionError

    def work(_hub, _clock):
        done["second"].set()
        return 3

    duties = [Duty("first", 3600, fail), Duty("second", 3600, work)]
    with caplog.at_level("INFO", logger="entraide.tasks"):
        run_until_each_is_done(duties, hub, clock, done, ["second"])
    told = [record.getMessage() for record in caplog.records]
    assert "task=first event=failed" in told
    assert "task=second event=done count=3" in told


def test_a_duty_comes_again_when_it_is_due(hub, clock):
    done = {"again": threading.Event()}
    turns = []

    def work(_hub, _clock):
        turns.append(1)
        if len(turns) == 2:
            done["again"].set()
        return 0

    run_until_each_is_done([Duty("often", 0, work)], hub, clock, done, ["again"])
    assert len(turns) >= 2


@pytest.fixture
def asked(tmp_path, clock):
    """A hub that was asked once, long ago: the key of that question's criteria is due."""
    text = configuration_text(
        Organisation(id="asked", name={"en": "Asked"}, secretariat="XPO"), check_port=1, desk_port=2
    )
    with empty_folder(tmp_path / "hub") as folder:
        hub = write_configuration(folder, text)
    open_seals(hub).seal(seal_name(clock.now(), "UTO", is_hit=False), [b"\xc0"])
    clock.advance(timedelta(days=800))
    return hub


def test_criteria_whose_time_is_over_are_destroyed_and_the_trail_says_so(asked, clock):
    assert erase_criteria(asked, clock) == 1
    assert open_seals(asked).names() == []
    assert len(list(chains_folder(asked).iterdir())) == 1
    assert erase_criteria(asked, clock) == 0


def test_nothing_is_destroyed_while_the_trail_cannot_say_so(asked, clock):
    chains_folder(asked).parent.mkdir(exist_ok=True)
    chains_folder(asked).write_text("no folder")
    with pytest.raises(Unavailable):
        erase_criteria(asked, clock)
    assert len(open_seals(asked).names()) == 1
