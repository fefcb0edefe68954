"""Who may enter which page of the records desk, and what does not exist for whom."""

import re

import pytest
from django.urls import reverse
from tests.acting import passport

pytestmark = pytest.mark.django_db(databases="__all__")

OF_THE_DESK = ["home", "reviews", "imports"]
OF_A_DATABASE = ["list", "new", "grid", "quality", "duplicates"]
OF_A_RECORD = ["record", "versions", "correct", "restrict", "withdraw", "suspend"]
MOST_QUERIES = {
    "home": 40, "reviews": 20, "imports": 16, "list": 24, "new": 14, "grid": 24, "quality": 18,
    "duplicates": 24, "record": 26, "versions": 28, "correct": 24, "restrict": 24, "withdraw": 20,
    "suspend": 20,
}  # fmt: skip


def addresses(reference):
    return (
        [reverse(f"records:{name}") for name in OF_THE_DESK]
        + [reverse(f"records:{name}", args=["travel_documents"]) for name in OF_A_DATABASE]
        + [reverse(f"records:{name}", args=[reference]) for name in OF_A_RECORD]
    )


def told(response, reference):
    """A page without what differs by itself: the address and the tokens."""
    text = response.content.decode().replace(reference, "REF")
    return re.sub(r'(csrfmiddlewaretoken|request_key)" value="[^"]+"', "", text)


def test_a_clerk_may_enter_every_page_of_the_own_bureau(
    put, at_desk, django_assert_max_num_queries
):
    reference = put().about
    browser = at_desk("clerk")
    for address, name in zip(
        addresses(reference), OF_THE_DESK + OF_A_DATABASE + OF_A_RECORD, strict=True
    ):
        with django_assert_max_num_queries(MOST_QUERIES[name]):
            page = browser.get(address)
        assert page.status_code == 200, address
        assert "<script>" not in page.content.decode()
        assert "style=" not in page.content.decode()


def test_the_front_line_is_refused_at_every_page(put, at_desk):
    reference = put().about
    browser = at_desk("guard")
    assert {browser.get(each).status_code for each in addresses(reference)} == {403}
    assert {browser.post(each).status_code for each in addresses(reference)} <= {403, 405}


def test_whoever_is_not_signed_in_is_led_to_the_sign_in(put, people, client):
    assert {client.get(each).status_code for each in addresses(put().about)} == {302}


@pytest.mark.parametrize("name", OF_A_RECORD)
@pytest.mark.parametrize("who", ["other", "trainee"])
def test_a_record_that_is_not_ones_own_is_byte_for_byte_not_there(put, at_desk, who, name):
    from entraide.desks.records.hub_keys import published  # noqa: PLC0415 - after Django started

    level = 3 if who == "trainee" else 1
    from entraide.engine.schema.vocabulary import Confidentiality  # noqa: PLC0415

    there = put(confidentiality=Confidentiality(level)).about
    absent = published(3, 999_999)
    browser = at_desk(who)
    for ask in (browser.get, browser.post):
        pages = [ask(reverse(f"records:{name}", args=[ref])) for ref in (there, absent)]
        assert pages[0].status_code == pages[1].status_code
        assert pages[0].status_code in {404, 405}
        assert told(pages[0], there) == told(pages[1], absent)


@pytest.mark.parametrize("who", ["other", "trainee"])
def test_no_list_count_grid_or_file_of_another_shows_it(put, at_desk, who):
    from entraide.engine.schema.vocabulary import Confidentiality  # noqa: PLC0415

    browser = at_desk(who)
    names = [*OF_A_DATABASE]

    def everything():
        pages = [
            browser.get(reverse(f"records:{name}", args=["travel_documents"])) for name in names
        ]
        pages += [browser.get(reverse(f"records:{name}")) for name in OF_THE_DESK]
        texts = [told(page, "C01X00T47") for page in pages]
        exported = browser.post(reverse("records:export", args=["travel_documents"]))
        return texts, b"".join(exported.streaming_content)

    before = everything()
    put(body=passport(), confidentiality=Confidentiality.CONFIDENTIAL)
    assert everything() == before


def test_a_reference_that_is_none_and_a_database_that_is_none_are_not_found(at_desk, people):
    browser = at_desk("clerk")
    for address in ("/records/record/nothing/", "/records/nothing/", "/records/imports/999/"):
        assert browser.get(address).status_code == 404


def test_every_reading_of_a_full_record_is_written_down(put, at_desk, unindexed):
    from entraide.engine.check.trail.lines import Disclosed  # noqa: PLC0415
    from entraide.engine.check.trail.read import lines  # noqa: PLC0415
    from entraide.engine.check.trail.segments import chains_folder  # noqa: PLC0415

    done = put()
    browser = at_desk("clerk")
    browser.get(reverse("records:record", args=[done.about]))
    browser.get(reverse("records:list", args=["travel_documents"]))
    found = [kept.line for kept in lines(chains_folder(unindexed[0]))]
    told = [line for line in found if isinstance(line, Disclosed)]
    assert [[seen.id for seen in line.records] for line in told] == [[done.id]] * 2
