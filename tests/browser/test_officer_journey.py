"""From a reader's lines to the card, the full report with its reason, the slip, the doubt."""

import pytest

from entraide.desks.sample.cases import CASES

pytestmark = pytest.mark.browser

ZONE = next(case for case in CASES if case.code == "damaged_zone").query.subjects[0].text
STOLEN = "L4471903K UTO"


@pytest.fixture
def works_as(page_with):
    """A page opened by the invented officer of this name."""

    def opened(name, **options):
        page = page_with("sign-in/", **options)
        page.locator("button.card", has_text=name).first.click()
        page.locator(".page").wait_for()
        return page

    return opened


def ask(page, address, text):
    page.goto(address)
    page.locator("#id_text").fill(text)
    page.locator("#ask button.ask").click()
    page.locator(".verdict").wait_for()


def test_a_reader_types_its_lines_and_the_card_comes(works_as):
    page = works_as("Anders Utman", locale="en")
    page.locator("#id_text").focus()
    for line in ZONE.splitlines():
        assert page.locator(".verdict").count() == 0  # the first line's Enter does not ask
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.locator(".verdict").wait_for()
    assert page.locator(".understood strong").inner_text() == "Machine readable zone"
    assert page.url.endswith("/")


def test_another_reading_is_chosen_on_the_page(works_as, address):
    page = works_as("Anders Utman", locale="en")
    ask(page, address, STOLEN)
    assert page.locator(".verdict.hit").count() == 1
    page.get_by_text("It is something else").click()
    page.get_by_role("button", name="Number plate").click()
    page.locator(".verdict:not(.hit)").wait_for()


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_full_report_is_a_second_act_and_its_owner_sees_it(works_as, address, has_script):
    page = works_as("Salima Rahal", locale="en", java_script_enabled=has_script)
    ask(page, address, STOLEN)
    page.get_by_role("button", name="Full report").click()
    page.get_by_label("To act on this hit").check()
    page.get_by_role("button", name="Read the report").click()
    page.locator(".confidential").wait_for()
    assert "L4471903K" in page.locator("main").inner_text()
    assert "SLTD" not in page.url


def test_whoever_was_stopped_takes_a_slip_home(works_as, address):
    page = works_as("Anders Utman", locale="en")
    ask(page, address, STOLEN)
    page.get_by_role("button", name="Slip for the person who was stopped").click()
    slip = page.locator(".slip")
    slip.wait_for()
    page.get_by_role("button", name="العربية").first.click()
    page.locator(".slip[lang=ar]").wait_for()
    assert "L4471903K" not in slip.inner_text()
    page.emulate_media(media="print")
    assert page.locator(".slip").is_visible()
    assert not page.locator(".slip-tools").is_visible()
    assert not page.locator("header.top").is_visible()


def test_a_doubt_comes_to_the_owners_inbox(works_as, address):
    page = works_as("Mirela Estrada", locale="en")
    ask(page, address, STOLEN)
    page.get_by_role("button", name="This looks wrong").click()
    page.get_by_label("It has been found or given back").check()
    page.locator("textarea").fill("The holder carries it.")
    page.get_by_role("button", name="Tell the owner").click()
    page.locator(".notice.done").wait_for()
    owner = works_as("Emeric Valadon", locale="en")
    owner.goto(f"{address}inbox/")
    owner.get_by_text("The holder carries it.").first.wait_for()
    owner.get_by_role("link", name="Doubt about").first.click()
    owner.get_by_label("Reply").fill("Withdrawn, thank you.")
    owner.get_by_role("button", name="Send the reply").click()
    owner.locator(".notice").wait_for()
    desk = works_as("Salima Rahal", locale="en")
    desk.goto(f"{address}inbox/")
    desk.get_by_text("Withdrawn, thank you.").first.wait_for()


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_list_is_followed_to_its_end(works_as, address, has_script):
    page = works_as("Anders Utman", locale="en", java_script_enabled=has_script)
    page.goto(f"{address}lists/")
    rows = "name,birth_date,document,document_country\nNobody Known,1975,,\n,,L4471903K,UTO\n"
    page.locator("#id_rows").fill(rows)
    page.get_by_role("button", name="Check the list").click()
    page.locator("td .tag.hit").wait_for()
    page.get_by_role("link", name="Read the answer").click()
    page.locator(".verdict.hit").wait_for()
