"""A day's use is looked through once; what is unusual opens an inquiry that keeps lines only."""

from datetime import timedelta

import pytest

from entraide.clock import SetClock
from entraide.desks.audit import actions, inquiries
from entraide.desks.audit.detectors import Signal
from entraide.desks.audit.following import columns_folder
from entraide.desks.audit.models import Inquiry, InquirySignal, WatchedDay
from entraide.desks.audit.watching import watch
from entraide.desks.bureaus import granting
from entraide.desks.bureaus.queries import operator as operator_of_hub
from entraide.desks.bureaus.queries import person as account
from entraide.desks.records.models import Act
from entraide.desks.records.writing import By, act
from entraide.engine.check.wire import Document, Name, Officer, Person, Query
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Conflict, Invalid, NotAllowed

pytestmark = pytest.mark.django_db(databases="__all__")

OTHER = Document(number="C01X00T48", issuing_country="UTO", document_type="P")
SECRET = "Quillfeather"


def person(family=SECRET, forename="Ada", born="1980-02-03"):
    return Person(names=[Name(family=family, forename=forename)], birth_date=born)


@pytest.fixture
def guard(work):
    return work.person("guard", "QMA", Role.FRONTLINE, unit="")


@pytest.fixture
def head(work):
    return work.acts_as(work.person("head", "QMA", Role.BUREAU, administers=True))


@pytest.fixture
def tomorrow(work):
    return SetClock(work.clock.now() + timedelta(hours=25))


def signals():
    return {each.detector: each for each in InquirySignal.objects.all()}


def test_a_usual_day_opens_nothing_and_is_looked_through_once(work, guard, tomorrow):
    work.ask(guard, OTHER)
    assert watch(work.hub, tomorrow) == 0
    assert not Inquiry.objects.exists()
    assert WatchedDay.objects.get(day=work.clock.now().date()).lines == 1
    count = WatchedDay.objects.count()
    assert watch(work.hub, tomorrow) == 0
    assert WatchedDay.objects.count() == count
    assert Act.objects.filter(what="watch_day").count() == count


def test_the_same_person_asked_again_and_again_opens_one_inquiry(work, guard, tomorrow):
    asked = [work.ask(guard, person()).line for _each in range(6)]
    work.ask(guard, person("Else"))
    assert watch(work.hub, tomorrow) == 1
    watch(work.hub, tomorrow)
    row = Inquiry.objects.get()
    assert (row.bureau, row.officer, row.person) == ("QMA", "guard", guard)
    assert sorted(signals()["again"].lines) == sorted(asked)
    assert signals()["again"].numbers == {"count": 6}


def test_what_was_asked_is_kept_nowhere_but_in_the_trail(work, guard, tomorrow):
    for _each in range(6):
        work.ask(guard, person())
    watch(work.hub, tomorrow)
    kept = [file.read_bytes() for file in columns_folder(work.hub).rglob("*") if file.is_file()]
    assert kept
    for form in (SECRET, SECRET.lower(), "1980-02-03"):
        assert form.encode() not in b"".join(kept)
        assert not InquirySignal.objects.filter(numbers__icontains=form).exists()


def test_digests_of_who_was_asked_last_a_week(work, guard, tomorrow):
    work.ask(guard, person())
    watch(work.hub, tomorrow)
    day = work.clock.now().date()
    assert (columns_folder(work.hub) / "asked" / f"{day}.rows").exists()
    watch(work.hub, SetClock(tomorrow.now() + timedelta(days=7)))
    assert not (columns_folder(work.hub) / "asked" / f"{day}.rows").exists()


def test_the_officers_own_name_is_seen_in_any_order(work, guard, tomorrow):
    work.ask(guard, person("Guard", "Officer", ""))
    work.ask(guard, Person(names=[Name(full="GUARD, Officer")]))
    work.ask(guard, person("Guard", "Somebody"))
    watch(work.hub, tomorrow)
    assert len(signals()["own_name"].lines) == 2


def test_the_bureaus_own_list_is_seen_and_its_names_are_not_kept(work, guard, head, tomorrow):
    actions.watch_for(work.hub, head, "name", f"Ada {SECRET}", "the minister")
    actions.watch_for(work.hub, head, "number", "c01x00-T48", "stolen pass")
    work.ask(guard, person())
    work.ask(guard, OTHER)
    stranger = work.person("stranger", "QMB", Role.FRONTLINE)
    work.ask(stranger, OTHER)
    watch(work.hub, tomorrow)
    found = signals()["watch_list"]
    assert found.numbers == {"count": 2, "labels": "stolen pass, the minister"}
    assert found.inquiry.officer == "guard"
    assert Inquiry.objects.count() == 1  # it is nobody else's list
    assert not Act.objects.filter(about__icontains=SECRET).exists()


def test_one_word_is_no_name_for_a_list_and_nothing_stands_there_twice(work, head):
    with pytest.raises(Invalid):
        actions.watch_for(work.hub, head, "name", SECRET, "the minister")
    actions.watch_for(work.hub, head, "name", f"Ada {SECRET}", "the minister")
    with pytest.raises(Conflict):
        actions.watch_for(work.hub, head, "name", f"{SECRET} Ada", "again")


def test_a_system_that_names_its_officer_like_an_account_does_not_accuse_it(work, guard, tomorrow):

    operator = By(actor=operator_of_hub(), clock=work.clock, reason="set-up")
    terms = granting.Terms(
        role=Role.FRONTLINE,
        databases=frozenset({"travel_documents"}),
        purposes=frozenset(Purpose),
    )
    grant = granting.grant_system(operator, "QMA", "Border system", terms)
    token, _done = granting.make_key(operator, grant.about)
    work.follow()
    officer = Officer(id="guard", unit="north", workstation="1")
    query = Query(subjects=[OTHER], purpose=Purpose.BORDER_MANAGEMENT, officer=officer)
    for _each in range(6):
        work.service.answer(query, work.service.asker(token))
    watch(work.hub, tomorrow)
    row = Inquiry.objects.get()
    assert (row.officer, row.person) == ("guard", None)


def test_who_administers_is_measured_by_the_hubs_numbers_not_by_his_own(
    work, head, guard, tomorrow
):
    actions.set_thresholds(work.hub, head, "QMA", {"again_times": 50})

    for _each in range(6):
        work.ask(account("head"), person())
        work.ask(guard, person())
    watch(work.hub, tomorrow)
    row = Inquiry.objects.get()
    assert (row.officer, row.is_head) == ("head", True)


def test_only_heads_set_their_bureaus_numbers_and_only_the_auditor_the_hubs(work, head, guard):
    for bureau in ("QMB", ""):
        with pytest.raises(NotAllowed):
            actions.set_thresholds(work.hub, head, bureau, {"again_times": 7})
    with pytest.raises(NotAllowed):
        actions.set_thresholds(work.hub, work.acts_as(guard), "QMA", {"again_times": 7})
    overseer = work.acts_as(work.person("overseer", "XPO", Role.AUDITOR))
    actions.set_thresholds(work.hub, overseer, "", {"again_times": 7})
    actions.set_thresholds(work.hub, head, "QMA", {"again_times": 9})


def test_an_inquiry_takes_in_the_next_days_signals_until_something_is_found(work, guard, tomorrow):
    work.ask(guard, person("Guard", "Officer", ""))
    watch(work.hub, tomorrow)
    who, day = ("QMA", "guard"), tomorrow.now().date()
    operator = By(actor=operator_of_hub(), clock=work.clock)

    def seen_again(writing):
        return str(inquiries.open_or_add(writing, who, guard, day, {"own_name": Signal({}, [])}).pk)

    first = act(operator, None, seen_again).about
    assert Inquiry.objects.get().signals.count() == 2
    auditor = work.acts_as(work.person("head", "QMA", Role.BUREAU, administers=True))
    inquiries.find(auditor, int(first), "justified", "Asked at his own request, in training.")
    assert act(operator, None, seen_again).about != first
