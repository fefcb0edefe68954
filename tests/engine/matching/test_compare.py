"""Comparing: what agrees, how far, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.matching.compare.attributes import compare_countries, compare_sexes
from entraide.engine.matching.compare.dates import compare_dates
from entraide.engine.matching.compare.names import compare_names, similarity_of
from entraide.engine.matching.normalise.name import form_of

words = st.from_regex(r"[a-z]{1,10}", fullmatch=True)
names = st.lists(words, min_size=1, max_size=5).map(lambda each: form_of("", "", " ".join(each)))
dates = st.dates().map(lambda day: day.isoformat())
partial = st.tuples(dates, st.sampled_from([4, 7, 10])).map(lambda each: each[0][: each[1]])


def named(one, other):
    return compare_names([{"full": one}], [{"full": other}])


@given(names, names)
def test_similarity_lies_between_nothing_and_the_same(one, other):
    assert 0.0 <= similarity_of(one, other) <= 1.0


@given(names)
def test_a_name_is_itself_in_any_order(name):
    turned = form_of("", "", " ".join(reversed(name.texts)))
    assert similarity_of(name, name) == similarity_of(name, turned) == 1.0


@pytest.mark.parametrize(
    ("asked", "recorded", "least", "code"),
    [
        ("Ilko Zorvak", "ZORVAK ILKO", 1.0, "name_same"),
        ("Ilko Zorvak", "Ilko Zorvan", 0.85, "name_near"),
        ("Ilko Zorvak", "Ilok Zorvak", 0.85, "name_near"),
        ("Ilko Zorvak", "Ilko Peter Zorvak", 0.9, "name_part"),
        ("Ilko Peter Zorvak", "Ilko Zorvak", 0.9, "name_part"),
        ("Abd al-Rahman Zorvak", "Abdulrahman Zorvak", 0.85, "name_near"),
        ("Mohammed al-Zorvak", "محمد الزرفاك", 0.75, "name_sounds"),
        ("Vladimir Shcherbak", "Щербак Владимир", 1.0, "name_same"),
        ("Kim Jong Un", "김정은", 0.8, "name_sounds"),
        ("Wang Xiaoming", "王小明", 0.85, "name_near"),
        ("Tanaka Hiroshi", "たなかひろし", 0.8, "name_sounds"),
        ("Sarah Levy", "שרה לוי", 0.8, "name_sounds"),
        ("Mohan Zor", "मोहन ज़ोर", 0.75, "name_near"),
        ("Georgios Zormas", "Γεώργιος Ζορμάς", 1.0, "name_same"),
    ],
)
def test_spellings_orders_parts_and_scripts_are_recognised(asked, recorded, least, code):
    found = named(asked, recorded)
    assert found.similarity >= least
    assert found.reason.code == code
    assert found.reason.params == {"asked": asked, "recorded": recorded}


@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        ("Ilko Zorvak", "Ilko Quilmora"),
        ("Ilko Zorvak", "Perun Quilmora"),
        ("Ilko Zorvak", "Ilko"),
        ("Ana Bel", "Anabelle Quilmora"),
    ],
)
def test_one_shared_word_is_not_enough(asked, recorded):
    assert named(asked, recorded).similarity < 0.75


def test_the_most_alike_of_several_names_counts():
    found = compare_names(
        [{"full": "Perun Quilmora"}, {"family": "Zorvak", "forename": "Ilko"}],
        [{"full": "Somebody Else"}, {"full": "Ilko Zorvak"}],
    )
    assert found.similarity == 1.0
    assert found.reason.params == {"asked": "Ilko Zorvak", "recorded": "Ilko Zorvak"}


def test_without_a_name_on_one_side_nothing_is_said():
    assert compare_names([], [{"full": "Ilko"}]) is None
    assert compare_names([{"full": "..."}], [{"full": "Ilko"}]) is None


@pytest.mark.parametrize(
    ("asked", "recorded", "similarity", "code"),
    [
        ("1985-03-07", "1985-03-07", 1.0, "birth_date_same"),
        ("1985", "1985", 1.0, "birth_date_same"),
        ("1985-03-07", "1985-07-03", 0.9, "birth_date_swapped"),
        ("1985-03-07", "1985-03", 0.9, "birth_date_partly"),
        ("1985-03-07", "1985", 0.8, "birth_date_partly"),
        ("1985", "1985-03-07", 0.8, "birth_date_partly"),
        ("1985-03-07", "1986-03-07", 0.8, "birth_year_off"),
        ("1985", "1984", 0.6, "birth_year_off"),
        ("1985-03-07", "1985-11-20", 0.3, "birth_year_same"),
    ],
)
def test_dates_agree_as_far_as_they_are_known(asked, recorded, similarity, code):
    found = compare_dates(asked, recorded)
    assert (found.similarity, found.reason.code) == (similarity, code)


def test_dates_that_contradict_each_other_have_no_reason():
    found = compare_dates("1985-03-07", "1961-01-01")
    assert (found.similarity, found.reason) == (0.0, None)


@given(partial, partial)
def test_dates_are_compared_alike_from_both_sides(one, other):
    assert compare_dates(one, other).similarity == compare_dates(other, one).similarity


def test_unknown_values_say_nothing():
    assert compare_dates("", "1985") is None
    assert compare_countries((), ("UTO",)) is None
    assert compare_sexes("U", "M") is None
    assert compare_sexes("F", "X") is None


def test_one_shared_nationality_is_enough():
    assert compare_countries(("QMA", "UTO"), ("UTO",)).reason.params == {"recorded": "UTO"}
    assert compare_countries(("QMA",), ("UTO",)).similarity == 0.0


def test_sexes_agree_or_contradict():
    assert compare_sexes("F", "F").similarity == 1.0
    assert compare_sexes("F", "M").similarity == 0.0
