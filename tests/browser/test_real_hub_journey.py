"""A hub that is no demonstration: from its making to the first hit, and to the grant taken back."""

import csv
import json
import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser

PASSWORD = "seven grey herons stood there"
WAITS_S = 60
STOLEN = {
    "number": "X1234567",
    "issuing_country": "UTO",
    "document_type": "P",
    "fraud_type": "stolen",
}


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def entraide(*arguments):
    """What the command line prints."""
    done = subprocess.run(
        [sys.executable, "-m", "entraide", *arguments],
        capture_output=True,
        text=True,
        timeout=WAITS_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def real_hub(tmp_path_factory):
    """A hub of two members, made and served as its operator does it: folder and the pages' port."""
    folder = tmp_path_factory.mktemp("real")
    members = folder / "members.csv"
    with members.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("code", "kind", "name_en"), ("UTO", "member", "Utopia"), ("QMA", "member", "Arrel")]
        )
    hub, check, desk = folder / "hub", free_port(), free_port()
    entraide(
        *("init", "--hub", str(hub), "--id", "union", "--name", "The union"),
        *("--members", str(members), "--check-port", str(check), "--desk-port", str(desk)),
    )
    serving = subprocess.Popen(
        [sys.executable, "-m", "entraide", "serve", "--hub", str(hub)], stderr=subprocess.DEVNULL
    )
    try:
        yield hub, desk
    finally:
        serving.terminate()
        serving.wait(timeout=WAITS_S)


@pytest.fixture
def desk_of(browser, real_hub):
    """A browser of somebody's own at the hub's pages."""
    _hub, port = real_hub
    contexts = []

    def opened(path=""):
        context = browser.new_context(locale="en")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


def come_in(page, link, account):
    """Chooses a password by the link, signs in, accepts the rules of use."""
    page.goto(link)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    page.locator("#id_login").wait_for()
    page.locator("#id_login").fill(account)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/charter/**")
    page.locator("main form button").last.click()
    page.wait_for_url(lambda url: "/charter/" not in url)


AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def add_passkey(page):
    """Sets up a passkey, as the pages ask for before they let a head in."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("#passkey-go").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)


def test_from_an_empty_folder_to_the_first_hit_and_to_the_grant_taken_back(real_hub, desk_of):
    hub, port = real_hub
    at = ("--hub", str(hub))
    entraide("people", "admit", "bo.lund", "--bureau", "UTO", "--name", "Bo Lund", *at)
    entraide(
        *("grant", "person", "bo.lund", "--role", "bureau", "--administers"),
        *("--purpose", "border_management", "--writes", "travel_documents", *at),
    )
    link = json.loads(entraide("people", "invite", "bo.lund", "--json", *at))["link"]
    head = desk_of()
    come_in(head, link.replace("127.0.0.1", "localhost"), "bo.lund")
    head.goto(f"http://localhost:{port}/people/")
    add_passkey(head)
    assert "shown this once" in head.locator("main").inner_text()

    head.goto(f"http://localhost:{port}/people/admit/")
    head.get_by_label("Full name").fill("Nora New")
    head.locator("#id_username").fill("nora")
    head.locator("#id_grant-role").select_option("frontline")
    head.locator("main form").get_by_role("button", name="Admit").click()
    invitation = head.locator(".secret").inner_text().strip()

    body = hub.parent / "record.json"
    body.write_text(json.dumps(STOLEN), "utf-8")
    told = ("--owner", "UTO", "--ref", "L-1", "--body", str(body), "--reason", "Reported stolen")
    entraide("records", "add", "travel_documents", *told, *at)
    officer = desk_of()
    come_in(officer, invitation, "nora")
    ask(officer, port)
    assert officer.locator(".verdict.hit").count() == 1

    head.get_by_role("link", name="Go on").click()
    head.get_by_role("button", name="Revoke").click()
    head.get_by_text("revoked", exact=False).first.wait_for()
    officer.locator("#ask button.ask").click()
    officer.get_by_text("Nothing is granted to you at present.").wait_for()


def ask(page, port):
    page.goto(f"http://localhost:{port}/")
    page.locator("#id_text").fill("X1234567 UTO")
    page.locator("#ask button.ask").click()
    page.locator(".verdict").wait_for()
