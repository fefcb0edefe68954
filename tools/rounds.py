"""Going the rounds of a demonstration in a browser: every page that its invented people may see.

Which pages there are is read from the table of addresses; a page that needs an object is found by
following the links that people themselves would follow, the first object for each page.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

if TYPE_CHECKING:
    from playwright.sync_api import APIRequestContext, BrowserContext, Page

RECORDS: Final = 2_000
LINK: Final = re.compile(r"""<a\b[^>]*\bhref=["']([^"'#]+)""")
NO_PAGE: Final = re.compile(
    r"^(api:|set_language|openid_connect|socialaccount)|"
    r"(_progress|:row|:template|:filling|:export|_refused|:results|download|closed)$"
)
"""Names of addresses that answer with a file or a part of a page, or only where a hub has them."""
ACT: Final = re.compile(
    r"^(me/|mfa_|account_)|:(card|case|end_\w+|decide|make_key|revoke_key|\w+_change|import_act|"
    r"grid_row|delete_list|finish|reopen|assign|reply|report|doubt|slip|invit\w+|groups)$"
)
"""Names of addresses that take a press, or need a password, a letter or a directory."""
OFFICER, BUREAU, CLERK, HEAD = (
    f"{name}.uto" for name in ("anders.utman", "emeric.valadon", "livia.corbin", "hanna.verdel")
)
SECRETARIAT, COMMISSION = "odette.varga.xen", "nadir.escalante.xcc"
PEOPLE: Final = (
    *(None, HEAD, OFFICER, CLERK, BUREAU, SECRETARIAT, COMMISSION),
    *("iris.calder.uto", "radko.silven.xen"),
)
"""Whoever goes the rounds, who sees most first; None is not signed in."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A page to look at: its name for files, who sees it, where it is or how it comes about."""

    name: str
    person: str | None
    path: str = ""
    act: Callable[[Page, str], None] | None = None

    def open(self, page: Page, address: str) -> None:
        """Brings the page to it."""
        if self.act is None:
            page.goto(address + self.path)
        else:
            self.act(page, address)
        page.wait_for_load_state("networkidle")


@contextmanager
def demonstration() -> Iterator[tuple[str, Path]]:
    """A demonstration of few records at a free port: its address without the last /, its folder."""
    with tempfile.TemporaryDirectory(prefix="entraide-rounds-") as folder:
        hub = Path(folder) / "hub"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "entraide", "demo", "--hub", str(hub), "--no-browser"]
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [*command, "--records", str(RECORDS), "--port", str(port)],
            stderr=subprocess.PIPE,
            text=True,
        )
        said = []
        for line in process.stderr or ():
            said.append(line)
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/", line):
                break
        else:
            raise SystemExit("the demonstration did not start:\n" + "".join(said))
        reading = threading.Thread(target=process.stderr.read)  # type: ignore[union-attr]
        reading.start()
        try:
            yield found[1], hub
        finally:
            process.terminate()
            process.wait(timeout=60)
            reading.join()


def enter(context: BrowserContext, address: str, person: str | None) -> None:
    """Signs the browser in as this invented person."""
    if person is None:
        return
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    page.locator(f'form[action="/sign-in/card/{person}/"] button').click()
    page.wait_for_load_state()
    page.close()


def stops(entered: Callable[[str | None], BrowserContext], address: str) -> list[Stop]:
    """Every page, each once, by the first who may see it; then what only comes by pressing."""
    found: dict[str, Stop] = {}
    for person in PEOPLE:
        asking = entered(person).request

        def got(path: str, asking: APIRequestContext = asking) -> tuple[str, str]:
            answer = asking.get(address + path)
            is_page = answer.ok and "html" in answer.headers.get("content-type", "")
            return urlsplit(answer.url).path, answer.text() if is_page else ""

        for name, path, _text in reached(got):
            found.setdefault(name, Stop(name, person, path))
    return [*found.values(), Stop("nowhere", HEAD, "/nowhere/"), *by_pressing()]


def reached(
    got: Callable[[str], tuple[str, str]], *, known: Collection[str] = ()
) -> Iterator[tuple[str, str, str]]:
    """Every page that links and plain addresses lead to: its name, address and text, each once.

    `got` asks for an address and gives where that ended and the page's text, "" if there is none.
    Pages that are `known` already are left out.
    """
    ways = deque(["/", *plain_addresses()])
    tried: set[str] = set()
    seen: set[str] = set()
    while ways:
        path = ways.popleft()
        name = page_name(path)
        if name is None or name in seen or name in known or path in tried or NO_PAGE.search(name):
            continue
        tried.add(path)
        end, text = got(path)
        if text and page_name(end) == name:
            seen.add(name)
            yield name, path, text
            ways.extend(urlsplit(link).path for link in LINK.findall(text))


def page_name(path: str) -> str | None:
    """The name of the page that is found there."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.view_name or match.route


def plain_addresses() -> Iterator[str]:
    """All addresses of the table that need no object."""
    return (path for _name, path in addresses(get_resolver()) if "<" not in path)


def addresses(inside: URLResolver, before: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and the address of everything below this part of the table."""
    for each in inside.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield f"{space}{each.name or path.removeprefix('/')}", path
        else:
            deeper = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each, path, deeper)


def not_seen(found: list[Stop]) -> list[str]:
    """Names of pages in the table that nobody came to."""
    known = {stop.name for stop in found}
    names = dict.fromkeys(name for name, _path in addresses(get_resolver()))
    return [
        name for name in names if not (name in known or NO_PAGE.search(name) or ACT.search(name))
    ]


def furnish(entered: Callable[[str | None], BrowserContext], address: str) -> None:
    """Lets people leave what pages are about: a list, an import, a doubt, a request."""
    for person in (OFFICER, CLERK, None):
        entered(person).set_default_timeout(10_000)
    page = entered(OFFICER).new_page()
    page.goto(f"{address}/lists/")
    page.locator("textarea").fill("number,country\nL1234567X,UTO\nAB123456,QMA\n")
    page.locator("main form button.ask").click()
    page.wait_for_load_state()
    _doubted(page, address)
    page.locator("main form textarea").first.fill("The photograph shows somebody else.")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    page = entered(CLERK).new_page()
    page.goto(f"{address}/records/imports/")
    table = page.context.request.get(f"{address}/records/travel_documents/template.csv").text()
    heading = table.splitlines()[0]
    rows = "\n".join(heading.replace(",", f"{row},") for row in range(1, 4))
    page.locator("#database").select_option("travel_documents")
    file = {"name": "stolen.csv", "mimeType": "text/csv", "buffer": f"{heading}\n{rows}\n".encode()}
    page.locator("#file").set_input_files([file])
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page = entered(None).new_page()
    page.goto(f"{address}/commission/request/")
    page.locator("#id_kind_0").check()
    for name in ("names", "nationality", "identity", "contact", "text"):
        page.locator(f"#id_{name}").fill("Ada Lindqvist of Utopia, passport L7654321X of UTO")
    page.locator("#id_birth_date").fill("1980-01-31")
    page.locator("main form button").click()
    page.wait_for_load_state()


def by_pressing() -> list[Stop]:
    """What no link leads to: answers, and what is done with an answer."""
    cases = [Stop(f"answer-{place}", OFFICER, act=_case(place)) for place in range(8)]
    return [
        *cases,
        Stop("answer-two-countries", OFFICER, act=_two_countries),
        Stop("check-error", OFFICER, act=_nothing_asked),
        Stop("kind-error", OFFICER, act=_nothing_in_kind),
        Stop("report-reason", HEAD, act=_report_asked),
        Stop("report", HEAD, act=_report),
        Stop("doubt", OFFICER, act=_doubted),
        Stop("answer-own", OFFICER, act=_asked),
        Stop("slip", OFFICER, act=_slip),
        Stop("request-error", None, act=_nothing_requested),
    ]


def _case(place: int) -> Callable[[Page, str], None]:
    def act(page: Page, address: str) -> None:
        page.goto(f"{address}/")
        page.locator(".cases button").nth(place).click()
        page.locator(".verdict, .neutral").first.wait_for()

    return act


def _press(page: Page, action: str) -> None:
    page.locator(f'form[action="{action}"] button').first.click()
    page.wait_for_load_state()


def _asked(page: Page, address: str) -> None:
    """What the officer asks in the own name: the stolen passport of the cases."""
    page.goto(f"{address}/")
    page.locator("#id_text").fill("L4471903K UTO")
    page.locator("button.ask").click()
    page.locator(".verdict").first.wait_for()


def _doubted(page: Page, address: str) -> None:
    _asked(page, address)
    _press(page, "/doubt/")


def _slip(page: Page, address: str) -> None:
    _asked(page, address)
    _press(page, "/slip/")


def _report_asked(page: Page, address: str) -> None:
    _asked(page, address)
    _press(page, "/report/")


def _report(page: Page, address: str) -> None:
    _report_asked(page, address)
    page.locator("main form textarea, main form input[type=text]").first.fill("Arrest of today")
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def _two_countries(page: Page, address: str) -> None:
    page.goto(f"{address}/two-countries/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def _nothing_asked(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("button.ask").click()
    page.wait_for_load_state()


def _nothing_in_kind(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator(".tabs a").nth(1).click()
    page.locator("main form button.ask").click()
    page.wait_for_load_state()


def _nothing_requested(page: Page, address: str) -> None:
    page.goto(f"{address}/commission/request/")
    page.locator("main form button").click()
    page.wait_for_load_state()
