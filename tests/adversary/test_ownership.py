"""Invariant 1 at the desks: only the owner changes or withdraws, whoever else tries and however."""

import pytest
from tests.acting import actor, passport

from entraide.desks.bureaus.policy import Right, Thing, may
from entraide.desks.bureaus.queries import operator
from entraide.desks.records import actions, own_records, queries
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.models import Act, FeedRow, OwnerNotice, Record
from entraide.desks.records.writing import By
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Deletion, Role, Writer
from entraide.errors import EntraideError, NotAllowed, NotFound

pytestmark = pytest.mark.django_db

ACTS = {
    "correct": lambda by, ref: actions.correct(
        by, ref, version=1, body=passport(fraud_type="lost")
    ),
    "restrict": lambda by, ref: actions.restrict(by, ref, version=1, hidden_from=[]),
    "withdraw": lambda by, ref: actions.withdraw(by, ref, reason=Deletion.SOURCE_REQUEST),
    "suspend": actions.suspend,
    "restore": actions.restore,
}


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


def add(by, ref, **envelope):
    done = actions.add(
        by,
        "travel_documents",
        owner="UTO",
        owner_ref=ref,
        body=passport(),
        envelope=Envelope(**envelope),
    )
    return Ref(done.database, done.id)


def everything():
    return list(Record.objects.values_list()), FeedRow.objects.count(), Act.objects.count()


@pytest.mark.parametrize("what", ACTS)
@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SECRETARIAT])
def test_nobody_of_another_bureau_can_do_it(uto, clock, what, role):
    ref = add(uto, "r-1")
    before = everything()
    other = By(actor=actor("QMA", role), clock=clock, reason="I say so.")
    with pytest.raises((NotAllowed, NotFound)):
        ACTS[what](other, ref)
    assert everything() == before


@pytest.mark.parametrize("what", ACTS)
def test_a_hidden_record_is_refused_exactly_like_one_that_never_was(uto, clock, what):
    hidden = add(uto, "r-1", restricted=("QMA",))
    never = Ref("travel_documents", hidden.id + 1000)
    other = By(actor=actor("QMA"), clock=clock, reason="I say so.")

    def said(ref):
        with pytest.raises(EntraideError) as refused:
            ACTS[what](other, ref)
        return refused.type, refused.value.problem("en"), dict(refused.value.params)

    assert said(hidden) == said(never)
    assert said(hidden)[0] is NotFound


def test_an_officer_without_the_right_to_write_changes_nothing_of_the_own_bureau(uto, clock):
    ref = add(uto, "r-1")
    reader = By(actor=actor("UTO", writes=frozenset()), clock=clock)
    for act in ACTS.values():
        with pytest.raises(NotAllowed):
            act(reader, ref)


def test_the_secretariat_tells_the_owner_whatever_it_does(uto, clock):
    ref = add(uto, "r-1")
    secretariat = By(actor=actor("XPO"), clock=clock, reason="Decision 12/2026")
    actions.correct(secretariat, ref, version=1, body=passport(fraud_type="lost"))
    actions.restrict(secretariat, ref, version=2, hidden_from=["QMA"])
    actions.suspend(secretariat, ref)
    actions.restore(secretariat, ref)
    actions.withdraw(secretariat, ref, reason=Deletion.COMMISSION_DECISION)
    told = OwnerNotice.objects.filter(owner="UTO").order_by("pk")
    assert [line.what for line in told] == ["correct", "restrict", "suspend", "restore", "withdraw"]
    assert Act.objects.filter(bureau="XPO", record=ref.id).count() == 5
    read = own_records.told(uto.actor.asker())
    assert [(line.what, line.bureau, line.record) for line in read][-1] == (
        "correct",
        "XPO",
        queries.published(3, ref.id),
    )
    assert own_records.told(actor("QMA").asker()) == []


def test_the_secretariat_does_not_find_what_is_hidden_from_it(uto, clock):
    ref = add(uto, "r-1", restricted=("XPO",))
    secretariat = By(actor=actor("XPO"), clock=clock, reason="Decision 12/2026")
    with pytest.raises(NotFound):
        actions.suspend(secretariat, ref)


def test_no_right_over_records_crosses_bureaus_or_reaches_derived_rows():
    for database in databases():
        for role in Role:
            someone = actor("QMA", role)
            for right in (Right.ADD, Right.CORRECT, Right.WITHDRAW, Right.RESTRICT):
                assert may(someone, right, Thing("UTO", database.code)) == (
                    role is Role.SECRETARIAT and database.written_by is not Writer.DERIVED
                )


def test_the_derived_rows_cannot_be_touched_even_by_the_operator(uto, clock):
    for database in databases():
        if database.written_by is Writer.DERIVED:
            assert not may(operator(), Right.WITHDRAW, Thing("UTO", database.code))


def test_the_owner_alone_reads_the_whole_history(uto, clock):
    ref = add(uto, "r-1")
    actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
    stranger = actor("QMA").asker()
    for read in (own_records.own, own_records.versions):
        with pytest.raises(NotFound):
            read(stranger, ref, now=clock.now())
    with pytest.raises(NotFound):
        own_records.past_body(stranger, ref, 1, now=clock.now())
