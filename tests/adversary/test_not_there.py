"""Invariant 2 at the desks: what is hidden from an asker is nowhere, as if it had never been.

Each world is looked at through every reading face before and after the hidden record is written,
among hundreds of near-twins at the edge of a page.
"""

import msgspec
import pytest
from tests.acting import actor, passport

from entraide.desks.bureaus.actions import restrict_owner
from entraide.desks.records import actions, bulk, queries
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.queries import MOST_LISTED, Filters, Reading
from entraide.desks.records.rows import Incoming
from entraide.desks.records.writing import By
from entraide.engine.check.trail.lines import Manner
from entraide.engine.schema.vocabulary import Confidentiality, Handling, Purpose, Role, Status
from entraide.errors import EntraideError, NotAllowed, NotFound

pytestmark = pytest.mark.django_db

WHY = Purpose.CRIMINAL_INVESTIGATION_INFO
TWINS = MOST_LISTED + 40
HIDDEN = {
    "restricted from its country": {"restricted": ("QMA",)},
    "above its clearance": {"confidentiality": Confidentiality.CONFIDENTIAL},
    "kept for another purpose": {"purposes": (Purpose.SECURITY_CHECK,)},
}


class Lines:
    """A trail that remembers what was disclosed."""

    def __init__(self):
        self.entries = []

    def append(self, entry):
        self.entries.append(entry)
        return f"A-{len(self.entries)}"

    async def append_soon(self, entry):
        return self.append(entry)


@pytest.fixture
def uto(bureaus, clock):
    by = By(actor=actor("UTO"), clock=clock)
    batch = bulk.open_batch(by, "travel_documents", "UTO", source="x", digest="0" * 64)
    rows = [
        Incoming(line, f"twin-{line}", passport(number=f"C{line:08d}"))
        for line in range(1, TWINS + 1)
    ]
    list(bulk.put_many(by, batch, rows))
    return by


@pytest.fixture
def excluded(uto):
    # Neither of the purposes for which what is kept for vetting alone may be seen.
    vetting = {Purpose.SECURITY_CHECK, Purpose.BORDER_MANAGEMENT}
    return actor("QMA", clearance=2, purposes=frozenset(Purpose) - vetting)


def seen_by(someone, clock, suspects=()):
    """All that somebody can learn about the database, as bytes."""
    asker, now = someone.asker(), clock.now()
    told = []

    def ask(read):
        try:
            told.append(read())
        except EntraideError as error:
            told.append([type(error).__name__, error.problem("en")])

    for filters in (
        Filters(),
        Filters(owner="UTO"),
        Filters(owner="QMA"),
        Filters(owner_ref="twin"),
        Filters(owner_ref="secret"),
        Filters(status=Status.SUSPENDED),
        Filters(updated_since=now),
        Filters(batch=1),
    ):
        for purpose in Purpose if filters == Filters() else (WHY,):
            common = {"now": now, "purpose": purpose, "filters": filters}
            ask(lambda c=common: queries.counted(asker, "travel_documents", **c))
            ask(lambda c=common: queries.listed(asker, "travel_documents", **c))
    first = queries.listed(asker, "travel_documents", now=now, purpose=WHY)
    for last in first[-3:]:
        ask(
            lambda last=last: queries.listed(
                asker, "travel_documents", now=now, purpose=WHY, after=last.ref
            )
        )
    trail = Lines()
    for ref in suspects:
        ask(lambda ref=ref: queries.head(asker, ref, now=now))
        ask(
            lambda ref=ref: queries.disclose(
                asker, [ref, first[0].ref], Reading(purpose=WHY, trail=trail, clock=clock)
            )
        )
    told.append([entry.records for entry in trail.entries])
    return msgspec.json.encode(told)


def hide(by, **envelope):
    done = actions.add(
        by,
        "travel_documents",
        owner="UTO",
        owner_ref="secret-1",
        body=passport(number="C00000001"),
        envelope=Envelope(**envelope),
    )
    return Ref(done.database, done.id)


@pytest.mark.parametrize("why", HIDDEN)
def test_a_hidden_record_leaves_no_trace_in_any_reading_face(uto, excluded, clock, why):
    nowhere = Ref("travel_documents", TWINS + 10)
    to_come = Ref("travel_documents", TWINS + 1)
    before = seen_by(excluded, clock, [to_come, nowhere])
    ref = hide(uto, **HIDDEN[why])
    assert seen_by(excluded, clock, [ref, nowhere]) == before
    permitted = actor("QMB").asker()
    assert queries.head(permitted, ref, now=clock.now()).owner == "UTO"


def test_an_owner_that_hides_everything_leaves_no_trace(uto, excluded, clock):
    refs = [hide(uto), Ref("travel_documents", 1)]
    restrict_owner(uto, "UTO", ["QMA"])
    asker = excluded.asker()
    assert queries.counted(asker, "travel_documents", now=clock.now(), purpose=WHY) == 0
    for ref in refs:
        with pytest.raises(NotFound):
            queries.head(asker, ref, now=clock.now())
    permitted = actor("QMB").asker()
    assert queries.counted(permitted, "travel_documents", now=clock.now(), purpose=WHY) == TWINS + 1


def test_a_page_is_full_whatever_is_hidden_before_its_cut(uto, excluded, clock):
    asker, now = excluded.asker(), clock.now()
    for id in range(1, MOST_LISTED // 2, 3):
        actions.restrict(uto, Ref("travel_documents", id), version=1, hidden_from=["QMA"])
    page = queries.listed(asker, "travel_documents", now=now, purpose=WHY)
    hidden = len(range(1, MOST_LISTED // 2, 3))
    assert len(page) == min(MOST_LISTED, TWINS - hidden)
    assert queries.counted(asker, "travel_documents", now=now, purpose=WHY) == TWINS - hidden


def test_a_page_cut_before_it_is_filtered_would_be_noticed(uto, excluded, clock):
    """The test above has teeth: filtering after the cut gives a page that tells of its gaps."""
    asker, now = excluded.asker(), clock.now()
    for id in range(1, MOST_LISTED // 2, 3):
        actions.restrict(uto, Ref("travel_documents", id), version=1, hidden_from=["QMA"])
    everybodys = queries.listed(actor("QMB").asker(), "travel_documents", now=now, purpose=WHY)
    visible = {
        row.id for row in queries.seen(asker, "travel_documents", now=now, purpose=WHY).all()
    }
    late = [head for head in everybodys if head.ref.id in visible]
    right = queries.listed(asker, "travel_documents", now=now, purpose=WHY)
    assert len(late) < len(right) == MOST_LISTED


def test_nobody_learns_of_it_by_adding_the_same(uto, excluded, clock):
    hide(uto, restricted=("QMA",))
    other = By(actor=excluded, clock=clock)
    done = actions.add(
        other,
        "travel_documents",
        owner="QMA",
        owner_ref="secret-1",
        body=passport(number="C00000001", country="QMA"),
    )
    assert (done.version, done.hides) == (1, ())


def test_only_those_who_are_shown_full_records_open_them_and_each_opening_is_on_the_trail(
    uto, clock
):
    trail = Lines()
    ref = Ref("travel_documents", 1)
    reading = Reading(purpose=WHY, trail=trail, clock=clock, reason="hit-7")
    for role in (Role.FRONTLINE, Role.SECOND_LINE, Role.CARRIER, Role.CUSTOMS):
        with pytest.raises(NotAllowed):
            queries.disclose(actor("QMA", role).asker(), [ref], reading)
    with pytest.raises(NotAllowed):
        queries.disclose(actor("QMA", purposes=frozenset()).asker(), [ref], reading)
    assert trail.entries == []
    (state,) = queries.disclose(actor("QMA").asker(), [ref], reading)
    (line,) = trail.entries
    assert [(s.database, s.id, s.version) for s in line.records] == [(3, 1, state.version)]
    assert (line.who.country, line.purpose, line.reason) == ("QMA", WHY, "hit-7")


def test_no_line_no_record(uto, clock):
    class Broken(Lines):
        def append(self, _entry):
            raise OSError("no space left")

    reading = Reading(purpose=WHY, trail=Broken(), clock=clock)
    with pytest.raises(OSError, match="no space"):
        queries.disclose(actor("QMA").asker(), [Ref("travel_documents", 1)], reading)


def test_a_record_that_may_not_be_copied_is_not_in_a_copy(uto, clock):
    ref = hide(uto, handling=(Handling.NO_NATIONAL_COPY,))
    shown = Reading(purpose=WHY, trail=Lines(), clock=clock)
    copied = Reading(purpose=WHY, trail=Lines(), clock=clock, manner=Manner.COPIED)
    asker = actor("QMA").asker()
    assert len(queries.disclose(asker, [ref], shown)) == 1
    assert queries.disclose(asker, [ref], copied) == []
    assert copied.trail.entries == []
