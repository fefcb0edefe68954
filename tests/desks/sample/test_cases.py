"""Each case to click gives what its story says, among thousands of other records."""

from datetime import UTC, datetime

import pytest

from entraide.clock import SetClock
from entraide.desks.sample.cases import CASES
from entraide.desks.sample.records import records
from entraide.engine.check.decide import Circumstances, Rules, judge
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.wire import Asker
from entraide.engine.databases import REGISTRY, by_code
from entraide.engine.databases.derive import documents_under_notice, identified_notice
from entraide.engine.index.build import build
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.schema.state import Position, RecordPut, RecordState
from entraide.engine.schema.vocabulary import Purpose, Status

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DATABASES = {database.code: database for database in REGISTRY.all}
ASKINGS = [(case, asking) for case in CASES for asking in case.askings]


class Told:
    """A feed of records that are all there from the beginning."""

    def __init__(self, states):
        self.states = states

    def head(self):
        return Position("sample", 1)

    def since(self, _position, _limit):
        return []

    def everything(self):
        return self.head(), iter([RecordPut(state) for state in self.states])


def states():
    """The sample as the records desk would hold it, what follows from it included."""
    person = {}
    for record in records(4000, seed=3, today=NOW.date()):
        body = record["body"]
        if record["database"] == "persons":
            person = body
        elif record["database"] == "notices" and "person" in body:
            body = identified_notice(body, person)
            for reference, row in documents_under_notice(record["owner_ref"], body, person):
                yield record | {
                    "database": "travel_documents_under_notice",
                    "owner_ref": reference,
                    "body": row,
                }
        yield record | {"body": body}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The index, and the owner's reference of each record."""
    held = [
        RecordState(
            **{name: record[name] for name in ("database", "owner", "owner_ref", "body")},
            restricted=tuple(record["restricted"]),
            id=number,
            version=1,
            status=Status.ACTIVE,
            purposes=by_code(record["database"]).purposes_for(record["body"]),
        )
        for number, record in enumerate(states(), start=1)
    ]
    folder = tmp_path_factory.mktemp("index")
    build(Told(held), folder, DATABASES, clock=SetClock(NOW))
    index = LmdbIndex(folder, DATABASES)
    return index, {str(state.id): (state.database, state.owner_ref) for state in held}


def answer(world, case, asking):
    index, references = world
    asker = Asker(
        grant="g-1",
        country=asking.country,
        unit="border post",
        role=asking.role,
        databases=frozenset(DATABASES),
        purposes=frozenset(Purpose),
        officer="o-1",
        workstation="w-1",
    )
    rules = Rules(
        permissions=Permissions(REGISTRY),
        publish=lambda _database, number: str(number),
        version="test",
    )
    with index.snapshot() as snapshot:
        at = Circumstances(now=NOW, fingerprint=index.fingerprint)
        answered = judge(case.query, asker, snapshot, rules=rules, at=at).answer
    return answered, {references[hit.record] for hit in answered.hits}


@pytest.mark.parametrize(
    ("case", "asking"), ASKINGS, ids=[f"{case.code}-{asking.country}" for case, asking in ASKINGS]
)
def test_a_case_comes_out_as_its_story_says(world, case, asking):
    answered, found = answer(world, case, asking)
    assert answered.verdict == asking.verdict
    assert {each for each in found if each[1].startswith("CASE-")} == set(asking.finds)


def test_there_are_eight_cases_and_two_countries_differ_in_one():
    assert len({case.code for case in CASES}) == 8
    (split,) = [case for case in CASES if len(case.askings) > 1]
    assert len({asking.verdict for asking in split.askings}) == 2
