"""Invariants 1, 10 and 12: whose eyes a question has, what a name proves, and who looked."""

import asyncio
import contextlib
import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adversary.check_questions import sample
from tests.engine.check.world import World, asker
from tests.http.serving import OFFICER, Serving, client, document, problem, question

from entraide.engine.check.wire import Document, Name, Person
from entraide.engine.schema.vocabulary import Role, Verdict
from entraide.errors import EntraideError

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)
SCRIPTS = st.sampled_from(["محمد", "Ольга", "Γιώργος", "李明", "José", "Nguyễn"])
NAMES = st.builds(lambda one, other: f"{one} {other}", LETTERS | SCRIPTS, LETTERS | SCRIPTS)
DATES = st.dates(date(1900, 1, 1), date(2020, 1, 1)).map(str) | st.integers(1900, 2020).map(str)


@given(
    st.lists(NAMES, min_size=1, max_size=4),
    DATES,
    st.sampled_from(["M", "F", "X", "U"]),
    st.lists(st.sampled_from(["QMA", "QMB", "UTO"]), min_size=1, max_size=2, unique=True),
    st.sampled_from(["persons", "notices", "piracy"]),
)
@settings(max_examples=40, deadline=None)
def test_a_person_s_own_record_is_never_a_hit_by_name(names, birth_date, sex, countries, code):
    world = World()
    body = {
        "names": [{"full": name} for name in names],
        "birth_date": birth_date,
        "sex": sex,
        "nationalities": countries,
        "birth_place": "Anywhere",
    }
    known = {name: value for name, value in body.items() if name != "birth_place"}
    world.add(code, sample(code) | (body if code != "piracy" else known))
    answer = world.ask(
        Person(
            names=[Name(full=name) for name in names],
            birth_date=birth_date,
            sex=sex,
            nationalities=countries,
            birth_place="Anywhere",
        )
    )
    assert all(hit.verdict is Verdict.POSSIBLE for hit in answer.hits)
    assert answer.verdict in {Verdict.POSSIBLE, Verdict.NO_HIT}


def test_a_number_with_its_country_makes_the_same_person_a_hit():
    world = World()
    paper = {"number": "X1234567", "issuing_country": "QMB"}
    world.add("persons", sample("persons") | {"documents": [paper]})
    asked = Person(names=[Name(full="A B")], documents=[Document(**paper)])
    assert world.ask(asked).verdict is Verdict.HIT


@pytest.fixture
def serving(tmp_path):
    made = Serving(tmp_path / "hub")
    made.world.add("travel_documents", sample("travel_documents"), owner="UTO")
    yield made
    made.close()


def send(serving, body, key):
    async def sending():
        async with client(serving.app, key) as opened:
            return await opened.post("/api/v1/check", json=body)

    return asyncio.run(sending())


def test_a_system_that_does_not_name_its_officer_is_refused_and_leaves_no_line(serving):
    key, before = serving.key(), serving.lines()
    broken = [None, {}, "4711", []]
    for parts in itertools.product(("4711", "", "  ", None), repeat=3):
        officer = {
            name: part
            for name, part in zip(("id", "unit", "workstation"), parts, strict=True)
            if part is not None
        }
        if parts != ("4711",) * 3:
            broken.append(officer)
    for officer in broken:
        response = send(serving, question(document()) | {"officer": officer}, key)
        assert response.status_code == 422, officer
        assert problem(response)["field"].startswith("officer")
    without = question(document())
    del without["officer"]
    assert send(serving, without, key).status_code == 422
    assert serving.lines() == before
    assert send(serving, question(document()), key).status_code == 200


def test_a_person_s_key_is_no_way_round_the_officer_s_name(serving):
    key = serving.key(is_system=False)
    without = question(document())
    del without["officer"]
    assert send(serving, without, key).status_code == 401
    assert send(serving, question(document()), key).status_code == 422


@pytest.mark.parametrize(
    "claim",
    [
        {"country": "QMZ"},
        {"owner": "QMZ"},
        {"role": "secretariat"},
        {"clearance": 3},
        {"grant": "g-other"},
        {"asker": {"country": "QMZ"}},
        {"level": 3},
    ],
    ids=lambda claim: next(iter(claim)),
)
def test_nothing_in_a_question_changes_whose_eyes_it_has(serving, claim):
    key = serving.key()
    response = send(serving, question(document()) | claim, key)
    assert (response.status_code, problem(response)["code"]) == (422, "unknown_field")
    named = question(document()) | {"officer": OFFICER | claim}
    assert send(serving, named, key).status_code == 422


@pytest.mark.parametrize("unit", ["QMZ", "secretariat", "QMZ/border", "../QMZ"])
def test_the_unit_that_a_system_names_opens_no_restricted_record(unit):
    world = World()
    body = sample("travel_documents")
    world.add("travel_documents", body, owner="QMZ", restricted=("QMA",))
    asked = Document(number=body["number"], issuing_country=body["issuing_country"])
    assert world.ask(asked, by=asker("QMA", unit=unit)).verdict is Verdict.NO_HIT


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARIAT])
def test_asking_never_changes_what_is_kept(role):
    world = World()
    body = sample("travel_documents")
    world.add("travel_documents", body, owner="QMZ")
    with world.snapshot() as snapshot:
        before = [snapshot.entry(3, number) for number in range(5)]
    asked = Document(number=body["number"], issuing_country=body["issuing_country"])
    with contextlib.suppress(EntraideError):
        world.ask(asked, by=asker(role=role))
    with world.snapshot() as snapshot:
        assert [snapshot.entry(3, number) for number in range(5)] == before
