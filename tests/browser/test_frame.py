"""The frame and its components, as eyes, readers of screens and keyboards meet them."""

from itertools import product

import pytest

from entraide.web.packages import library

pytestmark = pytest.mark.browser

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1360, "height": 900}}
PAGES = ("components/", "", "help/", "sign-in/", "nowhere/")
SEEN = [
    pytest.param(language, scheme, size, id=f"{language}-{scheme}-{size}")
    for language, scheme, size in product(("en", "ar"), ("light", "dark"), SIZES)
]
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def entered(page_with, address):
    """A page opened by the demonstration's first officer."""

    def opened(path, **options):
        page = page_with("sign-in/", **options)
        page.locator("button.card").first.click()
        page.wait_for_load_state()
        page.goto(address + path)
        return page

    return opened


@pytest.fixture(scope="session")
def axe():
    """The script that looks for what keeps people out."""
    return library.axe().read_text("utf-8")


def found(page, axe):
    page.evaluate(axe)
    seen = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for each in seen["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "scheme", "size"), SEEN)
def test_axe_finds_nothing(entered, axe, path, language, scheme, size):
    page = entered(path, locale=language, color_scheme=scheme, viewport=SIZES[size])
    assert not found(page, axe)
    assert not page.evaluate(WIDE)


def test_nothing_on_a_page_breaks_its_own_rules(entered, address):
    page = entered("components/", locale="en")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    page.locator(".uplot").first.wait_for()
    assert not [each for each in said if "Content Security" in each or "Error" in each]


def test_the_fonts_of_the_project_are_those_that_are_shown(entered):
    page = entered("components/", locale="ar")
    page.evaluate("document.fonts.ready")
    for face in ("400 16px 'IBM Plex Sans'", "600 16px 'IBM Plex Sans Arabic'"):
        assert page.evaluate("(face) => document.fonts.check(face, 'س')", face)
        assert page.evaluate("(face) => document.fonts.load(face).then((all) => all.length)", face)


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_table_is_sorted_filtered_and_paged(entered, has_script):
    page = entered("components/", locale="en", java_script_enabled=has_script)
    listing = page.locator("#people")
    listing.get_by_role("button", name="Reference").click()
    listing.locator("th[aria-sort=ascending]", has_text="Reference").wait_for()
    listing.get_by_role("button", name="Next").click()
    listing.locator(".pager [aria-current]", has_text="2").wait_for()
    assert listing.locator("tbody a").first.inner_text() == "SMPL-0010"
    listing.get_by_role("searchbox").fill("SMPL-0129")
    listing.get_by_role("searchbox").press("Enter")
    listing.locator(".found", has_text="1 row").wait_for()
    assert listing.locator("tbody a").all_inner_texts() == ["SMPL-0129"]


def test_a_table_is_walked_by_keyboard(entered):
    page = entered("components/", locale="en")
    page.locator("main").focus()
    page.keyboard.press("/")
    page.locator("#people-q:focus").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    row = page.evaluate("document.activeElement.textContent")
    assert row == page.locator("#people tbody a").nth(1).inner_text()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.locator("#people-q:focus").wait_for()


def test_every_chart_has_its_figures_in_a_table(entered):
    page = entered("components/", locale="en")
    page.locator(".uplot").first.wait_for()
    charts = page.locator("[data-chart]")
    assert charts.count() == page.locator(".uplot").count() == 3
    for place in range(charts.count()):
        charts.nth(place).get_by_text("As a table").click()
        assert charts.nth(place).locator("tbody tr").first.is_visible()


def test_without_a_script_the_figures_stand_in_their_tables(entered):
    page = entered("components/", locale="en", java_script_enabled=False)
    assert page.locator(".chart tbody tr").first.is_visible()
    assert not page.locator(".chart .plot").first.is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_menu_opens_and_closes_by_keyboard(entered, language):
    page = entered("", locale=language, viewport=SIZES["phone"])
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.locator(".menu-button").press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_the_way_past_the_menu_is_the_first_stop(entered):
    page = entered("help/", locale="en")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_stands_the_page_without_its_frame(entered):
    page = entered("components/", locale="en")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator("#menu").is_visible()
    assert page.locator(".confidential").first.is_visible()
