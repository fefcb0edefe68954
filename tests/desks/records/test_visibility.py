"""Committed acts are seen at once, or the edge is told that they are not yet."""

import logging

import pytest
from tests.acting import actor, passport

from entraide.desks.bureaus.actions import restrict_owner, set_contact
from entraide.desks.records import actions, visibility
from entraide.desks.records.envelope import Ref
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Deletion
from entraide.errors import Unavailable
from entraide.hub import Hub

pytestmark = pytest.mark.django_db


@pytest.fixture
def uto(bureaus, clock):
    return By(actor=actor("UTO"), clock=clock)


def add(by, ref="r-1"):
    return actions.add(by, "travel_documents", owner="UTO", owner_ref=ref, body=passport())


def is_answered(index, done):
    with index.snapshot() as snapshot:
        return snapshot.entry(3, done.id) is not None


def test_an_added_record_is_answered_when_the_act_is_settled(uto, indexed):
    hub, index = indexed
    done = add(uto)
    assert not is_answered(index, done)
    assert settle(hub, done)
    assert is_answered(index, done)


@pytest.mark.parametrize(
    "act",
    [
        lambda by, ref: actions.withdraw(by, ref, reason=Deletion.QUALITY),
        actions.suspend,
    ],
)
def test_what_is_hidden_is_hidden_ahead_of_the_feed(uto, indexed, act):
    hub, index = indexed
    done = add(uto)
    settle(hub, done)
    for number in range(20):  # a queue before the withdrawal
        add(uto, f"q-{number}")
    before = index.position
    hidden = act(uto, Ref("travel_documents", done.id))
    assert settle(hub, hidden)
    assert index.position == before
    assert not is_answered(index, done)


def test_a_restriction_is_seen_by_nobody_until_it_is_seen_by_all_but_the_excluded(uto, indexed):
    hub, index = indexed
    done = add(uto)
    settle(hub, done)
    hidden = actions.restrict(uto, Ref("travel_documents", done.id), version=1, hidden_from=["QMA"])
    index.suppress("travel_documents", done.id, hidden.version)  # the first thing that settle does
    assert not is_answered(index, done)
    assert settle(hub, hidden)
    with index.snapshot() as snapshot:
        assert snapshot.entry(3, done.id).restricted == ("QMA",)


def test_notes_are_read_at_once(uto, indexed, clock):
    hub, index = indexed
    chief = By(actor=actor("UTO", administers=True), clock=clock)
    assert settle(hub, set_contact(chief, "UTO", phone="+999 555 0100"))
    assert settle(hub, restrict_owner(chief, "UTO", ["QMA"]))
    with index.snapshot() as snapshot:
        assert snapshot.note("contact/UTO")["phone"] == "+999 555 0100"
        assert snapshot.note("restrictions/UTO") == ["QMA"]


def test_an_act_that_cannot_be_hidden_is_not_called_visible_and_rings(
    uto, indexed, monkeypatch, caplog
):
    hub, _index = indexed
    done = add(uto)
    settle(hub, done)
    withdrawn = actions.withdraw(uto, Ref("travel_documents", done.id), reason=Deletion.QUALITY)

    def fail(*_):
        raise Unavailable("index")

    monkeypatch.setattr(visibility.LmdbIndex, "suppress", fail)
    with caplog.at_level(logging.ERROR, logger="entraide.records"):
        assert not settle(hub, withdrawn)
    assert "not_hidden" in caplog.text


def test_without_an_index_nothing_is_answered_so_nothing_is_waited_for(uto, hub, tmp_path):
    (tmp_path / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    assert settle(Hub(tmp_path), add(uto))
