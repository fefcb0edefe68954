"""Names, choices, numbers, calibres and colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.field_kinds import (
    calibre,
    decimal_number,
    eye_colour,
    hair_colour,
    language_code,
    long_text,
    make,
    model,
    offence,
    one_of,
    person_name,
    several_of,
    sex,
    short_text,
    whole_number,
    yes_no,
)
from entraide.engine.schema.field_kinds.colours import (
    EYES,
    EYES_IN_EXCHANGE,
    HAIR,
    HAIR_IN_EXCHANGE,
)
from entraide.engine.schema.field_kinds.offence import CIVIL, CRIMES
from entraide.errors import Invalid

THEFTS = {"theft": "Theft", "armed_robbery": "Armed robbery", "found": "Found, owner unknown"}


def same(kind, one, other):
    return kind.exact(kind.clean(one)) == kind.exact(kind.clean(other))


def near(kind, one, other):
    return bool(set(kind.keys(kind.clean(one))) & set(kind.keys(kind.clean(other))))


def refusal(kind, value):
    with pytest.raises(Invalid) as caught:
        kind.clean(value)
    return caught.value


# -- text --


def test_text_is_tidied_and_keeps_its_letters():
    assert short_text.clean("  a \t b\n c\u200e\0 ") == "a b c"
    assert short_text.clean("e\u0301") == "é"
    assert long_text.clean(" a \r\n\n\n\n b ") == "a\n\nb"


@pytest.mark.parametrize(
    ("value", "code"),
    [("x" * 201, "too_long"), ("\u200e", "empty"), ("\ud800", "text_encoding"), (["a"], "text")],
)
def test_text_that_cannot_be_kept_is_refused(value, code):
    assert refusal(short_text, value).code == code


# -- choices --


@pytest.mark.parametrize(
    "written", ["armed_robbery", "Armed robbery", "ARMED-ROBBERY", "armed robbery"]
)
def test_a_choice_is_read_by_its_code_or_its_label(written):
    assert one_of(THEFTS).clean(written) == "armed_robbery"


def test_a_misspelt_choice_is_refused_with_the_one_that_was_meant():
    refused = refusal(one_of(THEFTS), "armed robery")
    assert refused.repair == "armed_robbery"
    assert "theft, armed_robbery, found" in refused.problem()["expected"]
    assert refusal(one_of(THEFTS), "zzz").repair is None


def test_several_choices_are_kept_in_the_lists_order_each_once():
    kind = several_of(THEFTS)
    assert kind.clean("found; theft, Theft") == ["theft", "found"]
    assert kind.clean(["found", "theft"]) == ["theft", "found"]
    assert kind.keys(["theft", "found"]) == ("theft", "found")


def test_a_label_with_a_comma_is_one_choice():
    assert several_of(THEFTS).clean("Found, owner unknown") == ["found"]


@pytest.mark.parametrize(
    ("written", "kept"), [("yes", True), ("OUI", True), ("Sí", True), ("نعم", True), (True, True),
                          ("no", False), ("لا", False), (0, False), ("false", False)],
)  # fmt: skip
def test_yes_and_no_are_read_in_four_languages(written, kept):
    assert yes_no.clean(written) is kept


@pytest.mark.parametrize(("written", "kept"), [("m", "M"), ("Female", "F"), ("<", "X"), ("U", "U")])
def test_a_sex_is_read_as_documents_and_forms_give_it(written, kept):
    assert sex.clean(written) == kept


# -- numbers --


@given(st.integers(-(10**6), 10**6))
def test_a_whole_number_is_read_in_every_script(number):
    kind = whole_number(-(10**6), 10**6, "kg")
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for written in (number, str(number), f" {number} kg ", arabic, float(number), f"{number}.0"):
        assert kind.clean(written) == number


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1,82", 1.82), ("1.82 m", 1.82), ("١٫٨٢", 1.82), (1.8200001, 1.82), ("1,234.5", 1234.5),
     ("1 234,5", 1234.5), ("1’234.5", 1234.5)],
)  # fmt: skip
def test_a_decimal_number_is_read_as_four_countries_write_it(written, kept):
    assert decimal_number(0, 5000, "m").clean(written) == kept


@pytest.mark.parametrize("wrong", ["", "abc", "1.5", "--1", True, float("nan"), None, [1], "1_000"])
def test_what_is_no_whole_number_is_refused(wrong):
    assert refusal(whole_number(0, 10), wrong).code in {"number", "empty", "text"}


def test_a_number_out_of_range_is_refused_with_the_range():
    assert "from 0 to 10 kg" in refusal(whole_number(0, 10, "kg"), 11).problem()["expected"]


def test_thousands_that_look_like_decimals_are_refused_with_what_was_meant():
    assert refusal(whole_number(0, 10_000), "1,234").repair == 1234


# -- names --


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Anna Maria Eriksson", {"full": "Anna Maria Eriksson", "script": "Latn"}),
        (
            "ERIKSSON<<ANNA<MARIA",
            {"family": "ERIKSSON", "forename": "ANNA MARIA", "script": "Latn"},
        ),
        (
            {"family": "إريكسون", "kind": "alias"},
            {"family": "إريكسون", "kind": "alias", "script": "Arab"},
        ),
        ("Ерикссон Анна", {"full": "Ерикссон Анна", "script": "Cyrl"}),
        ("江利 さくら", {"full": "江利 さくら", "script": "Jpan"}),
        ({"full": "X", "script": "Arab"}, {"full": "X", "script": "Latn"}),
    ],
)
def test_a_name_is_kept_in_parts_or_whole_with_its_script(written, kept):
    assert person_name.clean(written) == kept


@pytest.mark.parametrize(
    "wrong", ["123", "---", {}, {"kind": "alias"}, {"family": "", "full": None}]
)
def test_a_name_without_a_letter_is_refused(wrong):
    assert refusal(person_name, wrong).code in {"name", "empty", "group"}


def test_an_unknown_part_of_a_name_is_refused_with_the_nearest():
    refused = refusal(person_name, {"famili": "X"})
    assert (refused.code, refused.field, refused.repair) == ("unknown_field", "famili", "family")


def test_a_name_is_shown_in_the_order_of_documents():
    assert person_name.show({"family": "A", "forename": "B", "script": "Latn"}, "en") == "A, B"
    alias = {"full": "Owl", "kind": "alias", "script": "Latn"}
    assert person_name.show(alias, "en") == "Owl (Alias)"


# -- firearms and vehicles --


@pytest.mark.parametrize(
    "names",
    [
        ("9x19mm", "9mm Parabellum", "9 mm Luger", "9 PARA", "9×19 mm", "9mm Luger", "9 mm NATO"),
        (".45 ACP", "45 ACP", ".45 Auto", "cal. .45"),
        (".22 LR", "22 Long Rifle", ".22lr", "calibre 22"),
        ("12 gauge", "12 ga", "12/70", "Cal. 12"),
        ("7.62x39", "7,62 x 39 mm", "7.62×39mm"),
        (".38 Special", "38 Spl", ".38 Spl."),
        (".380 ACP", "9mm kurz", "9x17mm", "9 mm Short", "9mm corto"),
        (".357 Magnum", "357 Mag"),
    ],
)
def test_the_names_of_one_calibre_are_equal(names):
    assert len({calibre.exact(calibre.clean(name)) for name in names}) == 1


def test_what_says_too_little_of_a_calibre_is_near_what_says_more():
    assert near(calibre, "9 mm", "9x19")
    assert near(calibre, "9 mm", "9x18")
    assert not near(calibre, "9x19", "9x18")
    assert near(calibre, ".308 Win", "7.62x51")
    assert not same(calibre, ".308 Win", "7.62x51")


def test_makes_and_models_are_compared_without_what_does_not_count():
    assert same(make, "VW", "Volkswagen AG")
    assert same(make, "Mercedes", "MERCEDES-BENZ")
    assert same(make, "Smith & Wesson", "S&W")
    assert same(make, "Citroën", "CITROEN")
    assert not same(make, "Opel", "Seat")
    assert same(model, "Golf-GTI", "GOLF GTI")


# -- code tables --


def test_offences_are_the_71_codes_and_the_civil_ones():
    assert (len(CRIMES), len(CIVIL)) == (71, 7)
    assert offence.clean("ilm") == offence.clean("Murder or manslaughter") == "ILM"


@pytest.mark.parametrize(
    ("kind", "names", "exchange"),
    [(eye_colour, EYES, EYES_IN_EXCHANGE), (hair_colour, HAIR, HAIR_IN_EXCHANGE)],
)
def test_colours_go_into_the_exchanges_codes_and_come_back_near(kind, names, exchange):
    assert names.keys() == exchange.keys()
    for code, other in exchange.items():
        if other != "XXX" and code not in {"BROF", "REDA", "GRYG"}:
            assert near(kind, code, other)


def test_a_shade_of_a_colour_is_near_it():
    assert near(eye_colour, "BLUL", "blue")
    assert not same(eye_colour, "BLUL", "blue")
    assert eye_colour.clean("HAZ") == "BROH"


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (hair_colour, "red", "RED"),
        (hair_colour, "Red hair", "RED"),
        (hair_colour, "roux", "RED"),
        (hair_colour, "Brown", "BRO"),
        (hair_colour, "castaño", "BRO"),
        (eye_colour, "Brown", "BRO"),
        (eye_colour, "Light", "OTHL"),
        (eye_colour, "light eyes", "OTHL"),
    ],
)
def test_a_colour_is_read_as_people_write_it(kind, written, code):
    assert kind.clean(written) == code


@pytest.mark.parametrize(
    "written", ["ger", "DEU", "de", "German", "allemand", "alemán", "الألمانية"]
)
def test_languages_are_kept_by_their_bibliographic_code(written):
    assert language_code.clean(written) == "GER"


def test_a_code_for_a_family_of_languages_is_kept_too():
    assert language_code.clean("cau") == "CAU"
    with pytest.raises(Invalid):
        language_code.clean("QQQ")
