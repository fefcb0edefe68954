"""Whatever acts follow each other, the truth is what a few lines of Python say it is."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.acting import actor, passport

from entraide.clock import SetClock
from entraide.desks.records import actions, own_records, queries
from entraide.desks.records.admission import AlreadyThere, Withdrawn
from entraide.desks.records.envelope import Ref
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.models import Record
from entraide.desks.records.writing import By
from entraide.engine.schema.state import RecordPut
from entraide.engine.schema.vocabulary import Deletion, Purpose, Status
from entraide.errors import Conflict

DATABASE = "travel_documents"
OWNERS = ("UTO", "QMA")
VIEWERS = ("UTO", "QMA", "QMB")
REFERENCES = st.sampled_from(["r-1", "r-2", "r-3"])
KINDS = st.sampled_from(["stolen", "lost", "revoked"])
CODES = st.sets(st.sampled_from(["QMB", "QMC", "XPO"]))
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Undo(Exception):
    """Leaves the transaction of one run."""


class Acts(RuleBasedStateMachine):
    """The model: reference → version, kind, hidden from, status."""

    records = Bundle("records")

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.start = TruthFeed().head()
        self.model = {}
        self.withdrawn = set()
        self.acts = 0

    def teardown(self):
        self.transaction.__exit__(Undo, Undo(), None)

    def by(self, owner):
        return By(actor=actor(owner), clock=SetClock(NOW))

    @rule(target=records, owner=st.sampled_from(OWNERS), reference=REFERENCES, kind=KINDS)
    def add(self, owner, reference, kind):
        def act():
            return actions.add(
                self.by(owner),
                DATABASE,
                owner=owner,
                owner_ref=reference,
                body=passport(country=owner, fraud_type=kind),
            )

        name = (owner, reference)
        if name in self.model:
            with pytest.raises(AlreadyThere):
                act()
        elif name in self.withdrawn:
            with pytest.raises(Withdrawn):
                act()
        else:
            done = act()
            self.acts += 1
            self.model[name] = {
                "ref": Ref(DATABASE, done.id),
                "version": 1,
                "kind": kind,
                "hidden": set(),
                "status": Status.ACTIVE,
            }
        return name

    @rule(name=records, kind=KINDS, is_late=st.booleans())
    def correct(self, name, kind, is_late):
        if name not in self.model:
            return
        known = self.model[name]

        def act():
            actions.correct(
                self.by(name[0]),
                known["ref"],
                version=known["version"] - is_late,
                body=passport(country=name[0], fraud_type=kind),
            )

        if is_late:
            with pytest.raises(Conflict):
                act()
            return
        act()
        if kind != known["kind"]:
            known["kind"] = kind
            known["version"] += 1
            self.acts += 1

    @rule(name=records, hidden=CODES)
    def restrict(self, name, hidden):
        if name not in self.model:
            return
        known = self.model[name]
        actions.restrict(
            self.by(name[0]), known["ref"], version=known["version"], hidden_from=hidden
        )
        if hidden != known["hidden"]:
            known["hidden"] = hidden
            known["version"] += 1
            self.acts += 1

    @rule(name=records)
    def suspend_or_restore(self, name):
        if name not in self.model:
            return
        known = self.model[name]
        act, other, status = (
            (actions.suspend, actions.restore, Status.SUSPENDED)
            if known["status"] is Status.ACTIVE
            else (actions.restore, actions.suspend, Status.ACTIVE)
        )
        with pytest.raises(Conflict):
            other(self.by(name[0]), known["ref"])
        act(self.by(name[0]), known["ref"])
        known["status"] = status
        known["version"] += 1
        self.acts += 1

    @rule(name=consumes(records))
    def withdraw(self, name):
        if name not in self.model:
            return
        actions.withdraw(
            self.by(name[0]), self.model.pop(name)["ref"], reason=Deletion.SOURCE_REQUEST
        )
        self.withdrawn.add(name)
        self.acts += 1

    @invariant()
    def every_owner_reads_what_it_wrote(self):
        for (owner, reference), known in self.model.items():
            state = own_records.own(actor(owner).asker(), known["ref"], now=NOW)
            assert state.owner_ref == reference
            assert state.version == known["version"]
            assert state.body["fraud_type"] == known["kind"]
            assert set(state.restricted) == known["hidden"]
            assert state.status is known["status"]

    @invariant()
    def every_viewer_lists_what_is_there_for_it(self):
        for viewer in VIEWERS:
            wanted = {
                known["ref"]
                for (owner, _), known in self.model.items()
                if owner == viewer
                or (known["status"] is Status.ACTIVE and viewer not in known["hidden"])
            }
            found = queries.listed(
                actor(viewer).asker(),
                DATABASE,
                now=NOW,
                purpose=Purpose.CRIMINAL_INVESTIGATION_INFO,
            )
            present = {head.ref for head in found if head.status is not Status.WITHDRAWN}
            assert present == wanted

    @invariant()
    def the_feed_has_one_row_for_each_act_and_adds_up(self):
        changes = TruthFeed().since(self.start, 10_000)
        assert len(changes) == self.acts
        answered = {}
        for change in changes:
            if isinstance(change.what, RecordPut):
                answered[change.what.state.id] = change.what.state
            else:
                answered.pop(change.what.id, None)
        assert set(answered) == {
            known["ref"].id for known in self.model.values() if known["status"] is Status.ACTIVE
        }

    @invariant()
    def nothing_is_kept_of_what_was_withdrawn(self):
        kept = Record.objects.exclude(body=b"").count()
        assert kept == len(self.model)


@pytest.mark.django_db
def test_the_truth_is_what_the_model_says(bureaus):
    run_state_machine_as_test(
        Acts,
        settings=settings(
            max_examples=6,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
