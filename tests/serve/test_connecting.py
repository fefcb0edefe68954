"""A border system is connected as the guide says, and the test deck says that the hub is right."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.cli.at_work import make_hub, run
from tests.serve.waiting import free_port, until

from entraide.cli.conformance_cmd import TITLES
from entraide.desks.sample.deck import deck

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "connect.md"
LOAD = ("conformance", "--load", "--keys", "deck-keys.json", "--hub", "hub")


def blocks():
    """The guide's commands, in its order: language and text."""
    written = GUIDE.read_text("utf-8")
    return re.findall(r"^```(bash|python)\n(.*?)^```", written, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A test hub with the deck, served on one port: its folder and its address."""
    folder = tmp_path_factory.mktemp("connecting")
    port = free_port()
    make_hub(folder, ports=(port, port))
    (refused,) = run(LOAD, folder=folder, ends_well=False)
    assert (refused.code, "hub at work" in refused.err) == (3, True)
    assert not (folder / "deck-keys.json").exists()
    said = folder / "hub" / "hub.toml"
    said.write_text(said.read_text("utf-8").replace("# is_test", "is_test"), "utf-8")
    run(LOAD, folder=folder)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "entraide.cli", "serve", "--one-process", "--hub", "hub"],
            cwd=folder,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"

    def answers():
        assert process.poll() is None, (folder / "log").read_text()
        try:
            with urlopen(f"{address}/api/v1/health", timeout=30) as answer:  # noqa: S310 (our own)
                return answer.status == 200
        except (URLError, ConnectionError):
            return False

    until(answers)
    yield folder, address
    process.kill()
    process.wait()


def test_every_command_of_the_guide_does_what_it_says(served):
    folder, address = served
    lines, told = [], []
    for number, (language, text) in enumerate(blocks()):
        lines.append(f"echo; echo == {number}")
        if language == "python":
            (folder / "client.py").write_text(text, "utf-8")
            lines.append("python3 client.py")
        else:
            lines.append(text.replace("http://127.0.0.1:8471", address))
    stand_in = Path(__file__).parent / "programs"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], str(stand_in)])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    _set_up, health, hit, python, bureau, sheet = (
        part.partition("\n")[2].strip() for part in done.stdout.split("\n== ")[1:]
    )
    assert json.loads(health)["status"] == "ok"
    told = json.loads(hit)
    assert told["verdict"] == "hit"
    first, second = python.splitlines()
    assert first == f"hit ['{told['hits'][0]['record']}']"
    assert second.startswith("no_hit of ")
    assert "travel_documents" in second
    assert json.loads(bureau)["code"] == "QZA"
    assert "25 of 25" in sheet


def test_a_hub_passes_every_case_and_says_so_to_programs(served):
    folder, address = served
    (ran,) = run(("conformance", address, "--keys", "deck-keys.json", "--json"), folder=folder)
    sheet = ran.document
    assert (sheet["passed"], sheet["failed"]) == (len(deck().cases), 0)
    came = {each["case"]: each["came"] for each in sheet["cases"]}
    words = " ".join(came.values())
    for wanted in ("hit", "possible", "no_hit", "incomplete", "429", "401", "409", "in_time"):
        assert wanted in words.split()
    assert (folder / "deck-keys.json").stat().st_mode & 0o077 == 0


def test_a_deck_that_is_put_in_again_is_there_once_and_has_new_keys(served):
    folder, address = served
    keys = (folder / "deck-keys.json").read_text("utf-8")
    other = (*LOAD[:3], "other-keys.json", *LOAD[4:])
    ask = ("conformance", address, "--json", "--keys")
    _loaded, anew, old, _again = run(
        other, (*ask, "other-keys.json"), (*ask, "deck-keys.json"), LOAD,
        folder=folder, ends_well=False,
    )  # fmt: skip
    assert anew.document["failed"] == 0, anew.out
    assert (old.code, old.document["passed"] < 10) == (7, True)
    assert keys != (folder / "other-keys.json").read_text("utf-8")


def test_a_failed_case_is_shown_with_what_was_expected(served):
    folder, address = served
    (folder / "no-keys.json").write_text("{}", "utf-8")
    (ran,) = run(("conformance", address, "--keys", "no-keys.json"), folder=folder, ends_well=False)
    assert ran.code == 7
    assert "Expected: 200 hit travel_documents" in ran.out
    assert "401 not_authenticated" in ran.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--keys", "deck-keys.json"), 2),
        (("http://127.0.0.1:1", "--keys", "deck-keys.json"), 5),
        (("nonsense", "--keys", "deck-keys.json"), 3),
        (("http://127.0.0.1:1", "--keys", "nowhere.json"), 3),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(served, words, code):
    (ran,) = run(("conformance", *words), folder=served[0], ends_well=False)
    assert (ran.code, "Traceback" in ran.err) == (code, False)


def test_every_case_of_the_deck_has_a_title():
    assert [case.code for case in deck().cases] == list(TITLES)
