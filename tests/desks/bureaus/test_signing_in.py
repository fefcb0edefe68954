"""Coming in: who is let in, what is asked first, how long a session lasts, and how it ends."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client
from tests.signed_in import sign_in

from entraide.clock import SystemClock
from entraide.desks.bureaus import actions, granting, queries, sessions, signing_in
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.models import Invitation, Person, Session
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


def test_a_second_factor_is_asked_at_every_later_sign_in_and_a_code_works_once(client, head, now):
    enter(client, "head")
    client.post("/charter/")
    client.get("/me/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/me/second-factor/totp/activate/", {"code": code_for(secret)})
    assert secret not in str(list(head.authenticator_set.values("data")))  # sealed
    later = Client()
    assert enter(later, "head")["Location"] == "/me/second-factor/authenticate/"
    assert later.get("/people/").status_code == 302
    used = code_for(secret)
    wrong = later.post("/me/second-factor/authenticate/", {"code": "000000"})
    assert "This code is not right, or is used up." in wrong.content.decode()
    assert later.post("/me/second-factor/authenticate/", {"code": used}).status_code in {200, 302}


def test_a_recovery_code_stands_in_for_a_lost_app(client, head):
    enter(client, "head")
    client.post("/charter/")
    client.get("/me/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/me/second-factor/totp/activate/", {"code": code_for(secret)})
    page = client.get("/me/second-factor/recovery-codes/").content.decode()
    codes = re.findall(r'<li><bdi class="code">(\d+)</bdi>', page)
    assert len(codes) == 10
    assert codes[0] not in client.get("/me/second-factor/recovery-codes/").content.decode()
    later = Client()
    enter(later, "head")
    later.post("/me/second-factor/authenticate/", {"code": codes[0]})
    assert later.get("/people/").status_code == 200
    again = Client()
    enter(again, "head")
    again.post("/me/second-factor/authenticate/", {"code": codes[0]})
    assert again.get("/people/").status_code == 302


def test_a_head_without_the_second_factor_of_the_session_is_nobody_on_every_page(client, head):
    sign_in(client, head, second_factor=False)
    for page in ("/people/", "/people/of/head/", "/people/systems/"):
        assert client.get(page)["Location"].startswith("/second-factor/")
    assert client.post("/people/of/head/invite/")["Location"] == "/second-factor/?next=%2F"
    assert not Invitation.objects.exists()


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client, guard, real_hub):
    for _number in range(5):
        page = enter(client, "guard", "not the right one")
    assert page.status_code == 429
    assert "This account is locked" in page.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert enter(elsewhere, "guard").status_code == 429
    assert elsewhere.get("/me/").status_code == 302


def test_a_lock_is_over_after_its_time(client, guard, monkeypatch):
    from axes.models import AccessAttempt  # noqa: PLC0415 - after Django started

    for _number in range(5):
        enter(client, "guard", "not the right one")
    AccessAttempt.objects.update(attempt_time=SystemClock().now() - settings.AXES_COOLOFF_TIME)
    assert enter(Client(), "guard").status_code == 302


@pytest.mark.parametrize(
    ("passes", "is_in"),
    [
        (timedelta(minutes=29), True),
        (timedelta(minutes=30), False),
    ],
)
def test_an_idle_session_ends(client, guard, now, passes, is_in):
    sign_in(client, guard)
    assert client.get("/desk/").status_code == 200
    now.advance(passes)
    assert (client.get("/desk/").status_code == 200) is is_in


def test_a_session_ends_after_its_hours_however_busy(client, guard, now):
    sign_in(client, guard)
    client.get("/desk/")
    for _number in range(25):
        now.advance(timedelta(minutes=23))
        assert client.get("/desk/").status_code == 200
    now.advance(timedelta(minutes=26))
    response = client.get("/desk/")
    assert response["Location"].startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def test_the_session_of_before_the_sign_in_is_not_the_one_after_it(client, guard):
    client.get("/invited/some-token/")  # whoever planted this cookie knows its session
    planted = client.session.session_key
    enter(client, "guard")
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "http:example.org",
        "javascript:alert(1)",
        "https://testserver.example.org/",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(client, guard, elsewhere):
    response = enter(client, "guard", next=elsewhere)
    assert response["Location"] == "/"
    for page in ("/charter/", "/work-as/"):
        grant = queries.grant_name(guard.grants.get())
        assert client.post(page, {"next": elsewhere, "grant": grant})["Location"] == "/"


def test_a_link_sets_the_password_once_and_leaves_the_address(client, operator, now):
    actions.admit_person(operator, "new", bureau="UTO", full_name="New Person")
    token, _done = signing_in.invite(operator, "new")
    assert client.get(f"/invited/{token}/")["Location"] == "/invited/"
    short = client.post("/invited/", {"password": "short", "again": "short"})
    assert "This password is not accepted" in short.content.decode()
    assert client.post("/invited/", {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert enter(client, "new").status_code == 302
    assert Client().get(f"/invited/{token}/", follow=True).status_code == 404
    assert token not in str(list(Invitation.objects.values()))


def test_a_link_that_is_too_old_or_replaced_sets_nothing(client, operator, now):
    actions.admit_person(operator, "new", bureau="UTO", full_name="New Person")
    first, _done = signing_in.invite(operator, "new")
    second, _done = signing_in.invite(operator, "new")
    assert client.get(f"/invited/{first}/", follow=True).status_code == 404
    now.advance(signing_in.LASTS)
    assert client.get(f"/invited/{second}/", follow=True).status_code == 404


def test_a_person_sees_and_ends_the_own_sessions_only(guard, head):
    here, there, other = Client(), Client(), Client()
    for client, person in ((here, guard), (there, guard), (other, head)):
        sign_in(client, person)
        client.get("/me/")
    page = here.get("/me/").content.decode()
    assert there.session.session_key not in page
    names = re.findall(r'name="session" value="(\w+)"', page)
    assert names == [sessions.name_of(there.session.session_key)]
    here.post("/me/sessions/end/", {"session": sessions.name_of(other.session.session_key)})
    assert other.get("/me/").status_code == 200
    here.post("/me/sessions/end/", {"session": names[0]})
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_another_password_ends_the_other_sessions(client, guard):
    enter(client, "guard")
    there = Client()
    enter(there, "guard")
    new = "eight white storks flew past"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/me/password/", told).status_code == 302
    assert client.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_a_session_is_over_with_the_account_at_the_very_next_request(client, guard):
    sign_in(client, guard)
    assert client.get("/desk/").status_code == 200
    Person.objects.filter(pk=guard.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_colleague_of_the_unit_takes_a_desk_over_by_badge_and_pin(client, operator, guard, now):
    colleague = admitted(operator, "colleague", FRONTLINE)
    signing_in.accept_charter(colleague, now)
    signing_in.set_badge(colleague, "4711", "271828", now)
    assert "4711" not in str(list(Person.objects.values()))
    sign_in(client, guard)
    client.get("/desk/")
    now.advance(timedelta(minutes=20))
    wrong = client.post("/desk/", {"badge": "4711", "pin": "111111"})
    assert "open nothing at this desk" in wrong.content.decode()
    begun = client.session["begun"]
    assert client.post("/desk/", {"badge": "4711", "pin": "271828"})["Location"] == "/"
    assert client.get("/me/").context["user"].username == "colleague"
    assert client.session["begun"] == begun  # the desk's hours go on


@pytest.mark.parametrize(
    "whose",
    [(BUREAU, "GATE", "UTO"), (FRONTLINE, "PORT", "UTO"), (FRONTLINE, "GATE", "QMA")],
)
def test_a_badge_opens_no_full_reports_and_no_other_units_desk(client, guard, now, operator, whose):
    terms, unit, bureau = whose
    other = admitted(operator, "other", terms, unit=unit, bureau=bureau)
    signing_in.accept_charter(other, now)
    signing_in.set_badge(other, "4711", "271828", now)
    sign_in(client, guard)
    page = client.post("/desk/", {"badge": "4711", "pin": "271828"})
    assert page.status_code == 200
    assert client.get("/me/").context["user"].username == "guard"


def test_five_wrong_pins_lock_the_badge(client, operator, guard, now):
    signing_in.set_badge(guard, "4711", "271828", now)
    sign_in(client, guard)
    for _number in range(5):
        page = client.post("/desk/", {"badge": "4711", "pin": "111111"})
    assert page.status_code == 429


@pytest.fixture
def cards(operator, monkeypatch):
    """The people of the demonstration's cards."""
    from entraide.desks.sample import demonstration  # noqa: PLC0415 - after Django started

    monkeypatch.setattr(settings.HUB.configuration.organisation, "secretariat", "XEN")
    demonstration.furnish(operator.clock)
    return [card.account for card in demonstration.organisation.cards()]


def test_a_demonstration_on_this_machine_is_entered_by_a_card_without_a_password(cards):
    client = Client(SERVER_NAME="127.0.0.1")
    page = client.get("/sign-in/").content.decode()
    assert page.count("/sign-in/card/") == len(cards)
    for account in ("hanna.verdel.uto", "anders.utman.uto", "nadir.escalante.xcc"):
        assert client.post(f"/sign-in/card/{account}/").status_code == 302
        assert client.get("/me/").context["user"].username == account
    client.post("/sign-in/card/hanna.verdel.uto/")
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        {"SERVER_NAME": "127.0.0.1", "REMOTE_ADDR": "192.0.2.7"},
        {"SERVER_NAME": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"SERVER_NAME": "testserver"},
    ],
)
def test_a_demonstration_that_is_reached_from_elsewhere_has_no_cards(cards, told):
    client = Client(**told)
    assert "/sign-in/card/" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/card/anders.utman.uto/").status_code == 404


def test_a_real_hub_refuses_the_cards_and_every_session_made_by_one(cards, monkeypatch):
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/sign-in/card/hanna.verdel.uto/")
    assert client.get("/people/").status_code == 200
    monkeypatch.setattr(settings.HUB.configuration.organisation, "is_demo", False)
    assert client.get("/people/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert "/sign-in/card/" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/card/hanna.verdel.uto/").status_code == 404


def test_a_demonstration_that_listens_beyond_this_machine_has_no_cards(cards, monkeypatch):
    monkeypatch.setattr(settings.HUB.configuration.serving, "host", "192.0.2.1")
    client = Client(SERVER_NAME="127.0.0.1")
    assert client.post("/sign-in/card/hanna.verdel.uto/").status_code == 404


def test_what_is_left_of_sessions_that_are_over_is_removed(client, guard, now):
    sign_in(client, guard)
    client.get("/me/")
    assert sessions.forget(now.now()) == 0
    now.advance(timedelta(hours=11))
    assert sessions.forget(now.now()) == 1
    assert not Session.objects.exists()


def test_nobody_takes_the_last_second_factor_away_that_the_work_needs(client, head):
    enter(client, "head")
    client.post("/charter/")
    client.get("/me/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/me/second-factor/totp/activate/", {"code": code_for(secret)})
    page = client.post("/me/second-factor/totp/deactivate/").content.decode()
    assert "Your work asks for a second factor: keep one." in page
    passkey = head.authenticator_set.create(type="webauthn", data={"name": "key"})
    app = head.authenticator_set.get(type="totp")
    app.delete()
    address = f"/me/second-factor/webauthn/keys/{passkey.pk}/remove/"
    assert client.post(address).status_code == 403
    assert head.authenticator_set.filter(type="webauthn").exists()


def test_a_head_unlocks_an_account_of_the_own_bureau(client, guard, head):
    for _number in range(5):
        enter(Client(), "guard", "not the right one")
    assert enter(Client(), "guard").status_code == 429
    sign_in(client, head)
    client.post("/people/of/guard/unlock/")
    assert enter(Client(), "guard").status_code == 302
