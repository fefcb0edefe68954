"""Verifying: every way in which an index can be wrong is found and named."""

import pytest
from tests.engine.index.world import PAPERS, PERSONS, Place, paper, person, state

from entraide.engine.index.applying import Applying, id_bytes, record_row
from entraide.engine.index.entry import entry_of, field_order, pack
from entraide.engine.index.forms import record_codes
from entraide.engine.index.generations import IndexUnavailable
from entraide.engine.index.id_lists import IdLists
from entraide.engine.index.keys import record_keys
from entraide.engine.index.name_codes import word_codes
from entraide.engine.index.verify import verify


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path / "index")
    for number in range(1, 6):
        place.feed.put("papers", number, paper(f"AB{number}"))
        place.feed.put("persons", number, person("Zorvak", f"Ilko{number}"))
    place.feed.note("grant/a", {"role": "frontline"})
    place.follow()
    return place


def spoil(place, work):
    """Changes the index behind everybody's back."""
    environment = place.index._opened.environment
    environment.write(lambda transaction: work(transaction, environment.tables))


def told(place):
    return {
        (fault.what, fault.database, fault.id, fault.name)
        for fault in verify(place.feed, place.index).told
    }


def test_a_sound_index_has_no_faults(place):
    verified = verify(place.feed, place.index)
    assert verified.is_sound
    assert verified.records == 10
    assert verified.position == place.feed.head()


def test_a_missing_entry_is_found(place):
    row = record_row(PAPERS.number, 2)
    spoil(place, lambda transaction, tables: transaction.delete(row, db=tables.entries))
    assert ("missing", "papers", 2, "") in told(place)


def test_an_entry_that_differs_is_found(place):
    other = entry_of(PAPERS, state("papers", 2, paper("AB2"), version=9))
    row = record_row(PAPERS.number, 2)
    spoil(
        place,
        lambda transaction, tables: transaction.put(
            row, pack(other, field_order(PAPERS)), db=tables.entries
        ),
    )
    assert told(place) == {("differs", "papers", 2, "")}


def test_a_missing_key_and_a_missing_name_are_found(place):
    (key,) = record_keys(PAPERS, paper("AB2"))
    code = min(record_codes(PERSONS, person("Zorvak", "Ilko3")))

    def work(transaction, tables):
        transaction.delete(key, id_bytes(2), db=tables.keys)
        IdLists(transaction, tables.names).remove(code, 3)

    spoil(place, work)
    assert told(place) == {("key", "papers", 2, ""), ("name", "persons", 3, "")}


def test_a_missing_word_and_one_that_is_left_over_are_found(place):
    missing, extra = word_codes(PERSONS.number, "zorvak")[0], word_codes(PERSONS.number, "zzz")[0]

    def work(transaction, tables):
        transaction.delete(missing, b"zorvak", db=tables.vocabulary)
        transaction.put(extra, b"zzz", db=tables.vocabulary)
        transaction.put(extra, b"zzzz", db=tables.vocabulary)

    spoil(place, work)
    assert told(place) == {("word", "persons", 0, ""), ("extra_word", "persons", 0, "")}


def test_what_is_left_over_is_found(place):
    def work(transaction, tables):
        ghost = entry_of(PAPERS, state("papers", 77, paper("ZZ7")))
        transaction.put(
            record_row(PAPERS.number, 77), pack(ghost, field_order(PAPERS)), db=tables.entries
        )
        transaction.put(b"\x03\x00ZZ9\x1fUTO", id_bytes(1), db=tables.keys)
        IdLists(transaction, tables.names).add(b"\x01" + b"\xff" * 7, 1)

    spoil(place, work)
    assert told(place) == {
        ("extra", "papers", 77, ""),
        ("extra_key", "papers", 1, ""),
        ("extra_name", "persons", 1, ""),
    }


def test_a_wrong_note_is_found(place):
    def work(transaction, tables):
        Applying(transaction, tables, {}).note("grant/a", {"role": "bureau"}, 11)

    spoil(place, work)
    assert told(place) == {("note", "", 0, "grant/a")}


def test_what_an_act_wrote_ahead_of_the_feed_is_no_fault(place):
    place.index.put_note("grant/a", None, place.feed.head().seq + 1)
    place.index.suppress("papers", 1, 2)
    assert verify(place.feed, place.index).is_sound


def test_what_changed_while_the_truth_was_read_is_no_fault(place):
    everything = place.feed.everything

    def slowly():
        position, standing = everything()
        place.feed.put("papers", 1, paper("CD1"), version=2)
        place.feed.gone("papers", 2, 2)
        place.feed.put("papers", 9, paper("CD9"))
        place.feed.note("grant/a", None)
        place.follow()
        return position, standing

    place.feed.everything = slowly
    verified = verify(place.feed, place.index)
    assert verified.is_sound, verified.told


def test_an_index_that_lags_behind_is_not_called_unsound(place):
    place.feed.put("papers", 9, paper("CD9"))
    with pytest.raises(IndexUnavailable) as refused:
        verify(place.feed, place.index)
    assert refused.value.code == "index_behind"
