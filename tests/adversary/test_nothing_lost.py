"""Invariant 7: what was acknowledged is there after any kill, in truth, feed, index and trail."""

import os
import signal
import subprocess
import sys
from random import Random

import pytest
from tests.cli.at_work import make_hub

MOST_WORDS = 12
PROGRAM = [sys.executable, "-m", "tests.adversary.work_until_killed"]


class Processes:
    """One process after the other on a hub; `said` is what those that were killed had said."""

    def __init__(self, program, file):
        self.said = []
        self._program, self._file = program, file

    def _begun(self, *order):
        self._program.stdin.write(" ".join(map(str, order)) + "\n")
        self._program.stdin.flush()
        ready, pid = self._program.stdout.readline().split()
        assert ready == "ready"
        return int(pid)

    def _rest(self):
        """What it says to its end, and how it ended. A line is written in one piece, or not."""
        rest = []
        while not (line := self._program.stdout.readline()).startswith("ended"):
            assert line, "the program that forks has ended"
            rest.append(line)
        return rest, int(line.split()[1])

    def work_until_killed(self, words):
        """Has it work and kills it some time after so many words, anywhere: it does not wait."""
        pid = self._begun("work")
        heard = [self._program.stdout.readline() for _word in range(words)]
        os.kill(pid, signal.SIGKILL)
        rest, code = self._rest()
        assert code == -signal.SIGKILL
        self.said += heard + rest

    def look(self):
        """Has another one look whether all that was ever said was kept."""
        self._file.write_text("".join(self.said), "ascii")
        self._begun("look", self._file)
        assert self._rest() == ([f"{len(self.said)}\n"], 0)


def keeps_all_through_kills(folder, random, rounds):
    make_hub(folder)
    with subprocess.Popen(
        [*PROGRAM, str(folder / "hub")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        processes = Processes(program, folder / "said")
        for _round in range(rounds):
            processes.work_until_killed(random.randint(1, MOST_WORDS))
            processes.look()
        program.stdin.close()
    return processes.said


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path):
    assert keeps_all_through_kills(tmp_path, Random(os.urandom(8)), 1)


@pytest.mark.soak
def test_what_was_acknowledged_is_there_after_hundreds_of_kills(tmp_path):
    keeps_all_through_kills(tmp_path, Random(os.urandom(8)), 300)
