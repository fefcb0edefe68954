"""The fingerprint changes with all that decides what an index holds, and with nothing else."""

from dataclasses import replace

import pytest
from tests.engine.index.world import DATABASES, PAPERS, PERSONS

from entraide.engine.index import fingerprint
from entraide.engine.index.fingerprint import fingerprint_of
from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.database import Field, NameSearch, Wording

NOW = fingerprint_of(DATABASES)


def with_papers(**changes):
    return DATABASES | {"papers": replace(PAPERS, **changes)}


def test_it_is_the_same_for_the_same_declarations():
    assert fingerprint_of(dict(reversed(DATABASES.items()))) == NOW


@pytest.mark.parametrize(
    "databases",
    [
        {"papers": PAPERS},
        with_papers(number=4),
        with_papers(keys=PAPERS.keys[:1]),
        with_papers(card=("number", "remarks")),
        with_papers(action=Wording("By %(owner)s: %(remarks)s")),
        with_papers(
            fields=(Field("number", kinds.vin, "Number", required=True), *PAPERS.fields[1:])
        ),
        DATABASES | {"persons": replace(PERSONS, names=NameSearch(birth_date="born"))},
        DATABASES | {"persons": replace(PERSONS, names=None)},
    ],
)
def test_it_changes_with_what_decides_keys_and_entries(databases):
    assert fingerprint_of(databases) != NOW


@pytest.mark.parametrize(
    "databases", [with_papers(title="Another"), with_papers(about="Something else")]
)
def test_wording_alone_does_not_change_it(databases):
    assert fingerprint_of(databases) == NOW


@pytest.mark.parametrize("version", ["KEY_FORMAT", "NAME_FORMAT", "FORMAT"])
def test_it_changes_with_every_format(version, monkeypatch):
    monkeypatch.setattr(fingerprint, version, 999)
    assert fingerprint_of(DATABASES) != NOW


def test_it_changes_when_a_library_makes_something_else_of_a_name(monkeypatch):
    monkeypatch.setattr(fingerprint, "form_of", lambda *_parts: NAMELESS)
    assert fingerprint_of(DATABASES) != NOW


NAMELESS = fingerprint.form_of("", "", "Somebody")
