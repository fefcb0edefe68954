"""Pictures of every page, as English and Arabic readers see it: light and dark, phone and desk.

python tools/screenshots.py [ADDRESS]    of a demonstration that is served there

Every role card of the sign-in opens the pages of its menu; each page is looked at once, by the
first who may. They land in screenshots/, which is not committed.
"""

import re
import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1360, "height": 900}}
OPEN = ("/sign-in/", "/nowhere/")


def enter(page: Page, address: str, card: int) -> None:
    """Signs in as the invented person of this role card."""
    page.goto(f"{address}/sign-in/")
    page.locator("button.card").nth(card).click()
    page.wait_for_load_state()


def rooms(browser: Browser, address: str) -> dict[str, int | None]:
    """Every address that a menu shows, and the card of the first who sees it."""
    found: dict[str, int | None] = dict.fromkeys(OPEN)
    page = browser.new_page()
    page.goto(f"{address}/sign-in/")
    for card in range(page.locator("button.card").count()):
        page.context.clear_cookies()
        enter(page, address, card)
        for line in page.locator("#menu a").all():
            found.setdefault(str(line.get_attribute("href")), card)
    page.close()
    return found


def main(address: str) -> None:
    """Takes them all."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        shown = rooms(browser, address)
        for language, scheme, size in product(("en", "ar"), ("light", "dark"), SIZES):
            for path, card in shown.items():
                context = browser.new_context(
                    locale=language, color_scheme=scheme, viewport=SIZES[size]
                )
                page = context.new_page()
                if card is not None:
                    enter(page, address, card)
                page.goto(address + path, wait_until="networkidle")
                name = re.sub(r"\W+", "-", path).strip("-") or "first"
                file = FOLDER / f"{name}.{language}-{scheme}-{size}.png"
                page.screenshot(path=file, full_page=True)
                context.close()
        browser.close()
    print(f"{len(shown)} pages, {len(list(FOLDER.iterdir()))} pictures in {FOLDER}")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if sys.argv[1:] else "http://127.0.0.1:8471")
