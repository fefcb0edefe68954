"""A demonstration's hub, served as a stranger serves it, and a browser to look at it."""

import re
import shutil
import socket
import subprocess
import sys
import threading

import pytest

RECORDS = 2_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the demonstration is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("browser") / "hub"
    command = [sys.executable, "-m", "entraide", "demo", "--hub", str(folder), "--no-browser"]
    process = subprocess.Popen(
        [*command, "--records", str(RECORDS), "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
    )
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            break
    else:
        pytest.fail(f"the demonstration did not start:\n{''.join(said)}")
    reading = threading.Thread(target=process.stderr.read)
    reading.start()
    yield found[0]
    process.terminate()
    process.wait(timeout=30)
    reading.join()
    process.stderr.close()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright  # the ordinary tests' environment has none

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def page_with(browser, address):
    """Opens the first page with a browser's options (language, colours, size, JavaScript)."""
    contexts = []

    def opened(path="", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
