"""Names of every script carry the spellings that travel documents give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.matching.normalise.fold import fold, key_of
from entraide.engine.matching.normalise.latin import is_consonantal
from entraide.engine.matching.normalise.name import MOST_WORDS, form_of

texts = st.text(max_size=80)


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Müller", "muller mueller"),
        ("Ørsted", "orsted oersted"),
        ("Łódź", "lodz"),
        ("Əliyev", "aliyev eliyev"),
        ("Щербаков", "shcherbakov chtcherbakov scerbakov schtscherbakow"),
        ("Юлия", "yuliya iuliia iouliia julija"),
        ("Євген", "yevhen"),
        ("Ћирковић", "cirkovic"),
        ("Γεώργιος", "georgios"),
        ("Μπάμπης", "bampis"),
        ("たろう", "taro tarou"),
        ("しんじ", "shinji sinzi"),
        ("मोहन", "mohan mohana"),
        ("चन्द्र", "chandra"),
        ("สมชาย", "somchai"),
        ("გიორგი", "giorgi"),
        ("Հայկ", "hayk"),
        ("محمد", "mhmd muhammad"),
        ("יוסף", "ywsp yosef"),
        ("정은", "jeongeun jungeun chongun"),
    ],
)
def test_a_word_has_the_spellings_of_documents(written, spelt):
    (word,) = form_of(forename=written).words
    assert set(spelt.split()) <= {word.text, *word.also}
    assert word.text == spelt.split()[0]


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("王小明", "wang wong", "xiaoming hsiaoming"),
        ("欧阳小明", "ouyang auyeung", "xiaoming"),
        ("이영희", "lee yi rhee", "yeonghui"),
        ("박정은", "park bak pak", "jeongeun"),
        ("高橋太郎", "takahashi", "taro"),
        ("高橋 太郎", "takahashi", "taro"),
    ],
)
def test_names_without_blanks_are_parted_family_name_first(written, family, given):
    first, second = form_of(full=written).words
    assert set(family.split()) <= {first.text, *first.also}
    assert set(given.split()) <= {second.text, *second.also}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "محمد"),
        ("Ivan", "Иван"),
        ("Vanya", "Ivan"),
        ("Park", "박"),
        ("Chan", "陈"),
        ("Wong", "Huang"),
        ("Bill", "William"),
        ("Georgios", "Γεώργιος"),
    ],
)
def test_one_name_in_two_spellings_shares_a_symbol(one, other):
    (mine,) = form_of(family=one).words
    (yours,) = form_of(family=other).words
    assert set(mine.symbols) & set(yours.symbols)


@pytest.mark.parametrize("written", ["Ivаn", "Ivаn Pеtrоv", "Пeтpoв"])
def test_letters_of_two_scripts_in_one_word_are_made_one_script(written):
    assert all(word.text.isascii() for word in form_of(full=written).words)
    assert form_of(full="Ivаn").texts == ("ivan",)
    assert form_of(full="Пeтpoв").texts == ("petrov",)


def test_native_words_keep_their_own_letters_folded():
    (word,) = form_of(family="Щёголев").words
    assert (word.native, word.script) == ("щеголев", "Cyrl")
    assert form_of(family="Zorvak").words[0].native == ""


@given(texts)
def test_folding_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert key_of(key_of(text)) == key_of(text)


@given(texts, texts, texts)
def test_every_text_has_a_form_whose_words_are_folded(family, forename, full):
    form = form_of(family, forename, full)
    assert len(form.words) <= MOST_WORDS
    for word in form.words:
        assert word.text
        assert fold(word.text) == word.text
        assert all(fold(other) == other and other != word.text for other in word.also)
    assert form == form_of(family, forename, full)


@given(texts)
def test_scripts_without_vowels_are_told(text):
    form = form_of(full=text)
    assert form.is_consonantal <= is_consonantal(text) or any(
        word.script == "Syrc" for word in form.words
    )


@given(
    st.lists(
        st.sampled_from(["ilko", "zorvak", "anselm", "qorin", "belto"]), min_size=1, max_size=5
    )
)
def test_the_form_of_a_forms_words_has_the_same_words(words):
    once = form_of(full=" ".join(words))
    assert form_of(full=" ".join(once.texts)).texts == once.texts


@pytest.mark.parametrize(
    "written", ["ฦๅฤ", "\u0483", "\u2de0 \ua66f", "\u0e47\u0e4c", "ー", "\ud800", "᷀İ"]
)
def test_rare_letters_and_marks_alone_do_no_harm(written):
    form = form_of(full=written)
    assert all(word.text for word in form.words)
