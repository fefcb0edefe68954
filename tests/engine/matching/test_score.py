"""The score of a person: what both sides know, weighed; unknown is neither for nor against."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.matching.reasons import PERSON_REASONS
from entraide.engine.matching.score import LISTED_FROM, score
from entraide.engine.schema.database import NameSearch


@dataclass(frozen=True)
class Sought:
    names: tuple = ({"family": "Zorvak", "forename": "Ilko"},)
    birth_date: str = ""
    nationalities: tuple = field(default=())
    sex: str = ""


RECORD = {
    "names": [{"family": "Zorvak", "forename": "Ilko"}],
    "birth_date": "1987-05-02",
    "nationalities": ["UTO"],
    "sex": "M",
}


def scored(person, values=RECORD):
    return score(person, values, NameSearch())


def test_everything_the_same_is_one():
    found = scored(Sought(birth_date="1987-05-02", nationalities=("UTO",), sex="M"))
    assert found.score == 1.0
    assert [reason.code for reason in found.reasons] == [
        "name_same",
        "birth_date_same",
        "nationality_same",
        "sex_same",
    ]
    assert found.differs == []


def test_a_name_alone_is_listed():
    assert scored(Sought()).score >= LISTED_FROM


def test_a_namesake_born_on_another_day_is_not_listed():
    found = scored(Sought(birth_date="1961-01-30", nationalities=("UTO",), sex="M"))
    assert found.score < LISTED_FROM
    assert [(each.field, each.asked, each.recorded) for each in found.differs] == [
        ("birth_date", "1961-01-30", "1987-05-02")
    ]


@pytest.mark.parametrize("birth_date", ["1987", "1987-05", "1987-02-05", "1988-05-02"])
def test_partial_swapped_and_near_dates_are_listed(birth_date):
    assert scored(Sought(birth_date=birth_date)).score >= LISTED_FROM


def test_without_any_likeness_of_name_the_score_is_nothing():
    other = Sought(names=({"full": "Perun Quilmora"},), birth_date="1987-05-02", sex="M")
    assert scored(other).score == 0.0
    assert scored(Sought(), {"birth_date": "1987-05-02"}).score == 0.0


@given(
    st.sampled_from(["", "1987", "1987-05-02", "1961-01-30"]),
    st.sampled_from([(), ("UTO",), ("QMA",)]),
    st.sampled_from(["", "M", "F", "U"]),
)
def test_what_the_record_does_not_know_does_not_count(birth_date, nationalities, sex):
    person = Sought(birth_date=birth_date, nationalities=nationalities, sex=sex)
    assert scored(person, {"names": RECORD["names"]}).score == 1.0
    assert 0.0 < scored(person).score <= 1.0


def test_every_reason_has_its_sentence():
    person = Sought(birth_date="1987-05-02", nationalities=("UTO",), sex="M")
    for reason in scored(person).reasons:
        assert PERSON_REASONS[reason.code] % reason.params
