"""A request in a browser: reviewed, translated, published, found, ended; by those who may."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def works_as(page_with):
    """A page opened by the invented person of this name."""

    def opened(name):
        page = page_with("sign-in/", locale="en")
        page.locator("button.card", has_text=name).first.click()
        page.locator(".page").wait_for()
        return page

    return opened


def move(page, title, **told):
    """One move of the notice that is open."""
    page.get_by_role("link", name=title, exact=True).click()
    for name, value in told.items():
        box = page.locator(f"[name={name}]")
        is_list = box.evaluate("each => each.tagName") == "SELECT"
        box.select_option(value) if is_list else box.fill(value)
    page.locator("main form button").last.click()
    page.get_by_role("heading", name="What was done").wait_for()


def test_a_missing_person_is_reviewed_translated_published_and_found(works_as, address):
    reviewer = works_as("Odette Varga")
    reviewer.goto(f"{address}notices/?tab=review")
    reviewer.locator("table a").first.click()
    notice = reviewer.url
    move(reviewer, "Take up for review")
    for language in ("fr", "es", "ar"):
        reviewer.goto(f"{notice}translate/{language}/")
        reviewer.locator("[name=facts]").fill(f"[{language}] Left work and did not come home.")
        reviewer.get_by_role("button", name="Save").click()
        reviewer.get_by_text("Done.").wait_for()
    reviewer.goto(notice)
    move(reviewer, "Publish", reason="Reported, recorded, no objection.")

    officer = works_as("Ilse Marbach")
    officer.goto(address)
    officer.locator("#id_text").fill("Lind, Sava, 2001-09-12")
    officer.locator("#ask button.ask").click()
    officer.locator(".verdict.hit, .verdict.possible").first.wait_for()

    clerk = works_as("Livia Corbin")
    clerk.goto(notice)
    move(clerk, "Found")
    move(clerk, "Cancel", because="purpose_achieved", reason="At home again.")
    officer.locator("#ask button.ask").click()
    officer.locator(".verdict:not(.hit):not(.possible)").first.wait_for()
    officer.goto(notice)
    assert "Lind" not in officer.locator("main").inner_text()
