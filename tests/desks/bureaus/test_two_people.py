"""What two people grant, what silence suspends, and what becomes of whom leaves."""

from datetime import timedelta

import pytest

from entraide.desks.bureaus import (
    actions,
    granting,
    leaving,
    proposals,
    queries,
    signing_in,
    standing,
)
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.leaving import Handover
from entraide.desks.bureaus.models import ApiKey, Grant, Invitation, Person
from entraide.desks.inbox.actions import Message, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.records.models import Act, Note
from entraide.desks.records.writing import By, act
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Conflict, NotAllowed, NotAuthenticated, NotFound

pytestmark = pytest.mark.django_db

ALL = frozenset(Purpose)
FRONTLINE = Terms(role=Role.FRONTLINE, databases=frozenset({"notices"}), purposes=ALL)
OFFICER = Terms(role=Role.BUREAU, databases=frozenset({"notices"}), purposes=ALL)
HEAD = Terms(
    role=Role.BUREAU, databases=frozenset({"notices"}), purposes=ALL, clearance=3, administers=True
)


@pytest.fixture
def operator(bureaus, clock):
    return By(actor=queries.operator(), clock=clock, reason="set-up")


@pytest.fixture
def admit(operator, clock):
    """Admits a person and grants it; gives how the person acts."""

    def admitted(name, terms=None, bureau="UTO"):
        actions.admit_person(operator, name, bureau=bureau, full_name=name.title())
        if terms is None:
            return None
        granting.grant_person(operator, name, terms)
        return By(actor=queries.actor(queries.person(name), clock.now()), clock=clock)

    return admitted


def actor(name, clock):
    return queries.actor(queries.person(name), clock.now())


@pytest.mark.parametrize(
    "terms",
    [
        OFFICER,
        HEAD,
        Terms(role=Role.ICSE, databases=frozenset({"icse"}), purposes=ALL),
        Terms(role=Role.FRONTLINE, databases=frozenset({"notices"}), purposes=ALL, exports=True),
        Terms(role=Role.AUDITOR, databases=frozenset(), purposes=frozenset()),
    ],
)
def test_full_reports_icse_export_and_heads_take_two_people(admit, clock, terms):
    one, other = admit("one", HEAD), admit("other", HEAD)
    admit("somebody")
    with pytest.raises(NotAllowed):
        granting.grant_person(one, "somebody", terms)
    number = int(proposals.give(one, "somebody", terms).about.removeprefix("proposal:"))
    with pytest.raises(NotAllowed):
        proposals.approve(one, number)  # who proposed it
    with pytest.raises(NotAuthenticated):
        actor("somebody", clock)
    proposals.approve(other, number)
    assert actor("somebody", clock).role is terms.role
    with pytest.raises(NotFound):
        proposals.approve(other, number)  # once


def test_nobody_grants_or_approves_what_is_for_himself(admit):
    one, other = admit("one", HEAD), admit("other", HEAD)
    for terms in (FRONTLINE, OFFICER):
        with pytest.raises(NotAllowed):
            proposals.give(one, "one", terms)
    number = int(proposals.give(one, "other", OFFICER).about.removeprefix("proposal:"))
    with pytest.raises(NotAllowed):
        proposals.approve(other, number)


def test_a_first_line_officer_is_granted_by_one(admit, clock):
    one = admit("one", HEAD)
    admit("guard")
    assert proposals.give(one, "guard", FRONTLINE).about.startswith("g")
    assert actor("guard", clock).role is Role.FRONTLINE


def test_another_bureaus_head_neither_sees_nor_decides_a_proposal(admit):
    one, spy = admit("one", HEAD), admit("spy", HEAD, bureau="QMA")
    admit("somebody")
    number = int(proposals.propose(one, "somebody", OFFICER).about.removeprefix("proposal:"))
    for decide in (proposals.approve, proposals.refuse):
        with pytest.raises(NotFound):
            decide(spy, number)


def test_a_proposal_that_is_too_old_or_refused_grants_nothing(admit, clock):
    one, other = admit("one", HEAD), admit("other", HEAD)
    admit("somebody")
    first = int(proposals.propose(one, "somebody", OFFICER).about.removeprefix("proposal:"))
    proposals.refuse(other, first)
    second = int(proposals.propose(one, "somebody", HEAD).about.removeprefix("proposal:"))
    clock.advance(proposals.OPEN_FOR)
    for number in (first, second):
        with pytest.raises(NotFound):
            proposals.approve(other, number)


def test_a_deputy_administers_and_is_no_way_round_two_people(admit, clock):
    one = admit("one", HEAD)
    admit("guard", FRONTLINE)
    with pytest.raises(Conflict):
        standing.name_deputy(one, "UTO", "guard")
    officer = admit("officer", OFFICER)
    assert not officer.actor.administers
    standing.name_deputy(one, "UTO", "officer")
    deputy = By(actor=actor("officer", clock), clock=clock)
    assert deputy.actor.administers
    with pytest.raises(NotAllowed):
        standing.name_deputy(deputy, "UTO", "officer")
    standing.name_deputy(one, "UTO", "")
    assert not actor("officer", clock).administers


def note(name):
    return Note.objects.get(name=f"grant/{name}").value


def test_a_suspended_grant_is_taken_from_the_index_and_comes_back(admit, clock, operator):
    one = admit("one", HEAD)
    guard = admit("guard", FRONTLINE).actor
    before = note(guard.grant)
    standing.suspend(one, guard.grant)
    assert note(guard.grant) is None
    with pytest.raises(NotAuthenticated):
        actor("guard", clock)
    standing.lift(one, guard.grant)
    assert note(guard.grant) == before
    assert actor("guard", clock).grant == guard.grant


def test_a_systems_keys_rest_with_its_grant(admit, operator, clock):
    made = granting.grant_system(operator, "UTO", "Border system", FRONTLINE)
    token, _done = granting.make_key(operator, made.about)
    standing.suspend(operator, made.about)
    with pytest.raises(NotAuthenticated):
        queries.actor_of_key(token, clock.now())
    assert not [one for one in Note.objects.filter(name__startswith="grant/") if one.value]
    standing.lift(operator, made.about)
    assert queries.actor_of_key(token, clock.now()).grant == made.about


def test_silence_suspends_after_a_year_and_a_confirmation_keeps(admit, hub, clock):
    one = admit("one", HEAD)
    kept, silent = admit("kept", FRONTLINE).actor, admit("silent", FRONTLINE).actor
    clock.advance(standing.CONFIRMED_FOR - timedelta(days=1))
    assert standing.suspend_unconfirmed(hub, clock) == 0
    due = {queries.grant_name(each) for each in standing.to_confirm(clock.now())}
    assert due == {one.actor.grant, kept.grant, silent.grant}
    standing.confirm(one, [kept.grant])
    clock.advance(timedelta(days=1))
    assert standing.suspend_unconfirmed(hub, clock) == 2
    assert actor("kept", clock).grant == kept.grant
    with pytest.raises(NotAuthenticated):
        actor("silent", clock)
    assert note(silent.grant) is None


def test_nobody_confirms_himself_but_the_secretariat_may_confirm_a_head(admit, operator, clock):
    one = admit("one", HEAD)
    with pytest.raises(NotAllowed):
        standing.confirm(one, [one.actor.grant])
    guard = admit("guard", FRONTLINE).actor
    terms = Terms(role=Role.SECRETARIAT, databases=frozenset(), purposes=ALL, administers=True)
    secretariat = admit("secretary", terms, bureau="XPO")
    standing.confirm(secretariat, [one.actor.grant])
    with pytest.raises(NotFound):
        standing.confirm(secretariat, [guard.grant])


def test_whoever_leaves_leaves_nothing_open(admit, operator, clock):
    one, leaver = admit("one", HEAD), admit("leaver", HEAD)
    admit("heir", OFFICER)
    admit("somebody")
    system = granting.grant_system(operator, "UTO", "Border system", FRONTLINE)
    token, _key = granting.make_key(leaver, system.about)
    proposal = proposals.propose(leaver, "somebody", OFFICER)
    signing_in.invite(one, "leaver")
    signing_in.set_badge(queries.person("leaver"), "4711", "123456", clock)
    standing.name_deputy(one, "UTO", "leaver")
    person = queries.person("leaver")

    def item(writing):
        made = deliver(writing, "UTO", Message(kind=Item.Kind.DOUBT, subject="Doubt"))
        made.assigned_to = person
        made.save()
        return "item"

    act(one, None, item)
    leaving.leave(one, "leaver", Handover(successor="heir"))
    person.refresh_from_db()
    assert (person.is_active, person.badge, person.pin) == (False, "", "")
    assert not person.has_usable_password()
    assert not Grant.objects.filter(person=person, revoked_at=None).exists()
    assert not ApiKey.objects.filter(revoked_at=None).exists()
    assert not Invitation.objects.filter(person=person, used_at=None).exists()
    assert Item.objects.get().assigned_to == queries.person("heir")
    assert queries.bureau("UTO").deputy is None
    with pytest.raises(NotAuthenticated):
        queries.actor_of_key(token, clock.now())
    with pytest.raises(NotFound):
        proposals.approve(one, int(proposal.about.removeprefix("proposal:")))
    assert Act.objects.filter(what="leave").count() == 1


def test_a_leavers_keys_pass_on_where_that_is_chosen(admit, operator, clock):
    one, leaver = admit("one", HEAD), admit("leaver", HEAD)
    system = granting.grant_system(operator, "UTO", "Border system", FRONTLINE)
    token, _key = granting.make_key(leaver, system.about)
    leaving.leave(one, "leaver", Handover(successor="one", ends_keys=False))
    assert queries.actor_of_key(token, clock.now()).bureau == "UTO"
    assert ApiKey.objects.get().created_by == one.actor.name


def test_nobody_dismisses_himself_or_somebody_of_another_bureau(admit):
    one = admit("one", HEAD)
    admit("spy", FRONTLINE, bureau="QMA")
    with pytest.raises(NotAllowed):
        leaving.leave(one, "one", Handover())
    with pytest.raises(NotFound):
        leaving.leave(one, "spy", Handover())
    assert Person.objects.filter(is_active=True).count() == 2
