"""`entraide trail`: a day of checks is verified, replayed, signed and erased."""

import json
from pathlib import Path

import pytest
from tests.cli.at_work import make_hub, run

CHECK = ("check", "--document", "X1234567", "--country", "UTO", "--json")
ADD = ("records", "add", "travel_documents", "--owner", "UTO", "--json")


def on_hub(*words):
    return (*words, "--hub", "hub")


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A hub with a record that was checked, replayed, and withdrawn; all of it run once."""
    folder = tmp_path_factory.mktemp("trail")
    made = make_hub(
        folder,
        on_hub(*ADD, "--ref", "A-1", "--body", "passport.json"),
        on_hub(*CHECK),
        on_hub("trail", "checkpoint", "--json"),
    )
    reference, line = made[1].document["about"], made[2].document["line"]
    signed = made[3].document
    (folder / "held.json").write_text(json.dumps(signed["checkpoint"]), "utf-8")
    held = ("--checkpoint", "held.json", "--public-key", signed["public_key"])
    return folder, run(
        on_hub("trail", "replay", line, "--json"),
        on_hub("trail", "replay", line, "--show", "--json"),
        on_hub("trail", "verify", *held, "--json"),
        on_hub("trail", "verify"),
        on_hub("records", "withdraw", reference, "--because", "source_request"),
        on_hub("trail", "replay", line, "--json"),
        on_hub("trail", "replay", line),
        folder=folder,
    )


def test_a_check_is_replayed_and_its_question_kept_closed(lived):
    _folder, (replayed, *_rest) = lived
    assert replayed.document["outcome"] == "reproduced"
    assert "query" not in replayed.document
    assert "X1234567" not in replayed.out


def test_whoever_opens_the_question_leaves_a_line(lived):
    _folder, (_replayed, shown, *_rest) = lived
    assert shown.document["query"]["subjects"][0]["number"] == "X1234567"
    assert shown.document["answer"]["verdict"] == "hit"
    assert shown.document["disclosed"]


def test_the_trail_is_verified_with_what_a_bureau_holds(lived):
    _folder, (_replayed, _shown, verified, said, *_rest) = lived
    assert verified.document["whole"] is True
    assert verified.document["checkpoints"] == 2  # the hub's own copy and the one that is held
    assert verified.err == ""
    assert "--checkpoint" in said.err  # the hub's own alone prove little


def test_a_record_that_was_withdrawn_since_is_said_to_be_destroyed(lived):
    _folder, (*_before, replayed, said) = lived
    assert replayed.document["outcome"] == "destroyed"
    assert replayed.document["destroyed"][0]["record"] is not None
    assert "lawfully destroyed" in said.out


def test_a_changed_line_is_a_finding(lived):
    folder, _ran = lived
    segment = next((folder / "hub" / "trail" / "chains").rglob("*.trail"))
    whole = segment.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    segment.write_bytes(changed)
    (found,) = run(on_hub("trail", "verify", "--json"), folder=folder, ends_well=False)
    segment.write_bytes(whole)
    assert found.code == 7
    assert found.document["problems"]


def test_a_checkpoint_that_cannot_be_read_is_refused(lived):
    folder, _ran = lived
    missing, broken = run(
        on_hub("trail", "verify", "--checkpoint", "no-such-file.json"),
        on_hub("trail", "verify", "--checkpoint", "passport.json"),
        folder=folder,
        ends_well=False,
    )
    assert [missing.code, broken.code] == [6, 3]


def test_keys_are_destroyed_by_rule_or_order_only_when_they_may_be(lived):
    folder, _ran = lived
    listed, due, named, halfway = run(
        on_hub("trail", "erase", "--dry-run", "--json"),
        on_hub("trail", "erase", "--json"),
        on_hub("trail", "erase", "--key", "2020-01.UTO.hit", "--why", "order 1", "--json"),
        on_hub("trail", "erase", "--key", "2020-01.UTO.hit"),
        folder=folder,
        ends_well=False,
    )
    (name,) = listed.document["keys"]
    assert listed.document["due"] == []
    assert due.document == {"destroyed": [], "line": ""}
    assert [named.code, halfway.code] == [6, 3]
    (open_month,) = run(
        on_hub("trail", "erase", "--key", name, "--why", "order 1"), folder=folder, ends_well=False
    )
    assert open_month.code == 3


def test_an_old_key_is_destroyed_and_the_trail_says_so(lived):
    folder, _ran = lived
    seals = Path(folder, "hub", "trail", "seals")
    (name,) = (path.name for path in seals.iterdir())
    old = f"2020-01{name[7:]}"
    (seals / old).write_bytes((seals / name).read_bytes())
    (erased,) = run(on_hub("trail", "erase", "--json"), folder=folder)
    assert erased.document["destroyed"] == [old]
    assert not (seals / old).exists()
    assert erased.document["line"]
    assert old in (folder / "hub" / "trail" / "erasures.jsonl").read_text()


@pytest.mark.parametrize("key", ["", "zz", "00" * 31])
def test_what_is_no_public_key_is_refused(lived, key):
    folder, _ran = lived
    (refused,) = run(on_hub("trail", "verify", "--public-key", key), folder=folder, ends_well=False)
    assert refused.code == 3
