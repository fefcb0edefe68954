"""Coming in: who is let in, what is asked first, how long a session lasts, and how it ends."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings

from entraide.clock import SystemClock
from entraide.desks.bureaus import actions, granting, queries
from entraide.desks.bureaus.granting import Terms
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

PASSWORD = "seven grey herons stood there"
FRONTLINE = Terms(
    role=Role.FRONTLINE,
    databases=frozenset({"travel_documents"}),
    purposes=frozenset({Purpose.BORDER_MANAGEMENT}),
)
BUREAU = Terms(
    role=Role.BUREAU,
    databases=frozenset({"travel_documents"}),
    purposes=frozenset({Purpose.LOCATE}),
    administers=True,
)


@pytest.fixture(autouse=True)
def no_cache():
    from django.core.cache import cache  # noqa: PLC0415 - after Django started

    cache.clear()


@pytest.fixture
def now(clock, monkeypatch):
    """The pages' clock, beginning at the present: allauth and axes have none to hold still."""
    clock.moment = SystemClock().now()
    monkeypatch.setattr(settings, "CLOCK", clock)
    return clock


@pytest.fixture
def real_hub(monkeypatch):
    monkeypatch.setattr(settings.HUB.configuration.organisation, "is_demo", False)


@pytest.fixture
def operator(bureaus, now):
    return By(actor=queries.operator(), clock=now, reason="set-up")


def admitted(operator, name, terms, *, unit="GATE", bureau="UTO"):
    actions.admit_person(operator, name, bureau=bureau, full_name=f"{name} Person", unit=unit)
    granting.grant_person(operator, name, terms)
    actions.set_password(operator, name, PASSWORD)
    return queries.person(name)


@pytest.fixture
def guard(operator):
    return admitted(operator, "guard", FRONTLINE)


@pytest.fixture
def head(operator):
    return admitted(operator, "head", BUREAU)


def enter(client, name, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": name, "password": password} | more)


def code_for(secret):
    counter = int(SystemClock().now().timestamp()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_first_line_officer_comes_in_by_password_and_accepts_the_charter_first(client, guard):
    assert enter(client, "guard").status_code == 302
    first = client.get("/me/")
    assert first.status_code in {200, 302}
    owed = client.get("/desk/")
    assert owed["Location"] == "/charter/?next=%2Fdesk%2F"
    assert client.post("/charter/", {"next": "/desk/"})["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("name", ["guard", "nobody"])
def test_a_wrong_password_and_an_unknown_account_are_told_in_the_same_words(client, guard, name):
    page = enter(client, name, "not the right one").content.decode()
    assert "This account and this password do not go together." in page


def test_whoever_reads_full_reports_is_asked_for_a_second_factor_before_anything(client, head):
    enter(client, "head")
    client.post("/charter/")
    assert client.get("/desk/")["Location"].startswith("/second-factor/")
    client.get("/me/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    made = client.post("/me/second-factor/totp/activate/", {"code": code_for(secret)})
    assert made["Location"] == "/me/second-factor/recovery-codes/"
    assert client.get("/desk/").status_code == 200
