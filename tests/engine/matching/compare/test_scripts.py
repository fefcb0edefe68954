"""Words of two scripts: how likely they are one name. The names are common ones or invented."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.matching.compare.scripts import (
    LEAST_LIKENESS,
    LatinWords,
    digest,
    likeness,
    likeness_of_natives,
    likenesses,
    romanisations,
    script_keys,
)

SAME = [
    ("Мухаммед", "Cyrl", "mukhammed"), ("Щербаков", "Cyrl", "shcherbakov"),
    ("Юрій", "Cyrl", "yurii"), ("محمد", "Arab", "mohammed"), ("محمد", "Arab", "muhamad"),
    ("علی", "Arab", "ali"), ("דניאלה", "Hebr", "daniella"), ("Γεωργίου", "Grek", "georgiou"),
    ("Παπαδόπουλος", "Grek", "papadopoulos"), ("マルティン", "Kana", "martin"),
    ("さくら", "Hira", "sakura"), ("김", "Hang", "kim"), ("미영", "Kore", "miyoung"),
    ("王", "Hani", "wang"), ("馬丁", "Hant", "martin"), ("Գրիգորյան", "Armn", "grigoryan"),
    ("გიორგი", "Geor", "giorgi"), ("नरेन्द्र", "Deva", "narendra"),
]  # fmt: skip
OTHERS = ("smith", "oyelaran", "quispe", "lindqvist", "petrenko", "nakamura", "fernandes", "zhou")


@pytest.mark.parametrize(("native", "script", "latin"), SAME)
def test_a_word_and_its_romanisation_are_likely_one_name(native, script, latin):
    assert likeness(native, script, latin) > 0.5


@pytest.mark.parametrize(("native", "script", "latin"), SAME)
def test_a_word_is_liker_its_romanisation_than_any_other_name(native, script, latin):
    weighed = likenesses(native, script, [latin, *OTHERS])
    assert weighed.argmax() == 0
    assert (weighed[1:] < 0.2).all()


@given(
    native=st.text(max_size=12),
    script=st.sampled_from(
        ["Arab", "Cyrl", "Hani", "Hang", "Kana", "Hebr", "Grek", "Thai", "Latn", ""]
    ),
    latins=st.lists(st.text(max_size=12), max_size=5),
)
def test_any_text_has_a_likeness_between_none_and_all(native, script, latins):
    weighed = likenesses(native, script, latins)
    assert len(weighed) == len(latins)
    assert ((weighed >= 0) & (weighed <= 1)).all()


@given(latins=st.lists(st.text("abcdefghijklmnopqrstuvwxyz", max_size=9), min_size=1, max_size=9))
def test_a_word_weighs_the_same_alone_and_among_others(latins):
    together = likenesses("Иванова", "Cyrl", LatinWords(latins))
    alone = [likeness("Иванова", "Cyrl", latin) for latin in latins]
    told = np.where(together < LEAST_LIKENESS, 0.0, together)
    assert np.allclose(told, alone, rtol=0, atol=1e-6)


def test_what_has_no_letters_is_like_nothing():
    assert likeness("", "Arab", "ali") == 0.0
    assert likeness("علی", "Arab", "") == 0.0
    assert likeness("علی", "Arab", "123") == 0.0


def test_accents_and_capitals_of_the_latin_word_do_not_matter():
    assert likeness("Зима", "Cyrl", "ŽIMA") == likeness("Зима", "Cyrl", "zima")


def test_the_digest_names_the_table():
    assert len(digest()) == 16


@pytest.mark.parametrize(("native", "script", "latin"), SAME)
def test_a_word_and_its_romanisation_share_a_key(native, script, latin):
    assert set(script_keys(native, script)) & set(script_keys(latin, "Latn"))


@given(
    word=st.text(max_size=12),
    script=st.sampled_from(["Arab", "Cyrl", "Hani", "Hang", "Kana", "Grek", "Thai", "Latn", ""]),
)
def test_keys_are_few_and_short(word, script):
    keys = script_keys(word, script)
    assert len(keys) == len(set(keys)) <= 12
    assert all(len(key) <= 4 for key in keys)


def test_the_likeliest_romanisation_is_what_a_passport_may_carry():
    assert romanisations("Мартин", "Cyrl")[0][0] == "martin"
    assert "giorgi" in dict(romanisations("გიორგი", "Geor"))
    assert romanisations("", "Cyrl") == ()


def test_two_native_words_meet_through_latin_in_either_order():
    mohammed, muhammad = ("محمد", "Arab"), ("Мухаммед", "Cyrl")
    assert likeness_of_natives(mohammed, muhammad) > 0.5
    assert likeness_of_natives(mohammed, muhammad) == likeness_of_natives(muhammad, mohammed)
    assert likeness_of_natives(("Мартин", "Cyrl"), ("マルティン", "Kana")) > 0.5
    assert likeness_of_natives(mohammed, ("Щербаков", "Cyrl")) < 0.1
    assert likeness_of_natives(mohammed, ("", "Cyrl")) == 0.0
