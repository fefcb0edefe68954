"""A list of persons at the command line: every row a question, with its line in the trail."""

import json
import subprocess
import sys

import pytest
from tests.cli.at_work import make_hub, run
from tests.engine.check.world import asker

from entraide.engine.check.list_processes import answered_apart
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Name, Person, Query
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.version import matcher_version
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import EntraideError
from entraide.hub import Hub

PERSON = {
    "kind": "person",
    "status": "charged",
    "names": [{"family": "Öztanır", "forename": "Selin"}],
    "birth_date": "1987-05-12",
    "nationalities": ["UTO"],
    "sex": "F",
    "documents": [{"number": "L898902C3", "issuing_country": "UTO", "document_type": "P"}],
}
LIST = """\
Family name,forename,dob,nationality,sex,document,document_country,seat
ÖZTANIR,Selin,12.05.1987,UTO,female,,,1A
Marlow,Ada,1990-03-04,QMA,F,,,1B
Öztanir,Selim,13.05.1987,nowhere,,,,2A
,,,,,,,2B
Öztanir,Selin,,,,L898902C3,UTO,2C
Marlow,Ada,1990,,,,,2D,3D
"""
ASKED = ("check", "--list", "list.csv", "--purpose", "wanted_arrest")
KEYED = (*ASKED, "--request-key", "flight-417", "--json")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """What a list was told: as lines, again under its key, and as text."""
    folder = tmp_path_factory.mktemp("list")
    (folder / "person.json").write_text(json.dumps(PERSON), "utf-8")
    (folder / "list.csv").write_text(LIST, "utf-8")
    (folder / "empty.csv").write_text("seat,row\n1,2\n", "utf-8")
    hub = ("--hub", "hub")
    add = ("records", "add", "persons", "--owner", "UTO", "--ref", "1", "--body", "person.json")
    ran = make_hub(
        folder,
        (*add, *hub),
        *((*line, *hub) for line in (KEYED, KEYED, ASKED, (*ASKED, "--person", "Ada Marlow"))),
        ("check", "--list", "empty.csv", *hub, "--json"),
        ("trail", "verify", "--json", *hub),
        ends_well=False,
    )
    assert ran[1].code == 0, ran[1].err
    return folder, ran[2:]


@pytest.fixture(scope="module")
def rows(asked):
    return {row["file_line"]: row for row in map(json.loads, asked[1][0].out.splitlines())}


def test_every_row_is_told_of_on_its_line(rows):
    assert list(rows) == [2, 3, 4, 5, 6, 7]


def test_a_row_is_answered_as_one_check_is(rows):
    (hit,) = rows[2]["hits"]
    assert (rows[2]["verdict"], hit["verdict"], hit["database"]) == (
        "possible",
        "possible",
        "persons",
    )
    assert hit["reasons"]
    assert rows[3]["verdict"] == "no_hit"
    assert all(rows[line]["line"] for line in (2, 3))


def test_an_answer_and_its_line_say_by_which_rules_names_were_compared(asked, rows):
    (found,) = run(("trail", "replay", rows[2]["line"], "--json", "--hub", "hub"), folder=asked[0])
    assert matcher_version(neutral()) in rows[2]["rules"]
    assert found.document["rules_then"] == rows[2]["rules"]


def test_a_document_in_a_row_is_asked_too(rows):
    assert rows[6]["verdict"] == "hit"


def test_a_bad_row_is_reported_with_its_line_and_column_and_the_others_asked(asked, rows):
    country, nobody, wide = (rows[line]["problem"] for line in (4, 5, 7))
    assert (country["line"], country["field"], country["code"]) == (4, "nationality", "country")
    assert (nobody["line"], nobody["field"]) == (5, "name")
    assert (wide["line"], wide["code"]) == (7, "columns")
    told = [json.loads(line) for line in asked[1][0].err.splitlines()]
    assert told[1:] == [{"warning": "Not read: seat."}, country, nobody, wide]
    assert asked[1][0].code == 3


def test_sent_again_under_its_key_a_list_leaves_no_second_line(asked):
    first, again = asked[1][:2]
    assert first.out == again.out


def test_a_list_asked_anew_leaves_new_lines(asked):
    folder, ran = asked
    (anew,) = run((*ASKED, "--json", "--hub", "hub"), folder=folder, ends_well=False)
    before, after = (
        [json.loads(line).get("line") for line in each.out.splitlines()] for each in (ran[0], anew)
    )
    assert not set(filter(None, before)) & set(filter(None, after))
    assert ran[-1].document["problems"] == []


def test_a_person_reads_what_needs_a_look_and_how_many_do_not(asked):
    told = asked[1][2]
    assert "line 2: POSSIBLE  Selin ÖZTANIR" in told.out
    assert "Ada Marlow" not in told.out
    assert told.out.splitlines()[-1] == (
        "No hit: 1 · Possible: 1 · Hit: 1 · Incomplete: 0 · refused: 3"
    )
    assert "line 4, nationality" in told.err


def test_a_list_is_not_mixed_with_another_question(asked):
    assert asked[1][3].code == 2


def test_a_list_without_names_or_documents_is_refused_at_once(asked):
    refused = asked[1][4]
    assert (refused.code, refused.out) == (3, "")
    assert json.loads(refused.err)["code"] == "heading_missing"


def test_a_list_needs_no_django(asked):
    program = (
        "import sys; sys.modules['django'] = None\n"
        "from entraide.cli.main import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *KEYED, "--hub", "hub"],
        cwd=asked[0],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == asked[1][0].out


def test_processes_answer_a_list_as_one_check_after_the_other_does(asked):
    hub = Hub(asked[0] / "hub")
    person = Person(names=[Name(full="Selim Oztanir")], birth_date="1987-05-13")
    queries = [
        Query(subjects=[each], purpose=Purpose.WANTED_ARREST)
        for each in (person, Person(names=[Name(full="Ada Marlow")]), Person(names=[]), person) * 20
    ]
    service = Service.open(hub)
    operator = asker(databases=frozenset({"persons", "notices"}))
    try:
        expected = [told(outcome_of(service, operator, query)) for query in queries]
    finally:
        service.close()
    apart = [told(each) for each in answered_apart(hub, operator, queries, processes=2)]
    assert apart == expected
    assert {each[0] for each in apart} == {"possible", "no_hit", "nothing_to_look_up"}


def outcome_of(service, operator, query):
    try:
        return service.answer(query, operator)
    except EntraideError as problem:
        return problem


def told(outcome):
    """What must be the same, whoever answers."""
    if isinstance(outcome, EntraideError):
        return (outcome.code, outcome.say("fr"), getattr(outcome, "field", ""))
    assert outcome.line
    return (outcome.verdict.value, outcome.hits, outcome.unasked, outcome.asked, outcome.rules)
