"""Words that one script writes as one and another as several meet as one."""

import pytest

from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.compare.names import align
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import How
from entraide.engine.matching.normalise.name import form_of


def _align(one, other):
    return align(*(Side(form_of(full=name), neutral()) for name in (one, other)))


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("رحمت الله زروکی", "Rahmatullah ZARVOKI"),
        ("علیرضا زروکی", "Ali Reza ZARVOKI"),
        ("زروکی نیا احمد", "ZARVOKINIA Ahmad"),
        ("김정은", "Kim Jong-un"),
        ("毛泽东", "Mao Tse-tung"),
        ("Илко Жан-Пьер", "Ilko JEANPIERRE"),
    ],
)
def test_a_joined_word_meets_its_parts_in_another_script(native, latin):
    met = _align(native, latin)
    assert all(each.how < How.UNLIKE for each in met)
    assert max(each.recorded.bit_count() + each.asked.bit_count() for each in met) > 2


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("김영숙", "Kim Yong Bok"),
        ("林志誠", "Lin Zaw Min"),
        ("رحمت الله زروکی", "Rahimi Ullman ZARVOKI"),
    ],
)
def test_parts_that_are_other_names_do_not_meet(native, latin):
    assert any(each.how is How.UNLIKE for each in _align(native, latin))


def test_it_is_the_same_whichever_is_asked():
    one, other = "رحمت الله زروکی", "Rahmatullah ZARVOKI"
    turned = sorted((met.recorded, met.asked, met.how) for met in _align(other, one))
    assert sorted((met.asked, met.recorded, met.how) for met in _align(one, other)) == turned
