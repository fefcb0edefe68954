"""Grants and keys that end soon are told in time; a truth that cannot be read is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError

from entraide.cli.findings import truth as looked_at
from entraide.cli.findings.finding import Severity
from entraide.cli.findings.truth import truth
from entraide.desks.bureaus import actions, granting
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "work"])
TERMS = Terms(
    role=Role.FRONTLINE,
    databases=frozenset({"travel_documents"}),
    purposes=frozenset({Purpose.LOCATE}),
)


@pytest.fixture
def by(clock):
    made = By(actor=operator(), clock=clock)
    actions.add_bureau(made, "UTO", kind="member", names={"en": "Utopia"})
    return made


def granted(by, **terms):
    return granting.grant_system(by, "UTO", "Gate", replace(TERMS, **terms)).about


@pytest.mark.parametrize(
    ("days", "severity"), [(90, None), (20, Severity.WARNING), (3, Severity.CRITICAL), (-1, None)]
)
@pytest.mark.parametrize("end", ["until", "agreement_until"])
def test_a_grant_is_told_before_it_ends(by, clock, end, days, severity):
    granted(by, **{end: clock.now() + timedelta(days=days)})
    found = [(one.code, one.severity) for one in truth(clock.now())]
    assert found == ([("agreement_expiring", severity)] if severity else [])


def test_a_key_is_told_before_it_ends_unless_it_was_revoked(by, clock):
    grant = granted(by)
    _token, done = granting.make_key(by, grant, expires_at=clock.now() + timedelta(days=5))
    (found,) = truth(clock.now())
    assert (found.code, found.severity) == ("key_expiring", Severity.CRITICAL)
    granting.revoke_key(by, int(done.about.removeprefix("key:")))
    assert not list(truth(clock.now()))


def test_missing_migrations_are_told(by, clock, monkeypatch):
    monkeypatch.setattr(looked_at, "pending_migrations", lambda: ["records.0002_later"])
    (found,) = truth(clock.now())
    assert found.code == "upgrade_needed"
    assert "records.0002_later" in found.say("en")


def test_a_truth_that_cannot_be_read_is_told(by, clock, monkeypatch):
    def refuse():
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(looked_at, "pending_migrations", refuse)
    (found,) = truth(clock.now())
    assert found.code == "truth_unreadable"
