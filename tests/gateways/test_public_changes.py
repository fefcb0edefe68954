"""Two snapshots of public notices: what was added, changed and removed, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.gateways.public_notices.changes import Snapshot, changes, snapshot

RED = {
    "entity_id": "2020/901",
    "name": "TESTPERSON",
    "height": 0,
    "nationalities": ["UTO", "QMA"],
    "arrest_warrants": [{"charge": "Robo", "issuing_country_id": "UTO"}],
    "_links": {"self": {"href": "https://example.org/1"}},
}


def between(tmp_path, old, new):
    files = []
    for name, content in (("old.json", old), ("new.json", new)):
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
        files.append(snapshot(tmp_path / name))
    return [(each.entity_id, each.what, each.fields) for each in changes(*files)]


def test_added_changed_and_removed_are_told_field_by_field(tmp_path):
    old = [RED, RED | {"entity_id": "2020/902"}]
    new = [RED | {"name": "OTHER", "height": 1.7}, RED | {"entity_id": "2020/903"}]
    assert between(tmp_path, old, new) == [
        ("2020/901", "changed", {"height": [0, 1.7], "name": ["TESTPERSON", "OTHER"]}),
        ("2020/902", "removed", {}),
        ("2020/903", "added", {}),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"height": None},
        {"nationalities": ["QMA", "UTO"]},
        {"name": " TESTPERSON\n"},
        {"_links": {}, "_query_country": ["UTO"]},
        {"new_field": "said by one side only"},
        {"arrest_warrants": [{"issuing_country_id": "UTO", "charge": "Robo"}]},
    ],
)
def test_what_means_the_same_is_no_change(tmp_path, told):
    assert between(tmp_path, [RED], [RED | told]) == []


def test_lines_that_are_no_notices_are_counted(tmp_path):
    (tmp_path / "n.json").write_text('[{"name": "A"}, 1]', "utf-8")
    assert snapshot(tmp_path / "n.json").unread == [1, 2]


NOTICES = st.dictionaries(
    st.text("0123456789/", min_size=1),
    st.dictionaries(
        st.sampled_from(["name", "height", "nationalities"]),
        st.none() | st.integers(0, 3) | st.text(max_size=3) | st.lists(st.text(max_size=2)),
    ),
)


@given(NOTICES, NOTICES)
def test_a_snapshot_equals_itself_and_changes_turn_around(old, new):
    before, after = Snapshot(notices=old), Snapshot(notices=new)
    assert list(changes(before, before)) == []
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {(c.entity_id, c.what) for c in changes(before, after)}
    assert {(c.entity_id, turned[c.what]) for c in changes(after, before)} == there
