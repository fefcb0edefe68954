"""LMDB's rules: growth while others read, no use across a fork, a bounded number of readers."""

import os
import threading

import pytest
from tests.engine.index.test_crash import begun, killed
from tests.engine.index.world import PAPERS, Place, paper

from entraide.engine.index import environment as environments
from entraide.engine.index.environment import Environment
from entraide.engine.index.generations import IndexUnavailable

SMALL_MAP = 1 << 18


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(
        Environment.__init__, "__kwdefaults__", {"map_size": SMALL_MAP, "is_new": False}
    )
    place = Place(tmp_path / "index")
    place.follow()
    return place


def fill(place, first, last):
    for number in range(first, last + 1):
        place.feed.put("papers", number, paper(f"AB{number:08}", remarks="x"))
    place.follow()


def counted(process):
    process.stdin.write("\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def test_the_map_grows_when_it_is_full(place):
    fill(place, 1, 4000)
    assert place.index.size()["map"] > SMALL_MAP
    assert place.entry(PAPERS.number, 4000) is not None


def test_readers_in_another_process_follow_the_growth(place):
    reader = begun("read", place.index.folder)
    try:
        assert counted(reader) == 0
        fill(place, 1, 3000)
        assert counted(reader) == 3000
        fill(place, 3001, 7000)
        assert counted(reader) == 7000
    finally:
        killed(reader)


def test_a_writer_in_this_process_follows_the_growth_that_another_made(place):
    writer = begun("write", place.index.folder)
    writer.wait(60)
    writer.stdout.close()
    writer.stdin.close()
    before = place.index.position
    place.index.suppress("papers", 1, 10**6)
    assert place.index.position == before
    assert place.entry(PAPERS.number, 1) is None


def test_readers_in_threads_go_on_while_the_map_grows(place):
    wrong = []
    stop = threading.Event()

    def read():
        while not stop.wait(0.002):
            with place.index.snapshot() as snapshot:
                entries = snapshot.count("entries")
                keys = sum(1 for _row in snapshot.rows("keys"))
                if entries != keys:
                    wrong.append((entries, keys))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    fill(place, 1, 4000)
    stop.set()
    for thread in threads:
        thread.join(30)
    assert wrong == []
    assert place.index.size()["map"] > SMALL_MAP


def test_a_reading_that_does_not_end_is_told_instead_of_waiting_for_ever(place, monkeypatch):
    monkeypatch.setattr(environments, "_RESIZE_WAIT_S", 0.05)
    with place.index.snapshot(), pytest.raises(IndexUnavailable) as refused:
        fill(place, 1, 4000)
    assert refused.value.code == "index_growth"
    place.follow()
    assert place.entry(PAPERS.number, 4000) is not None


def test_a_forked_process_is_refused(place):
    fill(place, 1, 3)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with place.index.snapshot():
                os.write(write, b"answered")
        except IndexUnavailable as refused:
            os.write(write, refused.code.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 100) == b"index_forked"
    os.close(read)
    os.close(write)


def test_the_places_of_killed_readers_are_freed(place):
    reader = begun("read", place.index.folder)
    counted(reader)
    killed(reader)
    assert place.index.check_readers() >= 1


def test_two_indexes_of_one_folder_share_the_environment(place):
    other = Place(place.index.folder, place.feed)
    fill(place, 1, 3)
    assert other.entry(PAPERS.number, 3) is not None
    other.index.suppress("papers", 3, 9)
    assert place.entry(PAPERS.number, 3) is None


def closed(place):
    """The file of an index that nobody has open any more."""
    path = place.index._generations.present() / "data.mdb"
    place.index._opened.environment.close()
    place.index._opened = None
    environments._OPENED.clear()
    return path


def test_a_broken_file_is_told_and_never_read_as_empty(place):
    closed(place).write_bytes(b"\0" * 8192)
    with pytest.raises(IndexUnavailable) as refused:
        place.entry(PAPERS.number, 1)
    assert refused.value.code == "index_refused"


def test_an_emptied_index_is_told_and_never_read_as_empty(place):
    path = closed(place)
    path.unlink()
    with pytest.raises(IndexUnavailable) as refused:
        place.entry(PAPERS.number, 1)
    assert refused.value.code == "index_missing"


def test_broken_pages_are_told_while_they_are_read(place):
    fill(place, 1, 3000)
    path = closed(place)
    data = bytearray(path.read_bytes())
    data[3 * 4096 :] = b"\xa5" * (len(data) - 3 * 4096)
    path.write_bytes(data)
    with pytest.raises(IndexUnavailable) as refused:
        place.entry(PAPERS.number, 1)
    assert refused.value.code == "index_refused"
