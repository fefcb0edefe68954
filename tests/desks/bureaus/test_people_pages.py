"""The people desk: which pages open for whom, and that forged posts do nothing."""

import re

import pytest
from django.conf import settings
from django.test import Client
from tests.signed_in import sign_in

from entraide.clock import SystemClock
from entraide.desks.bureaus import actions, granting, queries
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.models import ApiKey, Grant, Invitation, Person, Proposal
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

ALL = frozenset(Purpose)
FRONTLINE = Terms(role=Role.FRONTLINE, databases=frozenset({"notices"}), purposes=ALL)
OFFICER = Terms(role=Role.BUREAU, databases=frozenset({"notices"}), purposes=ALL)
HEAD = Terms(
    role=Role.BUREAU, databases=frozenset({"notices"}), purposes=ALL, clearance=2, administers=True
)
PAGES = [
    "/people/",
    "/people/admit/",
    "/people/many/",
    "/people/proposals/",
    "/people/confirm/",
    "/people/systems/",
    "/people/systems/grant/",
    "/people/of/guard/",
    "/people/of/guard/grant/",
    "/people/of/guard/leave/",
]
OWN = ["/me/", "/me/badge/", "/work-as/", "/desk/", "/me/second-factor/"]
ACTS = [
    "/people/of/guard/invite/",
    "/people/of/guard/end-sessions/",
    "/people/of/guard/forget-second-factor/",
    "/people/of/guard/deputy/",
    "/people/of/guard/leave/",
    "/people/of/guard/grant/",
    "/people/systems/{system}/key/",
    "/people/keys/{key}/revoke/",
    "/people/grants/{grant}/revoke/",
    "/people/grants/{grant}/suspend/",
    "/people/grants/{grant}/lift/",
    "/people/proposals/{proposal}/approve/",
    "/people/proposals/{proposal}/refuse/",
]


@pytest.fixture(autouse=True)
def present_time(clock, monkeypatch):
    clock.moment = SystemClock().now()
    monkeypatch.setattr(settings, "CLOCK", clock)


@pytest.fixture
def operator(bureaus, clock):
    return By(actor=queries.operator(), clock=clock, reason="set-up")


@pytest.fixture
def people(operator):
    for name, terms, bureau in (
        ("head", HEAD, "UTO"),
        ("second", HEAD, "UTO"),
        ("officer", OFFICER, "UTO"),
        ("guard", FRONTLINE, "UTO"),
        ("stranger", HEAD, "QMA"),
    ):
        actions.admit_person(operator, name, bureau=bureau, full_name=f"{name.title()} Person")
        granting.grant_person(operator, name, terms)
    return {each.username: each for each in queries.people()}


@pytest.fixture
def things(operator, people, clock):
    """One of everything that an act is about, all of UTO."""
    system = granting.grant_system(operator, "UTO", "Border system", FRONTLINE).about
    _token, key = granting.make_key(operator, system)
    head = By(actor=queries.actor(people["head"], clock.now()), clock=clock)
    from entraide.desks.bureaus import proposals  # noqa: PLC0415 - after Django started

    proposal = proposals.propose(head, "officer", HEAD).about
    return {
        "system": system,
        "key": key.about.removeprefix("key:"),
        "grant": queries.grant_name(people["guard"].grants.get()),
        "proposal": proposal.removeprefix("proposal:"),
    }


def state():
    """All that an act of this desk changes."""
    return [
        list(table.objects.order_by("pk").values())
        for table in (ApiKey, Grant, Invitation, Person, Proposal)
    ]


def test_a_head_opens_every_page_of_the_desk(client, people):
    sign_in(client, people["head"])
    for page in PAGES + OWN:
        response = client.get(page)
        assert response.status_code == 200, page
        assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("name", ["officer", "guard"])
def test_nobody_else_opens_a_page_of_the_desk(client, people, name):
    sign_in(client, people[name])
    assert {client.get(page).status_code for page in PAGES} == {403}
    assert {client.get(page).status_code for page in OWN} == {200}


def test_nobody_is_let_in_unknown(client, people):
    for page in PAGES + OWN:
        response = client.get(page)
        assert response.status_code == 302, page
        assert response["Location"].startswith("/sign-in/")


def test_a_head_finds_nobody_of_another_bureau(client, people):
    sign_in(client, people["stranger"])
    for page in [page for page in PAGES if "/of/" in page]:
        response = client.get(page)
        assert response.status_code == 404
        assert "Guard" not in response.content.decode()


@pytest.mark.parametrize("name", ["officer", "guard", "stranger", None])
def test_a_forged_post_changes_nothing(client, people, things, name):
    if name is not None:
        sign_in(client, people[name])
    before = state()
    told = {"role": "frontline", "clearance": "1", "ends_keys": "on"}
    for act in ACTS:
        assert client.post(act.format(**things), told).status_code in {302, 403, 404}
        assert state() == before, act


def test_a_post_from_another_site_changes_nothing(people, things):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, people["head"])
    before = state()
    for act in [*ACTS, "/me/sessions/end/", "/sign-in/card/guard/", "/charter/"]:
        assert client.post(act.format(**things), {"role": "frontline"}).status_code == 403
    assert state() == before


def test_no_act_is_done_by_a_link(client, people, things):
    sign_in(client, people["head"])
    before = state()
    for act in [*ACTS, "/me/sessions/end/", "/sign-in/card/guard/"]:
        client.get(act.format(**things))
    assert state() == before


def granting_form(**more):
    return {"role": "bureau", "clearance": "1"} | more


def test_a_head_grants_himself_nothing_by_any_address(client, people):
    sign_in(client, people["head"])
    before = state()
    for terms in (granting_form(), granting_form(role="frontline"), granting_form(exports="on")):
        client.post("/people/of/head/grant/", terms)
    client.post("/people/of/head/deputy/")
    client.post("/people/of/head/leave/", {})
    client.post("/people/of/head/forget-second-factor/")
    assert state() == before


def test_two_heads_grant_full_reports_and_the_next_request_knows(people):
    one, other, officer = Client(), Client(), Client()
    sign_in(one, people["head"])
    sign_in(other, people["second"])
    sign_in(officer, people["guard"])
    one.post("/people/of/guard/grant/", granting_form(administers="on"))
    number = Proposal.objects.get().pk
    one.post(f"/people/proposals/{number}/approve/")
    assert Proposal.objects.get().grant is None
    assert officer.get("/people/").status_code == 403
    other.post(f"/people/proposals/{number}/approve/")
    made = Proposal.objects.get().grant
    officer.post("/work-as/", {"grant": queries.grant_name(made)})
    assert officer.get("/people/").status_code == 200
    other.post(f"/people/grants/{queries.grant_name(made)}/revoke/")
    assert officer.get("/people/").status_code == 403


def test_whoever_is_admitted_gets_a_link_once_and_more_is_not_told(client, people):
    sign_in(client, people["head"])
    told = {"full_name": "Nora New", "username": "nora.new", "language": "en", "unit": "GATE"}
    grant = {f"grant-{name}": value for name, value in granting_form(role="frontline").items()}
    page = client.post("/people/admit/", told | grant).content.decode()
    link = re.search(r"http://testserver(/invited/[\w-]+/)", page)[1]
    assert link not in client.get("/people/of/nora.new/").content.decode()
    person = queries.person("nora.new")
    assert [each.role for each in queries.grants_of(person, settings.CLOCK.now())] == ["frontline"]
    invited = Client()
    assert invited.get(link)["Location"] == "/invited/"
    assert "nora.new" in invited.get("/invited/").content.decode()


def test_a_key_is_shown_once(client, people, things):
    sign_in(client, people["head"])
    page = client.post(f"/people/systems/{things['system']}/key/", {"label": "gate 2"})
    token = re.search(r"entraide_[\w-]+", page.content.decode())[0]
    assert queries.actor_of_key(token, settings.CLOCK.now()).bureau == "UTO"
    assert token not in client.get("/people/systems/").content.decode()


TABLE = """username;full_name;unit;role;until
ann.one;Ann One;GATE;frontline;
bob.two;Bob Two;GATE;bureau;2030-01-31
BAD NAME;Bad Name;GATE;frontline;
ann.one;Ann Again;GATE;frontline;
cid.three;Cid Three;GATE;commission;
dan.four;Dan Four;GATE;frontline;soon
"""


def test_a_table_is_tried_first_and_then_admits_its_good_lines(client, people):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    sign_in(client, people["head"])
    before = state()
    page = client.post("/people/many/", {"file": SimpleUploadedFile("p.csv", TABLE.encode())})
    assert state() == before
    shown = page.content.decode()
    assert "Nothing is admitted yet. 2 lines are good." in shown
    assert shown.count('class="error"') == 4
    page = client.post("/people/many/", {"table": TABLE}).content.decode()
    assert page.count("/invited/") == 2
    assert queries.actor(queries.person("ann.one"), settings.CLOCK.now()).role is Role.FRONTLINE
    assert Proposal.objects.get().person.username == "bob.two"
    assert not Person.objects.filter(username__in=["cid.three", "dan.four"]).exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a;b\n1;2\n", b'username,"x\n'])
def test_a_file_that_is_no_table_is_told_beside_its_field(client, people, content):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    sign_in(client, people["head"])
    page = client.post("/people/many/", {"file": SimpleUploadedFile("p.csv", content)})
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()


def test_the_two_hundredth_person_costs_no_further_query(
    client, people, operator, django_assert_max_num_queries
):
    for number in range(40):
        actions.admit_person(operator, f"p{number}", bureau="UTO", full_name=f"P {number}")
        granting.grant_person(operator, f"p{number}", FRONTLINE)
    sign_in(client, people["head"])
    client.get("/people/")
    for page, most in (("/people/", 12), ("/people/of/p7/", 12), ("/people/systems/", 9)):
        with django_assert_max_num_queries(most):
            assert client.get(page).status_code == 200


def test_a_name_with_markup_is_shown_as_text(client, people, operator):
    name = "<script>alert(1)</script>"
    actions.admit_person(operator, "x", bureau="UTO", full_name=name)
    sign_in(client, people["head"])
    for page in ("/people/", "/people/of/x/", "/people/of/x/leave/"):
        assert name not in client.get(page).content.decode()
