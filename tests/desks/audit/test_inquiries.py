"""Inquiries: who opens, reads and moves them, and that whom they are about learns it when asked."""

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from tests.signed_in import sign_in

from entraide.clock import SetClock
from entraide.desks.audit import inquiries, queries
from entraide.desks.audit.detectors import Signal
from entraide.desks.audit.inquiries import MOVES
from entraide.desks.audit.models import Inquiry, InquiryStep
from entraide.desks.bureaus import standing
from entraide.desks.bureaus.models import Grant
from entraide.desks.bureaus.queries import grant_name, operator
from entraide.desks.inbox.models import Item
from entraide.desks.records.models import Act
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By, act
from entraide.engine.check.wire import Document
from entraide.engine.schema.vocabulary import Role
from entraide.errors import Conflict, NotAllowed, NotAuthenticated, NotFound

pytestmark = pytest.mark.django_db(databases="__all__")

WORDS = "Why forty checks at night?"
STATES = [each.value for each in Inquiry.State]
LOST = Document(number="C01X00T47", issuing_country="UTO", document_type="P")


class People:
    """Officers of QMA and of the secretariat, each signed in at a browser of their own."""

    def __init__(self, work):
        self.work = work
        told = {
            "guard": ("QMA", Role.BUREAU, {}),
            "colleague": ("QMA", Role.BUREAU, {}),
            "head": ("QMA", Role.BUREAU, {"administers": True}),
            "own_auditor": ("QMA", Role.AUDITOR, {}),
            "stranger": ("QMB", Role.BUREAU, {"administers": True}),
            "overseer": ("XPO", Role.AUDITOR, {}),
            "second": ("XPO", Role.AUDITOR, {}),
            "operator": ("XPO", Role.SECRETARIAT, {"administers": True}),
        }
        self.all = {
            name: work.person(name, at, role, **more) for name, (at, role, more) in told.items()
        }

    def get(self, name, address):
        return self.at(name).get(address)

    def at(self, name):
        return sign_in(Client(), self.all[name])

    def by(self, name):
        return self.work.acts_as(self.all[name])

    def opened(self, name="guard"):
        """An inquiry that the hub opened into this officer."""
        person = self.all[name]

        def do(writing):
            who, day = (person.bureau_id, name), writing.today
            signals = {"own_name": Signal({"count": 1}, ["A-2"])}
            return str(inquiries.open_or_add(writing, who, person, day, signals).pk)

        return int(act(By(actor=operator(), clock=self.work.clock), None, do).about)


@pytest.fixture
def people(work):
    return People(work)


def in_state(number, state):
    Inquiry.objects.filter(pk=number).update(state=state)


def test_an_inquiry_goes_from_its_signal_to_its_end_on_pages(people):
    number = people.opened()
    head, guard = people.at("head"), people.at("guard")
    address = f"/audit/inquiries/{number}/"
    for what, told in (
        ("ask", {"text": WORDS}),
        (None, {"text": "A night shift, by order 12."}),
        ("find", {"text": "The order was seen.", "finding": "justified"}),
        ("report", {"text": "To the head of the border police."}),
        ("close", {"text": ""}),
    ):
        sent = (
            head.post(f"{address}{what}/", told)
            if what
            else guard.post(f"/audit/asked/inquiries/{number}/", told)
        )
        assert sent.status_code == 302, what
    page = head.get(address).content.decode()
    for each in (WORDS, "A night shift", "The order was seen.", "border police"):
        assert each in page
    row = Inquiry.objects.get(pk=number)
    assert (row.state, row.finding) == ("closed", "justified")
    assert not Item.objects.filter(kind=Item.Kind.QUESTION, done_at=None).exists()
    told = set(Act.objects.filter(about=f"inquiry:{number}").values_list("what", flat=True))
    assert told == {
        f"{what}_inquiry" for what in ("open", "ask", "answer", "find", "report", "close")
    }
    assert not Act.objects.filter(about=f"inquiry:{number}").exclude(reason="").exists()


READS = {"head", "own_auditor", "overseer", "second"}


@pytest.mark.parametrize(
    ("about", "reads", "moves"),
    [
        ("guard", READS, {"head"}),
        ("head", READS - {"head"}, {"overseer", "second"}),
        ("operator", {"overseer", "second"}, {"overseer", "second"}),
        ("overseer", {"second"}, {"second"}),
        ("stranger", {"overseer", "second"}, {"overseer", "second"}),
    ],
)
def test_each_inquiry_is_read_and_moved_by_those_who_may(people, about, reads, moves):
    number = people.opened(about)
    address = f"/audit/inquiries/{number}/"
    for name in people.all:
        client = people.at(name)
        assert (client.get(address).status_code == 200) == (name in reads), name
        asked = client.post(f"{address}ask/", {"text": WORDS}).status_code
        assert (asked == 302) == (name in moves), name
        in_state(number, "opened")


def test_whom_an_inquiry_is_about_learns_nothing_before_he_is_asked(people):
    """The adversary is a head, who may audit his bureau, and tries every page and act."""
    number = people.opened("head")
    head, by = people.at("head"), people.by("head")
    standing.name_deputy(by, "QMA", "colleague")
    before = {
        address: head.get(address).content.count(b"<tr>")
        for address in ("/audit/inquiries/", "/audit/journal/", "/inbox/", "/audit/asked/")
    }
    in_state(number, "opened")
    page = head.get("/audit/inquiries/").context["table"]
    assert not list(page.found)
    journal = head.get("/audit/journal/").context["acts"]
    assert not [each for each in journal if each.row.about.startswith("inquiry:")]
    assert before["/audit/asked/"] == 0
    for what in MOVES:
        told = {"text": "It was nothing.", "finding": "justified"}
        assert head.post(f"/audit/inquiries/{number}/{what}/", told).status_code == 404
    for address in (f"/audit/inquiries/{number}/", f"/audit/asked/inquiries/{number}/"):
        assert head.get(address).status_code == 404
        assert head.post(address, {"text": "It was nothing."}).status_code in {404, 405}
    for do in (inquiries.answer, inquiries.ask, inquiries.close, inquiries.suspend):
        with pytest.raises(NotFound):
            do(by, number, "It was nothing.")
    row = Inquiry.objects.get(pk=number)
    assert (row.state, list(row.steps.values_list("what", flat=True))) == ("opened", ["open"])
    # His deputy is no way round it, nor the journal that the deputy reads.
    deputy = people.at("colleague")
    assert deputy.get(f"/audit/inquiries/{number}/").status_code == 404
    acts = deputy.get("/audit/journal/").context["acts"]
    assert not [each for each in acts if each.row.about.startswith("inquiry:")]


def test_the_secretariats_head_does_not_find_inquiries_in_the_journal(people):
    people.opened("guard")
    people.opened("operator")
    acts = people.get("operator", "/audit/journal/").context["acts"]
    assert acts
    assert not [each for each in acts if each.row.about.startswith("inquiry:")]
    seen = people.get("overseer", "/audit/journal/").context["acts"]
    assert len([each for each in seen if each.row.about.startswith("inquiry:")]) == 2


def test_only_whom_it_is_for_sees_the_question_in_the_bureaus_inbox(people):
    number = people.opened()
    inquiries.ask(people.by("head"), number, WORDS)
    item = Item.objects.get(kind=Item.Kind.QUESTION)
    for name, count in (("guard", 1), ("colleague", 0), ("head", 0)):
        client = people.at(name)
        assert len(client.get("/inbox/").context["items"]) == count
        assert (client.get(f"/inbox/{item.pk}/").status_code == 200) == bool(count)
        shown = client.get(f"/audit/asked/inquiries/{number}/")
        assert (shown.status_code == 200) == bool(count)
    guard = people.at("guard")
    assert WORDS in guard.get(f"/audit/asked/inquiries/{number}/").content.decode()
    for act_, told in (("finish", {}), ("reply", {"text": "x"}), ("assign", {"username": ""})):
        assert guard.post(f"/inbox/{item.pk}/{act_}/", told).status_code == 409
    assert not Item.objects.filter(kind=Item.Kind.ANSWER).exists()


def test_the_officer_sees_what_was_seen_before_he_was_asked_and_no_notes(people):
    number = people.opened()
    inquiries.ask(people.by("head"), number, WORDS)
    people.opened()  # adds to the same inquiry, later
    page = people.get("guard", f"/audit/asked/inquiries/{number}/")
    assert len(page.context["signals"]) == 1
    assert "/audit/lines/" not in page.content.decode()


def test_a_move_is_made_only_from_where_the_table_says(people):
    number = people.opened()
    acting = {name: people.by(name) for name in ("guard", "head")}
    tomorrow = people.work.clock.now().date() + timedelta(days=1)
    for state, what in product(STATES, MOVES):
        Inquiry.objects.filter(pk=number).update(
            state=state, asked_at=people.work.clock.now(), due_on=tomorrow, finding="justified"
        )
        by = acting["guard" if what == "answer" else "head"]
        told = ("justified", WORDS) if what == "find" else (WORDS,)
        is_open = state in MOVES[what].begins and (what, state) != ("find", "asked")
        if is_open:
            getattr(inquiries, what)(by, number, *told)
        else:
            with pytest.raises(Conflict):
                getattr(inquiries, what)(by, number, *told)
        after = (MOVES[what].ends or state) if is_open else state
        assert Inquiry.objects.get(pk=number).state == after, (what, state)


def test_misuse_is_found_only_of_who_was_heard_and_closed_only_when_reported(people):
    number, head = people.opened(), people.by("head")
    with pytest.raises(Conflict):
        inquiries.find(head, number, "misuse", WORDS)
    inquiries.ask(head, number, WORDS)
    with pytest.raises(Conflict):
        inquiries.find(head, number, "misuse", WORDS)
    later = By(actor=head.actor, clock=SetClock(people.work.clock.now() + timedelta(days=16)))
    inquiries.find(later, number, "misuse", "No answer in time.")
    with pytest.raises(Conflict):
        inquiries.close(head, number)
    inquiries.report(head, number, "To the prosecutor.")
    inquiries.close(head, number)
    assert InquiryStep.objects.filter(inquiry=number).count() == 5


def test_a_suspended_officer_asks_nothing_can_still_answer_and_is_lifted_here_alone(people):
    number, head, guard = people.opened(), people.by("head"), people.all["guard"]
    inquiries.ask(head, number, WORDS)
    assert people.work.ask(guard, LOST).line
    sent = people.at("head").post(f"/audit/inquiries/{number}/suspend/", {"text": WORDS})
    assert sent.status_code == 302
    grant = Grant.objects.get(person=guard)
    with pytest.raises(NotAuthenticated):
        people.work.service.person(grant_name(grant), officer="guard", workstation="1")
    with pytest.raises(Conflict):
        standing.lift(head, grant_name(grant))
    answered = people.at("guard").post(f"/audit/asked/inquiries/{number}/", {"text": "An order."})
    assert answered.status_code == 302
    settle(people.work.hub, inquiries.lift(head, number, "He was heard."))
    assert people.work.ask(guard, LOST).line


def test_only_what_the_inquiry_suspended_is_lifted_by_it(people):
    number, head = people.opened(), people.by("head")
    grant = Grant.objects.get(person=people.all["guard"])
    standing.suspend(head, grant_name(grant))
    inquiries.suspend(head, number, WORDS)
    inquiries.lift(head, number, WORDS)
    grant.refresh_from_db()
    assert grant.suspended_at is not None


def test_somebody_of_a_national_system_is_asked_by_the_bureau_and_suspended_there(people):
    def do(writing):
        signals = {"own_name": Signal({"count": 1}, ["A-2"])}
        row = inquiries.open_or_add(writing, ("QMA", "of-77"), None, writing.today, signals)
        return str(row.pk)

    number = int(act(By(actor=operator(), clock=people.work.clock), None, do).about)
    head = people.by("head")
    acts = people.get("head", f"/audit/inquiries/{number}/").context["acts"]
    assert [what for what, _title in acts] == ["ask", "find"]
    inquiries.ask(head, number, WORDS)
    assert not Item.objects.filter(kind=Item.Kind.QUESTION).exists()
    with pytest.raises(Conflict):
        inquiries.suspend(head, number, WORDS)
    inquiries.answer_for(head, number, "By telephone: a training.")
    assert Inquiry.objects.get(pk=number).state == "answered"


def test_nobody_writes_down_the_answer_of_who_can_answer_himself(people):
    number, head = people.opened(), people.by("head")
    inquiries.ask(head, number, WORDS)
    with pytest.raises(Conflict):
        inquiries.answer_for(head, number, "He said yes.")


def test_an_inquiry_is_opened_by_hand_about_a_line_and_not_about_oneself(people):
    line = people.work.ask(people.all["guard"], LOST).line
    own = people.work.ask(people.all["head"], LOST).line
    strange = people.work.ask(people.all["stranger"], LOST).line
    head = people.at("head")
    assert "Open an inquiry" in head.get(f"/audit/lines/{line}/").content.decode()
    sent = head.post(f"/audit/lines/{line}/inquire/", {"text": "A complaint of a traveller."})
    row = Inquiry.objects.get()
    assert sent["Location"] == f"/audit/inquiries/{row.pk}/"
    assert row.person == people.all["guard"]
    assert "Open an inquiry" not in head.get(f"/audit/lines/{own}/").content.decode()
    assert head.post(f"/audit/lines/{own}/inquire/", {"text": "x"}).status_code == 403
    assert head.post(f"/audit/lines/{strange}/inquire/", {"text": "x"}).status_code == 404
    assert people.at("own_auditor").get(f"/audit/lines/{line}/inquire/").status_code == 403
    with pytest.raises(NotAllowed):
        inquiries.open_by_hand(
            By(actor=people.by("own_auditor").actor, clock=people.work.clock, reason="x"), line
        )


PAGES = ("/audit/inquiries/", "/audit/inquiries/reasons/", "/audit/inquiries/watch/")


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_for_auditors_and_heads(people, address):
    assert Client().get(address).status_code == 302
    for name in people.all:
        status = people.get(name, address).status_code
        assert status == (403 if name in {"guard", "colleague"} else 200), name


def test_what_is_written_in_an_inquiry_is_shown_as_text(people):
    number = people.opened()
    script = "<script>alert(1)</script>"
    inquiries.ask(people.by("head"), number, script)
    pages = (
        ("head", f"/audit/inquiries/{number}/"),
        ("guard", f"/audit/asked/inquiries/{number}/"),
    )
    for name, address in pages:
        page = people.get(name, address).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page


def test_the_list_asks_as_little_for_fifty_inquiries_as_for_one(
    people, django_assert_max_num_queries
):
    for place in range(50):
        row = Inquiry.objects.create(
            bureau="QMA", officer=f"of-{place}", opened_at=people.work.clock.now()
        )
        row.signals.create(detector="again", day=people.work.clock.now().date(), at=row.opened_at)
    client = people.at("head")
    with django_assert_max_num_queries(16):
        assert client.get("/audit/inquiries/").context["table"].page.paginator.count == 50
    with django_assert_max_num_queries(20):
        client.get(f"/audit/inquiries/{row.pk}/")


def test_the_list_is_exported_without_formulas(people):
    Inquiry.objects.create(bureau="QMA", officer="=1+1", opened_at=people.work.clock.now())
    sent = people.get("head", "/audit/inquiries/?export=inquiries")
    content = b"".join(sent.streaming_content).decode()
    assert "'=1+1" in content or "\t=1+1" in content
    assert "\n1;=1+1" not in content


def test_the_numbers_are_set_on_the_page_by_who_may(people):
    head = people.at("head")
    limits = queries.all_limits().of("QMA")
    sent = head.post("/audit/inquiries/watch/", limits | {"again_times": 3})
    assert sent.status_code == 302
    assert queries.all_limits().of("QMA")["again_times"] == 3
    refused = head.post("/audit/inquiries/watch/", limits | {"again_times": 51})
    assert refused.context["form"].errors["again_times"]
    auditor = people.at("own_auditor")
    assert auditor.post("/audit/inquiries/watch/", limits).status_code == 403
    assert people.at("overseer").post("/audit/inquiries/watch/", limits).status_code == 302
    added = {"kind": "name", "entry": "Ada Quillfeather", "label": "the minister"}
    assert head.post("/audit/inquiries/watch/add/", added).status_code == 302
    page = head.get("/audit/inquiries/watch/").content.decode()
    assert "the minister" in page
    assert "Quillfeather" not in page
    (row,) = queries.watch_list("QMA")
    assert people.at("stranger").post(f"/audit/inquiries/watch/{row.pk}/remove/").status_code == 404
    assert head.post(f"/audit/inquiries/watch/{row.pk}/remove/").status_code == 302
    assert not queries.watch_list("QMA")
