"""Runs commands on a hub of their own, in processes of their own: a process knows one hub."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from entraide.cli.main import main as entraide

MEMBERS = """\
code,kind,name_en,phone
UTO,member,Utopia,+99911111
QMA,member,Almaria,+99922222
WCO,international_entity,Customs,
"""
PASSPORT = {
    "number": "X1234567",
    "issuing_country": "UTO",
    "document_type": "P",
    "fraud_type": "stolen",
}


class Ran(NamedTuple):
    """What became of one command."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        """What it printed for a program."""
        return json.loads(self.out)


def run(*lines, folder, ends_well=True):
    """Runs commands one after the other in one new process, inside `folder`."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), json.dumps([list(line) for line in lines])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    ran = [Ran(*each) for each in json.loads(done.stdout)]
    if ends_well:
        assert [each.code for each in ran] == [0] * len(ran), ran
    return ran


def make_hub(folder, *lines, ports=(8470, 8471), ends_well=True):
    """Makes a small hub in `folder`/hub and runs further commands on it."""
    (folder / "members.csv").write_text(MEMBERS, "utf-8")
    (folder / "passport.json").write_text(json.dumps(PASSPORT), "utf-8")
    named = ("--id", "trial", "--name", "Trial", "--members", "members.csv", "--json")
    listening = ("--check-port", str(ports[0]), "--desk-port", str(ports[1]))
    init = ("init", "--hub", "hub", *named, *listening)
    return run(init, *lines, folder=folder, ends_well=ends_well)


def main(lines):
    told = []
    for line in lines:
        result = CliRunner().invoke(entraide, line)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        told.append([result.exit_code, result.stdout, result.stderr])
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
