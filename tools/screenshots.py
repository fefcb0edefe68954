"""Pictures of every page, as English and Arabic readers see it: light and dark, phone and desk.

python -m tools.screenshots [PART_OF_A_NAME]

Serves a demonstration of its own, and pictures each page once, as the first who may see it. The
pictures land in screenshots/, which is not committed.
"""

import re
import shutil
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from tools import rounds

from entraide.desks.start import start
from entraide.hub import Hub

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1360, "height": 900}}
LANGUAGES, SCHEMES = ("en", "ar"), ("light", "dark")
WIDE = "document.scrollingElement.scrollWidth > innerWidth"


class Visitors:
    """Browsers in which invented people are signed in, one for each person and language."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._kept: dict[tuple[str | None, str], BrowserContext] = {}

    def entered(self, person: str | None, language: str = "en") -> BrowserContext:
        """The browser of this person, signed in when first asked for."""
        key = (person, language)
        if key not in self._kept:
            self._kept[key] = self._browser.new_context(locale=language)
            rounds.enter(self._kept[key], self._address, person)
        return self._kept[key]


def picture(page: Page, name: str, language: str) -> list[str]:
    """Takes the page as it stands in both schemes and sizes; gives what is too wide."""
    wide = []
    for size, scheme in product(SIZES, SCHEMES):
        page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=FOLDER / f"{name}.{language}-{scheme}-{size}.png", full_page=True)
        if page.evaluate(WIDE):
            wide.append(f"{name} is too wide: {language}, {size}")
    return wide


def take(browser: Browser, address: str, part: str) -> list[str]:
    """Takes them all; gives what went wrong."""
    visitors = Visitors(browser, address)
    rounds.furnish(visitors.entered, address)
    found = rounds.stops(visitors.entered, address)
    wrong = [f"nobody came to {name}" for name in rounds.not_seen(found)]
    shown = [stop for stop in found if part in stop.name]
    begun = monotonic()
    tell: Callable[[str], object] = sys.stderr.write
    for done, (stop, language) in enumerate(product(shown, LANGUAGES), start=1):
        name = re.sub(r"\W+", "-", stop.name).strip("-")
        tell(f"\r{done}/{len(shown) * len(LANGUAGES)} {monotonic() - begun:.0f} s {name:40.40}")
        page = visitors.entered(stop.person, language).new_page()
        page.set_default_timeout(10_000)
        try:
            stop.open(page, address)
            wrong += picture(page, name, language)
        except Error as error:
            wrong.append(f"{name} in {language}: {str(error).splitlines()[0]}")
        page.close()
    tell("\n")
    return wrong


def main(part: str) -> None:
    """Serves, pictures, and says what nobody came to and what is too wide."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with rounds.demonstration() as (address, hub), sync_playwright() as playwright:
        start(Hub(hub))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        wrong = take(browser, address, part)
        browser.close()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER}", *dict.fromkeys(wrong), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "")
