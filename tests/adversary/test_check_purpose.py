"""Invariant 3: one purpose, judged before anything is looked up; other records are not there."""

import msgspec
import pytest
from tests.adversary.check_questions import ASKERS, answers, questions, sample
from tests.engine.check.world import NOW, RULES, World, asker

from entraide.engine.check.decide import Circumstances, judge
from entraide.engine.check.purposes import FITS
from entraide.engine.check.wire import Document, Query, Vehicle
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import Invalid, NotAllowed

encode = msgspec.json.Encoder(order="deterministic").encode
PASSPORT = sample("travel_documents")
ASKED = Document(number=PASSPORT["number"], issuing_country=PASSPORT["issuing_country"])


class Untouchable:
    """A snapshot that nobody may read."""

    def __getattr__(self, name):
        pytest.fail(f"{name} was read before the question was judged")


def judged(query, by):
    return judge(
        query, by, Untouchable(), rules=RULES, at=Circumstances(now=NOW, fingerprint="any")
    )


def asking(purpose=Purpose.BORDER_MANAGEMENT, *subjects, **more):
    return Query(subjects=list(subjects) or [ASKED], purpose=purpose, **more)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_purpose_that_was_not_granted_is_refused_before_any_look_up(purpose):
    with pytest.raises(NotAllowed) as refused:
        judged(asking(purpose), asker(purposes=frozenset(Purpose) - {purpose}))
    assert refused.value.code == "purpose_not_granted"


@pytest.mark.parametrize("database", databases(), ids=lambda database: database.code)
def test_a_database_that_was_not_granted_is_refused_before_any_look_up(database):
    everything = frozenset(each.code for each in databases())
    purpose = min(database.asked_for)
    for role in Role:
        by = asker(role=role, databases=everything - {database.code})
        with pytest.raises(NotAllowed) as refused:
            judged(asking(purpose, databases=[database.code]), by)
        assert refused.value.code == "database_not_granted"
        if role not in database.asked_by:
            with pytest.raises(NotAllowed):
                judged(asking(purpose, databases=[database.code]), asker(role=role))


@pytest.mark.parametrize("database", databases(), ids=lambda database: database.code)
def test_a_database_is_asked_only_for_its_purposes(database):
    for purpose in set(Purpose) - database.asked_for:
        by = asker(role=Role.SECRETARIAT)
        with pytest.raises(NotAllowed):
            judged(asking(purpose, databases=[database.code]), by)


def test_whoever_may_ask_nothing_about_a_thing_is_refused_before_any_look_up():
    by = asker(databases=frozenset({"travel_documents"}))
    with pytest.raises(NotAllowed) as refused:
        judged(asking(Purpose.BORDER_MANAGEMENT, Vehicle(plate="X1")), by)
    assert refused.value.code == "nothing_permitted"


def test_a_subject_that_nobody_could_be_asked_about_is_never_green():
    world = World()
    by = asker(databases=frozenset({"travel_documents"}))
    answer = world.ask(ASKED, Vehicle(plate="X1"), by=by, purpose=Purpose.BORDER_MANAGEMENT)
    assert answer.subjects == [Verdict.NO_HIT, Verdict.INCOMPLETE]
    assert answer.verdict is Verdict.INCOMPLETE
    assert "vehicles" in answer.not_permitted


def test_a_value_is_refused_before_any_look_up():
    with pytest.raises(Invalid):
        judged(asking(Purpose.BORDER_MANAGEMENT, Document(number="x" * 99)), asker())


@pytest.mark.parametrize("kept", Purpose)
def test_every_pair_of_the_table_holds_for_every_database(kept):
    empty, world = World(), World()
    for database in databases():
        world.add(database.code, sample(database.code), purposes=(kept,))
    for database in databases():
        by = asker(role=Role.ICSE if database.code == "icse" else Role.BUREAU)
        subject = next(questions(database.code, role=by.role))
        for asked in database.asked_for:
            more = {"by": by, "purpose": asked, "databases": [database.code]}
            answer = world.ask(subject, **more)
            if kept in FITS[asked]:
                assert answer.hits, (database.code, asked, kept)
            else:
                assert encode(answer) == encode(empty.ask(subject, **more))


@pytest.mark.parametrize("database", databases(), ids=lambda database: database.code)
def test_what_a_database_keeps_by_default_is_seen_for_whatever_it_may_be_asked(database):
    given = database.default_purposes
    kept = {database.purposes[0]} if given is None else set(given.otherwise)
    for asked in database.asked_for:
        assert kept & FITS[asked], asked


@pytest.mark.parametrize(("code", "role"), ASKERS)
def test_every_role_finds_what_it_may_ask(code, role):
    for answer in answers(code, role):
        assert answer.verdict in {Verdict.HIT, Verdict.POSSIBLE}
        assert bool(answer.hits) == (role is not Role.CARRIER)
