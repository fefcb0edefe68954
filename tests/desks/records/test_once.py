"""A request that is sent again acts once (the same at once: `tests/contracts/test_truth.py`)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.acting import actor, passport

from entraide.desks.records import actions
from entraide.desks.records.envelope import Envelope, Ref
from entraide.desks.records.models import Act, FeedRow, Record, RequestSeen
from entraide.desks.records.retention import forget_requests
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock, request_key="k-1")


def add(by, ref="r-1", **more):
    return actions.add(by, "travel_documents", owner="UTO", owner_ref=ref, body=passport(**more))


def counts():
    return [model.objects.count() for model in (Record, FeedRow, Act, RequestSeen)]


def test_every_act_repeated_under_its_key_acts_once_and_says_the_same(uto):
    ref = Ref("travel_documents", add(uto).id)
    for number, act in enumerate(
        (
            lambda by: actions.correct(by, ref, version=1, body=passport(fraud_type="lost")),
            lambda by: actions.restrict(by, ref, version=2, hidden_from=["QMA"]),
            lambda by: actions.suspend(by, ref),
            lambda by: actions.restore(by, ref),
            lambda by: actions.withdraw(by, ref, reason=Deletion.QUALITY),
        ),
        start=2,
    ):
        by = replace(uto, request_key=f"k-{number}")
        first = act(by)
        after = counts()
        assert act(by) == first
        assert counts() == after


def test_a_key_is_the_actors_own(uto, clock):
    add(uto)
    other = By(actor=actor("QMA"), clock=clock, request_key="k-1")
    actions.add(
        other,
        "travel_documents",
        owner="QMA",
        owner_ref="r-1",
        body=passport(country="QMA"),
    )
    assert Record.objects.count() == 2


def test_a_key_used_for_something_else_is_refused(uto):
    add(uto)
    for more in ({"ref": "r-2"}, {"number": "C7654321"}):
        with pytest.raises(Conflict) as refused:
            add(uto, **more)
        assert refused.value.code == "key_reused"
    assert Record.objects.count() == 1


def test_what_was_refused_may_be_tried_again_under_the_same_key(uto):
    with pytest.raises(Invalid):
        actions.add(
            uto,
            "travel_documents",
            owner="UTO",
            owner_ref="r-1",
            body=passport(),
            envelope=Envelope(restricted=("UTO",)),
        )
    assert add(uto).version == 1


def test_keys_are_forgotten_after_a_month(uto, clock):
    add(uto)
    clock.advance(timedelta(days=31))
    assert forget_requests(clock) == 1
