"""Sorting beyond memory."""

from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.index.sorting import SortedRows


@given(st.lists(st.binary(max_size=20)), st.integers(1, 2000))
def test_rows_come_back_in_order_however_little_memory_there_is(tmp_path_factory, rows, memory):
    sorting = SortedRows(tmp_path_factory.mktemp("runs"), "rows", memory=memory)
    for row in rows:
        sorting.add(row)
    assert len(sorting) == len(rows)
    assert list(sorting.read()) == sorted(rows)


def test_memory_is_bounded_by_runs_on_the_disk(tmp_path):
    sorting = SortedRows(tmp_path, "rows", memory=100_000)
    for number in range(20_000):
        sorting.add((number * 7919 % 20_000).to_bytes(8, "big"))
    assert len(list(tmp_path.iterdir())) >= 10
    assert list(sorting.read()) == [number.to_bytes(8, "big") for number in range(20_000)]
