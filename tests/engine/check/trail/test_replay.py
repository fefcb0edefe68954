"""A replay reproduces the answer to the byte, or says what was lawfully destroyed."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.engine.check.trail.checks import NOON
from tests.engine.check.trail.simulated_disk import FOLDER, SimulatedDisk
from tests.engine.check.trail.test_writer import open_trail
from tests.engine.check.world import NOW, World, asker, rules

from entraide.clock import SetClock
from entraide.engine.check.trail.interfaces import Check, Destroyed, JournalRun
from entraide.engine.check.trail.replay import NotACheck, Outcome, Past, replay
from entraide.engine.check.wire import (
    Container,
    Document,
    Firearm,
    Mrz,
    Name,
    Person,
    Query,
    Unasked,
    Vehicle,
)
from entraide.engine.databases import REGISTRY
from entraide.engine.schema.state import RecordPut
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import NotFound, Unavailable

PASSPORT = {
    "number": "C01X00T47",
    "issuing_country": "UTO",
    "document_type": "P",
    "fraud_type": "stolen",
}
WANTED = {
    "colour": "red",
    "circulation": "notice",
    "control_number": "A-123/4-2026",
    "person": "p-1",
    "names": [{"family": "Al-Masri", "forename": "Ahmad"}, {"full": "أحمد المصري"}],
    "birth_date": "1985-03-07",
    "sex": "M",
    "nationalities": ["QMB"],
}
PISTOL = {"make": "Smith & Wesson", "model": "M&P 9"}
AHMAD = Person(names=[Name(family="Al Masri", forename="Ahmed")], birth_date="1985-03-07")
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nC01X00T478UTO7408122F1204159ZE184226B<<<<<10"


class Remembered(World):
    """A world that remembers every version of its records, as the truth does."""

    def __init__(self):
        self.states, self.gone = {}, {}
        super().__init__()

    def _apply(self, *changes):
        for change in changes:
            if isinstance(change, RecordPut):
                state = change.state
                self.states[state.database, state.id, state.version] = state
        super()._apply(*changes)

    def correct(self, code, id, **body):
        """The next version of a record."""
        last = max(version for c, i, version in self.states if (c, i) == (code, id))
        state = self.states[code, id, last]
        self._apply(
            RecordPut(msgspec.structs.replace(state, version=last + 1, body={**state.body, **body}))
        )

    def state(self, database, id, version):
        """What a replay asks of the past (`trail.interfaces.History`)."""
        if (database, id) in self.gone:
            return Destroyed(self.gone[database, id])
        try:
            return self.states[database, id, version]
        except KeyError:
            raise NotFound from None


class Hub:
    """A world, a trail and what is asked in between, as the service does it."""

    def __init__(self):
        self.world = Remembered()
        self.disk = SimulatedDisk()
        self.trail = open_trail(self.disk)
        self.rules = rules()
        self.world.take("contact/UTO", {"name": {"en": "Utopia"}, "phone": "+1 555"})
        self.world.take("contact/QMA", {"name": "QMA", "email": "bureau@example.org"})
        self.passport = self.world.add("travel_documents", PASSPORT, owner="UTO")
        self.notice = self.world.add("notices", WANTED)
        self.world.add("vehicles", {"vin": "WDB9066331S123456", "plate": "AB 123"}, owner="QMC")
        self.world.add("vehicles", {"vin": "WDB9066331S123456", "plate": "AB 124"}, owner="QMC")

    def ask(self, *subjects, by=None, after=timedelta(0), under=None, **query):
        """Asks a question; the id of its line."""
        by = by or asker()
        question = {"purpose": Purpose.CRIMINAL_INVESTIGATION_INFO, **query}
        decision = self.world.judge(
            *subjects, by=by, after=after, under=under or self.rules, **question
        )
        check = Check(
            query=Query(subjects=list(subjects), **question),
            asker=by,
            answer=decision.answer,
            asked=decision.asked,
            found=decision.found,
            followed_at=NOW,
            seq=decision.seq,
            rules=self.rules.version,
            notes=decision.notes,
            consulted=decision.consulted,
        )
        self.answer = decision.answer
        return self.trail.append(check)

    def replay(self, id, *, under=None):
        databases = {database.code: database for database in REGISTRY.all}
        past = Past(self.world, databases, under or self.rules)
        return replay(id, FOLDER, seals=self.trail._seals, past=past, disk=self.disk)


@pytest.fixture
def hub():
    hub = Hub()
    yield hub
    hub.trail.close()


QUESTIONS = {
    "a hit": [Document(number="C01X00T47", issuing_country="UTO")],
    "a near number": [Document(number="CO1X0OT47", issuing_country="UTO")],
    "no hit": [Document(number="Z9999999", issuing_country="UTO")],
    "a number alone": [Document(number="C01X00T47")],
    "a person": [AHMAD],
    "a benign namesake": [Person(names=[Name(full="Ahmad Musa")], birth_date="1999-01-01")],
    "a zone": [Mrz(text=ZONE)],
    "two records": [Vehicle(vin="WDB9066331S123456")],
    "several subjects": [
        Document(number="C01X00T47", issuing_country="UTO"),
        AHMAD,
        Vehicle(plate="AB 123"),
        Container(container_number="CSQU3054383"),
    ],
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_reproduced_to_the_byte(hub, name):
    shown = hub.replay(hub.ask(*QUESTIONS[name]))
    assert shown.outcome is Outcome.REPRODUCED
    assert shown.answer == hub.answer


@pytest.mark.parametrize("role", [Role.FRONTLINE, Role.SECOND_LINE, Role.CARRIER])
def test_it_is_reproduced_for_whoever_asked(hub, role):
    id = hub.ask(Document(number="C01X00T47", issuing_country="UTO"), by=asker(role=role))
    assert hub.answer.verdict is Verdict.HIT
    assert hub.replay(id).outcome is Outcome.REPRODUCED


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_it_is_reproduced_in_the_language_it_was_given_in(hub, language):
    assert hub.replay(hub.ask(AHMAD, language=language)).outcome is Outcome.REPRODUCED


def test_it_is_reproduced_after_everything_has_changed_since(hub):
    id = hub.ask(*QUESTIONS["several subjects"])
    before = hub.answer
    hub.world.correct("travel_documents", hub.passport, fraud_type="lost")
    hub.world.remove("notices", hub.notice)
    hub.world.take("contact/UTO", {"name": "Elsewhere"})
    hub.world.take("restrictions/QMC", ["QMA"])
    hub.ask(*QUESTIONS["several subjects"])
    assert hub.answer != before
    shown = hub.replay(id)
    assert shown.outcome is Outcome.REPRODUCED
    assert shown.answer == before


def test_a_record_hidden_from_the_asker_is_no_part_of_the_replay(hub):
    hidden = hub.world.add("vehicles", {"plate": "AB 123"}, restricted=("QMA",))
    id = hub.ask(Vehicle(plate="AB 123"))
    shown = hub.replay(id)
    assert shown.outcome is Outcome.REPRODUCED
    assert hidden not in {found.id for found in shown.line.found}


def test_an_answer_that_was_cut_is_reproduced_with_its_cut(hub):
    hub.world.add("notices", WANTED | {"names": [{"family": "Al-Masry", "forename": "Ahmet"}]})
    id = hub.ask(AHMAD, under=rules(listed=1))
    assert hub.answer.more
    assert len(hub.answer.hits) == 1
    shown = hub.replay(id)
    assert shown.outcome is Outcome.REPRODUCED
    assert shown.answer.more


def test_settings_of_the_hub_that_changed_since_change_no_replay(hub):
    hub.world.add("notices", WANTED | {"names": [{"family": "Al-Masry", "forename": "Ahmet"}]})
    ids = hub.ask(AHMAD), hub.ask(AHMAD, after=timedelta(hours=3))
    for oldest in (timedelta(0), timedelta(days=9)):
        for id in ids:
            shown = hub.replay(id, under=rules(listed=1, oldest=oldest))
            assert shown.outcome is Outcome.REPRODUCED


def test_an_answer_from_an_old_or_outdated_index_is_reproduced(hub):
    old = hub.ask(*QUESTIONS["no hit"], after=timedelta(hours=3))
    assert hub.answer.verdict is Verdict.INCOMPLETE
    hub.world.is_current = False
    outdated = hub.ask(*QUESTIONS["no hit"])
    assert hub.answer.verdict is Verdict.INCOMPLETE
    for id in (old, outdated):
        assert hub.replay(id).outcome is Outcome.REPRODUCED


def test_an_answer_for_which_a_database_could_not_be_asked_is_reproduced(hub, monkeypatch):
    def broken(_self, key):
        raise Unavailable

    with hub.world.snapshot() as snapshot, monkeypatch.context() as broken_index:
        broken_index.setattr(type(snapshot), "under", broken)
        broken_index.setattr(type(snapshot), "beginning", broken)
        id = hub.ask(Vehicle(plate="AB 123"))
    assert Unasked("vehicles", "unavailable") in hub.answer.unasked
    assert hub.replay(id).outcome is Outcome.REPRODUCED


def test_an_answer_that_was_given_differently_is_found_out(hub):
    """As if somebody had answered something else than what was decided."""
    id = hub.ask(*QUESTIONS["a hit"])
    hub.world.states["travel_documents", hub.passport, 1].body["fraud_type"] = "lost"
    assert hub.replay(id).outcome is Outcome.DIFFERS


def test_a_difference_under_other_rules_is_said_to_be_theirs(hub):
    id = hub.ask(*QUESTIONS["a hit"])
    newer = rules(version="newer", publish=lambda _acronym, _id: "OTHER")
    shown = hub.replay(id, under=newer)
    assert shown.outcome is Outcome.RULES_CHANGED
    sentence, params = shown.say()
    assert sentence % params == (
        "The answer differs: it was made by rules test, and these are newer."
    )


def test_other_rules_that_decide_the_same_reproduce_it(hub):
    id = hub.ask(*QUESTIONS["a hit"])
    assert hub.replay(id, under=rules(version="newer")).outcome is Outcome.REPRODUCED


def test_destroyed_criteria_are_said_to_be_destroyed_and_when(hub):
    id = hub.ask(*QUESTIONS["a hit"])
    later = SetClock(datetime(2031, 12, 1, tzinfo=UTC))
    assert hub.trail._seals.erase_due(later) == ["2026-11.QMA.hit"]
    shown = hub.replay(id)
    assert shown.outcome is Outcome.DESTROYED
    assert shown.criteria is None
    (gone,) = shown.destroyed
    assert (gone.record, gone.on, gone.why) == (None, later.now(), "retention")
    assert shown.line.found  # which records were answered stays known


def test_a_destroyed_record_is_named_and_the_rest_is_decided(hub):
    id = hub.ask(*QUESTIONS["several subjects"])
    hub.world.gone["notices", hub.notice] = NOON
    shown = hub.replay(id)
    assert shown.outcome is Outcome.DESTROYED
    (gone,) = shown.destroyed
    assert (gone.record.id, gone.record.version, gone.on) == (hub.notice, 1, NOON)
    assert "notices" not in {hit.database for hit in shown.answer.hits}
    assert "travel_documents" in {hit.database for hit in shown.answer.hits}


def test_only_checks_are_replayed(hub):
    id = hub.trail.append(JournalRun(moment=NOON, first=1, last=2, digest=b"d" * 32))
    with pytest.raises(NotACheck):
        hub.replay(id)
    with pytest.raises(NotFound):
        hub.replay("A-99")


def test_arms_that_a_catalogue_described_are_reproduced(hub):
    hub.world.add("firearms_reference", {"reference": "R-1", **PISTOL, "calibres": ["9x19mm"]})
    hub.world.add("firearms", {"serial_number": "AB12034", **PISTOL, "status": "stolen"})
    id = hub.ask(Firearm(serial_number="AB12034", make="Smith & Weston", model="MP9"))
    assert "by_reference" in [reason.code for reason in hub.answer.hits[0].reasons]
    assert hub.replay(id).outcome is Outcome.REPRODUCED
