"""The supervisor keeps its parts up and takes them down."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from tests.serve.waiting import until

from entraide.serve.supervisor import Part, Supervisor

WRITES_ITS_ID_AND_WAITS = (
    "import os, sys, signal, pathlib\n"
    "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n"
    "pathlib.Path(sys.argv[1], str(os.getpid())).touch()\n"
    "sys.stdin.read()\n"
)


@pytest.fixture
def running(tmp_path):
    part = Part("waiting", [sys.executable, "-c", WRITES_ITS_ID_AND_WAITS, str(tmp_path)])
    supervisor = Supervisor([part])
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    yield tmp_path
    supervisor.stop()
    thread.join(20)
    assert not thread.is_alive()


def started(folder, *, beside=()):
    return {int(p.name) for p in folder.iterdir()} - set(beside)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_part_is_started_again(running):
    first = until(lambda: started(running)).pop()
    os.kill(first, signal.SIGKILL)
    assert until(lambda: started(running, beside={first}))


def test_stopping_leaves_no_part_behind(tmp_path):
    part = Part("waiting", [sys.executable, "-c", WRITES_ITS_ID_AND_WAITS, str(tmp_path)])
    supervisor = Supervisor([part, part])
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    until(lambda: len(started(tmp_path)) == 2)
    supervisor.stop()
    thread.join(20)
    assert not [pid for pid in started(tmp_path) if is_alive(pid)]


def test_a_part_that_falls_at_once_is_restarted_ever_more_slowly(tmp_path, caplog):
    falls = (
        "import sys, pathlib, os; pathlib.Path(sys.argv[1], str(os.getpid())).touch(); sys.exit(3)"
    )
    supervisor = Supervisor([Part("falling", [sys.executable, "-c", falls, str(tmp_path)])])
    with caplog.at_level("INFO", logger="entraide.serve"):
        thread = threading.Thread(target=supervisor.run)
        thread.start()
        until(lambda: len(started(tmp_path)) >= 3)
        supervisor.stop()
        thread.join(20)
    pauses = [r.args[2] for r in caplog.records if "event=fell" in r.msg]
    assert pauses[:2] == [0.1, 0.2]


PART = (
    "import sys, pathlib\n"
    "from entraide.serve.web_server import end_with_supervisor, stop_on_signal\n"
    "stopping = stop_on_signal()\n"
    "end_with_supervisor()\n"
    "pathlib.Path(sys.argv[1], 'begun').touch()\n"
    "stopping.wait()\n"
    "pathlib.Path(sys.argv[1], 'ended').touch()\n"
)
SUPERVISES = (
    "import sys\n"
    "from entraide.serve.supervisor import Part, Supervisor\n"
    "Supervisor([Part('part', [sys.executable, '-c', sys.argv[1], sys.argv[2]])]).run()\n"
)


def test_parts_end_in_order_when_their_supervisor_is_killed(tmp_path):
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISES, PART, str(tmp_path)])
    until((tmp_path / "begun").exists)
    supervisor.kill()
    supervisor.wait()
    until((tmp_path / "ended").exists)
