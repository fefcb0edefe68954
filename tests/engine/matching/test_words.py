"""What a comparison says to a person: every code has its words, what differs is told first."""

import pytest

from entraide.engine.matching import words
from entraide.engine.matching.compare.words import How
from entraide.engine.matching.explained import NamePart, Points
from entraide.engine.matching.reasons import NAME_REASONS, PERSON_REASONS, Difference, Reason
from entraide.engine.matching.thresholds import Use
from entraide.engine.matching.weights import FIELD_EVIDENCE
from entraide.language import LANGUAGES

PARAMS = {"asked": "one", "recorded": "two", "one_in": "1234"}
languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
def test_every_reason_has_its_sentence(language):
    for code in (*PERSON_REASONS, *NAME_REASONS):
        assert "%(" not in words.reason(Reason(code, PARAMS), language)


@languages
def test_every_way_in_which_parts_meet_is_said_beside_them_and_as_a_sentence(language):
    for how in How:
        part = NamePart(how.name.lower(), "asked", "recorded", 0.5)
        assert words.meeting(part.code, language)
        assert "%(" not in words.part(part, language)
        assert words.standing(part) in {"same", "near", "differs", "missing"}


@languages
def test_every_field_that_gives_points_has_its_name(language):
    fields = {
        code.rpartition("_")[0].replace("birth_year", "birth_date") for code in FIELD_EVIDENCE
    }
    assert fields | {"names"} == words.FIELDS.keys()
    assert all(words.field(each, language) for each in fields)


def test_what_contradicts_is_told_and_what_agrees_is_not():
    parts = [NamePart("unlike", "marlow", "harding", 0.2), NamePart("equal", "ada", "ada", 1.0)]
    reasons = [Reason("name_conflict", PARAMS), Reason("family_conflict")]
    assert words.names_differ(reasons, parts, "en") == [
        "Marlow and Harding contradict each other.",
        "The family names contradict each other.",
    ]


def test_what_agrees_but_is_not_the_same_is_told_too():
    parts = [NamePart("letter", "ada", "eda", 0.9), NamePart("only_asked", "marlow", "", 0.0)]
    reasons = [
        Reason("birth_date_swapped", {"asked": "1987-05-12", "recorded": "1987-12-05"}),
        Reason("nationality_same", {"recorded": "UTO"}),
    ]
    assert words.slips(reasons, parts, "en") == [
        "Day and month of birth are exchanged: asked 1987-05-12, recorded 1987-12-05.",
        "Ada and Eda differ in one letter.",
        "Marlow was asked and is not recorded.",
    ]


def test_a_field_that_contradicts_is_told_by_how_it_does():
    differs = [Difference("birth_date", "1950", "1987-05-12")]
    fields = [Points("names", "", 3.0), Points("birth_date", "birth_date_far", -4.0)]
    assert words.differences(differs, fields, "en") == [
        "The dates of birth lie years apart: asked 1950, recorded 1987-05-12."
    ]


def test_a_country_is_told_by_its_name_and_its_code():
    told = words.reason(Reason("nationality_same", {"recorded": "FRA"}), "es")
    assert "Francia (FRA)" in told


@pytest.mark.parametrize(
    ("one_in", "told"),
    [
        (1, "No part of the names agrees."),
        (37, "Common: about one person in 37 has what agrees of the name."),
        (4_321, "Common: about one person in 4,300 has what agrees of the name."),
        (87_654, "Rare: about one person in 88,000 has what agrees of the name."),
        (2**33, "Very rare: fewer than one person in a million has what agrees of the name."),
    ],
)
def test_how_common_a_name_is_is_told_in_round_numbers(one_in, told):
    assert words.commonness(one_in, "en") == told


def test_no_name_is_told_to_be_certain():
    assert words.number(1.0, "en") == "0.99"
    assert (
        words.odds(1.0, "en") == "Of 100 candidates as near as this, more than 99 are the person."
    )
    assert (
        words.odds(0.0, "en") == "Of 100 candidates as near as this, fewer than one is the person."
    )


def test_numbers_are_written_as_the_language_writes_them():
    assert (words.points(3.14, "en"), words.points(-0.8, "fr")) == ("+3.1", "\N{MINUS SIGN}0,8")
    assert words.points(-0.04, "en") == "±0.0"
    assert words.number(0.876, "fr") == "0,88"


def test_the_border_is_told_of_less_than_a_bureau():
    between = (Use.BORDER.value + Use.BUREAU.value) / 2
    assert words.use(Use.BORDER, between, "en") == "At the border: not listed."
    assert words.use(Use.BUREAU, between, "en") == "In a bureau's search: possible, listed."
