"""The notices desk as Django serves it: from the choice of a kind to publication and its end."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.desks.notices.at_desk import BASES
from tests.signed_in import sign_in

from entraide.engine.schema.vocabulary import Role

pytestmark = pytest.mark.django_db(databases="__all__")


def body(response, status=200):
    text = response.content.decode()
    assert response.status_code == status, text[-2000:]
    return text


def at(person):
    return sign_in(Client(), person)


def written(kind):
    """What a browser sends for a lawful request of this kind."""
    from django.utils.datastructures import MultiValueDict  # noqa: PLC0415

    from entraide.desks.notices.forms.request import sent_of  # noqa: PLC0415
    from entraide.desks.notices.models import Notice  # noqa: PLC0415

    base = BASES[kind]
    notice = Notice(
        kind=kind,
        person=base.get("person", {}),
        body=base.get("body", {}),
        stated=base.get("stated", {}),
    )
    sent = sent_of(notice)
    assert isinstance(sent, MultiValueDict)
    return {name: sent.getlist(name) for name in sent}


def step(client, reference, code, **told):
    """One move by its page, as read just now."""
    from entraide.desks.notices.models import Notice  # noqa: PLC0415

    version = Notice.objects.get(reference=reference).version
    return client.post(f"/notices/{reference}/move/{code}/", {"version": version} | told)


def begun(client, kind="red", circulation="notice"):
    """A request written in the form; gives its reference."""
    made = client.post(f"/notices/new/{kind}/{circulation}/", written(kind))
    assert made.status_code == 302, made.content.decode()[-3000:]
    return made["Location"].split("/")[2]


def test_a_request_is_written_submitted_reviewed_published_and_cancelled_by_pages(desk):
    clerk, reviewer = at(desk.clerk), at(desk.reviewer)
    assert "Red: wanted person" in body(clerk.get("/notices/new/"))
    reference = begun(clerk)
    assert "Vellamo" in body(clerk.get(f"/notices/{reference}/edit/"))
    page = body(clerk.get(f"/notices/{reference}/"))
    assert "Submit for review" in page
    assert "/move/publish/" not in page
    assert step(clerk, reference, "submit").status_code == 302
    assert reference in body(reviewer.get("/notices/?tab=review"))
    assert step(reviewer, reference, "take_up").status_code == 302
    for language in ("fr", "es", "ar"):
        path = f"/notices/{reference}/translate/{language}/"
        page = body(reviewer.get(path))
        told = {"facts": f"[{language}]", "charges.0": "x", "version": desk.read(reference).version}
        assert "Penal" not in page
        assert reviewer.post(path, told).status_code == 302
    refused = body(step(reviewer, reference, "publish", reason=""), 422)
    assert "a reason of at most" in refused
    assert step(reviewer, reference, "publish", reason="All conditions hold").status_code == 302
    page = body(clerk.get(f"/notices/{reference}/"))
    assert "Published" in page
    assert "All conditions hold" in page
    done = step(clerk, reference, "cancel", reason="Surrendered", because="purpose_achieved")
    assert done.status_code == 302
    assert "Cancelled" in body(clerk.get(f"/notices/{reference}/"))


@pytest.mark.parametrize("kind", sorted(set(BASES) - {"un"}))
@pytest.mark.parametrize("circulation", ["notice", "diffusion"])
def test_the_form_of_every_kind_keeps_what_was_written(desk, kind, circulation):
    clerk = at(desk.clerk)
    reference = begun(clerk, kind, circulation)
    notice = desk.read(reference, desk.clerk)
    for part in ("person", "body"):
        assert set(BASES[kind].get(part, {})) - {"kind"} <= set(getattr(notice, part))
    assert set(BASES[kind].get("stated", {})) == set(notice.stated)
    again = clerk.post(f"/notices/{reference}/edit/", written(kind) | {"version": notice.version})
    assert again.status_code == 302
    assert desk.read(reference, desk.clerk).body == notice.body


def test_what_the_rules_object_to_stands_on_the_form_and_the_page(desk):
    clerk = at(desk.clerk)
    sent = written("red")
    sent["refugee_from"] = ["UTO"]
    reference = clerk.post("/notices/new/red/notice/", sent)["Location"].split("/")[2]
    assert "asylum" in body(clerk.get(f"/notices/{reference}/edit/"))
    assert "Refused by this rule" in body(clerk.get(f"/notices/{reference}/"))


def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_kept(desk):
    from entraide.desks.notices.models import Notice  # noqa: PLC0415

    clerk = at(desk.clerk)
    sent = written("red") | {"person.birth_date": ["yesterday"]}
    refused = clerk.post("/notices/new/red/notice/", sent)
    assert refused.status_code == 422
    assert 'id="f-person.birth_date_error"' in refused.content.decode()
    assert not Notice.objects.exists()


def test_others_meet_neither_list_nor_page_nor_move(desk):
    reference = desk.submitted("red")
    for person in (desk.stranger, desk.commission):
        client = at(person)
        assert reference not in body(client.get("/notices/"))
        for path in ("", "edit/", "move/publish/", "en.pdf"):
            assert client.get(f"/notices/{reference}/{path}").status_code in {403, 404}


def test_a_printed_page_is_a_pdf_in_the_language_asked_for(desk):
    reference = desk.published("red")
    clerk = at(desk.clerk)
    for language in ("en", "ar"):
        made = clerk.get(f"/notices/{reference}/{language}.pdf")
        assert made["Content-Type"] == "application/pdf"
        assert made.content.startswith(b"%PDF")
    assert clerk.get(f"/notices/{reference}/xx.pdf").status_code == 404


def test_the_secretariats_head_says_who_reviews_and_who_may_not_ask(desk):
    from entraide.desks.notices.models import Barred, Reviewer  # noqa: PLC0415

    Reviewer.objects.filter(person=desk.second).delete()
    head = at(desk.work.person("chief", "XPO", Role.SECRETARIAT, administers=True))
    assert at(desk.reviewer).get("/notices/reviewers/").status_code == 403
    wrong = head.post("/notices/reviewers/", {"username": "second", "nationalities": " "})
    assert wrong.status_code == 422
    told = {"username": "second", "nationalities": "qzz, QMA", "is_on_duty": "on"}
    assert head.post("/notices/reviewers/", told).status_code == 302
    kept = Reviewer.objects.get(person=desk.second)
    assert (kept.nationalities, kept.is_on_duty) == (["QMA", "QZZ"], True)
    until = (desk.work.clock.now().date() + timedelta(days=30)).isoformat()
    barring = {"bureau": "UTO", "until": until, "reason": "Three refused under art. 3"}
    assert head.post("/notices/reviewers/bar/", barring).status_code == 302
    assert "Three refused" in body(head.get("/notices/reviewers/"))
    assert head.post("/notices/reviewers/unbar/UTO/").status_code == 302
    assert not Barred.objects.exists()
