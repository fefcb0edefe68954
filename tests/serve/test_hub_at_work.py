"""A served hub: real processes, real sockets, real signals."""

import json
import os
import signal
import subprocess
import sys
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from tests.cli.at_work import make_hub, run
from tests.serve.waiting import free_port, until

QUESTION = {
    "subjects": [{"kind": "document", "number": "X1234567", "issuing_country": "UTO"}],
    "purpose": "border_management",
    "officer": {"id": "17", "unit": "gate", "workstation": "w1"},
}
ADD = ("records", "add", "travel_documents", "--owner", "UTO", "--ref", "A-1")


class Served:
    """A hub under `entraide serve`, its key and its log."""

    def __init__(self, folder):
        self.folder = folder
        self.port, desks = free_port(), free_port()
        grant = ("grant", "system", "UTO", "Border", "--role", "frontline")
        made = make_hub(
            folder,
            (*ADD, "--body", "passport.json", "--hub", "hub"),
            (*grant, "--purpose", "border_management", "--json", "--hub", "hub"),
            ("keys", "make", "g1", "--json", "--hub", "hub"),
            ports=(self.port, desks),
        )
        self.key = made[3].document["key"]
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "entraide.cli", "serve", "--hub", "hub"],
                cwd=folder,
                stderr=log,
            )

    def ask(self):
        """The status and the answer to a question on a connection of its own."""
        request = Request(
            f"http://127.0.0.1:{self.port}/api/v1/check",
            json.dumps(QUESTION).encode(),
            {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310 (our own address)
                return answer.status, json.load(answer)
        except HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def answers(self):
        """Whether the hub answers checks."""
        try:
            return self.ask()[0] == 200
        except (URLError, ConnectionError):
            return False

    def started(self, name):
        """The process ids that a part has had, oldest first."""
        lines = self.log.read_text().splitlines()
        return [
            int(line.split("pid=")[1]) for line in lines if f"part={name} event=started" in line
        ]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    hub = Served(tmp_path_factory.mktemp("served"))
    until(hub.answers)
    yield hub
    hub.process.kill()
    hub.process.wait()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_hub_is_served_healed_revoked_and_stopped(served):
    """One life of one hub: starting it is dear, so its promises are kept in turn."""
    status, answer = served.ask()
    assert (status, answer["verdict"]) == (200, "hit")

    # A killed worker is started again; meanwhile the other answers.
    first = served.started("check-1")[0]
    os.kill(first, signal.SIGKILL)
    assert served.ask()[0] == 200
    until(lambda: len(served.started("check-1")) == 2)

    # A hub is served once.
    (refused,) = run(("serve", "--hub", "hub"), folder=served.folder, ends_well=False)
    assert refused.code == 3
    assert "being served" in refused.err

    # Made a test hub, it takes the test deck and passes it, with several workers behind one port.
    said = served.folder / "hub" / "hub.toml"
    said.write_text(said.read_text("utf-8").replace("# is_test", "is_test"), "utf-8")
    deck = ("conformance", f"http://127.0.0.1:{served.port}", "--keys", "deck.json", "--json")
    (sheet,) = run((*deck, "--load", "--hub", "hub"), folder=served.folder)
    assert sheet.document["failed"] == 0, sheet.out

    # A revoked key is refused by the very next request: at the command line, in every worker.
    (served.folder / "key").write_text(served.key)
    asked = ("check", "--document", "X1234567", "--country", "UTO", "--key-file", "key")
    officer = ("--officer", "17", "--unit", "gate", "--workstation", "w1", "--hub", "hub")
    before, _revoked, after = run(
        (*asked, *officer),
        ("keys", "revoke", "1", "--hub", "hub"),
        (*asked, *officer),
        folder=served.folder,
        ends_well=False,
    )
    assert (before.code, after.code) == (0, 4)
    assert {served.ask()[0] for _ in range(20)} == {401}

    # SIGTERM ends everything, in order.
    parts = ("follower", "check-1", "check-2", "desks", "tasks")
    pids = [served.started(name)[-1] for name in parts]
    served.process.terminate()
    assert served.process.wait(30) == 0
    assert not [pid for pid in pids if is_alive(pid)]
    assert "event=killed" not in served.log.read_text()
