"""Handling codes and sensitive fields: they decide what leaves, not only what a banner says."""

import pytest
from tests.acting import actor, person

from entraide.desks.records.conditions import as_read, may_leave
from entraide.engine.check.trail.lines import Manner
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Handling, Purpose, Role, Status


def state(*handling, **body):
    return RecordState(
        database="persons",
        id=1,
        version=1,
        owner="UTO",
        owner_ref="P-1",
        status=Status.ACTIVE,
        body=person(**body),
        purposes=(Purpose.LOCATE,),
        handling=handling,
    )


def asker(bureau="QMA", role=Role.BUREAU, **told):
    return actor(bureau, role, **told).asker()


@pytest.mark.parametrize("manner", Manner)
def test_the_owner_reads_all_of_its_own(manner):
    own = state(*Handling, health=["contagious"])
    assert may_leave(own, asker("UTO"), manner)
    assert as_read(own, asker("UTO"), manner) is own


@pytest.mark.parametrize("role", Role)
def test_intelligence_stays_with_those_who_work_on_it(role):
    told = may_leave(state(Handling.INTELLIGENCE_ONLY), asker(role=role), Manner.SHOWN)
    assert told is (role in {Role.BUREAU, Role.SECRETARIAT, Role.ANALYST, Role.FORENSIC, Role.ICSE})


@pytest.mark.parametrize("role", Role)
def test_third_parties_are_not_passed_what_is_not_for_them(role):
    told = may_leave(state(Handling.NO_THIRD_PARTIES), asker(role=role), Manner.SHOWN)
    assert told is (role not in {Role.CARRIER, Role.CUSTOMS})


def test_what_is_not_for_national_copies_is_read_and_not_copied():
    kept = state(Handling.NO_NATIONAL_COPY)
    assert may_leave(kept, asker(), Manner.SHOWN)
    assert not may_leave(kept, asker(), Manner.COPIED)


@pytest.mark.parametrize("manner", Manner)
def test_sensitive_fields_are_for_readers_of_the_full_report_alone(manner):
    is_read = manner in {Manner.SHOWN, Manner.PRINTED}
    body = as_read(state(health=["contagious"]), asker(), manner).body
    assert ("health" in body) is is_read
    assert body["names"]


def test_sensitive_fields_are_not_for_whoever_may_read_no_restricted_record():
    assert (
        "health" not in as_read(state(health=["contagious"]), asker(clearance=1), Manner.SHOWN).body
    )
