"""What other processes do: `python -m tests.engine.index.processes WHAT FOLDER`.

Each says "ready" on a line of its own and then works until it is killed or its input ends.
"""

import sys
from pathlib import Path
from random import Random

from tests.engine.index.world import DATABASES, NOW, PAPERS, ListFeed, Place, paper, person

from entraide.clock import SetClock
from entraide.engine.index.build import build
from entraide.engine.schema.state import Position

CHANGES = 3000


def long_feed():
    """A feed that is the same in every process: additions, corrections, withdrawals, notes."""
    random = Random(7)
    feed = ListFeed()
    for seq in range(1, CHANGES + 1):
        id = random.randrange(1, 300)
        match random.randrange(6):
            case 0 | 1 | 2:
                feed.put("papers", id, paper(f"AB{random.randrange(100):04}"), version=seq)
            case 3:
                feed.put("persons", id, person("Zorvak", f"Ilko{id}"), version=seq)
            case 4:
                feed.gone("papers", id, seq)
            case _:
                feed.note(f"grant/{id % 7}", seq)
    return feed


def write(folder):
    """Follows the long feed a few changes at a time."""
    feed = long_feed()
    index = Place(folder, feed).index
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        position = index.position
        changes = feed.since(position, 11)
        if not changes:
            break
        index.apply(changes, Position(position.epoch, changes[-1].seq), None)


def rebuild(folder):
    """Builds the index anew, again and again."""
    feed = long_feed()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        build(feed, folder, DATABASES, clock=SetClock(NOW), memory=30_000)


def hide(folder):
    """Hides one record after the other, as acts do."""
    index = Place(folder).index
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for version in range(CHANGES + 1, 3 * CHANGES):
        index.suppress("papers", version % 300, version)


def read(folder):
    """For each line of input, says how many papers a fresh snapshot holds under the keys."""
    index = Place(folder).index
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _line in sys.stdin:
        with index.snapshot() as snapshot:
            found = sum(1 for _entry in snapshot.beginning(bytes((PAPERS.number,))))
        sys.stdout.write(f"{found}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    {"write": write, "rebuild": rebuild, "hide": hide, "read": read}[sys.argv[1]](Path(sys.argv[2]))
