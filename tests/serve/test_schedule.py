"""What the days bring is done at the start, again at its time, and whatever else fails."""

import threading

from entraide.serve.schedule import Duty, run


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
