"""The doors of the desks stay shut: writes in actions, reads in queries, rights in the policy."""

import ast
from pathlib import Path

import pytest

DESKS = Path(__file__).resolve().parents[2] / "src" / "entraide" / "desks"
FILES = sorted(p for p in DESKS.rglob("*.py") if "migrations" not in p.parts)
DOORS = {"actions.py", "queries.py"}
BEHIND_THE_DOORS = {
    # What acts are made of; each says in its docstring what it does.
    "bureaus/granting.py": "the acts about grants and keys",
    "bureaus/certificates.py": "the acts that bind a system to a client certificate",
    "bureaus/proposals.py": "the acts of two people who grant together",
    "bureaus/standing.py": "the acts by which a grant rests, or goes on for a year",
    "bureaus/groups.py": "the acts by which a directory's groups are admitted",
    "bureaus/leaving.py": "the act by which somebody leaves",
    "bureaus/signing_in.py": "the acts by which somebody comes in",
    "bureaus/sessions.py": "sessions, which are no part of the truth",
    "records/admission.py": "what acts and imports ask of the truth before they write",
    "records/bulk.py": "acts on many records: `actions` for imports",
    "records/undo.py": "the act that undoes an import",
    "records/retention.py": "the act of time",
    "records/epoch.py": "the act of a restore",
    "records/erasure.py": "tombstones and the ledger, written by every withdrawal",
    "records/writing.py": "the one transaction that all acts share",
    "records/feed_head.py": "the one row whose lock is the pen",
    "records/following.py": "rows that follow from others, within their act",
    "checks/running.py": "what comes of a list while it is asked, written row by row",
    "audit/watching.py": "the run that looks through a day once",
    "audit/inquiries.py": "the acts of an inquiry",
    "audit/reasons.py": "the acts by which a check's reason is asked and given",
    "audit/entries.py": "the acts of registers",
    "inbox/gathering.py": "the hit lists, written from the trail",
    "notices/extract/keeping.py": "what the public finds, written within the act of its record",
    "notices/recording.py": "a notice's records, within the act that moves it",
    "notices/tracing.py": "what is recognised of ended requests, within the act that ends one",
    "notices/numbers.py": "a number that nobody has, within the act that gives it",
    # What queries are made of.
    "notices/capacities.py": "whose national somebody is, before they judge",
    "audit/register_rows.py": "the queries about registers",
    "records/own_records.py": "the queries for a record's own owner",
    "records/rows.py": "an owner's records under an import's references, for acts only",
    "records/feed.py": "the feed's adapter: reads for no asker, gives to indexes only",
    "records/history.py": "the past, for replays of the trail only",
    "records/journal.py": "the journal's digests, for the trail only",
}
RIGHTS = {"is_staff", "is_superuser", "has_perm", "has_perms", "has_module_perms"}


def where(path):
    return path.relative_to(DESKS).as_posix()


def uses(path, name):
    tree = ast.parse(path.read_text("utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == name
    ]


@pytest.mark.parametrize("path", FILES, ids=where)
def test_tables_are_reached_through_the_doors_only(path):
    if path.name in DOORS or path.parent.name == "actions" or where(path) in BEHIND_THE_DOORS:
        return
    for name in ("objects", "_default_manager", "_base_manager"):
        assert not uses(path, name), f"{where(path)} reaches tables by itself"


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "queries.py"], ids=where)
def test_queries_write_nothing(path):
    for name in ("create", "bulk_create", "save", "delete", "get_or_create", "update_or_create"):
        assert not uses(path, name), f"{where(path)} writes"


@pytest.mark.parametrize("path", FILES, ids=where)
def test_rights_are_judged_by_the_policy_only(path):
    for name in RIGHTS:
        assert not uses(path, name), f"{where(path)} asks Django for a right"


@pytest.mark.parametrize("path", FILES, ids=where)
def test_nothing_happens_behind_an_acts_back(path):
    text = path.read_text("utf-8")
    assert "django.db.models.signals" not in text
    assert "django.dispatch" not in text
    if path.name == "models.py" or path.parent.name == "models":
        tree = ast.parse(text)
        defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        assert not defined & {"save", "delete", "clean", "full_clean"}, "logic in a model"


def test_every_exception_still_exists():
    assert not [name for name in BEHIND_THE_DOORS if not (DESKS / name).is_file()]
