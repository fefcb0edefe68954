"""What time ends, and the journal's tie to the trail."""

from datetime import date, timedelta

import pytest
from tests.acting import actor, notice, passport, person

from entraide.desks.records import actions, queries
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.journal import is_intact, tie_journal
from entraide.desks.records.models import Act, ErasureLedger, OwnerNotice, Record
from entraide.desks.records.queries import Filters
from entraide.desks.records.retention import AT_ONCE, expire_due
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose, Status

pytestmark = pytest.mark.django_db

WHY = Purpose.CRIMINAL_INVESTIGATION_INFO


class Lines:
    """A trail that remembers."""

    def __init__(self):
        self.entries = []

    def append(self, entry):
        self.entries.append(entry)
        return f"A-{len(self.entries)}"

    async def append_soon(self, entry):
        return self.append(entry)


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


def add(by, ref, until, database="travel_documents", body=None):
    done = actions.add(
        by,
        database,
        owner="UTO",
        owner_ref=ref,
        body=body or passport(),
        envelope=Envelope(retention_until=until),
    )
    return Ref(done.database, done.id)


def test_a_record_is_gone_for_others_on_the_day_it_ends_and_withdrawn_then(uto, clock, hub):
    ended = add(uto, "r-1", date(2026, 4, 1))
    kept = add(uto, "r-2", date(2027, 4, 1))
    stranger = actor("QMA").asker()

    def there():
        heads = queries.listed(stranger, "travel_documents", now=clock.now(), purpose=WHY)
        return [head.ref for head in heads]

    clock.advance(timedelta(days=29))
    assert there() == [ended, kept]
    assert expire_due(hub, clock) == 0
    clock.advance(timedelta(days=1))
    assert there() == [kept]
    assert expire_due(hub, clock) == 1
    assert expire_due(hub, clock) == 0
    state = queries.head(uto.actor.asker(), ended, now=clock.now())
    assert state.status is Status.WITHDRAWN
    told = OwnerNotice.objects.get()
    assert (told.owner, told.what, told.reason) == ("UTO", "expire", "expired")
    assert ErasureLedger.objects.get().reason == "expired"


def test_what_follows_ends_with_what_it_follows_from(uto, clock, hub):
    papers = [{"number": "P1234567", "issuing_country": "UTO", "document_type": "P"}]
    add(uto, "p-1", date(2026, 4, 1), "persons", person(documents=papers))
    add(uto, "n-1", date(2026, 4, 1), "notices", notice("p-1"))
    clock.advance(timedelta(days=40))
    expire_due(hub, clock)
    assert not Record.objects.exclude(body=b"")


def test_more_than_one_slice_ends(uto, clock, hub, monkeypatch):
    monkeypatch.setattr("entraide.desks.records.retention.AT_ONCE", 3)
    for number in range(7):
        add(uto, f"r-{number}", date(2026, 4, 1))
    clock.advance(timedelta(days=40))
    assert expire_due(hub, clock) == 7
    assert AT_ONCE > 3


def test_the_owner_finds_what_is_due_for_review(uto, clock):
    due = add(uto, "r-1", date(2026, 8, 1))
    add(uto, "r-2", date(2028, 1, 1))

    def found(someone):
        return queries.listed(
            actor(someone).asker(),
            "travel_documents",
            now=clock.now(),
            purpose=WHY,
            filters=Filters(review_by=clock.now().date()),
        )

    assert [head.ref for head in found("UTO")] == [due]
    assert found("QMA") == []


def test_a_journal_line_that_was_changed_no_longer_fits_the_trail(uto, clock):
    trail = Lines()
    ref = add(uto, "r-1", None)
    actions.suspend(uto, ref)
    count = Act.objects.count()
    assert tie_journal(trail, clock) == count
    assert tie_journal(trail, clock) == 0
    (run,) = trail.entries
    assert (run.last - run.first + 1, len(run.digest)) == (count, 32)
    assert is_intact(run)
    actions.restore(uto, ref)
    assert is_intact(run)
    assert tie_journal(trail, clock) == 1
    Act.objects.filter(pk=run.last).update(actor="person:9")
    assert not is_intact(run)
    assert is_intact(trail.entries[1])
    Act.objects.filter(pk=run.first).delete()
    assert not is_intact(run)
