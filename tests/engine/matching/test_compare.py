"""Comparing field by field: what agrees, what is a slip, what contradicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.matching.compare.countries import compare_countries
from entraide.engine.matching.compare.dates import DATE_CODES, compare_dates, date_code
from entraide.engine.matching.compare.numbers import compare_numbers
from entraide.engine.matching.compare.places import compare_places
from entraide.engine.matching.compare.sexes import compare_sexes
from entraide.engine.matching.compare.words import How, meet
from entraide.engine.matching.normalise.name import form_of

dates = st.dates().map(lambda day: day.isoformat())
partial = st.tuples(dates, st.sampled_from([4, 7, 10])).map(lambda each: each[0][: each[1]])
texts = st.lists(st.text(max_size=12), max_size=3)


@pytest.mark.parametrize(
    ("asked", "recorded", "code"),
    [
        ("1985-03-07", "1985-03-07", "birth_date_same"),
        ("1985", "1985", "birth_year_alone"),
        ("1985-03-07", "1985-07-03", "birth_date_swapped"),
        ("1985-03-07", "1985-03", "birth_date_partly"),
        ("1985", "1985-03-07", "birth_year_alone"),
        ("1985-03-07", "1986-03-07", "birth_year_off"),
        ("1985", "1984", "birth_year_near"),
        ("1985-03-07", "1995-03-07", "birth_date_slip"),
        ("1985-03-07", "1958-03-07", "birth_date_slip"),
        ("1985-03-07", "1364", "birth_date_calendar"),
        ("1985-03-07", "1405-06-15", "birth_date_calendar"),
        ("1985-03-07", "1985-11-20", "birth_year_same"),
        ("1985-03-07", "1989-11-20", "birth_date_differs"),
        ("1985-03-07", "1961-01-30", "birth_date_far"),
    ],
)
def test_dates_meet_as_slips_of_the_pen_go(asked, recorded, code):
    found = compare_dates((asked,), (recorded,))
    assert (found.code, found.params) == (code, {"asked": asked, "recorded": recorded})


def test_of_several_dates_those_count_that_meet_best():
    found = compare_dates(("1961", "1985-03-07"), ("1944-01-01", "1985-07-03"))
    assert found.params == {"asked": "1985-03-07", "recorded": "1985-07-03"}


@given(partial, partial)
def test_dates_are_compared_alike_from_both_sides(one, other):
    assert date_code(one, other) == date_code(other, one)
    assert date_code(one, other) in DATE_CODES


def test_unknown_values_say_nothing():
    assert compare_dates((), ("1985",)) is None
    assert compare_countries((), ("UTO",)) is None
    assert compare_sexes(("U",), ("M",)) is None
    assert compare_sexes(("F",), ("X",)) is None
    assert compare_places((), ("Utopolis",)) is None
    assert compare_numbers(("--",), ("X1234567",)) is None


@pytest.mark.parametrize(
    ("asked", "recorded", "code"),
    [
        (("QMA", "UTO"), ("UTO",), "nationality_same"),
        (("GBD",), ("GBR",), "nationality_same"),
        (("SUN",), ("KAZ",), "nationality_near"),
        (("YUG",), ("HRV",), "nationality_near"),
        (("QMA",), ("UTO",), "nationality_differs"),
    ],
)
def test_a_former_state_is_near_its_successors(asked, recorded, code):
    assert compare_countries(asked, recorded).code == code
    assert compare_countries(recorded, asked).code == code


def test_sexes_agree_or_contradict():
    assert compare_sexes(("F",), ("F",)).code == "sex_same"
    assert compare_sexes(("F",), ("M",)).code == "sex_differs"


@pytest.mark.parametrize(
    ("asked", "recorded", "code"),
    [
        ("Utopolis", "UTOPOLIS", "birth_place_same"),
        ("Utopolis City", "Utopolis", "birth_place_same"),
        ("Utopolis, Northern Province", "Utopoliss", "birth_place_near"),
        ("Kirillovsk", "Кирилловск", "birth_place_same"),
        ("Utopolis", "Quilmora", "birth_place_differs"),
    ],
)
def test_places_meet_by_their_words(asked, recorded, code):
    assert compare_places((asked,), (recorded,)).code == code


@pytest.mark.parametrize(
    ("asked", "recorded", "code"),
    [
        ("X 123-4567", "x1234567", "number_same"),
        ("X1234567", "X1234561", "number_near"),
        ("X1234567", "QQ998877", "number_differs"),
    ],
)
def test_numbers_meet_without_their_signs(asked, recorded, code):
    assert compare_numbers((asked,), (recorded,)).code == code


@given(texts, texts)
def test_places_and_numbers_are_compared_alike_from_both_sides(one, other):
    for compare in (compare_places, compare_numbers):
        found, turned = compare(one, other), compare(other, one)
        assert (found and found.code) == (turned and turned.code)


def test_a_fathers_name_is_no_family_name_near_as_it_is():
    (fathers, familys) = (form_of(full=name).words[0] for name in ("Zorvakovna", "Zorvakova"))
    assert meet(fathers, familys).how is How.UNLIKE
