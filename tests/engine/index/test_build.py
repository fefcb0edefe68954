"""Building: in order, while the index answers, and without a trace when it is interrupted."""

import pytest
from tests.engine.index.world import DATABASES, NOW, PAPERS, PERSONS, Place, paper, person

from entraide.engine.index.build import build
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.generations import Generations, IndexUnavailable
from entraide.engine.index.keys import record_keys
from entraide.engine.index.names import query_keys
from entraide.engine.index.verify import verify
from entraide.engine.schema.vocabulary import Status
from entraide.errors import Conflict


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path / "index")
    for number in range(1, 51):
        place.feed.put("papers", number, paper(f"AB{number % 40:06}"))
        place.feed.put("persons", number, person("Zorvak", f"Ilko{number}", "1987-05-02"))
    place.feed.note("grant/a", {"role": "frontline"})
    return place


def rebuilt(place, **given):
    return build(place.feed, place.index.folder, DATABASES, clock=place.clock, **given)


def folders(place):
    return sorted(path.name for path in place.index.folder.iterdir() if path.is_dir())


def test_a_built_index_is_what_the_truth_says(place):
    position = rebuilt(place)
    assert position == place.feed.head() == place.index.position
    assert verify(place.feed, place.index).is_sound


def test_it_is_the_same_however_little_memory_sorting_has(place, tmp_path):
    rebuilt(place)
    other = Place(tmp_path / "other", place.feed)
    rebuilt(other, memory=3000)
    for table in ("entries", "forms", "keys", "names", "vocabulary", "magnitudes", "notes"):
        with place.index.snapshot() as one, other.index.snapshot() as two:
            assert list(one.rows(table)) == list(two.rows(table))
    assert folders(other) == ["generation-000001"]


def test_records_that_are_not_active_are_left_out(place):
    place.feed.put("papers", 99, paper("ZZ1"), status=Status.SUSPENDED)
    rebuilt(place)
    assert place.entry(PAPERS.number, 99) is None


def test_what_the_feed_brings_during_the_build_is_in_it(place):
    def meanwhile(step, done, of):
        if step == "names":
            place.feed.put("papers", 77, paper("CD7"))
            place.feed.gone("papers", 1, 2)

    rebuilt(place, progress=meanwhile)
    assert place.entry(PAPERS.number, 77) is not None
    assert place.entry(PAPERS.number, 1) is None
    assert verify(place.feed, place.index).is_sound


def test_what_the_feed_brings_at_the_last_moment_is_in_it(place):
    since = place.feed.since
    asked = []

    def answer(position, limit):
        changes = since(position, limit)
        if not asked:
            place.feed.gone("papers", 1, 2)  # committed just after the first look
        asked.append(position)
        return changes

    place.feed.since = answer
    rebuilt(place)
    assert len(asked) > 1
    assert place.entry(PAPERS.number, 1) is None
    assert place.index.position == place.feed.head()


def test_what_acts_hide_and_note_during_the_build_stays(place):
    rebuilt(place)

    def meanwhile(step, done, of):
        if step == "names":
            place.index.suppress("papers", 1, 2)
            place.index.put_note("grant/a", None, place.feed.head().seq + 1)

    rebuilt(place, progress=meanwhile)
    with place.index.snapshot() as snapshot:
        assert snapshot.entry(PAPERS.number, 1) is None
        assert snapshot.entry(PAPERS.number, 2) is not None
        assert snapshot.note("grant/a") is None


def test_what_acts_did_in_another_epoch_is_forgotten(place):
    rebuilt(place)
    place.index.suppress("papers", 1, 2)
    place.feed.epoch = "restored"
    rebuilt(place)
    assert place.entry(PAPERS.number, 1) is not None


def test_an_interrupted_build_leaves_the_old_index_and_no_debris(place):
    rebuilt(place)
    before = folders(place)

    def interrupt(step, done, of):
        raise KeyboardInterrupt

    place.feed.put("papers", 88, paper("EF8"))
    with pytest.raises(KeyboardInterrupt):
        rebuilt(place, progress=interrupt)
    assert folders(place) == before
    assert place.entry(PAPERS.number, 88) is None
    assert place.entry(PAPERS.number, 2) is not None


def test_debris_of_a_build_that_was_killed_goes_with_the_next(place):
    rebuilt(place)
    debris = place.index.folder / "building-99999"
    debris.mkdir()
    (debris / "data.mdb").write_bytes(b"half")
    (place.index.folder / "discarded-generation-000000").mkdir()
    rebuilt(place)
    assert folders(place) == ["generation-000002"]


def test_two_builds_at_once_are_refused(place):
    with Generations(place.index.folder).building(), pytest.raises(Conflict) as refused:
        rebuilt(place)
    assert refused.value.code == "index_building"


def test_readers_of_the_old_generation_read_on_and_then_meet_the_new(place):
    rebuilt(place)
    with place.index.snapshot() as before:
        place.feed.put("papers", 88, paper("EF8"))
        rebuilt(place)
        assert before.entry(PAPERS.number, 88) is None
        assert before.entry(PAPERS.number, 2) is not None
        (key,) = record_keys(PAPERS, paper("AB000002"))
        assert [entry.id for entry in before.under(key)] == [2, 42]
    assert place.entry(PAPERS.number, 88) is not None


def test_without_an_index_the_error_says_how_to_build_one(tmp_path):
    index = LmdbIndex(tmp_path / "none", DATABASES)
    assert not index.is_built
    for attempt in (
        index.snapshot,
        lambda: index.is_current,
        lambda: index.suppress("papers", 1, 1),
    ):
        with pytest.raises(IndexUnavailable) as refused:
            attempt()
        assert refused.value.code == "index_missing"


def test_progress_tells_each_step_to_its_end(place):
    told = []
    rebuilt(place, progress=lambda *step: told.append(step))
    assert ("entries", 100, 100) in told
    ended = [step for step, done, of in told if done == of]
    assert ended == ["entries", "forms", "keys", "names", "vocabulary"]


def test_weights_are_counted_among_what_everybody_may_see(tmp_path):
    """A thousand restricted namesakes weigh nothing: the ranking is as if they were not there."""

    def ranking(name, hide):
        place = Place(tmp_path / name)
        for number in range(1, 9):
            place.feed.put("persons", number, person("Zorvak", "Ilko"))
        place.feed.put("persons", 9, person("Quilmora", "Ilko"))
        for number in range(100, 400):
            hide(place, number)
        rebuilt(place)
        with place.index.snapshot() as snapshot:
            found = snapshot.named(PERSONS.number, query_keys([{"full": "Ilko Quilmora Zorvak"}]))
            return [(each.id, each.strength) for each in found if each.id < 100]

    def by_record(place, number):
        place.feed.put("persons", number, person("Quilmora"), restricted=("QMA",))

    def by_owner(place, number):
        place.feed.put("persons", number, person("Quilmora"), owner="QMB")
        place.feed.note("restrictions/QMB", ["QMA"])

    def by_clearance(place, number):
        place.feed.put("persons", number, person("Quilmora"), confidentiality=2)

    def openly(place, number):
        place.feed.put("persons", number, person("Quilmora"))

    alone = ranking("alone", lambda _place, _number: None)
    assert ranking("by-record", by_record) == alone
    assert ranking("by-owner", by_owner) == alone
    assert ranking("by-clearance", by_clearance) == alone
    assert ranking("openly", openly) != alone


def test_the_moment_of_the_build_is_told(place):
    rebuilt(place)
    with place.index.snapshot() as snapshot:
        assert snapshot.followed_at == NOW


def test_the_files_of_a_replaced_generation_are_gone(place):
    rebuilt(place)
    rebuilt(place)
    assert folders(place) == ["generation-000002"]
    kept = {path.name for path in (place.index.folder / "generation-000002").iterdir()}
    assert kept == {"data.mdb", "lock.mdb"}
