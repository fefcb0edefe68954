"""The score of a person: what both sides know, weighed; unknown is neither for nor against."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.reasons import NAME_REASONS, PART_REASONS, PERSON_REASONS
from entraide.engine.matching.score import NOTHING, Asked, person_form, score
from entraide.engine.matching.thresholds import Use

RECORD = {
    "names": [{"family": "Zorvak", "forename": "Ilko"}],
    "birth_date": "1987-05-02",
    "nationalities": ["UTO"],
    "sex": "M",
}

words = st.from_regex(r"[a-z]{1,10}", fullmatch=True)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)
wild = st.text(min_size=1, max_size=40)


def person(*names, **known):
    return person_form({"names": [{"full": name} for name in names], **known})


def scored(asked, recorded=None):
    return score(asked, person_form(RECORD) if recorded is None else recorded, neutral())


def strength(one, other):
    return Asked(one, neutral()).strength(other)


def codes(found):
    return [reason.code for reason in found.reasons]


def test_everything_the_same_says_why():
    found = scored(person("Ilko Zorvak", birth_date="1987-05-02", nationalities=["UTO"], sex="M"))
    assert found.score > Use.BORDER.value
    assert codes(found) == ["name_same", "birth_date_same", "nationality_same", "sex_same"]
    assert found.reasons[0].params == {"asked": "Ilko Zorvak", "recorded": "Ilko Zorvak"}
    assert found.differs == ()


def test_a_name_alone_is_listed():
    assert scored(person("Ilko Zorvak")).score > Use.BORDER.value


def test_a_namesake_born_on_another_day_is_less_likely():
    found = scored(person("Ilko Zorvak", birth_date="1961-01-30"))
    assert found.score < scored(person("Ilko Zorvak")).score
    assert [(each.field, each.asked, each.recorded) for each in found.differs] == [
        ("birth_date", "1961-01-30", "1987-05-02")
    ]


def test_without_any_likeness_of_name_the_score_is_nothing():
    assert scored(person("Perun Quilmora", birth_date="1987-05-02", sex="M")) == NOTHING
    assert scored(person(birth_date="1987-05-02")) == NOTHING
    assert scored(person("..."), person("...")) == NOTHING


@given(
    st.sampled_from(["", "1987", "1987-05-02", "1961-01-30"]),
    st.sampled_from([[], ["UTO"], ["QMA"]]),
    st.sampled_from(["", "M", "F", "U"]),
)
def test_what_the_record_does_not_know_does_not_count(birth_date, nationalities, sex):
    asked = person("Ilko Zorvak", birth_date=birth_date, nationalities=nationalities, sex=sex)
    bare = person_form({"names": RECORD["names"]})
    assert scored(asked, bare).score == scored(person("Ilko Zorvak"), bare).score


@given(st.one_of(names, wild), st.one_of(names, wild))
def test_the_score_is_the_same_from_both_sides(one, other):
    mine, others = person(one), person(other)
    assert strength(mine, others) == pytest.approx(strength(others, mine), abs=1e-9)
    assert 0.0 <= strength(mine, others) <= 1.0


@given(names, names, st.sampled_from(["1987-05-02", "1987", "1987-02-05", "1986-05-02"]))
def test_an_agreeing_field_never_lowers_and_a_contradiction_never_raises(one, other, born):
    bare = strength(person(one), person(other))
    agreeing = (
        {"birth_date": born},
        {"nationalities": ["UTO"]},
        {"sex": "M"},
        {"birth_place": "Utopolis"},
        {"parents": [{"full": "Perun Zorvak"}]},
        {"numbers": ["X1234567"]},
    )
    contradicting = (
        {"birth_date": "1944-11-30"},
        {"nationalities": ["QMA"]},
        {"sex": "F"},
        {"birth_place": "Quilmora"},
        {"parents": [{"full": "Dagny Ostrel"}]},
        {"numbers": ["QQ998877"]},
    )
    for same, differs in zip(agreeing, contradicting, strict=True):
        record = person(
            other, **(same | ({"birth_date": "1987-05-02"} if "birth_date" in same else {}))
        )
        assert strength(person(one, **same), record) >= bare
        assert strength(person(one, **differs), record) <= bare


@given(names, names, names)
def test_a_further_name_never_lowers(one, other, further):
    assert strength(person(one), person(other, further)) >= strength(person(one), person(other))


@given(st.lists(words, min_size=2, max_size=5), names, st.randoms(use_true_random=False))
def test_the_order_of_parts_does_not_matter_where_nothing_tells_what_they_are(parts, other, chance):
    turned = list(parts)
    chance.shuffle(turned)
    one, two = (person(" ".join(each)) for each in (parts, turned))
    if {word.role for word in (*one.names[0].words, *two.names[0].words)} == {0}:
        assert strength(one, two) == pytest.approx(strength(one, one))


@given(wild, wild)
def test_any_text_can_be_scored_and_explained(one, other):
    found = scored(person(one), person(other))
    for reason in found.reasons:
        assert (PERSON_REASONS | NAME_REASONS)[reason.code] % reason.params
    for part in found.parts:
        assert PART_REASONS[part.code] % {"asked": part.asked, "recorded": part.recorded}
    assert found.score == pytest.approx(strength(person(one), person(other)), abs=1e-4)


def test_every_field_says_what_it_gave_or_took():
    found = scored(person("Ilko Zorvak", birth_date="1961-01-30", nationalities=["UTO"]))
    assert [(each.field, each.points > 0) for each in found.fields] == [
        ("names", True),
        ("birth_date", False),
        ("nationality", True),
    ]


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Jon Zorvak", "John Zorvak", Use.BUREAU.value),
        ("Ann Zorvak", "Anne Zorvak", Use.BUREAU.value),
        ("ZorvakIlko", "Zorvak Ilko", Use.BUREAU.value),
        ("Abd al-Rahman Zorvak", "Abdulrahman Zorvak", Use.BUREAU.value),
        ("Ilko Perun Zorvak", "Ilko Zorvak", Use.BUREAU.value),
        ("JC Zorvak", "Jean-Claude Zorvak", Use.BUREAU.value),
    ],
)
def test_slips_spellings_and_what_is_left_out_are_forgiven(one, other, least):
    assert strength(person(one), person(other)) >= least


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salman bin Muhammad", "Muhammad bin Salman"),
        ("Ilko Viktorovich Zorvak", "Ilko Borisovich Zorvak"),
        ("Ilko Perun Zorvak", "Ilko Dagobert Zorvak"),
        ("Ilko Zorvak", "Ilko Quilmora"),
        ("Zorvak Fund II Ltd", "Zorvak Fund III Ltd"),
    ],
)
def test_what_contradicts_is_not_forgiven(one, other):
    assert strength(person(one), person(other)) < Use.BUREAU.value


def test_a_part_left_out_is_not_a_part_contradicted():
    full = person("Ilko Viktorovich Zorvak")
    assert strength(full, person("Ilko Zorvak")) > strength(full, person("Ilko Borisovich Zorvak"))


def test_a_common_name_proves_less_where_it_is_common():
    one = person("Kim Zorvak", nationalities=["KOR"])
    elsewhere = person("Kim Zorvak", nationalities=["ISL"])
    assert strength(one, one) < strength(elsewhere, elsewhere)
    assert neutral().bits("kim", "KOR") < neutral().bits("kim") < neutral().bits("zorvak")


def test_the_parts_say_what_met_what():
    found = scored(person("Ilko Viktorovich Zorvak"), person("Ilko Borisovich Zorvan"))
    assert [(part.code, part.asked, part.recorded) for part in found.parts] == [
        ("unlike", "viktorovich", "borisovich"),
        ("letter", "zorvak", "zorvan"),
        ("equal", "ilko", "ilko"),
    ]
    assert codes(found)[0] == "name_conflict"


@given(
    st.sampled_from(["KOR", "VNM", "PAK", "EGY", "ESP"]),
    st.lists(
        st.sampled_from(["kim", "park", "nguyen", "mohammad", "ali", "garcia"]),
        min_size=1,
        max_size=3,
    ),
    st.lists(st.sampled_from(["kim", "lee", "van", "mohamed", "khan", "maria"]), max_size=2),
)
def test_a_shared_nationality_never_lowers_a_name_that_is_common_there(country, shared, more):
    one, other = " ".join(shared), " ".join([*shared, *more])
    known, unlike = (
        strength(person(one, nationalities=[country]), person(other, nationalities=[nationality]))
        for nationality in (country, "UTO")
    )
    assert known >= strength(person(one), person(other)) >= unlike
