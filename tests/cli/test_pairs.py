"""A file of pairs: a JSON line each, in order; what cannot be read costs nothing else."""

import json

import pytest
from click.testing import CliRunner

from entraide.cli.main import main

PAIRS = """\
left,right,left_date,right_date,left_country,right_country,kind
"Marlow, Ada",Ada Marlow,1987-05-12,12.05.1987,UTO,UTO,person
Ada Marlow,Adah Marlowe,,,,,person
Ada Marlow,,,,,,person
Ada Marlow,Ada Marlow,never,1987,UTO,nowhere,person
Ada Marlow,Ada Marlow,,,,,person,too many
Selin Öztanır,سلين أوزتانر,31/12/1987,30/12/1987,,,person
Ada Marlow,Bruno Kesk,1990-01-01,1961-07-30,UTO;QMA,XAA,person
"""


@pytest.fixture
def explained(tmp_path):
    def asked(content, *options):
        path = tmp_path / "pairs.csv"
        path.write_text(content, "utf-8")
        return CliRunner().invoke(main, ["explain", "--pairs", str(path), *options])

    return asked


@pytest.fixture
def rows(explained):
    return [json.loads(line) for line in explained(PAIRS).stdout.splitlines()]


def test_every_pair_has_its_line_in_the_order_of_the_file(rows):
    assert [row["file_line"] for row in rows] == [2, 3, 4, 5, 6, 7, 8]


def test_a_pair_has_its_score_probability_and_reasons(rows):
    same, near, *_rest, other = rows
    assert other["score"] < 0.5 < near["score"] < same["score"] <= 1
    assert other["probability"] < 0.1
    assert 0.9 < same["probability"] <= 1
    assert {reason["code"] for reason in same["reasons"]} >= {
        "name_same",
        "birth_date_same",
        "nationality_same",
    }
    assert all(reason["sentence"] for row in (same, near, other) for reason in row["reasons"])


def test_a_pair_without_a_name_is_told_with_its_line_and_side(rows):
    nobody = rows[2]
    assert nobody["score"] is None
    assert [(each["line"], each["field"]) for each in nobody["problems"]] == [(4, "right")]


def test_a_date_that_cannot_be_read_is_told_and_the_names_are_compared(rows):
    doubtful = rows[3]
    assert doubtful["score"] > 0.8
    assert [each["field"] for each in doubtful["problems"]] == ["left_date", "right_country"]
    assert not {"birth_date_same"} & {reason["code"] for reason in doubtful["reasons"]}


def test_a_row_that_cannot_be_taken_apart_costs_itself_only(rows):
    assert (rows[4]["score"], rows[4]["problems"][0]["code"]) == (None, "columns")
    assert rows[5]["score"] is not None


def test_a_file_with_a_bad_row_ends_with_its_own_exit_code(explained):
    assert explained(PAIRS).exit_code == 3
    assert explained("left,right\nAda Marlow,Ada Marlow\n").exit_code == 0


def test_what_is_wrong_is_told_beside_the_lines_too(explained):
    told = explained(PAIRS).stderr
    assert "Not read: kind." in told
    assert "line 5, left_date:" in told
    problems = [json.loads(line) for line in explained(PAIRS, "--json").stderr.splitlines()]
    assert [each.get("line") for each in problems] == [None, 4, 5, 5, 6]


@pytest.mark.parametrize("content", ["left,name\na,b\n", "", "{}"])
def test_a_file_without_both_columns_is_refused(explained, content):
    result = explained(content)
    assert (result.exit_code, result.stdout) == (3, "")


def test_the_sentences_are_in_the_readers_language(explained):
    line = json.loads(explained("left,right\nAda Marlow,Ada Marlow\n", "--language", "ar").stdout)
    assert any("\u0600" <= letter <= "\u06ff" for letter in line["reasons"][0]["sentence"])


def test_columns_may_stand_in_any_order_with_other_separators(explained):
    done = explained("right;left\nAda Marlow;Marlow, Ada\n")
    assert json.loads(done.stdout)["score"] > 0.9
