"""The inbox as its pages show it: to whose desk, and what of whom."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.acting import passport
from tests.signed_in import sign_in

from entraide.desks.bureaus.actions import restrict_owner
from entraide.desks.checks import actions as checks
from entraide.desks.inbox.gathering import gather
from entraide.desks.inbox.models import Item
from entraide.engine.check.wire import Document, Place
from entraide.engine.schema.vocabulary import Role

pytestmark = pytest.mark.django_db(databases="__all__")

LOST = Document(number="C01X00T47", issuing_country="UTO", document_type="P")
LISTS = ["/inbox/", "/inbox/?tab=mine", "/inbox/?tab=done", "/inbox/?tab=sent", "/inbox/hits/"]


def body(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def clerk(work, client):
    """The browser of the owner's desk."""
    return sign_in(client, work.person("clerk", "UTO"))


@pytest.fixture
def other(work):
    """The browser of another bureau's desk."""
    from django.test import Client  # noqa: PLC0415 - after Django started

    return sign_in(Client(), work.person("other", "QMA"))


@pytest.fixture
def doubt(work):
    """A doubt of QMA about a passport of UTO: the item's number and the record's reference."""
    _ref, reference = work.record("travel_documents", passport())
    guard = work.person("guard", "QMA", Role.FRONTLINE, unit="north")
    text = "<b>Holder</b> has it."
    checks.doubt(work.acts_as(guard), reference, "recovered", text=text)
    return Item.objects.get().pk, reference


@pytest.mark.parametrize("address", LISTS)
def test_it_is_asked_first_who_is_here(client, address):
    assert client.get(address)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_so(clerk, address):
    assert "empty-title" in body(clerk.get(address))


@pytest.mark.parametrize(
    "role", [Role.FRONTLINE, Role.SECOND_LINE, Role.FORENSIC, Role.ANALYST, Role.CARRIER]
)
def test_only_a_desk_enters(work, client, doubt, role):
    number, _reference = doubt
    browser = sign_in(client, work.person("somebody", "UTO", role))
    for address in (*LISTS, f"/inbox/{number}/", "/inbox/announce/"):
        assert browser.get(address).status_code == 403
    for act in ("finish", "reopen", "assign", "reply"):
        assert browser.post(f"/inbox/{number}/{act}/", {"text": "x"}).status_code == 403


def test_a_doubt_is_read_answered_and_done(work, clerk, other, doubt):
    number, reference = doubt
    assert reference in body(clerk.get("/inbox/"))
    page = body(clerk.get(f"/inbox/{number}/"))
    assert "&lt;b&gt;Holder&lt;/b&gt; has it." in page
    assert "Officer guard" not in page  # the other bureau's people are its own affair
    assert clerk.post(f"/inbox/{number}/assign/", {"username": "clerk"}).status_code == 302
    assert "Officer clerk" in body(clerk.get("/inbox/?tab=mine"))
    assert clerk.post(f"/inbox/{number}/reply/", {"text": "Thank you."}).status_code == 302
    assert clerk.post(f"/inbox/{number}/finish/").status_code == 302
    assert reference not in body(clerk.get("/inbox/"))
    assert reference in body(clerk.get("/inbox/?tab=done"))
    assert "Thank you." in body(other.get("/inbox/"))
    assert clerk.post(f"/inbox/{number}/reopen/").status_code == 302
    assert reference in body(clerk.get("/inbox/"))


def test_nobody_else_finds_it(work, doubt):
    from django.test import Client  # noqa: PLC0415 - after Django started

    number, reference = doubt
    third = sign_in(Client(), work.person("third", "QMB"))
    for address in LISTS:
        assert reference not in body(third.get(address))
    assert third.get(f"/inbox/{number}/").status_code == 404
    for act in ("finish", "reopen", "assign", "reply"):
        assert third.post(f"/inbox/{number}/{act}/", {"text": "x"}).status_code == 404


def test_to_an_excluded_country_nothing_of_it_is_left(work, other, doubt):
    number, reference = doubt
    assert reference in body(other.get("/inbox/?tab=sent"))
    restrict_owner(work.by("UTO"), "UTO", ["QMA"])
    for address in LISTS:
        assert reference not in body(other.get(address))
    assert other.get(f"/inbox/{number}/").status_code == 404


def test_the_owner_reads_who_consulted_and_nobody_else_does(work, clerk, other):
    _ref, reference = work.record("travel_documents", passport(), owner_ref="OUR-77")
    guard = work.person("guard", "QMA", Role.FRONTLINE, unit="north")
    line = work.ask(guard, LOST, place=Place(kind="land", name="Puerto Claro")).line
    gather(work.hub, work.clock)
    page = body(clerk.get("/inbox/hits/"))
    for told in (reference, "OUR-77", line, "Bureau of QMA", "north", "Puerto Claro"):
        assert told in page
    assert "guard" not in page
    assert "C01X00T47" not in page
    assert reference not in body(other.get("/inbox/hits/"))
    assert reference not in body(clerk.get("/inbox/hits/?database=vehicles"))
    assert reference in body(clerk.get("/inbox/hits/?foreign=1&days=7"))


def test_the_secretariat_announces_and_a_bureau_only_to_itself(work, clerk, other):
    from django.test import Client  # noqa: PLC0415 - after Django started

    desk = sign_in(Client(), work.person("desk", "XPO", Role.SECRETARIAT))
    sent = {"title": "Maintenance <i>", "text": "Sunday.", "bureaus": ["UTO", "QMA"]}
    assert desk.post("/inbox/announce/", sent).status_code == 302
    assert "Maintenance &lt;i&gt;" in body(other.get("/inbox/"))
    assert 'value="QMA"' not in body(clerk.get("/inbox/announce/"))
    assert clerk.post("/inbox/announce/", sent).status_code == 200
    assert Item.objects.count() == 2


def test_a_list_asks_the_truth_little_however_long_it_is(
    work, clerk, doubt, django_assert_max_num_queries
):
    _number, reference = doubt
    guard = work.acts_as(work.person("again", "QMA", Role.FRONTLINE))
    for _each in range(5):
        checks.doubt(guard, reference, "other")
    with django_assert_max_num_queries(16):
        body(clerk.get("/inbox/"))
    gather(work.hub, work.clock)
    with django_assert_max_num_queries(14):
        body(clerk.get("/inbox/hits/"))


@given(
    sent=st.dictionaries(
        st.sampled_from(["text", "username", "title", "bureaus", "request_key"]),
        st.text(max_size=80),
    ),
    act=st.sampled_from(["1/finish", "1/reopen", "1/assign", "1/reply", "announce"]),
)
@hypothesis_settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_is_sent_is_never_a_fault_of_ours(clerk, sent, act):
    assert clerk.post(f"/inbox/{act}/", sent).status_code < 500


@given(
    query=st.dictionaries(
        st.sampled_from(["tab", "kind", "page", "days", "database", "foreign"]),
        st.text(max_size=30),
    )
)
@hypothesis_settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_stands_in_an_address_gives_a_page(clerk, query):
    for address in ("/inbox/", "/inbox/hits/"):
        assert clerk.get(address, query).status_code == 200
