"""The check page as an officer meets it."""

import pytest

from entraide.desks.sample.cases import CASES
from entraide.engine.check.words import verdict
from entraide.language import LANGUAGES

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page_with(page_with, address):
    """The same, once an invented officer of the first line has entered by a card."""

    def opened(path="", **options):
        page = page_with(**options)
        page.locator("button.card").first.click()
        page.locator("#id_text").wait_for()
        if path:
            page.goto(address + path)
        return page

    return opened


def verdicts(page):
    page.locator(".verdict").first.wait_for()
    return page.locator(".verdict .word").all_inner_texts()


def clicked(page, place):
    page.locator(".cases button").nth(place).click()
    return verdicts(page)


@pytest.mark.parametrize("place", range(len(CASES)), ids=[case.code for case in CASES])
def test_each_case_answers_what_it_promises(page_with, place):
    expected = [verdict(asking.verdict, "en") for asking in CASES[place].askings]
    assert clicked(page_with(locale="en"), place) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_in_the_officers_language(page_with, language):
    page = page_with(locale=language)
    assert clicked(page, 0) == [verdict(CASES[0].askings[0].verdict, language)]
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def test_the_language_is_switched_on_the_page_and_stays(page_with):
    page = page_with(locale="en")
    page.get_by_role("button", name="Language").click()
    page.get_by_role("button", name="Español").click()
    page.locator("html[lang=es]").wait_for()
    page.reload()
    assert page.locator("html").get_attribute("lang") == "es"


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_pasted_zone_is_understood(page_with, has_script):
    page = page_with(locale="en", java_script_enabled=has_script)
    zone = next(case for case in CASES if case.code == "damaged_zone").query.subjects[0].text
    page.locator("#id_text").fill(zone)
    page.get_by_role("button", name="Check", exact=True).click()
    assert verdicts(page) == ["Possible"]


def test_an_empty_box_says_what_is_expected_beside_it(page_with):
    page = page_with(locale="en")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("#text-error").wait_for()
    assert page.locator("#id_text").get_attribute("aria-invalid") == "true"
    assert page.locator("#text-error").is_visible()


def test_an_answer_says_whom_to_call_own_bureau_first(page_with):
    page = page_with(locale="en")
    clicked(page, 0)
    assert page.locator(".call strong").all_inner_texts() == ["Almaria", "Utopia"]


def test_the_answer_shows_how_it_was_made(page_with):
    page = page_with(locale="en")
    clicked(page, 1)
    page.get_by_text("How this answer was made").click()
    assert page.locator(".steps tbody tr").count() >= 4


PERSON = 2  # the case of a name in Arabic script
NEAR = "Yousef Tarik Hassan al-Kandily 1984-11-24"


def near(page):
    page.locator("#id_text").fill(NEAR)
    page.locator("form.sheet button").click()
    page.locator(".verdict").first.wait_for()


def test_a_possible_person_shows_first_what_differs_and_how_common_the_name_is(page_with):
    page = page_with(locale="en")
    near(page)
    assert page.locator(".card h4").all_inner_texts()[:3] == [
        "What differs",
        "How common the name is",
        "What to do now",
    ]
    assert "Hassan was asked and is not recorded." in page.locator(".against").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_and_the_points_can_be_compared_in_every_language(page_with, language, scheme):
    page = page_with(locale=language, color_scheme=scheme)
    near(page)
    assert page.locator(".parts tbody tr").count() >= 4
    assert page.locator(".points tbody tr").count() == 2
    bars = page.locator(".points rect")
    axis = page.locator(".points svg").first.bounding_box()
    middle = axis["x"] + axis["width"] / 2
    for place in range(bars.count()):
        bar = bars.nth(place).bounding_box()
        starts = bar["x"] + bar["width"] if language == "ar" else bar["x"]
        assert abs(starts - middle) < 2  # all begin at one line, to the side that reading goes to
    assert bars.first.bounding_box()["width"] > bars.last.bounding_box()["width"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_fit_a_phone(page_with, language):
    page = page_with(locale=language, viewport=PHONE)
    near(page)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    asked, recorded = (
        page.locator(f".parts tbody tr:nth-child(2) td:nth-child({n})").bounding_box()
        for n in (1, 2)
    )
    assert asked["y"] == recorded["y"]  # side by side, how they meet below


@pytest.mark.parametrize("place", [PERSON, 7])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_off_on_a_phone(page_with, language, place):
    page = page_with(locale=language, viewport=PHONE)
    clicked(page, place)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)


def test_on_a_phone_the_answer_stands_before_the_form(page_with):
    page = page_with(locale="en", viewport=PHONE)
    clicked(page, 0)
    assert page.evaluate("window.scrollY") == 0  # nothing takes the reader past the answer
    answer = page.locator(".verdict").bounding_box()["y"]
    assert answer < page.locator("#id_text").bounding_box()["y"]


def test_the_page_can_be_used_by_keyboard_alone(page_with):
    page = page_with(locale="en")
    page.locator("#id_text:focus").wait_for()  # the browser puts the cursor there in its own time
    page.keyboard.type("L4471903K UTO")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert verdicts(page) == ["Hit"]


def test_two_countries_are_asked_side_by_side(page_with):
    page = page_with("two-countries/", locale="en")
    page.locator("#id_text").fill("733508164 QMB")
    page.locator("#id_as_whom").select_option(label="Danica Orel · First line · Toprakia")
    page.locator("#id_as_other").select_option(label="Mirela Estrada · First line · Thalassia")
    page.get_by_role("button", name="Ask both").click()
    assert verdicts(page) == ["Hit", "No hit"]


def test_the_pages_load_nothing_from_elsewhere(page_with, address):
    page = page_with(locale="en")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    clicked(page, 2)
    assert asked
    assert all(url.startswith((address, "data:")) for url in asked)
