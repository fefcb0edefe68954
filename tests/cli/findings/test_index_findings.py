"""Each finding about the index appears when its cause is there, and not before."""

from datetime import UTC, datetime, timedelta

import pytest

from entraide.cli.findings.finding import Severity
from entraide.cli.findings.index import (
    Seen,
    behind,
    epoch,
    fingerprint,
    index,
    readers,
    room,
    suppressions,
)
from entraide.engine.databases import databases
from entraide.engine.index.build import build
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.schema.state import Position

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEAD = Position("now", 100)
DATABASES = {database.code: database for database in databases()}


def seen(*, seq=100, age_s=0.0, suppressed=0, of="now"):
    return Seen(Position(of, seq), NOON - timedelta(seconds=age_s), suppressed)


@pytest.mark.parametrize(
    ("age_s", "seq", "is_served", "severity"),
    [
        (5, 100, True, None),
        (90, 100, True, Severity.WARNING),
        (900, 100, True, Severity.CRITICAL),
        (90_000, 100, False, None),
        (90, 40, False, Severity.WARNING),
        (30, 40, True, None),
    ],
)
def test_an_index_that_does_not_follow_is_told(age_s, seq, is_served, severity):
    found = behind(seen(seq=seq, age_s=age_s), HEAD, NOON, is_served=is_served)
    assert (found and found.severity) == severity


def test_an_index_of_before_a_restore_is_told():
    assert epoch(seen(of="before"), HEAD).code == "feed_epoch"
    assert epoch(seen(), HEAD) is None


def test_an_index_of_other_rules_is_told():
    assert fingerprint(is_current=False).code == "index_fingerprint"
    assert fingerprint(is_current=True) is None


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (seen(suppressed=2), True),
        (seen(suppressed=2, seq=99), False),
        (seen(suppressed=2, seq=99, age_s=900), True),
        (seen(), False),
    ],
)
def test_what_was_hidden_and_never_followed_is_told(state, is_told):
    assert (suppressions(state, HEAD, NOON) is not None) == is_told


def test_readers_that_died_are_told():
    assert readers(1).code == "readers_stale"
    assert readers(0) is None


@pytest.mark.parametrize(
    ("used", "free", "is_told"), [(90, 50, True), (90, 500, False), (50, 50, False)]
)
def test_a_map_that_can_not_grow_is_told(used, free, is_told):
    assert (room(used, 100, free) is not None) == is_told


class EmptyFeed:
    def head(self):
        return HEAD

    def since(self, _position, _limit):
        return []

    def everything(self):
        return HEAD, iter(())


def test_a_hub_without_an_index_is_told(tmp_path):
    (found,) = index(LmdbIndex(tmp_path, DATABASES), HEAD, NOON, is_served=False)
    assert found.code == "index_missing"


def test_an_index_that_was_just_built_has_no_finding(tmp_path, clock):
    build(EmptyFeed(), tmp_path, DATABASES, clock=clock)
    made = LmdbIndex(tmp_path, DATABASES)
    assert not list(index(made, HEAD, clock.now(), is_served=True))
    clock.advance(timedelta(minutes=5))
    assert [one.code for one in index(made, HEAD, clock.now(), is_served=True)] == ["index_behind"]
    made.suppress("travel_documents", 1, 1)
    codes = {one.code for one in index(made, HEAD, clock.now(), is_served=False)}
    assert codes == {"suppressions_pending"}
