"""What an owner may do to its records, and nobody else."""

from datetime import date, timedelta

import pytest
from tests.acting import actor, passport

from entraide.desks.bureaus.queries import operator
from entraide.desks.records import actions, bulk, own_records, plans, queries
from entraide.desks.records.admission import AlreadyThere, Withdrawn
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.models import OwnerNotice
from entraide.desks.records.rows import Incoming
from entraide.desks.records.writing import By, Hidden
from entraide.engine.schema.state import RecordGone, RecordPut
from entraide.engine.schema.vocabulary import Deletion, Handling, Purpose, Status
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


def added(by, ref="r-1", *, envelope=Envelope(), **more):  # noqa: B008 frozen
    done = actions.add(
        by,
        "travel_documents",
        owner="UTO",
        owner_ref=ref,
        body=passport(**more),
        envelope=envelope,
    )
    return Ref(done.database, done.id), done


def present(by, ref):
    return own_records.own(by.actor.asker(), ref, now=by.clock.now())


def last_change(position):
    return TruthFeed().since(position, 100)


def test_a_record_is_kept_as_its_owner_wrote_it_with_the_databases_defaults(uto):
    ref, done = added(uto, lost_on="2026-01-05")
    state = present(uto, ref)
    assert state.body == passport(lost_on="2026-01-05")
    assert (state.owner, state.owner_ref, state.version) == ("UTO", "r-1", 1)
    assert state.status is Status.ACTIVE
    assert state.answerable_until.date() == date(2036, 3, 2)  # ten years: domain §1.3
    assert done.about.startswith("SLTD-")
    assert queries.ref_for(done.about) == ref


def test_every_act_is_in_the_feed_with_what_the_record_is_now(uto):
    start = TruthFeed().head()
    ref, _ = added(uto)
    actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
    first, second = last_change(start)
    assert (first.seq, second.seq) == (start.seq + 1, start.seq + 2)
    assert isinstance(first.what, RecordPut)
    assert first.what.state == second.what.state == present(uto, ref)  # states, not differences
    done = actions.withdraw(uto, ref, reason=Deletion.SOURCE_REQUEST)
    assert all(
        change.what == RecordGone("travel_documents", ref.id, 3) for change in last_change(start)
    )
    assert done.position == TruthFeed().head()
    assert done.hides == (Hidden(3, ref.id, 3),)


def test_nobody_writes_for_an_owner_that_does_not_take_part(bureaus, clock):
    by = By(actor=operator(), clock=clock, reason="Order 3")
    with pytest.raises(NotFound, match="ZZZ"):
        actions.add(
            by, "vessels", owner="ZZZ", owner_ref="r-1", body={"imo": "9074729", "flag": "UTO"}
        )
    row = Incoming(2, "r-1", {"imo": "9074729"})
    with pytest.raises(NotFound, match="ZZZ"):
        list(plans.plan_many(by, "vessels", "ZZZ", [row]))
    with pytest.raises(NotFound, match="ZZZ"):
        bulk.open_batch(by, "vessels", "ZZZ", source="ships.csv", digest="0")


def test_a_correction_of_what_has_changed_meanwhile_is_a_conflict(uto):
    ref, _ = added(uto)
    actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
    with pytest.raises(Conflict):
        actions.correct(uto, ref, version=1, body=passport(fraud_type="revoked"))
    assert present(uto, ref).body["fraud_type"] == "lost"


def test_a_correction_that_changes_nothing_makes_no_version(uto):
    ref, _ = added(uto)
    done = actions.correct(uto, ref, version=1, body=passport())
    assert done.version == present(uto, ref).version == 1


def test_what_a_record_was_is_kept_until_it_is_withdrawn(uto, clock):
    ref, _ = added(uto)
    actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
    asker = uto.actor.asker()
    assert own_records.past_body(asker, ref, 1, now=clock.now()).body == passport()
    history = own_records.versions(asker, ref, now=clock.now())
    assert [(line.version, line.what, line.fields) for line in history][1:] == [
        (2, "correct", ("fraud_type",))
    ]
    actions.withdraw(uto, ref, reason=Deletion.SOURCE_REQUEST)
    with pytest.raises(NotFound):
        own_records.past_body(asker, ref, 1, now=clock.now())


def test_a_withdrawn_record_does_not_come_back_under_its_reference(uto):
    ref, _ = added(uto)
    with pytest.raises(AlreadyThere):
        added(uto)
    actions.withdraw(uto, ref, reason=Deletion.PURPOSE_ACHIEVED)
    with pytest.raises(Withdrawn):
        added(uto)
    with pytest.raises(Withdrawn):
        actions.withdraw(uto, ref, reason=Deletion.PURPOSE_ACHIEVED)
    added(uto, "r-2")


def test_another_owner_may_use_the_same_reference_and_is_not_warned(uto, clock):
    added(uto)
    other = By(actor=actor("QMA"), clock=clock)
    actions.add(
        other,
        "travel_documents",
        owner="QMA",
        owner_ref="r-1",
        body=passport(country="QMA"),
    )


def test_only_the_issuing_country_records_a_travel_document(uto):
    with pytest.raises(Invalid):
        added(uto, country="QMA")


def test_nobody_writes_for_another_bureau_or_in_a_derived_database(uto):
    with pytest.raises(NotAllowed):
        actions.add(
            uto,
            "travel_documents",
            owner="QMA",
            owner_ref="x",
            body=passport(country="QMA"),
        )
    with pytest.raises(NotAllowed):
        actions.add(
            uto, "travel_documents_under_notice", owner="UTO", owner_ref="x", body=passport()
        )


def test_a_restriction_is_exactly_what_the_owner_says(uto):
    ref, _ = added(uto)
    done = actions.restrict(uto, ref, version=1, hidden_from=["QMB", "QMA"])
    assert present(uto, ref).restricted == ("QMA", "QMB")
    assert len(done.hides) == 1
    done = actions.restrict(uto, ref, version=2, hidden_from=[])
    assert present(uto, ref).restricted == ()
    assert done.hides == ()
    with pytest.raises(Invalid):
        actions.restrict(uto, ref, version=3, hidden_from=["UTO"])


def test_a_suspended_record_is_gone_until_it_is_restored(uto):
    start = TruthFeed().head()
    ref, _ = added(uto)
    assert actions.suspend(uto, ref).hides
    assert isinstance(last_change(start)[-1].what, RecordGone)
    with pytest.raises(Conflict):
        actions.suspend(uto, ref)
    actions.restore(uto, ref)
    assert last_change(start)[-1].what == RecordPut(present(uto, ref))
    with pytest.raises(Conflict):
        actions.restore(uto, ref)


def test_the_secretariats_act_needs_a_reason_and_tells_the_owner(uto, clock):
    ref, _ = added(uto)
    silent = By(actor=actor("XPO"), clock=clock)
    with pytest.raises(Invalid):
        actions.suspend(silent, ref)
    loud = By(actor=actor("XPO"), clock=clock, reason="Interim measure 7/2026")
    actions.suspend(loud, ref)
    told = OwnerNotice.objects.get(owner="UTO")
    assert (told.what, told.bureau, told.reason) == ("suspend", "XPO", "Interim measure 7/2026")
    with pytest.raises(NotAllowed):
        actions.restore(uto, ref)
    actions.restore(loud, ref)
    actions.restrict(loud, ref, version=3, hidden_from=["QMA"])
    with pytest.raises(NotAllowed):  # only the owner lifts
        actions.restrict(loud, ref, version=4, hidden_from=[])


def test_the_owner_decides_within_the_databases_limits(uto):
    ref, _ = added(
        uto,
        envelope=Envelope(
            handling=(Handling.NO_THIRD_PARTIES,),
            purposes=(Purpose.IDENTIFY,),
            retention_until=date(2027, 1, 1),
        ),
    )
    state = present(uto, ref)
    assert (state.handling, state.purposes) == ((Handling.NO_THIRD_PARTIES,), (Purpose.IDENTIFY,))
    for wrong in (
        Envelope(retention_until=date(2036, 3, 3)),
        Envelope(retention_until=date(2026, 3, 2)),
        Envelope(purposes=(Purpose.FORENSIC,)),
        Envelope(restricted=("UTO",)),
        Envelope(restricted=("quite wrong",)),
    ):
        with pytest.raises(Invalid):
            added(uto, "r-9", envelope=wrong)


def test_whoever_keeps_a_record_longer_says_why(uto, clock):
    ref, _ = added(uto, envelope=Envelope(retention_until=date(2027, 1, 1)))
    longer = Envelope(retention_until=date(2030, 1, 1))
    with pytest.raises(Invalid):
        actions.correct(uto, ref, version=1, body=passport(), envelope=longer)
    because = By(actor=uto.actor, clock=clock, reason="Still not found.")
    actions.correct(because, ref, version=1, body=passport(), envelope=longer)
    assert present(uto, ref).answerable_until.date() == date(2030, 1, 1)


def test_a_record_at_its_end_is_corrected_only_with_a_new_end(uto, clock):
    ref, _ = added(uto, envelope=Envelope(retention_until=date(2026, 3, 10)))
    clock.advance(timedelta(days=10))
    with pytest.raises(Conflict):
        actions.correct(uto, ref, version=1, body=passport(fraud_type="lost"))
