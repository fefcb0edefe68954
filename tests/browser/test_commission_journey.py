"""From the public form to the commission's answer, which the applicant reads with the code."""

import pytest

pytestmark = pytest.mark.browser

WRITTEN = {
    "names": "Ilse Ferrant",
    "birth_date": "1979-04-11",
    "nationality": "UTO",
    "identity": "Passport P-221, UTO",
    "contact": "ilse@example.org",
    "text": "I was stopped twice at the border and was told that a record says so.",
}


def enter(page, name):
    """Enters the demonstration as this invented person."""
    page.locator("button.card", has_text=name).first.click()
    page.locator(".page").wait_for()


def test_who_asks_what_is_kept_is_answered_and_nobody_else_learns_of_it(page_with, address):
    applicant = page_with("commission/request/", locale="en")
    applicant.locator("input[name=kind][value=access]").check()
    for name, text in WRITTEN.items():
        applicant.locator(f"[name={name}]").fill(text)
    applicant.get_by_role("button", name="Send").click()
    applicant.get_by_text("the code is not shown again").wait_for()
    reference, code = (each.inner_text().strip() for each in applicant.locator("dl dd").all())

    member = page_with("sign-in/", locale="en")
    enter(member, "Nadir Escalante")
    member.goto(f"{address}commission/cases/{reference}/")
    assert WRITTEN["names"] in member.locator("main").inner_text()
    act(member, "Find admissible")
    act(member, "Decide", outcome="neutral")

    outsider = page_with("sign-in/", locale="en")
    enter(outsider, "Anders Utman")
    outsider.goto(f"{address}commission/cases/{reference}/")
    assert WRITTEN["names"] not in outsider.locator("main").inner_text()

    read_standing(applicant, address, reference, "AAAA-BBBB-CCCC-DDDD")
    applicant.locator("main [role=alert], main .error").first.wait_for()
    read_standing(applicant, address, reference, code)
    applicant.get_by_text("It can neither confirm nor deny").wait_for()


def read_standing(page, address, reference, code):
    """What the applicant does with reference and code."""
    page.goto(f"{address}commission/standing/")
    page.locator("[name=reference]").fill(reference)
    page.locator("[name=code]").fill(code)
    page.locator("main form button").click()


def act(page, title, outcome=None):
    """One act on the case that is open, and back to it."""
    page.get_by_role("link", name=title, exact=True).click()
    if outcome:
        page.locator(f"[name=outcome][value={outcome}]").check()
    page.locator("[name=text]").fill("" if outcome else "All that is needed was sent.")
    page.locator("main form button").click()
    page.locator("dl.fields").wait_for()
