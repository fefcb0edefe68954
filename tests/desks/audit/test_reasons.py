"""One check in so many is asked its reason afterwards; nobody can know which, silence is seen."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.signed_in import sign_in

from entraide.clock import SetClock
from entraide.desks.audit import actions, reasons
from entraide.desks.audit.models import Inquiry, ReasonAsked
from entraide.desks.inbox.models import Item
from entraide.desks.records.models import Act
from entraide.desks.records.writing import By
from entraide.engine.check.trail.read import Kept, lines
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.wire import Document
from entraide.engine.schema.vocabulary import Role
from entraide.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db(databases="__all__")

LOST = Document(number="C01X00T47", issuing_country="UTO", document_type="P")
KEY = bytes(32)


def kept(n, hash_=b"\x01" * 32):
    return Kept("A", n, None, hash_, b"")


@pytest.fixture
def guard(work):
    return work.person("guard", "QMA", Role.FRONTLINE)


@pytest.fixture
def asked(work, guard, monkeypatch):
    """One check whose reason is asked, and the line of another officer's that is asked too."""
    monkeypatch.setattr(reasons, "drawn", lambda _key, _kept: 0)
    line = work.ask(guard, LOST).line
    other = work.ask(work.person("other", "QMA", Role.FRONTLINE), LOST).line
    assert reasons.ask_reasons(work.hub, work.clock) == 2
    return ReasonAsked.objects.get(line=line), ReasonAsked.objects.get(line=other)


def test_about_one_line_in_so_many_is_drawn_and_another_key_draws_others():
    first = {n for n in range(1, 5001) if reasons.drawn(KEY, kept(n)) % 50 == 0}
    assert 60 < len(first) < 145
    other = {n for n in range(1, 5001) if reasons.drawn(b"\x07" * 32, kept(n)) % 50 == 0}
    assert len(first & other) < 15
    chain = {n for n in range(1, 5001) if reasons.drawn(KEY, kept(n, b"\x02" * 32)) % 50 == 0}
    assert len(first & chain) < 15


def test_what_is_drawn_depends_on_the_line_alone(work, guard):
    for _each in range(40):
        work.ask(guard, LOST)
    head = work.acts_as(work.person("head", "QMA", Role.BUREAU, administers=True))
    actions.set_thresholds(work.hub, head, "QMA", {"reason_one_in": 10})
    reasons.ask_reasons(work.hub, work.clock)
    key = work.hub.key("audit-reasons")
    checks = [each for each in lines(chains_folder(work.hub)) if hasattr(each.line, "verdict")]
    drawn = {each.id for each in checks if reasons.drawn(key, each) % 10 == 0}
    assert set(ReasonAsked.objects.values_list("line", flat=True)) == drawn


def test_a_line_is_asked_once_however_often_the_trail_is_read(work, asked):
    assert reasons.ask_reasons(work.hub, work.clock) == 0
    from entraide.desks.audit.models import TrailReached  # noqa: PLC0415

    TrailReached.objects.all().delete()
    assert reasons.ask_reasons(work.hub, work.clock) == 0
    assert ReasonAsked.objects.count() == Item.objects.filter(kind="question").count() == 2


def test_old_checks_are_not_asked_about(work, guard, monkeypatch):
    monkeypatch.setattr(reasons, "drawn", lambda _key, _kept: 0)
    work.ask(guard, LOST)
    later = SetClock(work.clock.now() + timedelta(days=3))
    assert reasons.ask_reasons(work.hub, later) == 0


def test_the_officer_reads_which_check_it_was_and_answers_on_a_page(work, asked, guard, client):
    row, other = asked
    sign_in(client, guard)
    listed = client.get("/audit/asked/").content.decode()
    assert row.line in listed
    assert other.line not in listed
    page = client.get(f"/audit/asked/{row.pk}/").content.decode()
    assert row.line in page
    assert LOST.number not in page
    assert client.post(f"/audit/asked/{row.pk}/", {"text": " "}).context["form"].errors
    sent = client.post(f"/audit/asked/{row.pk}/", {"text": "A control on train 47."})
    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.text == "A control on train 47."
    assert Item.objects.get(pk=row.item).done_at is not None
    again = client.post(f"/audit/asked/{row.pk}/", {"text": "Something else."})
    assert again.context["form"].errors
    row.refresh_from_db()
    assert row.text == "A control on train 47."


def test_nobody_else_sees_or_answers_it(work, asked):
    row = asked[0]
    head = work.person("head", "QMA", Role.BUREAU, administers=True)
    other = work.person("third", "QMA", Role.FRONTLINE)
    for person in (head, other):
        client = sign_in(Client(), person)
        for address in (f"/audit/asked/{row.pk}/", f"/audit/asked/{row.pk}/reopen/"):
            assert client.post(address, {"text": "Mine."}).status_code == 404
        with pytest.raises(NotFound):
            reasons.give(work.acts_as(person), row.pk, "Mine.")
    shown = sign_in(Client(), head).get("/audit/inquiries/reasons/").context["table"]
    assert row in list(shown.found)


def test_what_was_asked_is_shown_again_to_its_officer_and_that_leaves_a_line(
    work, asked, guard, client
):
    row = asked[0]
    sign_in(client, guard)
    page = client.post(f"/audit/asked/{row.pk}/reopen/").content.decode()
    assert LOST.number in page
    written = list(lines(chains_folder(work.hub)))[-1].line
    assert written.reason == f"reason {row.line}"
    assert Act.objects.filter(what="open_line", about=row.line).exists()
    client.post(f"/audit/asked/{row.pk}/", {"text": "A control on train 47."})
    closed = client.post(f"/audit/asked/{row.pk}/reopen/").content.decode()
    assert LOST.number not in closed


def test_silence_becomes_one_inquiry_and_the_officer_is_too_late(work, asked, guard):
    row = asked[0]
    in_time = SetClock(work.clock.now() + timedelta(days=7))
    assert reasons.silence(in_time) == 0
    late = SetClock(work.clock.now() + timedelta(days=8))
    assert reasons.silence(late) == 2
    assert reasons.silence(late) == 0
    found = Inquiry.objects.get(person=guard)
    assert found.signals.get().lines == [row.line]
    with pytest.raises(Conflict):
        reasons.give(By(actor=work.acts_as(guard).actor, clock=late), row.pk, "Too late.")


def test_a_given_reason_is_no_silence_and_who_has_left_is_asked_no_more(work, asked, guard):
    reasons.give(work.acts_as(guard), asked[0].pk, "A control on train 47.")
    person = asked[1].person
    person.left_at = work.clock.now()
    person.save()
    assert reasons.silence(SetClock(work.clock.now() + timedelta(days=30))) == 0
    assert not Inquiry.objects.exists()
