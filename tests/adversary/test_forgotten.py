"""Invariant 8 at the desks: what is withdrawn is in no table and in no file of the truth."""

import sqlite3
from contextlib import closing
from time import monotonic

import msgspec
import pytest
from django.apps import apps
from django.db import connection
from tests.acting import actor, notice, person

from entraide.desks.bureaus import queries
from entraide.desks.records import actions, erasure
from entraide.desks.records.envelope import Ref
from entraide.desks.records.history import Past
from entraide.desks.records.writing import By
from entraide.engine.check.trail.interfaces import Destroyed
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import NotFound

SECRETS = ("ZEBULONIA", "Q98765432", "ref-of-zebulon", "OTHERZEBULON")
PAPERS = [{"number": SECRETS[1], "issuing_country": "UTO", "document_type": "P"}]


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


@pytest.fixture(autouse=True)
def no_copy_yet(hub):
    """No copy of an earlier test's ledger lies beside this test's truth."""
    for name in (erasure.FILE, erasure.UNSCRUBBED):
        (hub.folder / name).unlink(missing_ok=True)


def written(by):
    """A person and a notice that were corrected once, so that they have a past."""
    done = actions.add(
        by, "persons", owner="UTO", owner_ref=SECRETS[2], body=person(SECRETS[0], documents=PAPERS)
    )
    ref = Ref("persons", done.id)
    actions.add(by, "notices", owner="UTO", owner_ref="n-1", body=notice(SECRETS[2]))
    actions.correct(by, ref, version=1, body=person(SECRETS[3], documents=PAPERS))
    return ref


def tables():
    """Every value of every table, as one text."""
    found = []
    for model in apps.get_models():
        if model._meta.app_label in {"records", "bureaus"}:
            for row in model.objects.values_list():
                found += [bytes(v) if isinstance(v, memoryview) else v for v in row]
    return str(found)


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_what_is_withdrawn_is_in_no_table_and_no_file(uto, hub):
    ref = written(uto)
    assert all(secret in tables() for secret in SECRETS)
    actions.withdraw(uto, ref, reason=Deletion.COMMISSION_DECISION)
    assert not [secret for secret in SECRETS if secret in tables()]
    assert erasure.copy_ledger(hub) == 3  # the person, the notice, the document's row
    content = b"".join(file.read_bytes() for file in sorted(hub.folder.glob("*")) if file.is_file())
    assert b"travel_documents" in content or b"CREATE TABLE" in content  # it did read the truth
    assert not [secret for secret in SECRETS if secret.encode() in content]


def in_files(hub):
    """Which of the secrets any file of the truth holds."""
    files = [file for file in sorted(hub.folder.glob("truth*")) if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)
    return [secret for secret in SECRETS if secret.encode() in content]


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_who_reads_while_the_ledger_is_copied_only_puts_the_scrubbing_off(uto, hub, caplog):
    ref = written(uto)
    assert in_files(hub)
    path = f"file:{hub.folder / 'truth.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(path, uri=True, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM records_record").fetchone()
        actions.withdraw(uto, ref, reason=Deletion.COMMISSION_DECISION)
        began = monotonic()
        assert erasure.copy_ledger(hub) == 3
        assert monotonic() - began < 5  # while it waits, nobody writes
        assert in_files(hub)
        assert "not_scrubbed" in caplog.text
        assert erasure.copy_ledger(hub) == 0
        assert in_files(hub)
    assert erasure.copy_ledger(hub) == 0
    assert not in_files(hub)


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_process_that_dies_before_it_scrubs_leaves_that_to_the_next(uto, hub, monkeypatch):
    ref = written(uto)
    actions.withdraw(uto, ref, reason=Deletion.COMMISSION_DECISION)

    class Killed(BaseException):
        pass

    def die():
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(erasure, "scrub", die)
        with pytest.raises(Killed):
            erasure.copy_ledger(hub)
    assert erasure.copy_ledger(hub) == 0
    assert not in_files(hub)


@pytest.mark.django_db(databases="__all__")
def test_the_ledgers_copy_goes_on_after_a_torn_line(uto, hub, monkeypatch):
    monkeypatch.setattr(erasure, "scrub", lambda: True)  # not inside this test's transaction
    copy = hub.folder / erasure.FILE
    ref = written(uto)
    actions.withdraw(uto, ref, reason=Deletion.SOURCE_REQUEST)
    assert erasure.copy_ledger(hub) == 3
    whole = copy.read_bytes()
    copy.write_bytes(whole[:-9])
    assert [line.line for line in erasure.read_copy(copy)] == [1, 2]
    assert erasure.copy_ledger(hub) == 1
    assert copy.read_bytes() == whole
    assert erasure.copy_ledger(hub) == 0
    assert list(erasure.read_copy(copy)) == list(erasure.ledger())


@pytest.mark.django_db(databases="__all__")
def test_a_replay_learns_that_a_version_was_destroyed_and_when(uto, clock):
    past = Past()
    ref = written(uto)
    assert past.state("persons", ref.id, 1).body["names"][0]["family"] == SECRETS[0]
    assert past.state("persons", ref.id, 2).body["names"][0]["family"] == SECRETS[3]
    actions.withdraw(uto, ref, reason=Deletion.SOURCE_REQUEST)
    assert past.state("persons", ref.id, 1) == past.state("persons", ref.id, 2)
    assert past.state("persons", ref.id, 1) == Destroyed(clock.now())
    for never in (0, 9):
        with pytest.raises(NotFound):
            past.state("persons", ref.id, never)


def test_the_truths_engine_overwrites_what_it_deletes(db):
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


@pytest.mark.django_db(databases="__all__")
def test_a_ledger_that_counted_on_elsewhere_is_replayed_whole(uto, clock):
    """Two sites went on from one backup: their ledgers have other lines under the same numbers."""
    two = [
        actions.add(uto, "persons", owner="UTO", owner_ref=ref, body=person(name)).id
        for ref, name in ((SECRETS[2], SECRETS[0]), ("p-2", "Testperson"))
    ]
    actions.withdraw(uto, Ref("persons", two[1]), reason=Deletion.SOURCE_REQUEST)
    (line,) = erasure.ledger()
    there = msgspec.structs.replace(
        line,
        record=two[0],
        tombstone=erasure.tombstone(1, "UTO", SECRETS[2]).hex(),
    )
    operator = By(actor=queries.operator(), clock=clock)
    assert erasure.replay(operator, [there]) == 1
    assert not [secret for secret in SECRETS if secret in tables()]
    assert [erased.line for erased in erasure.ledger()] == [1, 2]
