"""Invariant 7: what was acknowledged is there after any kill, in truth, feed, index and trail."""

import os
import subprocess
import sys
from random import Random

import pytest
from tests.cli.at_work import make_hub

MOST_WORDS = 12
PROGRAM = [sys.executable, "-m", "tests.adversary.work_until_killed"]


def worked_until_killed(folder, words):
    """What a process said until it was killed, some time after so many words.

    It does not wait for us: the kill meets it anywhere. A line cut short is left out.
    """
    command = [*PROGRAM, "work", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        said = [process.stdout.readline() for _word in range(words)]
        process.kill()
        said.extend(process.stdout)
        return [line for line in said if line.endswith("\n")]


def keeps_all_through_kills(folder, random, rounds):
    make_hub(folder)
    said = []
    for _round in range(rounds):
        said += worked_until_killed(folder / "hub", random.randint(1, MOST_WORDS))
        looked = subprocess.run(
            [*PROGRAM, "look", str(folder / "hub")],
            input="".join(said),
            capture_output=True,
            text=True,
            check=False,
        )
        assert looked.returncode == 0, looked.stderr
        assert looked.stdout == f"{len(said)}\n"
    return said


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path):
    assert keeps_all_through_kills(tmp_path, Random(os.urandom(8)), 1)


@pytest.mark.soak
def test_what_was_acknowledged_is_there_after_hundreds_of_kills(tmp_path):
    keeps_all_through_kills(tmp_path, Random(os.urandom(8)), 300)
