"""What every database's file promises, whichever it is."""

import ast
import importlib.util
import re
import sys
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from babel.messages.extract import extract

from entraide.engine import databases
from entraide.engine.check import wire
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict, Writer

ROOT = Path(__file__).resolve().parents[3]
ENGINE = ROOT / "src" / "entraide" / "engine"
EVERY = databases.databases()
SUBJECTS = {
    SubjectKind(subject.__struct_config__.tag): {f.name for f in msgspec.structs.fields(subject)}
    for subject in wire.Subject.__args__
}
MAY_IMPORT = ("entraide.engine.schema", "entraide.engine.matching.compare", "entraide.language")

each = pytest.mark.parametrize("database", EVERY, ids=lambda database: database.code)


def file_of(database):
    return ENGINE / "databases" / f"{database.code}.py"


@pytest.fixture(scope="module")
def marked():
    """Every sentence of the engine that is marked for translation."""
    return {
        message
        for path in ENGINE.rglob("*.py")
        for _line, message, _comments, _context in extract(
            "python", BytesIO(path.read_bytes()), {"_": None}
        )
    }


@pytest.fixture(scope="module")
def pages():
    place = importlib.util.spec_from_file_location(
        "database_pages", ROOT / "tools" / "database_pages.py"
    )
    module = importlib.util.module_from_spec(place)
    sys.modules[place.name] = module
    place.loader.exec_module(module)
    return module


def labels(fields):
    for field in fields:
        yield field.label
        yield from [field.help] if field.help else []
        if isinstance(field.kind, OneOf):
            yield from field.kind.choices.values()
        if isinstance(field.kind, Group):
            yield from labels(field.kind.fields)


def test_numbers_and_labels_are_given_for_ever():
    assert [(d.number, d.acronym, d.code) for d in EVERY] == [
        (1, "NOMINAL", "persons"),
        (2, "NOTICES", "notices"),
        (3, "SLTD", "travel_documents"),
        (4, "TDAWN", "travel_documents_under_notice"),
        (5, "SAD", "administrative_documents"),
        (6, "DIAL-DOC", "counterfeit_alerts"),
        (7, "EDISON-TD", "genuine_documents"),
        (8, "SMV", "vehicles"),
        (9, "SV", "vessels"),
        (10, "WOA", "works_of_art"),
        (11, "AFIS", "fingerprints"),
        (12, "FACE", "faces"),
        (13, "DNA", "dna"),
        (14, "ICSE", "icse"),
        (15, "IARMS", "firearms"),
        (16, "IFRT", "firearms_reference"),
        (17, "IBIN", "ballistics"),
        (18, "PIRACY", "piracy"),
    ]


@each
def test_a_database_is_one_file_of_at_most_120_lines(database):
    assert len(file_of(database).read_text("utf-8").splitlines()) <= 120


@each
def test_a_database_knows_only_the_words_it_is_written_in(database):
    for node in ast.walk(ast.parse(file_of(database).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.module.startswith(MAY_IMPORT)
        assert not isinstance(node, ast.Import)


@each
def test_every_word_that_people_read_is_marked_for_translation(database, marked):
    read = {database.title, database.about, *labels(database.fields)}
    read |= {database.action.otherwise, *database.action.choices.values()}
    assert read <= marked


def test_every_database_has_its_page_and_no_page_is_stale(pages, capsys):
    assert pages.main(["check"]) == 0, capsys.readouterr().out


@each
def test_the_officer_is_always_sent_to_the_bureau_and_never_told_to_arrest(database):
    for sentence in (database.action.otherwise, *database.action.choices.values()):
        assert "your national bureau" in sentence
        assert not re.search("arrest", sentence.replace("This is not an arrest warrant", ""))


@each
def test_what_a_key_asks_is_what_its_subject_tells(database):
    for key in database.keys:
        assert set(key.attributes) <= SUBJECTS[key.of], key


@each
def test_what_is_compared_is_something_that_an_asker_can_tell(database):
    asked = {key.of for key in database.keys}
    asked |= {SubjectKind.PERSON} if database.names else set()
    told = set().union(*(SUBJECTS[kind] for kind in asked))
    assert set(database.compares.values()) <= told


@each
def test_a_number_that_may_belong_to_two_countries_is_no_hit_alone(database):
    for key in database.keys:
        if key.of == SubjectKind.DOCUMENT and len(key.fields) == 1:
            assert key.gives == Verdict.POSSIBLE


@each
def test_every_subject_finds_its_databases(database):
    for key in database.keys:
        assert (database, key) in [(k.database, k.key) for k in databases.keys_for(key.of)]


def asked_by(role):
    return {d.code: d.asked_by[role] for d in EVERY if role in d.asked_by}


def test_the_first_line_asks_what_it_needs_and_sees_cards_only():
    assert asked_by(Role.FRONTLINE) == dict.fromkeys(
        [
            *("notices", "travel_documents", "travel_documents_under_notice"),
            *("administrative_documents", "vehicles", "vessels", "firearms", "firearms_reference"),
        ],
        Level.CARD,
    )


def test_the_second_line_asks_more_and_persons_no_more_than_the_first():
    more = set(asked_by(Role.SECOND_LINE)) - set(asked_by(Role.FRONTLINE))
    assert more == {
        *("counterfeit_alerts", "genuine_documents", "works_of_art", "fingerprints", "faces")
    }


def test_customs_ask_for_firearms_only():
    assert set(asked_by(Role.CUSTOMS)) == {"firearms", "firearms_reference"}


def test_a_carrier_learns_yes_or_no_about_a_document_only():
    assert asked_by(Role.CARRIER) == {"travel_documents": Level.YES_NO}


def test_a_bureau_asks_everything_but_the_files_of_certified_specialists():
    assert {d.code for d in EVERY} - set(asked_by(Role.BUREAU)) == {"icse"}
    assert set(asked_by(Role.ICSE)) == {"icse"}


def test_an_examiner_asks_where_examiners_compare():
    assert set(asked_by(Role.FORENSIC)) == {
        *("fingerprints", "faces", "dna", "ballistics", "firearms_reference")
    }


def test_the_secretariat_asks_everything():
    assert set(asked_by(Role.SECRETARIAT)) == {d.code for d in EVERY}


def test_documents_are_written_by_the_country_that_issues_and_vehicles_by_that_of_the_theft():
    written = {d.code: d.country_field for d in EVERY if d.written_by == Writer.COUNTRY_IN_FIELD}
    assert written == {
        "travel_documents": "issuing_country",
        "administrative_documents": "issuing_country",
        "vehicles": "theft_country",
    }


@pytest.mark.parametrize("code", ["travel_documents", "administrative_documents", "vehicles"])
def test_databases_of_things_hold_no_personal_data(code):
    assert not databases.by_code(code).has_personal_data


def test_a_travel_document_is_recorded_with_four_fields_at_least():
    required = [f.name for f in databases.by_code("travel_documents").fields if f.required]
    assert required == ["number", "issuing_country", "document_type", "fraud_type"]
