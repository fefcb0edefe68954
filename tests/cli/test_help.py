"""Help: quick, in the reader's language, with examples that parse."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from tests.cli.parsing import every_command, meant

from entraide.cli.command import Group
from entraide.cli.invocation import language_of
from entraide.cli.main import COMMANDS, main
from entraide.language import translate

ALL = dict(every_command())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_tells_what_it_does_and_shows_an_example(path):
    result = CliRunner().invoke(main, [*path[1:], "--help"])
    assert result.exit_code == 0, result.output
    assert ALL[path].help
    if not isinstance(ALL[path], Group):
        assert ALL[path].examples
        assert all(example in result.output for example in ALL[path].examples)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_example_parses_as_the_command_it_stands_with(path):
    for example in ALL[path].examples:
        assert meant(example) is ALL[path] or isinstance(ALL[path], Group), example


def test_a_line_that_is_not_accepted_is_not_taken_for_an_example():
    with pytest.raises(click.UsageError):
        meant("entraide serve --no-such-option")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_overview_says_what_the_command_itself_says_first(name):
    assert ALL["entraide", name].help.startswith(COMMANDS[name][1])


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_speaks_to_programs_and_in_four_languages(path):
    names = {option for parameter in ALL[path].params for option in parameter.opts}
    assert {"--json", "--language", "--hub"} <= names


def test_whatever_acts_can_be_sent_again_under_a_key():
    acting = {
        "check": {"check"},  # a list: a check leaves a line in the trail
        "records": {"add", "correct", "restrict", "withdraw", "suspend", "restore"},
        "bureaus": {"add", "contact", "restrict"},
        "people": {"admit"},  # a password's digest is kept under no key, a link is shown once
        "grant": {"person", "system", "revoke", "approve", "confirm"},
        "keys": {"bind", "revoke", "unbind"},  # a key that was shown cannot be shown again
    }
    found = {}
    for path, command in ALL.items():
        if any("--request-key" in parameter.opts for parameter in command.params):
            found.setdefault(path[1], set()).add(path[-1])
    assert found == acting


def test_the_overview_imports_neither_django_nor_the_engine():
    program = (
        "import sys; from entraide.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'django', 'lmdb', 'rich', 'uvicorn', 'msgspec', 'entraide.engine'}\n"
        "found = heavy & set(sys.modules)\n"
        "sys.exit(f'{found}' if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        "--help --language fr",
        "--language fr --help",
        "--language=fr --help",
        "--help --language=fr",
    ],
)
@pytest.mark.parametrize("path", ["", "check", "records add"])
def test_help_is_in_the_language_named_wherever_it_is_named(path, words):
    shown = CliRunner().invoke(main, [*path.split(), *words.split()]).output
    assert shown.startswith(translate("Usage:", "fr"))
    assert translate("Options of every command:", "fr") in shown


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_no_heading_and_no_remark_of_help_stays_english(path, language):
    words = [*path[1:], "--help", "--language"]
    english = CliRunner().invoke(main, [*words, "en"]).output
    shown = CliRunner().invoke(main, [*words, language]).output
    headings = {line for line in english.splitlines() if line[:1].strip() and line.endswith(":")}
    assert len(headings) >= 2
    assert not headings & set(shown.splitlines())
    assert "[default: " not in shown
    assert "required]" not in shown


def test_a_language_that_there_is_not_is_refused():
    result = CliRunner().invoke(main, ["doctor", "--language", "de"])
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "es_ES.UTF-8"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_names_the_language(environment, language):
    assert language_of(environment) == language
