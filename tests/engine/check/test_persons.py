"""Persons: found by name in every script, at most possible, compared with what is told."""

import pytest
from tests.engine.check.world import World, asker, rules

from entraide.engine.check.persons import COMPARED
from entraide.engine.check.wire import Contact, Document, Mrz, Name, Person
from entraide.engine.schema.field_kinds.mrz import MrzFields, write_td3
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.errors import Invalid

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


@pytest.fixture
def world():
    made = World()
    made.add("notices", WANTED, owner="QMZ")
    return made


@pytest.mark.parametrize(
    "name",
    [
        Name(family="Al-Masri", forename="Ahmad"),
        Name(family="Ahmad", forename="Al-Masri"),
        Name(full="Ahmad Al Masri"),
        Name(full="Ahmed Almasri"),
        Name(full="أحمد المصري"),
        Name(full="احمد المصرى"),
    ],
    ids=str,
)
def test_a_person_is_found_in_every_script_and_order_and_is_only_possible(world, name):
    answer = world.ask(Person(names=[name], birth_date="1985-03-07"))
    assert answer.verdict is Verdict.POSSIBLE
    assert answer.hits[0].database == "notices"
    assert 0.75 <= answer.hits[0].score <= 1


def test_name_date_sex_and_nationality_together_are_still_only_possible(world):
    answer = world.ask(
        Person(
            names=[Name(family="Al-Masri", forename="Ahmad")],
            birth_date="1985-03-07",
            sex="M",
            nationalities=["QMB"],
        )
    )
    assert answer.verdict is Verdict.POSSIBLE
    codes = [reason.code for reason in answer.hits[0].reasons]
    assert codes == ["name_same", "birth_date_same", "nationality_same", "sex_same"]


def test_what_differs_is_told(world):
    answer = world.ask(
        Person(names=[Name(full="Ahmad Al-Masri")], birth_date="1985-03-07", sex="F")
    )
    assert [(d.field, d.asked, d.recorded) for d in answer.hits[0].differs] == [("sex", "F", "M")]


def test_the_front_line_meets_persons_only_under_a_notice(world):
    world.add("persons", {"status": "suspect", "names": [{"full": "Berta Beispiel"}]})
    front = asker(role=Role.FRONTLINE)
    answer = world.ask(
        Person(names=[Name(full="Berta Beispiel")]), by=front, purpose=Purpose.BORDER_MANAGEMENT
    )
    assert answer.verdict is Verdict.NO_HIT
    assert answer.asked == ["notices"]
    assert "persons" in answer.not_permitted


def test_a_person_s_documents_and_contacts_are_asked_too(world):
    world.add(
        "persons",
        {
            "status": "suspect",
            "names": [{"full": "Carla Chose"}],
            "birth_date": "1990-01-01",
            "documents": [{"number": "X1234567", "issuing_country": "QMB"}],
            "phones": ["+33123456789"],
        },
    )
    sought = Person(
        names=[Name(full="Somebody Else")],
        birth_date="1991-01-01",
        documents=[Document(number="X1234567", issuing_country="QMB")],
    )
    (hit,) = world.ask(sought).hits
    assert hit.verdict is Verdict.HIT
    assert [difference.field for difference in hit.differs] == ["birth_date"]
    by_phone = world.ask(Person(names=[], contacts=[Contact(phone="+33 1 23 45 67 89")]))
    assert by_phone.verdict is Verdict.POSSIBLE


@pytest.mark.parametrize(
    ("person", "field"),
    [
        (Person(names=[]), "subjects.0"),
        (Person(names=[Name()]), "subjects.0.names.0"),
        (Person(names=[Name(full="!?")]), "subjects.0.names.0"),
        (Person(names=[Name(full="x" * 301)]), "subjects.0.names.0"),
        (Person(names=[Name(full="A B")], birth_date="31.2.1980"), "subjects.0.birth_date"),
        (Person(names=[Name(full="A B")], nationalities=["?"]), "subjects.0.nationalities.0"),
        (Person(names=[Name(full="A B")], sex="?"), "subjects.0.sex"),
        (Person(names=[Name(full="A B")] * 13), "subjects.0.names"),
        (Person(names=[], documents=[Document(number=" ")]), "subjects.0.documents.0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_looked_up_is_refused_by_its_field(world, person, field):
    with pytest.raises(Invalid) as refused:
        world.ask(person)
    assert refused.value.field == field


def test_an_alias_that_repeats_a_word_is_found_among_the_person_s_other_names(world):
    names = ["Zorvak Ilkan Perundi", "Zorvak Quilmora K", "Zorvak Quilmora Ilkan"]
    names += ["Zorvak Zorvak Ilkan", "Zorvak Quilmory"]
    world.add("notices", WANTED | {"names": [{"full": name} for name in names]})
    answer = world.ask(Person(names=[Name(full="Zorvak, Zorvak Ilkan")]))
    assert answer.hits[0].score > 0.95


def test_all_that_tie_at_the_cut_are_compared_and_the_list_says_if_there_may_be_more():
    world = World()
    for number in range(COMPARED + 40):
        world.add("notices", WANTED | {"control_number": f"N-{number}"})
    answer = world.ask(Person(names=[Name(full="Ahmad Al-Masri")]))
    assert len(answer.hits) == COMPARED + 40
    assert not answer.more
    small = world.ask(Person(names=[Name(full="Ahmad Al-Masri")]), under=rules(listed=10))
    assert len(small.hits) == COMPARED + 40


ZONE = MrzFields(
    document_code="P",
    issuing_country="UTO",
    number="C01X00T47",
    nationality="UTO",
    birth_date="1985-03-07",
    sex="M",
    expiry_date="2030-01-01",
    family="AL MASRI",
    forename="AHMAD",
)
STOLEN = {"number": "C01X00T47", "issuing_country": "UTO", "document_type": "P"}


def zone(**changes):
    lines = write_td3(ZONE)
    text = lines if isinstance(lines, str) else "\n".join(lines)
    for old, new in changes.items():
        text = text.replace(old, new)
    return Mrz(text=text)


def test_a_zone_is_a_document_and_a_person(world):
    world.add("travel_documents", STOLEN | {"fraud_type": "lost"}, owner="UTO")
    answer = world.ask(zone())
    assert answer.verdict is Verdict.HIT
    assert {hit.database: hit.verdict for hit in answer.hits} == {
        "travel_documents": Verdict.HIT,
        "notices": Verdict.POSSIBLE,
    }


def test_a_damaged_zone_is_possible_at_most_and_says_which_digit_is_wrong(world):
    world.add("travel_documents", STOLEN | {"fraud_type": "lost"}, owner="UTO")
    answer = world.ask(zone(C01X00T47="CO1X0OT47"))
    assert answer.verdict is Verdict.POSSIBLE
    (hit,) = [hit for hit in answer.hits if hit.database == "travel_documents"]
    reasons = {reason.code: reason.params for reason in hit.reasons}
    assert reasons["check_digit"] == {"part": "number"}


def test_a_number_that_was_misread_beyond_look_alikes_is_found_by_its_check_digit(world):
    world.add("travel_documents", STOLEN | {"fraud_type": "lost"}, owner="UTO")
    answer = world.ask(zone(C01X00T47="C01X00747"))
    (hit,) = [hit for hit in answer.hits if hit.database == "travel_documents"]
    assert hit.verdict is Verdict.POSSIBLE
    assert {"read": "C01X00747", "supposed": "C01X00T47"} in [r.params for r in hit.reasons]


def test_a_damaged_zone_that_finds_nothing_is_never_green(world):
    answer = world.ask(zone(C01X00T47="CO1X0OT47"), databases=["travel_documents"])
    assert answer.verdict is Verdict.INCOMPLETE
    assert ("travel_documents", "misread") in [(u.database, u.why) for u in answer.unasked]
