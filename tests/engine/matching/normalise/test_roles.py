"""Each word of a name is known for what it is: name, particle, title, legal form."""

import pytest

from entraide.engine.matching.normalise.name import Role, form_of
from entraide.engine.matching.normalise.spelling_cells import spellings


def roles(full="", *, family="", forename=""):
    return {word.text: word.role for word in form_of(family, forename, full).words}


@pytest.mark.parametrize(
    ("full", "word", "role"),
    [
        ("ZORVAK, Ilko", "zorvak", Role.FAMILY),
        ("ZORVAK, Ilko", "ilko", Role.GIVEN),
        ("Ilko ZORVAK", "zorvak", Role.FAMILY),
        ("Ilko von Zorvak", "von", Role.PARTICLE),
        ("Ilka de la Zorva", "la", Role.PARTICLE),
        ("Ilko al-Zorvaki", "al", Role.PARTICLE),
        ("Ilko as-Sorvaki", "as", Role.PARTICLE),
        ("Salim bin Ilyas al-Zorvaki", "bin", Role.LINK),
        ("Salim bin Ilyas al-Zorvaki", "ilyas", Role.PATRONYMIC),
        ("Ilko Petrovich Zorvak", "petrovich", Role.PATRONYMIC),
        ("Илко Петрович Зорвак", "petrovich", Role.PATRONYMIC),
        ("Zorvak Ilko Peter oğlu", "oglu", Role.LINK),
        ("Zorvak Ilko Peter oğlu", "peter", Role.PATRONYMIC),
        ("Dr. Ilko Zorvak", "dr", Role.TITLE),
        ("Haji Mullah Ilyas Zorvaki", "mullah", Role.TITLE),
        ("Ilko Zorvak PhD", "phd", Role.TITLE),
        ("Ilko P. Zorvak", "p", Role.INITIAL),
        ("Ilko Zorvak Jr.", "jr", Role.GENERATION),
        ("Ilko Peter Zorvak III", "iii", Role.GENERATION),
        ("王小明", "wang", Role.FAMILY),
        ("김정은", "kim", Role.FAMILY),
        ("Nguyen Van Duc", "nguyen", Role.FAMILY),
        ("Nguyen Van Duc", "van", Role.GIVEN),
        ("Nagy Ilona", "nagy", Role.FAMILY),
        ("Zorvak Trading GmbH", "gmbh", Role.LEGAL_FORM),
        ("Zorvak Trading GmbH", "trading", Role.ORG_WORD),
        ("Zorvak Bank 24 Limited", "24", Role.NUMBER),
        ("First Zorvak Bank Limited", "first", Role.NUMBER),
        ("Zorvak Brigade Forty-Four", "44", Role.NUMBER),
        ("Zorvak Holding VII Ltd", "vii", Role.NUMBER),
        ("ZorvakGmbH", "gmbh", Role.LEGAL_FORM),
        ("Z.V.K. Company", "zvk", Role.NAME),
        ("Zorvak S.A.", "sa", Role.LEGAL_FORM),
        ("S.A. Zorvak", "s", Role.INITIAL),
    ],
)
def test_a_word_is_known_for_what_it_is(full, word, role):
    assert roles(full)[word] is role


def test_what_could_be_a_title_stays_a_name_where_nothing_else_is_left():
    assert roles(family="King", forename="Major") == {"king": Role.FAMILY, "major": Role.GIVEN}
    assert roles("Said Ali")["said"] is Role.NAME


def test_a_family_name_may_begin_with_a_link():
    assert roles(family="bin Zorvak", forename="Ilko")["zorvak"] is Role.FAMILY


@pytest.mark.parametrize(
    ("full", "kind"),
    [
        ("Zorvak Shipping Company Limited", "organisation"),
        ("ООО Зорвак", "organisation"),
        ("北京佐尔瓦克有限公司", "organisation"),
        ("Bank of Zorvakia", "organisation"),
        ("ZVK Co.", "organisation"),
        ("ZORVAK REFINERY CORPORATION", "organisation"),
        ("General Zorvak", "person"),
        ("A. E. Zorvak", ""),
        ("M/V Zorvak Star", "thing"),
        ("Dr. Ilko Zorvak", "person"),
        ("ZORVAK, Ilko", "person"),
        ("Maria de Sa", "person"),
        ("Ilko Zorvak", ""),
        ("", ""),
    ],
)
def test_whose_sort_of_name_it_is(full, kind):
    assert form_of(full=full).kind == kind


@pytest.mark.parametrize(
    ("one", "other"), [("1st", "First"), ("Forty-four", "44"), ("VII", "7"), ("Third", "3rd")]
)
def test_a_number_is_the_same_in_digits_and_in_words(one, other):
    numbers = [
        word.symbols
        for text in (one, other)
        for word in form_of(full=f"Zorvak Bank {text} Limited").words
        if word.role is Role.NUMBER
    ]
    assert numbers[0] == numbers[1] != ()


def test_a_legal_form_of_several_words_is_one_word_with_the_symbols_of_its_short_form():
    (one,) = [
        w for w in form_of(full="Zorvak gesellschaft mit beschränkter Haftung").words if w.role
    ]
    (two,) = [word for word in form_of(full="Zorvak GmbH").words if word.role]
    assert one.role is two.role is Role.LEGAL_FORM
    assert set(one.symbols) & set(two.symbols)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Ilko Zorvak (Илко Зорвак)", ("Ilko Zorvak", "Илко Зорвак")),
        ("Ilko Zorvak a.k.a. Ilja Zorwak; I. Z.", ("Ilko Zorvak", "Ilja Zorwak", "I. Z")),
        ("Ilko Zorvak", ("Ilko Zorvak",)),
        ("", ()),
    ],
)
def test_a_cell_of_several_spellings_is_taken_apart(cell, found):
    assert tuple(each.rstrip(".") for each in spellings(cell)) == found
