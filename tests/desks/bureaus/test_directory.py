"""Signing in by a bureau's own directory: whom it lets in, and what it does not replace."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from tests.desks.bureaus.test_signing_in import BUREAU, FRONTLINE, admitted

from entraide.clock import SystemClock
from entraide.desks.bureaus import queries
from entraide.desks.records.writing import By
from entraide.hub import Directory, Hub, HubError

pytestmark = pytest.mark.django_db(databases="__all__")


class Issuer(BaseHTTPRequestHandler):
    """A directory that knows one person and believes every code."""

    known = "guard"

    def do_GET(self):
        home = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            told = {
                "issuer": home,
                "authorization_endpoint": f"{home}/authorize",
                "token_endpoint": f"{home}/token",
                "userinfo_endpoint": f"{home}/userinfo",
                "jwks_uri": f"{home}/keys",
            }
        else:
            told = {"sub": f"id-of-{self.known}", "preferred_username": self.known}
        self.answer(told)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "token", "token_type": "Bearer"})

    def answer(self, told):
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told):
        """Nothing: the tests look at what comes of it."""


@pytest.fixture
def directory(monkeypatch):
    """UTO's directory, at work."""
    server = HTTPServer(("127.0.0.1", 0), Issuer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    home = f"http://127.0.0.1:{server.server_port}"
    named = Directory(id="uto", bureau="UTO", title="Utopia", address=home, client_id="hub")
    monkeypatch.setattr(settings.HUB.configuration.sign_in, "directories", [named])
    app = {
        "provider_id": "uto",
        "name": "Utopia",
        "client_id": "hub",
        "secret": "s",
        "settings": {"server_url": home},
    }
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    monkeypatch.setattr(settings, "SOCIALACCOUNT_PROVIDERS", providers)
    yield named
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def operator(bureaus):
    return By(actor=queries.operator(), clock=SystemClock())


def come_back(client):
    """To the directory, and back with its code."""
    sent = client.get("/sign-in/directory/uto/login/")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked["redirect_uri"] == ["http://testserver/sign-in/directory/uto/login/callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(
        "/sign-in/directory/uto/login/callback/", {"code": "c", "state": asked["state"][0]}
    )


def test_a_directory_lets_in_whom_the_bureau_admitted_under_that_name(
    client, directory, operator, monkeypatch
):
    admitted(operator, "guard", FRONTLINE)
    assert "/sign-in/directory/uto/login/" in client.get("/sign-in/").content.decode()
    assert come_back(client)["Location"] == "/"
    assert client.get("/me/").context["user"].username == "guard"


@pytest.mark.parametrize("bureau", ["QMA", None])
def test_a_directory_lets_in_nobody_of_another_bureau_and_nobody_unknown(
    client, directory, operator, bureau
):
    if bureau is not None:
        admitted(operator, "guard", FRONTLINE, bureau=bureau)
    assert come_back(client)["Location"] == "/sign-in/unknown/"
    assert client.get("/sign-in/unknown/").status_code == 401
    assert client.get("/me/").status_code == 302


def test_a_directory_does_not_replace_the_second_factor(client, directory, operator, monkeypatch):
    admitted(operator, "head", BUREAU)
    monkeypatch.setattr(Issuer, "known", "head")
    come_back(client)
    client.post("/charter/")
    assert client.get("/people/")["Location"].startswith("/second-factor/")


def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, directory, operator):
    admitted(operator, "guard", FRONTLINE)
    client.get("/sign-in/directory/uto/login/callback/", {"code": "c", "state": "made-up"})
    assert client.get("/me/").status_code == 302


def test_a_directorys_secret_must_be_the_hubs_own(tmp_path):
    hub = Hub(tmp_path)
    hub.keys_folder.mkdir()
    file = hub.keys_folder / "directory-uto.secret"
    with pytest.raises(HubError):
        hub.directory_secret("uto")
    file.write_text("secret\n")
    file.chmod(0o644)
    with pytest.raises(HubError):
        hub.directory_secret("uto")
    file.chmod(0o600)
    assert hub.directory_secret("uto") == "secret"
