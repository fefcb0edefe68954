"""What lies in an inbox, who may see it, and what is done with it."""

from datetime import timedelta

import pytest
from tests.acting import passport

from entraide.desks.bureaus.actions import restrict_owner
from entraide.desks.inbox import actions, queries
from entraide.desks.inbox.models import Item
from entraide.desks.inbox.queries import Tab
from entraide.desks.records import actions as records
from entraide.desks.records.models import Act
from entraide.desks.records.writing import act
from entraide.engine.schema.vocabulary import Role
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db(databases="__all__")

DOUBT = "The date of birth cannot be right."


@pytest.fixture
def clerk(work):
    return work.acts_as(work.person("clerk", "UTO"))


@pytest.fixture
def other(work):
    return work.acts_as(work.person("other", "QMA"))


def sent(by, to, *, record=None, due_on=None, text="Look at this."):
    """Delivers within an act, as other desks do; gives the item."""
    made = []

    def do(writing):
        message = actions.Message(
            kind=Item.Kind.DOUBT,
            subject="%(record)s is doubted.",
            told={"record": "SLTD-X"},
            text=text,
            record=record,
            due_on=due_on,
        )
        made.append(actions.deliver(writing, to, message))
        return "delivered"

    act(by, None, do)
    return made[0].pk


def numbers(by, tab=Tab.OPEN):
    return [row.pk for row in queries.items(by.actor, tab)]


def test_an_item_lies_in_one_inbox_and_its_sender_finds_it_among_what_was_sent(clerk, other):
    item = sent(other, "UTO")
    assert numbers(clerk) == [item]
    assert numbers(other) == []
    assert numbers(other, Tab.SENT) == [item]


def test_nobody_else_finds_it_by_its_number(work, other):
    item = sent(other, "UTO")
    third = work.acts_as(work.person("third", "QMB"))
    with pytest.raises(NotFound):
        queries.item(third.actor, item)
    with pytest.raises(NotFound):
        actions.finish(third, item)


def test_what_is_due_first_stands_first(work, clerk, other):
    today = work.clock.now().date()
    later = sent(other, "UTO", due_on=today + timedelta(days=9))
    never = sent(other, "UTO")
    late = sent(other, "UTO", due_on=today - timedelta(days=1))
    assert numbers(clerk) == [late, later, never]
    assert queries.counts(clerk.actor, today) == queries.Counts(open=3, overdue=1)


def test_a_finished_item_leaves_the_list_and_can_come_back(clerk, other):
    item = sent(other, "UTO")
    actions.finish(clerk, item)
    assert (numbers(clerk), numbers(clerk, Tab.DONE)) == ([], [item])
    actions.reopen(clerk, item)
    assert (numbers(clerk), numbers(clerk, Tab.DONE)) == ([item], [])
    assert list(Act.objects.filter(about=f"item:{item}").values_list("what", flat=True)) == [
        "finish_item",
        "reopen_item",
    ]


def test_an_item_is_given_to_a_colleague_and_to_nobody_else(work, clerk, other):
    item = sent(other, "UTO")
    work.person("colleague", "UTO")
    actions.assign(clerk, item, "colleague")
    assert queries.item(clerk.actor, item).assigned_to.username == "colleague"
    with pytest.raises(NotFound):
        actions.assign(clerk, item, "other")
    actions.finish(clerk, item)
    with pytest.raises(Conflict):
        actions.assign(clerk, item, "clerk")


def test_what_a_leaver_had_passes_on(work, clerk, other):
    item = sent(other, "UTO")
    actions.assign(clerk, item, "clerk")
    leaver = queries.item(clerk.actor, item).assigned_to.pk
    act(clerk, None, lambda writing: str(actions.release(writing, leaver)))
    assert queries.item(clerk.actor, item).assigned_to is None


def test_a_reply_lies_in_the_inbox_of_who_asked(clerk, other):
    item = sent(other, "UTO")
    actions.reply(clerk, item, "We corrected it.")
    (answer,) = queries.items(other.actor)
    assert (answer.kind, answer.text, answer.answers_id) == ("answer", "We corrected it.", item)
    assert [row.pk for row in queries.correspondence(clerk.actor, answer)] == [item, answer.pk]


def test_only_the_inbox_that_it_lies_in_works_on_an_item(clerk, other):
    item = sent(other, "UTO")
    for attempt in (
        lambda: actions.finish(other, item),
        lambda: actions.assign(other, item, "other"),
        lambda: actions.reply(other, item, "x"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize("role", [Role.FRONTLINE, Role.SECOND_LINE, Role.FORENSIC, Role.CARRIER])
def test_an_officer_who_is_no_desk_has_no_inbox(work, role):
    officer = work.acts_as(work.person("guard", "UTO", role))
    with pytest.raises(NotAllowed):
        queries.items(officer.actor)
    with pytest.raises(NotAllowed):
        queries.item(officer.actor, 1)
    with pytest.raises(NotAllowed):
        queries.consultations(officer.actor)


def test_an_item_about_a_record_is_gone_for_whoever_the_record_is_hidden_from(work, clerk, other):
    ref, _reference = work.record("travel_documents", passport())
    item = sent(clerk, "QMA", record=ref)
    mine = sent(other, "UTO", record=ref)
    assert numbers(other) == [item]
    assert numbers(other, Tab.SENT) == [mine]
    records.restrict(work.by("UTO"), ref, version=1, hidden_from=["QMA"])
    assert numbers(other) == numbers(other, Tab.SENT) == []
    assert queries.counts(other.actor, work.clock.now().date()).open == 0
    with pytest.raises(NotFound):
        queries.item(other.actor, item)
    assert numbers(clerk) == [mine]  # to its owner it is still there


def test_an_owner_who_hides_everything_hides_these_items_too(work, clerk, other):
    ref, _reference = work.record("travel_documents", passport())
    sent(clerk, "QMA", record=ref)
    restrict_owner(work.by("UTO"), "UTO", ["QMA"])
    assert numbers(other) == []


def test_an_item_about_what_is_above_a_clearance_is_not_there(work, clerk, other):
    ref, _reference = work.record("travel_documents", passport(), confidentiality=3)
    sent(other, "UTO", record=ref)
    assert numbers(clerk) == []
    cleared = work.acts_as(work.person("cleared", "UTO", clearance=3))
    assert len(numbers(cleared)) == 1


def test_items_about_a_record_are_closed_by_the_act_that_answers_them(work, clerk, other):
    ref, _reference = work.record("travel_documents", passport())
    sent(other, "UTO", record=ref)
    act(clerk, None, lambda writing: str(actions.close_about(writing, ref, Item.Kind.DOUBT)))
    assert numbers(clerk) == []


def test_the_secretariat_announces_to_all_and_a_bureau_to_itself(work, clerk, other):
    secretariat = work.acts_as(work.person("desk", "XPO", Role.SECRETARIAT))
    actions.announce(secretariat, ["UTO", "QMA"], "Maintenance", "On Sunday from 02:00 UTC.")
    assert [row.told["title"] for row in queries.items(other.actor)] == ["Maintenance"]
    actions.announce(clerk, ["UTO"], "Rota", "Changed.")
    with pytest.raises(NotAllowed):
        actions.announce(clerk, ["QMA"], "Rota", "Changed.")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\x00b", "a\u202eb"])
def test_a_text_that_says_nothing_or_hides_something_is_refused(clerk, other, text):
    item = sent(other, "UTO")
    with pytest.raises(Invalid):
        actions.reply(clerk, item, text)
