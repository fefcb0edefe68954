"""Killed at any point, the index is what the feed was at its position, or is built anew."""

import os
import signal
import subprocess
import sys
import time
from random import Random

import pytest
from tests.engine.index.processes import CHANGES, long_feed
from tests.engine.index.world import DATABASES, ListFeed, Place

from entraide.engine.index.build import build
from entraide.engine.index.verify import verify

LONGEST_LIFE_S = 0.6


def begun(what, folder):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.engine.index.processes", what, str(folder)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def killed(process):
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    process.stdin.close()
    process.wait()


def empty_place(folder):
    place = Place(folder)
    place.follow()
    return place


def until(feed, seq):
    """The feed as it was when it had this many changes."""
    shorter = ListFeed(feed.epoch)
    shorter.changes = feed.changes[:seq]
    return shorter


def survives_kills_of_the_writer(folder, random, rounds):
    feed = long_feed()
    place = empty_place(folder)
    reached = []
    for _round in range(rounds):
        hider, writer = begun("hide", folder), begun("write", folder)
        last = random.randrange(place.index.position.seq, CHANGES)
        while place.index.position.seq < last and writer.poll() is None:
            pass
        killed(writer)
        killed(hider)
        position = place.index.position
        verified = verify(until(feed, position.seq), place.index)
        assert verified.is_sound, verified.told
        reached.append(position.seq)
        if position.seq > CHANGES // 2:
            build(ListFeed(), folder, DATABASES, clock=place.clock)
    place.feed = place.follower._feed = feed
    place.follow()
    assert verify(feed, place.index).is_sound
    return reached


def survives_kills_of_the_builder(folder, random, rounds):
    feed = long_feed()
    place = Place(folder, feed)
    place.follow()
    for _round in range(rounds):
        builder = begun("rebuild", folder)
        time.sleep(random.uniform(0, LONGEST_LIFE_S))
        killed(builder)
        assert verify(feed, place.index).is_sound
    build(feed, folder, DATABASES, clock=place.clock)
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    assert verify(feed, place.index).is_sound


def test_an_index_whose_writer_is_killed_is_what_its_position_says(tmp_path):
    random = Random(os.urandom(8))
    reached = survives_kills_of_the_writer(tmp_path / "index", random, 3)
    assert max(reached) > 0


def test_an_index_whose_builder_is_killed_stays_the_one_before(tmp_path):
    survives_kills_of_the_builder(tmp_path / "index", Random(os.urandom(8)), 2)


@pytest.mark.soak
def test_hundreds_of_kills_leave_the_index_sound(tmp_path):
    random = Random(os.urandom(8))
    survives_kills_of_the_writer(tmp_path / "written", random, 200)
    survives_kills_of_the_builder(tmp_path / "built", random, 100)
