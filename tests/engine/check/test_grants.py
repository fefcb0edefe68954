"""Grants: who asks is read anew for every request, and a system names its officer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.check.grants import (
    Grant,
    Grants,
    digest,
    is_name,
    named,
    new_key,
    note_name,
)
from entraide.engine.check.wire import Officer
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Invalid, NotAuthenticated

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Notes(dict):
    def note(self, name):
        return self.get(name)


def grant(**changes):
    return Grant(
        **{
            "id": "g1",
            "country": "QMA",
            "unit": "Border north",
            "role": Role.FRONTLINE,
            "databases": frozenset({"travel_documents"}),
            "purposes": frozenset({Purpose.BORDER_MANAGEMENT}),
            "is_system": True,
        }
        | changes
    )


def test_a_key_is_random_and_only_its_digest_is_needed_to_recognise_it():
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    for key, kept in keys:
        assert kept == digest(key)
        assert key not in kept


def test_a_known_key_is_its_grant_s_asker():
    key, kept = new_key()
    notes = Notes({note_name(kept): grant().note()})
    asker = Grants().of_key(key, notes, NOW)
    assert (asker.grant, asker.country, asker.role) == ("g1", "QMA", Role.FRONTLINE)
    assert asker.databases == {"travel_documents"}


@pytest.mark.parametrize("key", ["", "x", "entraide_" + "a" * 43, "é" * 60, "a" * 5000])
def test_an_unknown_key_is_nobody(key):
    with pytest.raises(NotAuthenticated):
        Grants().of_key(key, Notes(), NOW)


@pytest.mark.parametrize("end", ["until", "key_until", "agreement_until"])
def test_the_earliest_end_of_key_grant_and_agreement_counts(end):
    key, kept = new_key()
    ends = dict.fromkeys(("until", "key_until", "agreement_until"), NOW + timedelta(days=9))
    notes = Notes({note_name(kept): grant(**(ends | {end: NOW + timedelta(seconds=1)})).note()})
    grants = Grants()
    assert grants.of_key(key, notes, NOW).until == NOW + timedelta(seconds=1)
    with pytest.raises(NotAuthenticated):
        grants.of_key(key, notes, NOW + timedelta(seconds=1))


def test_a_revocation_and_a_changed_right_are_seen_by_the_very_next_request():
    key, kept = new_key()
    notes = Notes({note_name(kept): grant().note()})
    grants = Grants()
    assert grants.of_key(key, notes, NOW).databases == {"travel_documents"}
    notes[note_name(kept)] = grant(databases=frozenset({"stolen_vehicles"})).note()
    assert grants.of_key(key, notes, NOW).databases == {"stolen_vehicles"}
    notes[note_name(kept)] = None
    with pytest.raises(NotAuthenticated):
        grants.of_key(key, notes, NOW)


@pytest.mark.parametrize(
    "change",
    [{"role": "emperor"}, {"until": "2030-01-01T00:00:00"}, {"clearance": "all"}, {"country": 7}],
    ids=str,
)
def test_a_note_that_cannot_be_read_admits_nobody(change):
    key, kept = new_key()
    with pytest.raises(NotAuthenticated):
        Grants().of_key(key, Notes({note_name(kept): grant().note() | change}), NOW)


def test_a_person_asks_under_the_same_grant_and_in_their_own_name():
    notes = Notes({note_name("g1"): grant(is_system=False).note()})
    asker = Grants().of_person("g1", notes, NOW, officer="o-7", workstation="desk 4")
    assert named(asker, None).officer == "o-7"
    with pytest.raises(Invalid) as refused:
        named(asker, Officer(id="o-8", unit="x", workstation="y"))
    assert refused.value.field == "officer"


def test_a_person_cannot_borrow_a_system_s_grant():
    notes = Notes({note_name("g1"): grant().note()})
    with pytest.raises(NotAuthenticated):
        Grants().of_person("g1", notes, NOW, officer="o-7", workstation="desk 4")


@given(st.builds(Officer, id=st.text(), unit=st.text(), workstation=st.text()) | st.none())
def test_a_system_without_a_readable_officer_is_refused(officer):
    asker = grant().asker()
    complete = officer is not None and all(
        is_name(text) for text in (officer.id, officer.unit, officer.workstation)
    )
    if complete:
        seen = named(asker, officer)
        assert (seen.officer, seen.unit, seen.workstation) == (
            officer.id,
            officer.unit,
            officer.workstation,
        )
        assert seen.grant == asker.grant
    else:
        with pytest.raises(Invalid) as refused:
            named(asker, officer)
        assert refused.value.field.startswith("officer")
