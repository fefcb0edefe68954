import pytest

from entraide.engine.schema.field_kinds import country
from entraide.engine.schema.field_kinds.country_codes import ISO, SPECIAL
from entraide.errors import Invalid
from entraide.language import LANGUAGES


def near(one, other):
    return bool(set(country.keys(country.clean(one))) & set(country.keys(country.clean(other))))


def same(one, other):
    return country.exact(country.clean(one)) == country.exact(country.clean(other))


def test_all_249_countries_are_known_by_both_codes_and_by_name_in_every_language():
    assert len(ISO) == 249
    for two, three in ISO.items():
        assert country.clean(two) == country.clean(three) == country.clean(three.lower()) == three
        for language in LANGUAGES:
            assert country.clean(country.show(three, language)) == three


@pytest.mark.parametrize("code", sorted(SPECIAL))
def test_codes_that_only_documents_bear_are_kept_and_have_a_name(code):
    assert country.clean(code) == code
    assert country.show(code, "en") != code


@pytest.mark.parametrize("code", ["QMA", "QZZ", "XAA", "XZZ", "AAA", "ZZZ", "XOM", "UTO"])
def test_user_assigned_codes_are_accepted(code):
    assert country.clean(code) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("D", "DEU"), ("D<<", "DEU"), ("UK", "GBR"), ("XK", "RKS"), ("Allemagne", "DEU"),
        ("ألمانيا", "DEU"), ("المانيا", "DEU"), ("Côte d'Ivoire", "CIV"), ("ivory coast", "CIV"),
        ("Korea, Republic of", "KOR"), ("Republic of Korea", "KOR"), ("North Korea", "PRK"),
        ("Democratic People's Republic of Korea", "PRK"), ("Congo (RDC)", "COD"),
        ("Congo (the Democratic Republic of the)", "COD"), ("Republic of the Congo", "COG"),
        ("Bolivia (Plurinational State of)", "BOL"), ("the Netherlands", "NLD"),
        ("United States of America", "USA"), ("Estados Unidos", "USA"), ("Türkiye", "TUR"),
        ("St. Lucia", "LCA"), ("République tchèque", "CZE"), ("Burma", "MMR"), ("Utopia", "UTO"),
        ("People's Republic of China", "CHN"), ("Republic of China", "TWN"),
        ("Soviet Union", "SUN"), ("apatride", "XXA"),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(text, code):
    assert country.clean(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Korea",
        "Congo Republic of the Congo Islands",
        "CS",
        "unk",
        "xxx",
        "dominican",
        "ABCD",
        "1",
        "?",
    ],
)
def test_what_may_mean_several_countries_or_none_is_refused(text):
    with pytest.raises(Invalid) as caught:
        country.clean(text)
    assert caught.value.code == "country"


def test_a_misspelt_name_is_refused_with_the_one_that_was_meant():
    with pytest.raises(Invalid) as caught:
        country.clean("Germny")
    assert caught.value.repair == "DEU"


@pytest.mark.parametrize(
    ("one", "other"), [("D", "DEU"), ("GBD", "GBR"), ("ROM", "ROU"), ("XKX", "RKS"), ("ZAR", "COD")]
)
def test_codes_of_one_issuer_are_equal(one, other):
    assert same(one, other)
    assert near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("YUG", "SRB"), ("HRV", "YUG"), ("SUN", "UKR"), ("ANT", "CUW"), ("UNK", "RKS"), ("UNA", "UNO"),
     ("JEY", "GBR"), ("HKG", "CHN"), ("DDR", "DEU"), ("GLP", "FRA")],
)  # fmt: skip
def test_a_former_state_and_a_dependent_territory_are_near_the_state_they_belong_to(one, other):
    assert near(one, other)
    assert not same(one, other)


@pytest.mark.parametrize(("one", "other"), [("SRB", "HRV"), ("PRK", "KOR"), ("XXA", "XXB")])
def test_two_states_are_not_near_each_other(one, other):
    assert not near(one, other)


def test_codes_are_declared_as_kept():
    assert country.clean("GBD") == "GBD"
    assert country.clean("ROM") == "ROM"
