"""Following: whatever the feed has is in the index, once, and another epoch means building anew."""

import threading
from datetime import timedelta

import pytest
from tests.engine.index.world import DATABASES, PAPERS, PERSONS, ListFeed, Place, paper, person

from entraide.engine.index import applying, exact
from entraide.engine.index import build as building
from entraide.engine.index.generations import IndexOutdated
from entraide.engine.index.names import query_keys
from entraide.engine.index.verify import verify
from entraide.engine.schema.state import Position


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path / "index")
    place.follow()
    return place


def test_a_change_is_in_the_index_after_one_step(place):
    place.feed.put("papers", 1, paper("AB1"))
    assert place.follower.step() == 1
    assert place.entry(PAPERS.number, 1) is not None
    assert place.follower.step() == 0


def test_a_step_is_bounded_and_the_index_says_that_more_is_to_come(place):
    began = place.clock.now()
    for number in range(1, building.CHANGES_AT_ONCE + 6):
        place.feed.put("papers", number, paper(f"AB{number}"))
    place.clock.advance(timedelta(minutes=1))
    assert place.follower.step() == building.CHANGES_AT_ONCE
    with place.index.snapshot() as snapshot:
        assert snapshot.followed_at == began
    assert place.follower.step() == 5
    with place.index.snapshot() as snapshot:
        assert snapshot.followed_at == place.clock.now()


def test_an_idle_follower_still_says_that_it_follows(place):
    place.clock.advance(timedelta(seconds=5))
    place.follower.step()
    with place.index.snapshot() as snapshot:
        assert snapshot.followed_at == place.clock.now()


def test_another_epoch_means_building_anew(place):
    place.feed.put("papers", 1, paper("AB1"))
    place.follow()
    restored = ListFeed("restored")
    restored.put("papers", 2, paper("AB2"))
    again = Place(place.index.folder, restored)
    again.follow()
    assert again.index.position == restored.head()
    assert again.entry(PAPERS.number, 1) is None
    assert again.entry(PAPERS.number, 2) is not None


def test_an_index_of_another_program_is_not_current_and_is_built_anew(place, monkeypatch):
    place.feed.put("papers", 1, paper("AB1"))
    place.follow()
    for module in (exact, building):
        monkeypatch.setattr(module, "fingerprint_of", lambda _databases: "another program's")
    other = Place(place.index.folder, place.feed)
    assert not other.index.is_current
    with pytest.raises(IndexOutdated):
        other.index.apply((), place.feed.head(), None)
    other.index.suppress("papers", 1, 2)
    assert other.entry(PAPERS.number, 1) is None
    other.follower.step()
    assert other.index.is_current
    assert not place.index.is_current


def test_an_index_of_another_format_is_never_read_and_is_built_anew(place, monkeypatch):
    place.feed.put("papers", 1, paper("AB1"))
    place.follow()
    with monkeypatch.context() as before:
        before.setattr(applying, "FORMAT", applying.FORMAT + 1)
        place.follower.rebuild()
    other = Place(place.index.folder, place.feed)
    assert not other.index.is_current
    with pytest.raises(IndexOutdated):
        other.index.snapshot()
    other.follower.step()
    assert other.entry(PAPERS.number, 1) is not None


def test_catching_up_reaches_a_position_or_says_that_it_did_not(place):
    seq = place.feed.put("papers", 1, paper("AB1"))
    assert place.follower.catch_up(Position(place.feed.epoch, seq))
    assert not place.follower.catch_up(Position(place.feed.epoch, seq + 1), timeout_s=0.0)


def test_running_follows_until_it_is_told_to_stop(place):
    stop = threading.Event()
    thread = threading.Thread(target=place.follower.run, args=(stop,))
    thread.start()
    seq = place.feed.put("papers", 1, paper("AB1"))
    reached = Place(place.index.folder, place.feed).follower.catch_up(
        Position(place.feed.epoch, seq)
    )
    stop.set()
    thread.join(10)
    assert reached
    assert not thread.is_alive()


def test_what_is_committed_while_it_rests_is_in_the_index_within_a_second(place):
    class Rests:
        """In its first rest a record is committed; how long it rests until that is answered."""

        def __init__(self):
            self.rested_s = []

        def is_set(self):
            return bool(self.rested_s) and place.entry(PAPERS.number, 1) is not None

        def wait(self, seconds):
            if not self.rested_s:
                place.feed.put("papers", 1, paper("AB1"))
            self.rested_s.append(seconds)

    rests = Rests()
    place.follower.run(rests)
    assert 0 < sum(rests.rested_s) < 1


def test_an_act_hides_a_record_before_the_feed_is_followed(place):
    place.feed.put("papers", 1, paper("AB1"))
    place.follow()
    place.feed.gone("papers", 1, 2)
    place.index.suppress("papers", 1, 2)
    assert place.entry(PAPERS.number, 1) is None
    place.follow()
    place.feed.put("papers", 1, paper("AB1"), version=3)
    place.follow()
    assert place.entry(PAPERS.number, 1).version == 3
    with place.index.snapshot() as snapshot:
        assert snapshot.count("suppressed") == 0


def test_a_revoked_grant_does_not_come_back_with_the_feeds_older_rows(place):
    place.feed.note("grant/a", {"role": "bureau"})
    seq = place.feed.note("grant/a", None)
    place.index.put_note("grant/a", None, seq)
    place.index.apply(place.feed.changes[:1], Position(place.feed.epoch, 1), None)
    with place.index.snapshot() as snapshot:
        assert snapshot.note("grant/a") is None


def test_names_are_weighed_again_when_visible_records_have_doubled(place):
    for number in range(1, 1101):
        place.feed.put("persons", number, person("Zorvak", f"Ilko{number}"))
    place.follow()
    with place.index.snapshot() as snapshot:
        weighed = dict(snapshot.rows("magnitudes"))
    assert weighed
    for number in range(2000, 4100):
        place.feed.put("persons", number, person("Quilmora"), restricted=("QMA",))
    place.follow()
    with place.index.snapshot() as snapshot:
        assert dict(snapshot.rows("magnitudes")) == weighed
        assert len(snapshot.named(PERSONS.number, query_keys([{"full": "Quilmora"}]))) == 2100


def test_a_followed_index_is_the_one_that_would_be_built(place, tmp_path):
    for number in range(1, 200):
        place.feed.put("papers", number % 17, paper(f"AB{number % 23}"), version=2 * number)
        place.feed.put(
            "persons", number % 13, person("Zorvak", f"Ilko{number % 7}"), version=number
        )
        if number % 5 == 0:
            place.feed.gone("papers", number % 17, 2 * number + 1)
    place.follow()
    assert verify(place.feed, place.index).is_sound
    built = Place(tmp_path / "built", place.feed)
    built.follow()
    for table in ("entries", "forms", "keys", "names", "vocabulary", "notes"):
        with place.index.snapshot() as one, built.index.snapshot() as two:
            assert list(one.rows(table)) == list(two.rows(table))
    assert DATABASES.keys() == place.index.databases.keys()
