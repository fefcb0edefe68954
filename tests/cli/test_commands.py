"""Every command does what it says, on a hub of its own; programs find their keys."""

import getpass
import json

import pytest
from tests.cli.at_work import PASSPORT, make_hub, run

from entraide.engine.check.trail.read import find
from entraide.engine.check.trail.segments import chains_folder
from entraide.hub import Hub

PERSON = ("--role", "bureau", "--purpose", "locate", "--purpose", "border_management")
SYSTEM = ("--role", "frontline", "--purpose", "border_management", "--until", "2099-01-01")
TABLE = """\
owner_ref,number,issuing_country,document_type,fraud_type
B-1,B1111111,UTO,P,stolen
B-2,B2222222,UTO,P,lost
B-3,,UTO,P,lost
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What each command told, by a word of ours; all in one process."""
    folder = tmp_path_factory.mktemp("commands")
    (folder / "table.csv").write_text(TABLE, "utf-8")
    (folder / "other.json").write_text(json.dumps(PASSPORT | {"fraud_type": "lost"}), "utf-8")
    (folder / "weak.txt").write_text("password123456")
    (folder / "strong.txt").write_text("a gate by the quiet river\n")
    table = ("import", "table.csv", "--owner", "UTO", "--database", "travel_documents")
    exported = ("--owner", "UTO", "--database", "travel_documents", "--purpose", "locate")
    admit = ("people", "admit", "bo.lund", "--bureau", "UTO", "--name", "Bo Lund")
    bought = ("check", "--document", "B1111111", "--country", "UTO")
    add = ("records", "add", "travel_documents", "--owner", "UTO", "--ref", "A-1")
    lines = {
        "contact": ("bureaus", "contact", "UTO", "--phone", "+99900000"),
        "bureaus": ("bureaus", "list"),
        "hidden": ("bureaus", "restrict", "UTO", "--from", "WCO", "--reason", "Order 1"),
        "admit": (*admit, "--request-key", "bo"),
        "weak": ("people", "password", "bo.lund", "--from", "weak.txt"),
        "password": ("people", "password", "bo.lund", "--from", "strong.txt"),
        "people": ("people", "list", "--bureau", "UTO"),
        "grant": ("grant", "person", "bo.lund", *PERSON, "--writes", "travel_documents"),
        "system": ("grant", "system", "UTO", "Border", *SYSTEM, "--request-key", "border"),
        "system_again": ("grant", "system", "UTO", "Border", *SYSTEM, "--request-key", "border"),
        "admit_again": (*admit, "--request-key", "bo"),
        "key": ("keys", "make", "g2", "--label", "first"),
        "person_key": ("keys", "make", "g1"),
        "keys": ("keys", "list", "--bureau", "UTO"),
        "grants": ("grant", "list", "--bureau", "UTO"),
        "revoke": ("grant", "revoke", "g2", "--reason", "Ended"),
        "keys_after": ("keys", "list", "--bureau", "UTO"),
        "add": (*add, "--body", "passport.json", "--request-key", "once"),
        "add_again": (*add, "--body", "passport.json", "--request-key", "once"),
        "add_twice": (*add, "--body", "passport.json"),
        "plan": table,
        "apply": (*table, "--apply", "--report", "report"),
        "imported": bought,
        "apply_again": (*table, "--apply"),
        "list": ("records", "list", "travel_documents", "--purpose", "border_management"),
        "export": ("export", "all.jsonl", *exported),
        "template": ("import", "empty.csv", "--database", "travel_documents", "--template"),
        "undo": ("import", "--undo", "1"),
        "undone": bought,
        "verify": ("index", "verify"),
        "build": ("index", "build"),
        "follow": ("index", "follow", "--once"),
        "due": ("upgrade", "--check"),
        "upgrade": ("upgrade",),
        "mistyped": ("check", "--imo", "9074729", "--purpose", "curiosity"),
        "nothing": ("check",),
        "unknown": ("records", "show", "SLTD-0000-0000", "--purpose", "locate"),
    }
    commands = [(*line, "--hub", "hub", "--json") for line in lines.values()]
    ran = make_hub(folder, *commands, ends_well=False)[1:]
    return folder, dict(zip(lines, ran, strict=True))


def test_what_should_succeed_succeeds_and_what_should_not_says_why(told):
    codes = {name: ran.code for name, ran in told[1].items() if ran.code}
    assert codes == {
        "weak": 3,
        "person_key": 3,
        "add_twice": 3,
        "plan": 3,
        "apply": 3,
        "apply_again": 3,
        "mistyped": 2,
        "nothing": 3,
        "unknown": 6,
    }


def test_contacts_are_listed(told):
    bureaus = {one["code"]: one for one in told[1]["bureaus"].document["bureaus"]}
    assert set(bureaus) == {"UTO", "QMA", "WCO", "XPO"}
    assert bureaus["UTO"]["phone"] == "+99900000"


def test_people_and_what_they_were_granted_are_listed(told):
    (person,) = told[1]["people"].document["people"]
    assert (person["username"], person["name"]) == ("bo.lund", "Bo Lund")
    grants = {one["grant"]: one for one in told[1]["grants"].document["grants"]}
    assert grants["g1"]["to"] == "bo.lund"
    assert grants["g1"]["writes"] == ["travel_documents"]
    assert grants["g2"]["stands"] is True
    assert grants["g2"]["until"].startswith("2099-01-01")
    assert "travel_documents" in grants["g2"]["databases"]


def test_a_password_is_kept_as_a_hash_and_a_weak_one_is_refused(told):
    folder, ran = told
    assert "too common" in ran["weak"].err
    kept = b"".join(file.read_bytes() for file in (folder / "hub").glob("truth.sqlite3*"))
    assert b"argon2$argon2id" in kept
    assert b"quiet river" not in kept


def test_a_key_is_told_once_and_falls_with_its_grant(told):
    made = told[1]["key"].document
    assert made["visible"] is True
    listed = told[1]["keys"].out
    assert made["key"] not in listed
    assert json.loads(listed)["keys"][0]["stands"] is True
    assert told[1]["keys_after"].document["keys"][0]["stands"] is False


def test_a_request_that_is_repeated_acts_once(told):
    for act in ("add", "admit", "system"):
        assert told[1][act].document == told[1][f"{act}_again"].document
    assert told[1]["system"].document["about"] == "g2"
    assert json.loads(told[1]["add_twice"].err)["code"] == "already_there"


def test_an_import_is_looked_at_applied_and_taken_back(told):
    folder, ran = told
    outcomes = ("added", "changed", "unchanged", "refused")
    plan, applied, again = (ran[name].document for name in ("plan", "apply", "apply_again"))
    assert [plan[name] for name in outcomes] == [2, 0, 0, 1]
    assert (plan["applied"], plan["batches"]) == (False, [])
    assert [applied[name] for name in outcomes] == [2, 0, 0, 1]
    assert (applied["visible"], applied["batches"]) == (True, [1])
    assert [again[name] for name in outcomes] == [0, 0, 2, 1]
    assert "B-3" in (folder / "report" / "refused.csv").read_text("utf-8-sig")
    assert ran["undo"].document == {"withdrawn": 2, "changed_back": 0, "left": 0}


def test_the_first_check_after_an_import_or_its_undoing_knows_of_it(told):
    assert told[1]["imported"].document["verdict"] == "hit"
    assert told[1]["undone"].document["verdict"] == "no_hit"


def test_a_check_without_a_key_says_who_asks_and_so_does_the_trail(told):
    folder, ran = told
    (warned,) = ran["imported"].err.splitlines()
    assert f"{getpass.getuser()} asks" in json.loads(warned)["warning"]
    answer = ran["imported"].document
    line = find(chains_folder(Hub(folder / "hub")), answer["line"]).line
    assert (line.who.country, line.who.officer) == ("XPO", getpass.getuser())


def test_records_are_listed_and_exported(told):
    folder, ran = told
    listed = ran["list"].document["records"]
    assert len(listed) == 3
    assert {one["owner"] for one in listed} == {"UTO"}
    exported = [json.loads(line) for line in (folder / "all.jsonl").read_text().splitlines()]
    assert [one["owner_ref"] for one in exported] == ["A-1", "B-1", "B-2"]
    assert (folder / "all.jsonl").stat().st_mode & 0o077 == 0
    assert (folder / "empty.csv").read_text("utf-8-sig").startswith("Owner's reference")


def test_the_index_is_as_the_truth_says_and_can_be_built_anew(told):
    assert told[1]["verify"].document["faults"] == 0
    assert told[1]["build"].document["position"]["seq"] > 0
    assert told[1]["follow"].document == {"changes": 0}


@pytest.mark.parametrize(
    "line",
    [
        "index follow --once",
        "index verify",
        "records list travel_documents --purpose locate",
        "export alone.csv --owner UTO --database travel_documents --purpose locate",
        "import table.csv --owner UTO --database travel_documents",
        "grant list --bureau UTO",
        "keys list --bureau UTO",
        "people list",
        "bureaus list",
        "backup alone.jsonl --ledger-only",
        "trail checkpoint",
        "trail erase --dry-run",
    ],
)
def test_a_command_needs_no_other_before_it_in_its_process(told, line):
    (ran,) = run((*line.split(), "--hub", "hub", "--json"), folder=told[0], ends_well=False)
    assert ran.code in {0, 3}, ran.err
    assert ran.document


def test_a_hub_of_this_version_has_nothing_due(told):
    nothing = {"formats": [], "migrations": [], "index": []}
    assert told[1]["due"].document == {"done": False, "due": nothing}
    assert told[1]["upgrade"].document == {"done": True, "due": nothing}


def test_an_index_of_other_rules_is_told_and_built_anew_by_an_upgrade(told):
    folder = told[0]
    (folder / "hub" / "index" / "current").unlink()
    doctor, due, upgraded, after = run(
        ("doctor", "--hub", "hub", "--json"),
        ("upgrade", "--check", "--hub", "hub", "--json"),
        ("upgrade", "--hub", "hub", "--json"),
        ("doctor", "--hub", "hub", "--json"),
        folder=folder,
        ends_well=False,
    )
    assert [one["code"] for one in doctor.document["findings"]] == ["index_missing"]
    assert (doctor.code, due.code) == (7, 7)
    assert upgraded.document["due"]["index"] == ["index"]
    assert after.document == {"findings": []}


def test_a_hub_of_a_newer_program_is_left_alone(tmp_path):
    (tmp_path / "hub.toml").write_text("format = 99\n")
    (refused,) = run(("upgrade", "--hub", "."), folder=tmp_path, ends_well=False)
    assert refused.code == 3
    assert "newer" in refused.err
