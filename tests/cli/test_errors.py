"""A foreseen error is one sentence and a promised exit code, never a traceback."""

import gettext
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.at_work import run

from entraide import errors
from entraide.cli import exits
from entraide.cli.command import Root, command
from entraide.cli.exits import exit_code
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.main import main
from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
from entraide.cli.output import problem_text, table, warn
from entraide.engine.schema.field_kinds.field import InvalidBody
from entraide.hub import HubError, Organisation

WRITTEN_WRONG = (
    ["--hub", "x"],
    ["init"],
    ["chek"],
    ["records", "show"],
    ["records", "show", "A", "B", "--purpose", "locate"],
    ["check", "--no-such-option"],
    ["check", "--purpose", "curiosity"],
    ["keys", "revoke", "seven"],
    ["keys", "make", "g1", "--until", "soon"],
    ["grant", "person", "a", "--role", "bureau", "--purpose", "locate", "--clearance", "9"],
    ["import", "--json=1"],
    ["import", "table.csv"],
)


def failing(problem):
    @command("fail", help="Fails.", examples=("entraide fail",))
    def fail():
        raise problem

    root = Root("entraide", help="Root.")
    root.add_command(fail)
    return root


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (errors.EntraideError(), 1),
        (errors.Invalid(), 3),
        (errors.Malformed(), 3),
        (errors.Conflict(), 3),
        (errors.TooLarge(), 3),
        (errors.NotAuthenticated(), 4),
        (errors.NotAllowed(), 4),
        (errors.Unavailable(), 5),
        (errors.TooMany(seconds=3), 5),
        (HubError(folder="/srv/hub", why="it is gone"), 5),
        (errors.NotFound(), 6),
        (PermissionError(13, "Permission denied"), 5),
        (KeyboardInterrupt(), 130),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_error_has_its_exit_code_and_one_sentence(problem, code):
    result = CliRunner().invoke(failing(problem), ["fail"])
    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert result.stdout == ""
    if not isinstance(problem, KeyboardInterrupt):
        assert len(result.stderr.splitlines()) == 1


def test_a_program_reads_the_problem_as_a_document():
    problem = errors.Invalid("vin", field="vin", line=3, repair="1M8GDM9AXKP042788")
    result = CliRunner().invoke(failing(problem), ["fail", "--json"])
    document = json.loads(result.stderr)
    assert (document["code"], document["status"], document["line"]) == ("vin", 422, 3)
    assert document["repair"] == "1M8GDM9AXKP042788"


def test_a_refused_value_is_told_with_its_place_and_a_repair():
    problem = errors.Invalid(field="vin", line=3, expected="Expected: 17 characters.", repair="1M8")
    assert problem_text(problem, "en") == (
        "line 3, vin: This value is not accepted. Expected: 17 characters. Perhaps: 1M8"
    )


def test_each_value_that_is_wrong_has_a_line_of_its_own():
    problem = InvalidBody([errors.Invalid(field="vin"), errors.Invalid(field="plate", repair="A")])
    assert problem_text(problem, "en") == (
        "vin: This value is not accepted.\nplate: This value is not accepted. Perhaps: A"
    )


class Marked(gettext.NullTranslations):
    """A language in which every sentence shows that it was translated."""

    def gettext(self, message):
        return f"≈{message}"


@pytest.mark.parametrize("line", WRITTEN_WRONG, ids=" ".join)
def test_a_line_that_is_written_wrong_is_told_in_the_readers_language(line, monkeypatch):
    monkeypatch.setattr("entraide.language._catalogue", lambda _language: Marked())
    result = CliRunner().invoke(main, line)
    assert (result.exit_code, result.stdout) == (2, "")
    told = [text for text in result.stderr.splitlines() if text]
    assert len(told) >= 1
    assert all("≈" in text for text in told)


@pytest.mark.parametrize("line", WRITTEN_WRONG, ids=" ".join)
def test_a_program_reads_also_what_was_written_wrong_as_one_document(line):
    result = CliRunner().invoke(main, [*line, "--json"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert json.loads(result.stderr)["code"] == "usage"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (FileNotFoundError(2, "x", "list.csv"), "There is no file or folder list.csv."),
        (OSError(28, "x"), "The machine refused: the disk is full."),
        (OSError(21, "x", "keys"), "keys cannot be used: it is a folder."),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"), "The file is not text in UTF-8."),
    ],
    ids=str,
)
def test_what_the_machine_refuses_is_told_in_our_words(problem, said):
    assert CliRunner().invoke(failing(problem), ["fail"]).stderr == said + "\n"
    document = json.loads(CliRunner().invoke(failing(problem), ["fail", "--json"]).stderr)
    assert document["title"] == said


def test_a_warning_to_a_program_is_json_too():
    @command("warned", help="Warns.", examples=("entraide warned",))
    @pass_invocation
    def warned(invocation):
        warn(invocation, "Beware.")

    root = Root("entraide", help="Root.")
    root.add_command(warned)
    assert json.loads(CliRunner().invoke(root, ["warned", "--json"]).stderr) == {
        "warning": "Beware."
    }


def test_every_branch_of_the_tree_has_an_exit_code_of_its_own():
    leaves = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.EntraideError)
    }
    unforeseen = {kind for kind in leaves if exit_code(kind()) == 1}
    assert unforeseen == {errors.EntraideError}


def test_columns_line_up():
    assert table(["a", "long"], [["wide cell", 1]]) == "a          long\nwide cell  1"


def test_a_command_called_without_a_hub_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.delenv("ENTRAIDE_HUB", raising=False)
    invocation = Invocation()
    invocation.hub_given = str(tmp_path)
    with pytest.raises(HubError, match="entraide init"):
        assert invocation.hub


def test_the_guide_and_the_module_tell_the_same_exit_codes():
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "command_line.md").read_text("utf-8")
    told = set(re.findall(r"^\| (\d+) \|", guide, re.MULTILINE))
    assert told == set(re.findall(r"^(\d+)  +", exits.__doc__, re.MULTILINE))
    constants = {value for value in vars(exits).values() if isinstance(value, int)}
    assert {str(value) for value in constants} <= told


def test_a_truth_without_tables_is_told_in_one_sentence(tmp_path):
    union = Organisation(id="union", name={"en": "The union"}, secretariat="XPO")
    with empty_folder(tmp_path / "hub") as folder:
        write_configuration(folder, configuration_text(union, check_port=1, desk_port=2))
    listed, asked = run(
        ("people", "list", "--hub", "hub"),
        ("check", "--document", "X1234567", "--country", "UTO", "--hub", "hub"),
        folder=tmp_path,
        ends_well=False,
    )
    assert (listed.code, asked.code) == (5, 5)
    assert "truth" in listed.err
    assert "entraide index build" in asked.err
