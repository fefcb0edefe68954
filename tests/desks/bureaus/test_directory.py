"""Signing in by a bureau's own directory: whom it lets in, and what it does not replace."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from tests.desks.bureaus.test_signing_in import BUREAU, FRONTLINE, admitted
from tests.signed_in import sign_in

from entraide.clock import SystemClock
from entraide.desks.bureaus import granting, groups, queries
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError
from entraide.hub import Directory, Hub, HubError

pytestmark = pytest.mark.django_db(databases="__all__")


class Issuer(BaseHTTPRequestHandler):
    """A directory that knows one person and believes every code."""

    known = "guard"
    groups = ()

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
            told |= {"name": "Ana Lund", "groups": list(self.groups)}
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


@pytest.fixture
def head(directory, operator):
    """UTO's head, who admits the directory's group "border" as officers of the front line."""
    admitted(operator, "head", replace(BUREAU, administers=True))
    person = queries.person("head")
    by = By(actor=queries.actor(person, SystemClock().now()), clock=SystemClock())
    groups.declare(by, "uto", "border", Role.FRONTLINE, unit="AIR")
    return by


def standing(username):
    return queries.grants_of(queries.person(username), SystemClock().now())


def test_a_member_of_a_declared_group_is_admitted_at_the_first_sign_in(client, head, monkeypatch):
    monkeypatch.setattr(Issuer, "groups", ("cooks", "border"))
    assert come_back(client)["Location"] == "/"
    (grant,) = standing("guard")
    assert (grant.role, grant.unit.code, grant.person.full_name) == ("frontline", "AIR", "Ana Lund")
    assert grant.granted_by.startswith("group:")
    come_back(client)
    assert len(standing("guard")) == 1


def test_who_leaves_the_group_loses_what_it_granted_and_nothing_else(
    client, head, operator, monkeypatch
):
    admitted(operator, "guard", FRONTLINE)
    monkeypatch.setattr(Issuer, "groups", ("border",))
    come_back(client)
    assert len(standing("guard")) == 2
    monkeypatch.setattr(Issuer, "groups", ())
    come_back(client)
    (left,) = standing("guard")
    assert left.group is None


def test_a_group_that_is_ended_takes_its_grants_along(client, head, monkeypatch):
    monkeypatch.setattr(Issuer, "groups", ("border",))
    come_back(client)
    (group,) = queries.declared_groups("UTO")
    groups.end(head, group.pk)
    assert standing("guard") == []
    assert queries.declared_groups("UTO") == []


def test_a_group_rests_when_its_head_no_longer_administers(client, head, operator, monkeypatch):
    (grant,) = standing("head")
    granting.revoke(operator, queries.grant_name(grant))
    monkeypatch.setattr(Issuer, "groups", ("border",))
    assert come_back(client)["Location"] == "/sign-in/unknown/"


def test_a_head_grants_himself_nothing_through_a_group(client, head, monkeypatch):
    monkeypatch.setattr(Issuer, "known", "head")
    monkeypatch.setattr(Issuer, "groups", ("border",))
    come_back(client)
    assert [each.role for each in standing("head")] == ["bureau"]


@pytest.mark.parametrize("role", [Role.BUREAU, Role.ICSE, Role.COMMISSION])
def test_no_group_stands_for_what_two_people_grant_or_the_bureau_has_not(head, role):
    with pytest.raises(EntraideError):
        groups.declare(head, "uto", "others", role)


def test_a_bureau_declares_groups_of_its_own_directory_only(head, operator):
    admitted(operator, "other", replace(BUREAU, administers=True), bureau="QMA")
    other = queries.actor(queries.person("other"), SystemClock().now())
    with pytest.raises(groups.NoGroup):
        groups.declare(replace(head, actor=other), "uto", "all", Role.FRONTLINE)
    (group,) = queries.declared_groups("UTO")
    with pytest.raises(groups.NoGroup):
        groups.end(replace(head, actor=other), group.pk)


def test_the_head_declares_and_ends_groups_on_a_page(client, head):
    sign_in(client, queries.person("head"))
    told = {"directory": "uto", "name": "customs", "role": "frontline", "unit": ""}
    assert client.post("/people/groups/", told).status_code == 302
    assert "customs" in client.get("/people/groups/").content.decode()
    again = client.post("/people/groups/", told)
    assert again.context["form"].errors
    for each in queries.declared_groups("UTO"):
        client.post(f"/people/groups/{each.pk}/end/")
    assert queries.declared_groups("UTO") == []


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
