"""Sorting beyond memory."""

from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.index.sorting import SortedPostings, SortedRows


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


codes = st.sampled_from([bytes((1, *[number] * 7)) for number in range(0, 250, 17)])


@given(
    st.lists(st.tuples(st.sets(codes, max_size=5), st.integers(0, 2**32 - 1))),
    st.integers(1, 2000),
)
def test_postings_come_back_as_lists_however_little_memory_there_is(
    tmp_path_factory, given, memory
):
    sorting = SortedPostings(tmp_path_factory.mktemp("runs"), "names", memory=memory)
    expected = {}
    for listed, id in given:
        sorting.add(listed, id)
        for code in listed:
            expected.setdefault(code, []).append(id)
    assert len(sorting) == sum(map(len, expected.values()))
    assert [(code, ids.tolist()) for code, ids in sorting.read()] == [
        (code, sorted(ids)) for code, ids in sorted(expected.items())
    ]
