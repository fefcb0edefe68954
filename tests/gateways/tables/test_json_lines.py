"""JSON Lines: each object with its line, each broken line refused."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.gateways.tables.json_lines import Document, read

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd")
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def found_in(data):
    return list(read(io.BytesIO(data)))


@given(st.lists(st.dictionaries(TEXT, VALUES, max_size=4), max_size=5))
def test_objects_are_read_back_with_their_lines(objects):
    data = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode()
    found = found_in(data)
    assert [each.content for each in found] == objects
    assert [each.line for each in found] == list(range(1, len(objects) + 1))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"[1]", "json_object"),
        (b'{"a": NaN}', "json"),
        (b'{"a": "\\u0000"}', "control_character"),
        (b'{"a": "\xff"}', "text_encoding"),
        (b'{"a": "\\ud800"}', "json"),
        (b"[" * 100_000, "json"),
        (b'{"a":' * 20 + b"1" + b"}" * 20, "json_depth"),
        (b'{"a": 1', "json"),
        (b'{"a": "' + b"x" * 300_000 + b'"}', "row_too_long"),
    ],
)
def test_a_broken_line_costs_itself_only(line, code):
    found = found_in(line + b'\n{"b": 2}\n')
    assert found[0].problem.code == code
    assert found[1] == Document(2, {"b": 2})


@given(st.binary(max_size=300))
def test_any_bytes_give_documents_or_refusals(data):
    for each in found_in(data):
        assert isinstance(each, Document) or each.problem.code
