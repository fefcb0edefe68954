"""A hub from its first day to its restore, through the command line alone."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest
from tests.cli.at_work import PASSPORT, make_hub, run

from entraide.hub import Hub

CHECK = ("check", "--document", "X1234567", "--country", "UTO", "--json")
SECOND = ("check", "--document", "Y7654321", "--country", "UTO", "--json")
KEYS = ("--keys", "hub/keys")
ADD = ("records", "add", "travel_documents", "--owner", "UTO", "--json")


def on(hub, *words):
    return (*words, "--hub", hub)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A hub with two records and a backup; then one is withdrawn, the other acted upon."""
    folder = tmp_path_factory.mktemp("lived")
    other = PASSPORT | {"number": "Y7654321"}
    (folder / "lost.json").write_text(json.dumps(other | {"fraud_type": "lost"}), "utf-8")
    (folder / "other.json").write_text(json.dumps(other), "utf-8")
    made = make_hub(
        folder,
        on("hub", *ADD, "--ref", "A-1", "--body", "passport.json"),
        on("hub", *ADD, "--ref", "A-2", "--body", "other.json"),
        on("hub", *CHECK),
        on("hub", "backup", "backup", "--json"),
        on("hub", "doctor", "--json"),
    )
    first, second = (made[number].document["about"] for number in (1, 2))
    why = ("--reason", "Order 9")
    correct = ("records", "correct", second, "--version", "1", "--body")
    graded = ("--reliability", "B", "--accuracy", "2", "--review-on", "2030-01-01")
    ran = run(
        on("hub", "records", "withdraw", first, "--because", "source_request"),
        on("hub", "backup", "ledger.jsonl", "--ledger-only"),
        on("hub", *CHECK),
        on("hub", *correct, "lost.json", *graded, *why),
        on("hub", "records", "restrict", second, "--version", "2", "--from", "WCO", *why),
        on("hub", "records", "suspend", second, *why),
        on("hub", *SECOND),
        on("hub", "records", "restore", second, *why),
        on("hub", *SECOND),
        on("hub", "records", "show", second, "--purpose", "border_management", "--json"),
        on("hub", "trail", "verify", "--json"),
        folder=folder,
    )
    return folder, made, ran


def test_a_record_is_answered_as_soon_as_it_was_added(lived):
    _folder, made, _withdrawn = lived
    assert made[1].document["visible"] is True
    answer = made[3].document
    assert answer["verdict"] == "hit"
    assert answer["hits"][0]["record"] == made[1].document["about"]
    assert answer["line"]


def test_a_withdrawn_record_is_not_answered_any_more(lived):
    assert lived[2][2].document["verdict"] == "no_hit"


def test_a_suspended_record_is_hidden_until_it_is_restored(lived):
    suspended, restored = lived[2][6].document, lived[2][8].document
    assert (suspended["verdict"], restored["verdict"]) == ("no_hit", "hit")


def test_the_day_on_which_a_record_is_looked_at_again_is_kept(lived):
    with closing(sqlite3.connect(lived[0] / "hub" / "truth.sqlite3")) as truth:
        rows = truth.execute("SELECT review_on FROM records_record ORDER BY id").fetchall()
    assert rows == [(None,), ((date(2030, 1, 1) - date(1970, 1, 1)).days,)]


def test_a_record_is_shown_as_it_stands_and_the_trail_says_so(lived):
    shown, trail = lived[2][9].document["record"], lived[2][10].document
    assert shown["body"]["fraud_type"] == "lost"
    assert (shown["restricted"], shown["version"]) == (["WCO"], 5)
    assert (shown["reliability"], shown["accuracy"]) == ("B", "2")
    assert trail["problems"] == []


def test_a_question_to_the_index_needs_no_django(lived):
    program = (
        "import sys; sys.modules['django'] = None\n"
        "from entraide.cli.main import main; main(sys.argv[1:])"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program, *on("hub", *CHECK)],
        cwd=lived[0],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(asked.stdout)["verdict"] == "no_hit"


def test_a_healthy_hub_has_no_finding(lived):
    assert lived[1][5].document == {"findings": []}


def test_a_restore_with_the_ledger_keeps_forgotten_what_was_forgotten(lived):
    folder, made, _withdrawn = lived
    restored, first, other, doctor, added, trail = run(
        ("restore", "backup", "--hub", "new", "--ledger", "ledger.jsonl", *KEYS, "--json"),
        on("new", *CHECK),
        on("new", *SECOND),
        on("new", "doctor", "--json"),
        on("new", *ADD, "--ref", "A-1", "--body", "passport.json"),
        on("new", "trail", "verify", "--json"),
        folder=folder,
        ends_well=False,
    )
    assert restored.document["destroyed_again"]["records"] == 1
    assert first.document["verdict"] == "no_hit"
    assert other.document["verdict"] == "hit"
    assert doctor.document == {"findings": []}
    assert added.code == 3
    assert trail.code == 0, trail.out
    assert json.loads(added.err)["code"] == "withdrawn"
    before, after = made[3].document["index"]["epoch"], other.document["index"]["epoch"]
    assert before != after


def test_a_restore_without_a_ledger_must_be_said(lived):
    folder, made, _withdrawn = lived
    refused, damaged_keys, restored, check = run(
        ("restore", "backup", "--hub", "bare", "--keys", "hub/keys"),
        ("restore", "backup", "--hub", "bare", "--without-ledger"),
        ("restore", "backup", "--hub", "bare", "--without-ledger", *KEYS),
        on("bare", *CHECK),
        folder=folder,
        ends_well=False,
    )
    assert (refused.code, damaged_keys.code) == (3, 3)
    assert "ledger" in refused.err
    assert "--keys" in damaged_keys.err
    assert restored.code == 0
    assert "may be back" in restored.err
    assert check.document["verdict"] == "hit"
    assert check.document["hits"][0]["record"] == made[1].document["about"]


def test_a_restore_with_the_keys_of_another_hub_leaves_nothing(lived, tmp_path):
    folder = lived[0]
    Hub(tmp_path).make_keys()
    (refused,) = run(
        ("restore", f"{folder}/backup", "--hub", "new", "--without-ledger", "--keys", "keys"),
        folder=tmp_path,
        ends_well=False,
    )
    assert refused.code == 3
    assert not (tmp_path / "new").exists()


def test_a_hub_is_not_made_where_there_is_one(lived):
    folder = lived[0]
    (refused,) = run(
        ("init", "--hub", "hub", "--id", "x", "--name", "X"), folder=folder, ends_well=False
    )
    assert refused.code == 3
    assert "not empty" in refused.err
