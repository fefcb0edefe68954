"""The demonstration opens by itself, answers its cases, and ends when it is told."""

import json
import re
import shlex
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from tests.cli.at_work import run
from tests.serve.waiting import free_port, until

from entraide.cli.new_hub import configuration_text
from entraide.desks.sample.cases import CASES
from entraide.hub import Organisation
from entraide.language import LANGUAGES

RECORDS = 60
README = Path(__file__).parents[2] / "README.md"
DIFFERS_EACH_TIME = (
    r"\bSLTD(-[0-9A-Z]{4}){2}\b",  # references are keyed for each hub
    r"(?<=Date of loss or theft: ).*",  # the case's days are counted from today
    r"(?<=Age of the index:   ).*",
    r"(?<=Line in the trail:  ).*",
)
UNION = Organisation(id="union", name={"en": "The union"}, secretariat="XPO")


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    command = [sys.executable, "-m", "entraide.cli", "demo", "--hub", "demo-hub", "--no-browser"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--records", str(RECORDS), "--port", str(port)], cwd=folder, stderr=log
        )

    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    home = f"http://127.0.0.1:{port}"

    def page():
        """The first page, entered by the first of the cards."""
        try:
            cards = browser.open(f"{home}/", timeout=30).read().decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', cards)[1]
            card = re.search(r'action="(/sign-in/card/[^"]+)"', cards)[1]
            told = urlencode({"csrfmiddlewaretoken": token}).encode()
            return browser.open(f"{home}{card}", told, timeout=30).read().decode()
        except (URLError, ConnectionError):
            assert process.poll() is None, (folder / "log").read_text()
            return None

    (folder / "address").write_text(home)
    yield folder, process, until(page)
    process.kill()
    process.wait()


def test_the_demonstration_is_open_passes_the_test_deck_and_ends_in_order(shown):
    folder, process, page = shown
    assert len(CASES) == 8
    assert all(f"/cases/{case.code}" in page or case.code in page for case in CASES)
    state = (folder / "demo-hub" / "filling.json").read_text()
    assert json.loads(state) == {"done": RECORDS, "total": RECORDS}
    deck = ("conformance", (folder / "address").read_text(), "--keys", "deck.json", "--json")
    (sheet,) = run((*deck, "--load", "--hub", "demo-hub"), folder=folder)
    assert sheet.document["failed"] == 0, sheet.out
    process.terminate()
    assert process.wait(30) == 0


def test_the_answer_in_the_readme_is_what_the_program_prints_in_line_in_every_language(shown):
    folder, _process, _page = shown
    _before, told = README.read_text("utf-8").split("<!-- question -->\n")
    asked, *answer = told.partition("<!-- /question -->")[0].splitlines()
    words = shlex.split(asked.removeprefix("    $ entraide "))
    english, *others = run(*([*words, "--language", each] for each in LANGUAGES), folder=folder)
    assert settled("\n".join(line.removeprefix("    ") for line in answer)) == settled(english.out)
    for ran in (english, *others):
        labelled = re.findall(r"^(  \S.*?:\s+)\S", ran.out, re.MULTILINE)
        assert len(labelled) >= 8
        assert len({len(label) for label in labelled}) == 1, ran.out


def settled(text):
    """The answer with what differs each time taken out, each of them once at least."""
    for pattern in DIFFERS_EACH_TIME:
        text, times = re.subn(pattern, "…", text)
        assert times, pattern
    return text.strip()


def test_a_hub_at_work_is_not_taken_for_a_demonstration(tmp_path):
    text = configuration_text(UNION, check_port=1, desk_port=2)
    (tmp_path / "hub.toml").write_text(text, "utf-8")
    (refused,) = run(("demo", "--hub", ".", "--json"), folder=tmp_path, ends_well=False)
    assert refused.code == 3
    assert json.loads(refused.err)["code"] == "no_demo"
