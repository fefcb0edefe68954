"""Lists of ids: whatever is added and removed, they hold what a set would hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.index import id_lists
from entraide.engine.index.id_lists import IdLists, every_list, holds, in_both, read_lists, written

CODES = [bytes((1, *[number] * 7)) for number in range(3)]
ids = st.one_of(st.integers(0, 40), st.integers(2**32 - 20, 2**32 - 1))


class Table:
    """A transaction with one table, in a dictionary."""

    def __init__(self):
        self.rows = {}

    def get(self, key, *, db):
        return db.get(key)

    def put(self, key, row, *, db):
        db[key] = row

    def delete(self, key, *, db):
        del db[key]

    def read(self):
        many = lambda keys: [(key, self.rows[key]) for key in keys if key in self.rows]  # noqa: E731 - as LMDB gives it
        return {code: found.tolist() for code, found in read_lists(many, CODES).items()}


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch):
    monkeypatch.setattr(id_lists, "CHUNK", 4)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(CODES), ids), max_size=80))
def test_a_list_holds_what_was_added_and_not_removed(acts):
    table, expected = Table(), {code: set() for code in CODES}
    lists = IdLists(table, table.rows)
    for is_added, code, id in acts:
        had = bool(expected[code])
        if is_added:
            expected[code].add(id)
            assert lists.add(code, id) == (not had)
        else:
            was_there = id in expected[code]
            expected[code].discard(id)
            assert lists.remove(code, id) == (was_there and not expected[code])
        standing = {each: sorted(listed) for each, listed in expected.items() if listed}
        assert table.read() == standing
        assert {
            each: found.tolist() for each, found in every_list(sorted(table.rows.items()))
        } == standing
        assert holds(table.rows.get, code, id) == (id in expected[code])
    assert all(len(row) <= 4 * id_lists.CHUNK or len(row) & 1 for row in table.rows.values())


@given(st.lists(st.sets(ids, min_size=1, max_size=30), min_size=1, max_size=3))
def test_lists_written_at_once_are_read_and_changed_like_others(given):
    expected = {code: sorted(listed) for code, listed in zip(CODES, given, strict=False)}
    table = Table()
    rows = list(written((code, np.array(each, np.uint32)) for code, each in expected.items()))
    assert rows == sorted(rows)
    table.rows = dict(rows)
    assert table.read() == expected
    lists = IdLists(table, table.rows)
    for code, listed in expected.items():
        for id in listed:
            assert holds(table.rows.get, code, id)
            assert lists.remove(code, id) == (id == listed[-1])
    assert table.rows == {}


@given(st.sets(ids), st.sets(ids))
def test_ids_in_both_lists(one, other):
    found = in_both(np.array(sorted(one), np.uint32), np.array(sorted(other), np.uint32))
    assert found.tolist() == sorted(one & other)
