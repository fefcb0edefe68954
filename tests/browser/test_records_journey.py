"""A clerk at the records desk: 10,000 rows of which 37 are bad, and a grid that saves itself."""

import re

import pytest

pytestmark = pytest.mark.browser

ROWS, EVERY = 10_000, 277
CLERK = "livia.corbin.uto"
LONGEST_MS = 180_000


@pytest.fixture
def clerk(page_with):
    """The clerk's browser, on the page of imports."""
    page = page_with("sign-in/")
    with page.expect_navigation():
        page.click(f'form[action*="card/{CLERK}/"] button')
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/records/imports/")
    return page


def bring(page, path):
    """Brings a file and waits until it is looked at."""
    page.goto(re.match(r"\w+://[^/]+", page.url)[0] + "/records/imports/")
    page.select_option("#database", "travel_documents")
    page.set_input_files("#file", path)
    page.click("main form button:not([type=button])")
    page.wait_for_selector("ul.counts", timeout=LONGEST_MS)


def counts(page):
    return [int(each) for each in page.locator("ul.counts strong").all_text_contents()]


def test_a_clerk_imports_corrects_the_bad_rows_and_undoes_all(clerk, tmp_path):
    heads = "owner_ref;number;issuing_country;document_type;fraud_type"
    bad = set(range(0, ROWS, EVERY))
    assert len(bad) == 37
    file = tmp_path / "passports.csv"
    lines = [f"BR-{n};W{n:07};UTO;P;{'=nothing' if n in bad else 'stolen'}" for n in range(ROWS)]
    file.write_text("\n".join([heads, *lines]) + "\n")
    bring(clerk, file)
    assert counts(clerk) == [ROWS - 37, 0, 0, 37]
    first = clerk.url
    clerk.click('button[value="apply"]')
    clerk.reload()  # progress survives it
    clerk.wait_for_selector('button[value="undo"]', timeout=LONGEST_MS)
    assert counts(clerk) == [ROWS - 37, 0, 0, 37]
    with clerk.expect_download() as download:
        clerk.click('a[href$="refused.csv"]')
    refused = download.value.path().read_text("utf-8-sig")
    assert len(refused.splitlines()) == 38
    mended = tmp_path / "mended.csv"
    mended.write_text(re.sub(r"'?=nothing", "stolen", refused), "utf-8-sig")
    bring(clerk, mended)
    assert counts(clerk) == [37, 0, 0, 0]
    clerk.click('button[value="apply"]')
    clerk.wait_for_selector('button[value="undo"]', timeout=LONGEST_MS)
    for address, count in ((clerk.url, 37), (first, ROWS - 37)):
        clerk.goto(address)
        clerk.click('button[value="undo"]')
        clerk.wait_for_selector("main .notice.done p:not(.notice-title)", timeout=LONGEST_MS)
        assert f"Withdrawn: {count}." in clerk.inner_text("main .notice.done")


def test_a_row_of_the_grid_is_saved_when_it_is_left_and_keeps_what_is_wrong(clerk):
    clerk.goto(re.match(r"\w+://[^/]+", clerk.url)[0] + "/records/travel_documents/grid/")
    row = clerk.locator("#rows tr").first
    id = row.get_attribute("id")
    date = clerk.locator(f"#{id} input[id$=expires_on]")
    date.fill("2031-02-30")
    clerk.locator("#rows tr").nth(2).locator("input:visible").first.focus()
    clerk.wait_for_selector(f"#{id}.refused")
    assert date.input_value() == "2031-02-30"
    date.fill("2031-02-28")
    clerk.locator("#rows tr").nth(2).locator("input:visible").first.focus()
    clerk.wait_for_selector(f"#{id}.saved")
    clerk.reload()
    assert clerk.locator(f"#{id} input[id$=expires_on]").input_value() == "2031-02-28"
