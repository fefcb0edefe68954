"""Two files of public notices compared at the command line: told to people and to programs."""

import json

import pytest
from click.testing import CliRunner

from entraide.cli.main import main

OLD = [{"entity_id": "2026/1", "name": "Kesk"}, {"entity_id": "2026/2", "name": "Marlow"}]
NEW = [{"entity_id": "2026/1", "name": "Keskin"}, {"entity_id": "2026/3", "name": "Vance"}]


@pytest.fixture
def compared(tmp_path):
    def run(old, new, *words):
        for name, lines in (("old.jsonl", old), ("new.jsonl", new)):
            text = "".join(json.dumps(each) + "\n" for each in lines)
            (tmp_path / name).write_text(text, "utf-8")
        files = [str(tmp_path / name) for name in ("old.jsonl", "new.jsonl")]
        return CliRunner().invoke(main, ["changes", *files, *words])

    return run


def test_each_change_has_its_line_and_all_are_counted(compared):
    result = compared(OLD, NEW)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "~ 2026/1",
        "    name: 'Kesk' → 'Keskin'",
        "- 2026/2",
        "+ 2026/3",
        "added 1  changed 1  removed 1  unchanged 0",
    ]


def test_programs_read_the_same_and_what_could_not_be_read_ends_with_3(compared):
    told = json.loads(compared(OLD, NEW, "--json").stdout)
    assert (told["added"], told["changed"], told["removed"], told["unread"]) == (1, 1, 1, 0)
    assert told["changes"][0]["fields"] == {"name": ["Kesk", "Keskin"]}
    broken = compared([*OLD, {"name": "without an entity id"}], NEW)
    assert broken.exit_code == 3
    assert "line 3" in broken.stderr
