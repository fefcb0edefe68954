"""A backup is of one moment, whole, and of a format that is known."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import msgspec
import pytest

from entraide.cli.backup_folder import (
    FORMAT,
    MANIFEST,
    Manifest,
    contents,
    copy_sqlite,
    copy_tree,
    read_manifest,
    require_whole,
    sqlite_pages,
    write_manifest,
)
from entraide.errors import Conflict, Invalid


@pytest.fixture
def truth(tmp_path):
    file = tmp_path / "truth.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as rows:
        rows.execute("PRAGMA journal_mode=WAL")
        rows.execute("CREATE TABLE r (n INTEGER, filling TEXT)")
        rows.execute("BEGIN")
        rows.executemany("INSERT INTO r VALUES (?, ?)", ((n, "x" * 2000) for n in range(2000)))
        rows.execute("COMMIT")
        yield file, rows


def test_what_is_written_meanwhile_is_not_in_the_copy_and_does_not_delay_it(truth, tmp_path):
    file, rows = truth
    calls = []

    def write_meanwhile(pages):
        calls.append(pages)
        rows.execute("INSERT INTO r VALUES (?, ?)", (10_000 + len(calls), "later"))

    copy_sqlite(file, tmp_path / "copy.sqlite3", write_meanwhile)
    assert len(calls) > 3
    assert sum(calls) <= sqlite_pages(file)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM r").fetchone() == (2000,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rows.execute("SELECT count(*) FROM r").fetchone() == (2000 + len(calls),)


def test_the_copy_is_readable_by_its_owner_only(truth, tmp_path):
    copy_sqlite(truth[0], tmp_path / "copy.sqlite3", lambda _: None)
    assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o077 == 0


@pytest.fixture
def backup(tmp_path):
    (tmp_path / "trail" / "A").mkdir(parents=True)
    (tmp_path / "trail" / "A" / "1.segment").write_bytes(b"lines")
    folder = tmp_path / "backup"
    copy_tree(tmp_path / "trail", folder / "trail")
    (folder / "hub.toml").write_text("format = 1\n")
    manifest = Manifest(
        format=FORMAT,
        program="0",
        hub="demo",
        made_at=datetime(2026, 11, 23, tzinfo=UTC),
        epoch="e",
        seq=1,
        keys={},
        has_keys=False,
        has_truth=False,
        files=contents(folder),
    )
    write_manifest(folder, manifest)
    return folder


def test_a_whole_backup_is_accepted(backup):
    manifest = read_manifest(backup)
    assert set(manifest.files) == {"hub.toml", "trail/A/1.segment"}
    require_whole(backup, manifest)


@pytest.mark.parametrize("name", ["hub.toml", "trail/A/1.segment"])
@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_damaged_backup_is_refused_by_the_name_of_the_file(backup, name, harm):
    manifest = read_manifest(backup)
    (backup / name).unlink() if harm == "missing" else (backup / name).write_bytes(b"other")
    with pytest.raises(Invalid, match=name):
        require_whole(backup, manifest)


def test_a_file_that_was_slipped_in_is_refused(backup):
    (backup / "trail" / "A" / "2.segment").write_bytes(b"false")
    with pytest.raises(Invalid, match=r"2\.segment"):
        require_whole(backup, read_manifest(backup))


def test_an_unfinished_backup_is_none(backup):
    (backup / MANIFEST).unlink()
    with pytest.raises(Invalid) as refused:
        read_manifest(backup)
    assert refused.value.code == "backup"


@pytest.mark.parametrize(("number", "advice"), [(FORMAT + 1, "newer"), (0, "upgrade")])
def test_another_format_is_refused_with_advice(backup, number, advice):
    raw = msgspec.json.decode((backup / MANIFEST).read_bytes())
    (backup / MANIFEST).write_bytes(msgspec.json.encode(raw | {"format": number}))
    with pytest.raises(Conflict, match=advice):
        read_manifest(backup)
