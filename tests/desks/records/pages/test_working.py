"""Journeys through the records desk: adding, correcting beside a colleague, restricting, ending."""

import html
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.acting import passport

pytestmark = pytest.mark.django_db(databases="__all__")
XSS = "<script>alert(1)</script>"
ARABIC = '"><img src=x onerror=alert(1)> عبد الرحمن'
LIST = "/records/travel_documents/"


def own(ref="r-1"):
    from entraide.desks.records.own_records import own_bodies  # noqa: PLC0415 - after Django started

    return own_bodies("UTO", "travel_documents", [ref]).get(ref)


def sent(page, **fields):
    """What a browser sends of the page's form, with these fields typed."""
    text = page.content.decode()
    form = text[text.rindex("<form", 0, text.index("request_key")) :]
    form = form[: form.index("</form>")]
    values = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        found = re.search(r'value="([^"]*)" selected', inside)
        values[name] = found[1] if found else ""
    for name, inside in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        values[name] = html.unescape(inside.removeprefix("\n"))
    return values | fields


def test_a_record_is_added_and_shown_and_a_repeated_form_adds_no_second(at_desk):
    browser = at_desk("clerk")
    form = sent(browser.get(LIST + "new/"), owner_ref="r-1", **passport())
    first = browser.post(LIST + "new/", form)
    again = browser.post(LIST + "new/", form)
    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    assert own() == passport()
    assert "C01X00T47" in browser.get(first["Location"]).content.decode()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(at_desk):
    browser = at_desk("clerk")
    wrong = passport(fraud_type="stolenn", remarks=XSS, lost_on="2031-01-01")
    page = browser.post(LIST + "new/", sent(browser.get(LIST + "new/"), owner_ref="r", **wrong))
    text = page.content.decode()
    assert page.status_code == 422
    assert 'aria-invalid="true"' in text
    assert 'name="repair" value="fraud_type"' in text
    assert XSS not in text
    assert html.escape(XSS) in text
    mended = browser.post(LIST + "new/", sent(page, repair="fraud_type", **wrong))
    assert sent(mended)["fraud_type"] == "stolen"
    assert own("r") is None


def test_two_corrections_of_different_fields_are_both_kept(put, at_desk):
    browser = at_desk("clerk")
    address = reverse("records:correct", args=[put(body=passport()).about])
    mine = sent(browser.get(address), lost_on="2020-01-02")
    theirs = sent(browser.get(address), remarks="Found in a drawer")
    assert browser.post(address, theirs).status_code == 302
    assert browser.post(address, mine).status_code == 302
    assert own() == passport(lost_on="2020-01-02", remarks="Found in a drawer")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "2020-01-02"), ("theirs", "2021-03-04")])
def test_two_corrections_of_one_field_are_settled_by_choice(put, at_desk, choice, kept):
    browser = at_desk("clerk")
    address = reverse("records:correct", args=[put(body=passport()).about])
    mine = sent(browser.get(address), lost_on="2020-01-02", remarks="Mine alone")
    theirs = sent(browser.get(address), lost_on="2021-03-04")
    browser.post(address, theirs)
    asked = browser.post(address, mine)
    assert asked.status_code == 409
    assert own()["lost_on"] == "2021-03-04"
    settled = {**sent(asked), "choose.lost_on": choice}
    assert browser.post(address, settled).status_code == 302
    assert own() == passport(lost_on=kept, remarks="Mine alone")


def test_a_row_of_the_grid_is_saved_merged_and_refused_by_itself(put, at_desk):
    reference = put(body=passport()).about
    browser = at_desk("clerk")
    address = reverse("records:grid_row", args=[reference])

    def save(version, key, **fields):
        names = {f"{reference}:{name}": value for name, value in fields.items()}
        more = {f"{reference}:version": version, f"{reference}:request_key": key}
        page = browser.post(address, names | more | {"column": list(fields)})
        return page.content.decode()

    assert 'class="saved"' in save(1, "a", lost_on="2020-01-02")
    assert 'class="merged"' in save(1, "b", fraud_type="lost")
    assert 'class="clash"' in save(1, "c", lost_on="2019-01-01")
    assert "This day has not come yet." in save(3, "d", lost_on="2031-01-01")
    assert own() == passport(lost_on="2020-01-02", fraud_type="lost")


def test_the_grid_is_saved_as_a_whole_without_scripts(put, at_desk):
    references = [put(ref=f"r-{n}", body=passport(f"C{n}")).about for n in range(3)]
    browser = at_desk("clerk")
    form = sent(browser.get(LIST + "grid/"))
    for each, reference in enumerate(references[:2]):
        form[f"{reference}:lost_on"] = f"2020-01-0{each + 1}"
    browser.post(LIST + "grid/", form | {"request_key": "k"})
    assert [own(f"r-{n}").get("lost_on") for n in range(3)] == ["2020-01-01", "2020-01-02", None]


def test_who_loses_sight_is_shown_before_it_is_done(put, at_desk, other_sees):
    reference = put(body=passport()).about
    browser = at_desk("clerk")
    address = reverse("records:restrict", args=[reference])
    asked = browser.post(
        address, sent(browser.get(address)) | {"hidden": ["QMA"], "preview": "yes"}
    )
    assert "Bureau of QMA" in asked.content.decode().split("Lose sight of it")[1].split("</ul>")[0]
    assert other_sees(reference)
    done = sent(browser.get(address)) | {"hidden": ["QMA"], "sure": "yes"}
    assert browser.post(address, done).status_code == 302
    assert not other_sees(reference)


@pytest.fixture
def other_sees(people, clock):
    """Whether the other bureau finds a record."""
    from entraide.desks.bureaus import queries as bureaus  # noqa: PLC0415
    from entraide.desks.records import queries  # noqa: PLC0415
    from entraide.errors import NotFound  # noqa: PLC0415

    def sees(reference):
        asker = bureaus.actor(people["other"], clock.now()).asker()
        try:
            queries.head(asker, queries.ref_for(reference), now=clock.now())
        except NotFound:
            return False
        return True

    return sees


def test_a_record_is_suspended_restored_and_withdrawn_for_a_reason(put, at_desk, other_sees):
    reference = put(body=passport()).about
    browser = at_desk("clerk")
    for act, is_seen in (("suspend", False), ("restore", True)):
        assert browser.post(reverse(f"records:{act}", args=[reference])).status_code == 302
        assert other_sees(reference) is is_seen
    address = reverse("records:withdraw", args=[reference])
    assert browser.post(address).status_code == 422
    assert own() is not None
    assert browser.post(address, {"reason": "expired"}).status_code == 422
    assert browser.post(address, {"reason": "quality"}).status_code == 302
    assert own() is None
    assert browser.get(reverse("records:record", args=[reference])).status_code == 200


def test_a_likely_duplicate_is_told_before_it_is_added(put, at_desk, unindexed, clock):
    from entraide.desks.records.feed import TruthFeed  # noqa: PLC0415
    from entraide.engine.index.follow import Follower  # noqa: PLC0415

    there = put(body=passport()).about
    Follower(unindexed[1], TruthFeed(), clock=clock).rebuild()
    browser = at_desk("clerk")
    form = sent(browser.get(LIST + "new/"), owner_ref="r-2", **passport())
    assert there in browser.post(LIST + "new/", form).content.decode()
    assert own("r-2") is None
    assert browser.post(LIST + "new/", form | {"twice": "yes"}).status_code == 302
    twins = browser.get(LIST + "duplicates/").content.decode()
    assert there in twins


def test_what_silence_deletes_is_shown_and_can_be_kept_with_a_reason(put, at_desk, clock):
    day = clock.now().date()
    done = put(body=passport(), retention_until=day + timedelta(days=20))
    browser = at_desk("clerk")
    page = browser.get("/records/reviews/")
    assert done.about in page.content.decode()
    later = (day + timedelta(days=900)).isoformat()
    form = {"record": done.about, "until": later, "request_key": "k"}
    assert browser.post("/records/reviews/", form).status_code == 422
    assert browser.post("/records/reviews/", form | {"reason": "Still sought"}).status_code == 302
    assert done.about not in browser.get("/records/reviews/").content.decode()


def test_quality_says_what_each_record_lacks(put, at_desk):
    put(body=passport(lost_on="2020-01-02"))
    put(ref="r-2", body=passport("C9"))
    page = browser_text(at_desk("clerk"), LIST + "quality/")
    assert "2 records looked through." in page
    assert "Country of loss or theft" in page


def browser_text(browser, address):
    return browser.get(address).content.decode()


def test_names_and_markup_of_a_record_are_text_on_every_page(put, at_desk):
    from tests.acting import person  # noqa: PLC0415

    reference = put("persons", body=person(ARABIC, remarks=XSS)).about
    browser = at_desk("clerk")
    for name in ("record", "versions", "correct"):
        text = browser_text(browser, reverse(f"records:{name}", args=[reference]))
        assert "عبد الرحمن" in text
        assert "<img" not in text
        assert XSS not in text
    assert "<img" not in browser_text(browser, "/records/persons/")


def file(rows):
    heads = "owner_ref;number;issuing_country;document_type;fraud_type;remarks"
    made = io.BytesIO(("\n".join([heads, *(";".join(row) for row in rows)]) + "\n").encode())
    made.name = "passports.csv"
    return made


def test_a_file_is_looked_at_applied_corrected_brought_again_and_undone(at_desk, unindexed, clock):
    from entraide.desks.records.imports.work import work_off  # noqa: PLC0415

    rows = [[f"r-{n}", f"C{n:07}", "UTO", "P", "stolen", ""] for n in range(1000)]
    bad = [dict(enumerate(row)) for row in rows[::27][:37]]
    for place, row in enumerate(rows[::27][:37]):
        row[4] = ["stolenn", "=HYPERLINK(1)", XSS][place % 3]
    assert len(bad) == 37
    browser, imports = at_desk("clerk"), "/records/imports/"

    def bring(content, key):
        form = {"database": "travel_documents", "file": content, "request_key": key}
        address = browser.post(imports, form)["Location"]
        assert "hx-get" in browser_text(browser, address)
        work_off(unindexed[0], clock)
        return address

    def ask(address, act):
        browser.post(address + "act/", {"act": act, "request_key": f"{address}{act}"})
        work_off(unindexed[0], clock)
        return browser_text(browser, address)

    first = bring(file(rows), "one")
    page = browser_text(browser, first)
    assert "<strong>963</strong>" in page
    assert "<strong>37</strong>" in page
    assert XSS not in page
    assert own("r-1") is None
    ask(first, "apply")
    assert own("r-1")["number"] == "C0000001"
    refused = b"".join(browser.get(first + "refused.csv").streaming_content)
    text = refused.decode("utf-8-sig")
    assert len(text.splitlines()) == 38
    assert not re.search(r"(^|[;,\"])[=+@\t]", text, re.MULTILINE)
    for wrong in ("stolenn", "'=HYPERLINK(1)", "=HYPERLINK(1)", XSS):
        text = text.replace(f";{wrong};", ";stolen;").replace(f';"{wrong}";', ";stolen;")
    mended = io.BytesIO(text.encode("utf-8-sig"))
    mended.name = "mended.csv"
    second = bring(mended, "two")
    ask(second, "apply")
    assert own("r-0")["fraud_type"] == "stolen"
    assert "Withdrawn: 37. Changed back: 0. Left: 0." in ask(second, "undo")
    assert "Withdrawn: 963. Changed back: 0. Left: 0." in ask(first, "undo")
    assert own("r-0") is None
    assert own("r-1") is None


def test_an_export_holds_no_formula_and_needs_its_right(put, at_desk, people):
    put(body=passport(remarks="=1+1"))
    browser = at_desk("clerk")
    page = browser.post(LIST + "export/", {"form": "csv"})
    cells = b"".join(page.streaming_content).decode("utf-8-sig").replace("\r\n", ";").split(";")
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")]
    assert browser.post(LIST + "export/", {"form": "exe"}).status_code == 422


NAMES = [
    "owner_ref",
    "number",
    "names.0.family",
    "record.restricted",
    "record.purposes",
    "grow",
    "repair",
    "twice",
    "version",
    "base",
    "choose.number",
    "reason",
    "hidden",
    "others",
    "sure",
    "until",
    "record",
    "request_key",
    "column",
    "act",
    "accepted",
    "database",
    "form",
    "q",
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "names", "UTO", "mine", "plan", "csv", "1", "99999999999", "-1", "\x00"]),
)
ADDRESSES = st.sampled_from(
    [*(f"{LIST}{name}" for name in ("", "new/", "grid/", "export/", "quality/", "duplicates/")),
     "/records/", "/records/reviews/", "/records/imports/", "/records/persons/new/",
     *(f"RECORD{name}" for name in ("", "correct/", "restrict/", "withdraw/", "versions/", "row/"))]
)  # fmt: skip


@given(
    addresses=st.lists(ADDRESSES, min_size=3, max_size=3),
    given=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_no_page_breaks(put_once, at_desk, addresses, given):
    browser = at_desk("clerk")
    for address in addresses:
        where = address.replace("RECORD", f"/records/record/{put_once}/")
        for send in (browser.get, browser.post):
            answer = send(where, given)
            answer.getvalue()  # a file that is sent is open until it was read
            assert answer.status_code < 500


@pytest.fixture
def put_once(put):
    return put(body=passport()).about
