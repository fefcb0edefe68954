"""From the first administrator to the first answer, and to the refusal after a revocation."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client

from entraide.clock import SystemClock
from entraide.desks.bureaus import actions, granting, queries, signing_in
from entraide.desks.bureaus.granting import Terms
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

PASSWORD = "seven grey herons stood there"
HEAD = Terms(
    role=Role.BUREAU,
    databases=frozenset({"travel_documents"}),
    purposes=frozenset(Purpose),
    clearance=2,
    administers=True,
)


@pytest.fixture
def link(bureaus, monkeypatch):
    """The first head's link, as the command line makes it."""
    monkeypatch.setattr(settings.HUB.configuration.organisation, "is_demo", False)
    operator = By(actor=queries.operator(), clock=SystemClock())
    actions.admit_person(operator, "bo.lund", bureau="UTO", full_name="Bo Lund")
    granting.grant_person(operator, "bo.lund", HEAD)
    token, _done = signing_in.invite(operator, "bo.lund")
    return f"/invited/{token}/"


def come_in(client, link, name):
    """Chooses a password by the link, signs in, accepts the rules of use."""
    client.get(link)
    client.post("/invited/", {"password": PASSWORD, "again": PASSWORD})
    client.post("/sign-in/", {"login": name, "password": PASSWORD})
    client.post("/charter/")


def show_second_factor(client):
    client.get("/me/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = totp.hotp_value(secret, int(SystemClock().now().timestamp()) // 30)
    client.post("/me/second-factor/totp/activate/", {"code": totp.format_hotp_value(code)})


def test_a_head_comes_in_admits_an_officer_and_takes_the_grant_back(link):
    head, officer = Client(), Client()
    come_in(head, link, "bo.lund")
    assert head.get("/people/").status_code == 302
    show_second_factor(head)
    told = {"full_name": "Nora New", "username": "nora", "language": "en", "unit": "GATE"}
    grant = {"grant-role": "frontline", "grant-clearance": "1"}
    page = head.post("/people/admit/", told | grant).content.decode()
    come_in(officer, re.search(r"http://testserver(/invited/[\w-]+/)", page)[1], "nora")
    assert officer.get("/desk/").status_code == 200
    standing = queries.grants_of(queries.person("nora"), SystemClock().now())
    for each in standing:
        head.post(f"/people/grants/{queries.grant_name(each)}/revoke/")
    refused = officer.get("/desk/")
    assert refused.status_code == 403
    assert "Nothing is granted to you at present." in refused.content.decode()
