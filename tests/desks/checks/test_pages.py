"""The check pages as Django serves them: who may ask, what is answered, what is never shown."""

import re

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.acting import notice, passport, person
from tests.signed_in import sign_in

from entraide.desks.bureaus.actions import restrict_owner
from entraide.desks.checks import actions
from entraide.desks.records.hub_keys import published
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

OPEN = ["/", "/two-countries/", "/lists/", "/posts/", "/kinds/vehicle/"]
LOST = "C01X00T47 UTO"
ADA = "Testperson, Ada, 1980-02-03"


@pytest.fixture
def real_hub(work, monkeypatch):
    """The same hub, no demonstration."""
    monkeypatch.setattr(settings.HUB.configuration.organisation, "is_demo", False)


@pytest.fixture
def guard(work):
    return work.person("guard", "QMA", Role.FRONTLINE)


@pytest.fixture
def desk(client, guard):
    """The guard's browser."""
    return sign_in(client, guard)


def ask(client, text, **more):
    return client.post("/", {"text": text, **more})


def body(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


@pytest.mark.usefixtures("real_hub")
@pytest.mark.parametrize("address", OPEN)
def test_it_is_asked_first_who_is_here(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.usefixtures("real_hub")
def test_a_real_hub_has_no_cases_and_compares_nobody(desk):
    assert desk.post("/cases/stolen_passport/").status_code == 404
    assert desk.get("/two-countries/").status_code == 404
    assert "cases/" not in body(desk.get("/"))


@pytest.mark.parametrize("address", ["/", "/report/", "/doubt/", "/slip/", "/lists/"])
def test_a_form_without_its_token_is_refused(guard, address):
    from django.test import Client  # noqa: PLC0415 - after Django started

    browser = sign_in(Client(enforce_csrf_checks=True), guard)
    assert browser.post(address, {"text": "x"}).status_code == 403


@pytest.mark.parametrize("address", ["/", "/lists/", "/kinds/person/"])
def test_pages_may_load_nothing_from_elsewhere_and_are_not_kept(desk, address):
    response = desk.get(address)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "<script>" not in body(response)
    assert "style=" not in body(response)


def test_the_officer_chooses_nothing_and_gets_an_answer(work, desk):
    work.record("travel_documents", passport())
    page = body(ask(desk, LOST))
    assert "Understood as" in page
    assert 'class="verdict hit"' in page
    assert "Whom to call" in page
    assert page.index("Bureau of QMA") < page.index("Bureau of UTO")


def test_another_reading_is_asked_when_the_officer_says_so(work, desk):
    work.record("travel_documents", passport())
    page = body(ask(desk, LOST, reading="plate"))
    assert 'class="verdict hit"' not in page
    assert "Number plate" in page


def test_what_a_number_cannot_be_does_not_keep_it_from_being_asked(desk):
    page = body(ask(desk, "733508164"))  # nine digits, but those of no country's ships
    assert 'class="verdict incomplete"' in page
    assert "the country that issued the document" in page


def test_nothing_that_was_asked_stands_in_an_address(work, desk):
    work.record("travel_documents", passport())
    page = body(ask(desk, LOST))
    links = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert links
    assert not [link for link in links if "C01X" in link or ("SLTD-" in link and "#" not in link)]


def test_a_page_sent_again_asks_nothing_twice(work, desk):
    work.record("travel_documents", passport())
    sent = {"text": LOST, "client_id": "page-1"}
    lines = {
        re.search(r"Line in the trail.*?>([A-Z]-\d+)<", body(desk.post("/", sent)), re.DOTALL)[1]
        for _ in range(2)
    }
    assert len(lines) == 1


def test_another_question_under_the_same_name_is_asked_anew(work, desk):
    work.record("travel_documents", passport())
    assert 'verdict hit"' in body(ask(desk, LOST, client_id="page-2"))
    assert 'verdict hit"' not in body(ask(desk, "X999 UTO", client_id="page-2"))


def test_incomplete_is_never_green(work, desk):
    page = body(ask(desk, "C01X00T48"))
    assert 'class="verdict incomplete"' in page
    assert 'class="verdict no_hit"' not in page
    assert "Could not be asked" in page


def test_what_was_typed_is_shown_as_text_never_as_markup(desk):
    typed = "<script>alert(1)</script>"
    page = body(ask(desk, typed))
    assert typed not in page
    assert "&lt;script&gt;" in page


def test_a_name_that_is_markup_is_shown_as_text(work, desk):
    name = "<img src=x onerror=alert(1)>"
    work.record("persons", person(names=[{"full": "Ada Bold"}], birth_place=name), owner_ref="p-1")
    work.record("notices", notice("p-1", colour="green"), owner_ref="n-1")
    page = body(ask(desk, "Ada Bold, 1980-02-03"))
    assert name not in page


@pytest.mark.parametrize(
    ("colour", "envelope"), [("blue", {}), ("green", {"handling": ("H3",)})], ids=["blue", "h3"]
)
def test_a_discreet_card_holds_no_word_of_the_notice_until_it_is_opened(
    work, desk, colour, envelope
):
    work.record("persons", person(), owner_ref="p-1")
    work.record("notices", notice("p-1", colour=colour), owner_ref="n-1", **envelope)
    page = body(ask(desk, ADA))
    shown = page[page.index("<main") : page.index("</main>")]  # the menu says the same to all
    for word in ("Possible", "verdict", "otice", "NOTICES", "Blue", "Green", "call your", "UTO"):
        assert word not in shown, word
    opened = body(
        desk.post("/", {"text": ADA, "client_id": hidden(page, "client_id"), "is_open": "1"})
    )
    assert 'class="verdict possible"' in opened
    assert "Discreet" in opened
    line = re.search(r"code\">([A-Z]-\d+)<", page)[1]
    assert line in opened  # the same answer, with no second line in the trail


def test_a_red_notice_is_told_at_once(work, desk):
    work.record("persons", person(), owner_ref="p-1")
    work.record("notices", notice("p-1"), owner_ref="n-1")
    assert 'class="verdict possible"' in body(ask(desk, ADA))


def test_a_post_may_have_every_answer_behind_the_neutral_screen(work, desk):
    head = work.acts_as(work.person("head", "QMA", administers=True))
    actions.set_post(head, "QMA", "", actions.PostTerms(is_neutral_first=True))
    page = body(ask(desk, "X999 UTO"))
    assert "The check is done" in page
    assert "No hit" not in page


def test_several_candidates_stand_side_by_side(work, desk):
    for number, date in enumerate(("1980-02-03", "1980-03-02")):
        work.record("persons", person(birth_date=date), owner_ref=f"p-{number}")
        work.record("notices", notice(f"p-{number}"), owner_ref=f"n-{number}")
    page = body(ask(desk, ADA))
    assert "The candidates side by side" in page
    assert 'class="differs"' in page
    assert 'class="same"' in page


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("document", {"number": "C01X00T47", "issuing_country": "UTO"}),
        ("person", {"number": "C01X00T47", "issuing_country": "UTO"}),
    ],
)
def test_a_form_of_a_kind_asks_the_same(work, desk, kind, given):
    work.record("travel_documents", passport())
    assert 'class="verdict hit"' in body(desk.post(f"/kinds/{kind}/", given))


def test_what_a_form_refuses_stands_beside_its_field(desk):
    page = body(desk.post("/kinds/person/", {"family": "A", "birth_date": "1980-99"}))
    assert re.search(r'id="id_birth_date_error".*?birth|id="id_birth_date_error"', page)
    assert body(desk.post("/kinds/vehicle/", {})).count("Fill in at least one field.") == 1
    assert desk.get("/kinds/nothing/").status_code == 404


def test_a_post_fills_in_purpose_and_place(work, client):
    head = work.person("head", "QMA", administers=True)
    browser = sign_in(client, head)
    sent = {"purpose": "warn", "place_kind": "land", "place": "Puerto Claro", "languages": ["ar"]}
    assert browser.post("/posts/-/", sent).status_code == 302
    assert "Puerto Claro" in body(browser.get("/posts/"))
    page = body(browser.get("/"))
    assert "Warn of a person or a danger · " in page
    assert "Puerto Claro" in page


def test_only_a_head_sets_posts(desk):
    assert desk.get("/posts/").status_code == 403
    assert desk.post("/posts/-/", {}).status_code == 403


def test_a_full_report_asks_why_and_the_trail_keeps_it(work, client):
    ref, reference = work.record("travel_documents", passport())
    browser = sign_in(client, work.person("reader", "QMA"))
    asked = body(browser.post("/report/", {"record": reference}))
    assert "Why do you need the full report?" in asked
    assert "C01X00T47" not in asked
    sent = {"record": reference, "why": "identify", "purpose": "locate", "line": "A-1"}
    page = body(browser.post("/report/", sent))
    assert "C01X00T47" in page
    assert "For official use only" in page
    from entraide.engine.check.trail.lines import Disclosed  # noqa: PLC0415
    from entraide.engine.check.trail.read import lines  # noqa: PLC0415
    from entraide.engine.check.trail.segments import chains_folder  # noqa: PLC0415

    (line,) = [
        each.line for each in lines(chains_folder(work.hub)) if isinstance(each.line, Disclosed)
    ]
    assert line.reason == "identify A-1"
    assert line.records[0].id == ref.id


def test_an_officer_at_the_line_reads_no_full_report(work, desk):
    _ref, reference = work.record("travel_documents", passport())
    assert "Full report" not in body(ask(desk, LOST)).replace("Full report, as", "")
    sent = {"record": reference, "why": "identify", "purpose": "locate"}
    assert desk.post("/report/", sent).status_code == 403


@pytest.mark.parametrize("page", ["report", "doubt"])
def test_to_an_excluded_country_the_record_was_never_there(work, client, page):
    _ref, reference = work.record("travel_documents", passport())
    restrict_owner(work.by("UTO"), "UTO", ["QMA"])
    browser = sign_in(client, work.person("reader", "QMA"))
    nothing = published(3, 999_999)
    sent = [browser.post(f"/{page}/", {"record": each}) for each in (reference, nothing)]
    told = [each.content.decode() for each in sent]
    # A form's token is drawn anew for each page.
    told = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", each) for each in told]
    assert told[0] == told[1]
    why = {"report": "identify", "doubt": "other"}[page]
    sent = {"why": why, "purpose": "locate"}
    for each in (reference, nothing):
        assert browser.post(f"/{page}/", sent | {"record": each}).status_code == 404


def test_a_doubt_reaches_its_owner_and_nobody_else(work, desk):
    from entraide.desks.inbox.models import Item  # noqa: PLC0415

    _ref, reference = work.record("travel_documents", passport())
    assert "What looks wrong?" in body(desk.post("/doubt/", {"record": reference, "line": "A-1"}))
    sent = {
        "record": reference,
        "line": "A-1",
        "why": "recovered",
        "text": "Holder has it.",
        "request_key": "k",
    }
    for _again in range(2):
        assert "The owner has been told" in body(desk.post("/doubt/", sent))
    (item,) = Item.objects.all()
    assert (item.bureau_id, item.sender, item.kind, item.text) == (
        "UTO",
        "QMA",
        "doubt",
        "Holder has it.",
    )
    assert item.line == "A-1"
    assert item.due_on is not None


def test_a_slip_tells_a_reference_and_nothing_else(work, desk):
    work.record("travel_documents", passport())
    page = body(ask(desk, LOST))
    line = hidden(page, "line")
    slips = [
        body(desk.post("/slip/", {"line": line, "slip_language": code})) for code in ("en", "ar")
    ]
    assert line in slips[0]
    assert "C01X00T47" not in slips[0]
    assert "SLTD" not in slips[0]
    assert 'lang="ar" dir="rtl"' in slips[1], slips[1][slips[1].index("<article") :][:300]
    clear = body(desk.post("/slip/", {"line": "A-999"}))
    varies = re.compile(r"A-\d+|<time.*?</time>|csrf\w+\" value=\"\w+", re.DOTALL)
    assert varies.sub("", clear) == varies.sub("", slips[0])
    assert desk.post("/slip/", {"line": "<b>"}).status_code == 422


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEGAL_REVIEWER, Role.COMMISSION])
def test_an_office_of_oversight_asks_nothing(role):
    from entraide.desks.checks.rooms import ROOMS  # noqa: PLC0415

    assert not [room for room in ROOMS if role in room.roles]


@given(
    text=st.text(max_size=700),
    purpose=st.sampled_from([*map(str, Purpose), "", "x"]),
    more=st.dictionaries(
        st.sampled_from(["reading", "place", "place_kind", "case", "client_id", "is_open"]),
        st.text(max_size=200),
    ),
)
@hypothesis_settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_is_typed_gives_a_page(desk, text, purpose, more):
    assert ask(desk, text, purpose=purpose, **more).status_code == 200


@pytest.mark.parametrize("page", ["report", "doubt", "slip"])
@given(
    sent=st.dictionaries(
        st.sampled_from(
            ["record", "line", "why", "purpose", "text", "case", "slip_language", "request_key"]
        ),
        st.text(max_size=60),
    )
)
@hypothesis_settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_is_sent_is_never_a_fault_of_ours(desk, page, sent):
    assert desk.post(f"/{page}/", sent).status_code < 500


def test_a_page_asks_the_truth_little(work, desk, django_assert_max_num_queries):
    work.record("travel_documents", passport())
    with django_assert_max_num_queries(14):
        ask(desk, LOST)
