"""A hub whose truth is on PostgreSQL: made, used and backed up by the same commands."""

import json

import pytest
from tests.cli.at_work import MEMBERS, PASSPORT, run
from tests.postgresql import dump, restore, server

pytestmark = pytest.mark.postgresql


def test_a_hub_lives_on_postgresql_as_on_sqlite(tmp_path):
    (tmp_path / "members.csv").write_text(MEMBERS, "utf-8")
    (tmp_path / "passport.json").write_text(json.dumps(PASSPORT), "utf-8")
    add = ("records", "add", "travel_documents", "--owner", "UTO", "--ref", "A-1")
    check = ("check", "--document", "X1234567", "--country", "UTO", "--json")
    named = ("--id", "trial", "--name", "Trial", "--members", "members.csv")
    with server() as address:
        _init, _added, hit, backup, doctor = run(
            ("init", "--hub", "hub", *named, "--postgresql", address),
            (*add, "--body", "passport.json", "--hub", "hub"),
            (*check, "--hub", "hub"),
            ("backup", "copy", "--hub", "hub", "--json"),
            ("doctor", "--hub", "hub", "--json"),
            folder=tmp_path,
        )
    assert hit.document["verdict"] == "hit"
    assert backup.document["manifest"]["has_truth"] is False
    assert "pg_dump" in backup.err
    assert not (tmp_path / "hub" / "truth.sqlite3").exists()
    assert not (tmp_path / "copy" / "truth.sqlite3").exists()
    assert doctor.document == {"findings": []}


def test_a_hub_on_postgresql_is_restored_without_what_was_forgotten_since(tmp_path):
    (tmp_path / "members.csv").write_text(MEMBERS, "utf-8")
    (tmp_path / "kept.json").write_text(json.dumps(PASSPORT), "utf-8")
    (tmp_path / "gone.json").write_text(json.dumps(PASSPORT | {"number": "Y7654321"}), "utf-8")
    add = ("records", "add", "travel_documents", "--owner", "UTO", "--hub", "hub", "--json")
    check = ("check", "--country", "UTO", "--json", "--hub", "new", "--document")
    named = ("--id", "trial", "--name", "Trial", "--members", "members.csv")
    with server() as address:
        *_made, gone, _backup = run(
            ("init", "--hub", "hub", *named, "--postgresql", address),
            (*add, "--ref", "A-1", "--body", "kept.json"),
            (*add, "--ref", "A-2", "--body", "gone.json"),
            ("backup", "copy", "--hub", "hub", "--with-keys"),
            folder=tmp_path,
        )
        dump(address, tmp_path / "truth.dump")
        withdraw = ("records", "withdraw", gone.document["about"], "--because", "source_request")
        run(
            (*withdraw, "--hub", "hub"),
            ("backup", "ledger.jsonl", "--ledger-only", "--hub", "hub"),
            folder=tmp_path,
        )
        moved = restore(address, tmp_path / "truth.dump", "moved")
        restored, kept, forgotten = run(
            ("restore", "copy", "--hub", "new", "--ledger", "ledger.jsonl", "--postgresql", moved),
            (*check, "X1234567"),
            (*check, "Y7654321"),
            folder=tmp_path,
        )
    assert "1 records" in restored.out
    assert (kept.document["verdict"], forgotten.document["verdict"]) == ("hit", "no_hit")
