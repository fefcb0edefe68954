"""Two names explained at the command line, as an officer and as a program reads it."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.cli.main import main
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.version import matcher_version
from entraide.gateways.tables.name_cells import names_written
from entraide.language import LANGUAGES


def explained(*words):
    return CliRunner().invoke(main, ["explain", *words])


def document(*words):
    result = explained(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def near():
    dates = ("--left-date", "1987-05-12", "--right-date", "1987-12-05")
    countries = ("--left-country", "UTO", "--right-country", "qma".upper())
    return ("Jonathan Marlow Kesk", "JONATHAN HARDING KESK", *dates, *countries)


def test_what_differs_and_how_common_the_name_is_stand_first(near):
    lines = explained(*near).stdout.splitlines()
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert headings[0] == "Jonathan Marlow Kesk  ·  JONATHAN HARDING KESK"
    assert headings[1].startswith("Score: ")
    order = [
        "What differs",
        "How common the name is",
        "Why it matched",
        "The names, part by part",
        "What each field gave or took",
    ]
    assert [line for line in headings if line in order] == order


def test_every_word_of_both_names_stands_in_one_part(near):
    parts = document(*near)["parts"]
    for side in ("asked", "recorded"):
        told = sorted(word for part in parts for word in part[side].split())
        name = near[0 if side == "asked" else 1]
        assert told == sorted(name.lower().split())


def test_a_contradicting_part_is_told_before_those_that_agree(near):
    parts = document(*near)["parts"]
    assert (parts[0]["asked"], parts[0]["recorded"]) == ("marlow", "harding")
    assert parts[0]["code"] == "unlike"
    assert "Marlow and Harding contradict each other." in explained(*near).stdout


def test_each_field_says_what_it_gave_or_took(near):
    fields = {each["field"]: each for each in document(*near)["fields"]}
    assert list(fields) == ["names", "birth_date", "nationality"]
    assert fields["birth_date"]["points"] > 0 > fields["nationality"]["points"]


def test_the_verdict_is_told_for_each_use(near):
    same = document("Ada Marlow", "Ada Marlow", "--left-date", "1987", "--right-date", "1987")
    assert same["verdicts"] == {"border": "possible", "bureau": "possible"}
    other = document("Ada Marlow", "Bruno Kesk")
    assert other["verdicts"] == {"border": "not_listed", "bureau": "not_listed"}
    assert [each["code"] for each in other["reasons"]] == ["name_nothing"]


def test_the_version_of_what_compared_is_told(near):
    assert document(*near)["matcher"] == matcher_version(neutral())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_reads_it_in_their_language(near, language):
    told = explained(*near, "--language", language).stdout
    assert ("What differs" in told) is (language == "en")
    assert "contradict" not in told or language == "en"


def test_other_scripts_are_compared_and_line_up():
    told = explained("山田 太郎", "Yamada Taro").stdout
    assert "Yamada Taro" in told
    assert document("Сергей Марлов", "Sergey Marlov")["score"] > 0.9


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ilko Zorvak (Илко Зорвак)", ("Ilko Zorvak", "Илко Зорвак")),
        ("Zorvak, Ilko; Ilko Marlow", ("Zorvak, Ilko", "Ilko Marlow")),
        ("Robert (Bob) Marlow", ("Robert (Bob) Marlow",)),
        ("M/V Ada Marlow", ("M/V Ada Marlow",)),
        ("?", ("?",)),
    ],
)
def test_a_cell_may_hold_several_spellings_of_a_name(cell, names):
    assert names_written(cell) == names


def test_the_spelling_that_meets_best_is_the_one_that_is_shown():
    found = document("Ilko Zorvak (Илко Зорвак)", "ЗОРВАК Илко")
    assert found["reasons"][0]["params"] == {"asked": "Илко Зорвак", "recorded": "ЗОРВАК Илко"}


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        (("Ada", "Ada", "--left-date", "never"), 3, "--left-date"),
        (("Ada", "Ada", "--right-country", "nowhere"), 3, "--right-country"),
        (("Ada", " "), 3, "right"),
        (("Ada",), 2, ""),
        (("Ada", "Ida", "Eda"), 2, ""),
        (("Ada", "Ida", "--pairs", "pairs.csv"), 2, ""),
    ],
)
def test_what_cannot_be_compared_is_refused_and_named(words, code, field):
    result = explained(*words, "--json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert json.loads(result.stderr).get("field", "") == field


def test_it_needs_no_hub_no_django_and_no_database(tmp_path, near):
    program = (
        "import sys; from entraide.cli.main import main\n"
        "try: main(['explain', *sys.argv[1:]])\n"
        "except SystemExit as end: assert not end.code, end\n"
        "heavy = {'django', 'starlette', 'entraide.engine.databases', 'entraide.hub'}\n"
        "found = heavy & set(sys.modules)\n"
        "sys.exit(f'{found}' if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *near],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_explained_or_refused(one, two):
    result = explained("--json", "--", one, two)
    assert result.exit_code in {0, 3}, result.exception
