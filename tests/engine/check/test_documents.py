"""Documents and things: number and country decide; near is only possible; alone is not enough."""

import pytest
from tests.engine.check.world import World, asker

from entraide.engine.check.wire import Document, Firearm, Unasked, Vehicle
from entraide.engine.schema.vocabulary import Level, Purpose, Role, Verdict
from entraide.errors import Invalid, NotAllowed

PASSPORT = {
    "number": "C01X00T47",
    "issuing_country": "UTO",
    "document_type": "P",
    "fraud_type": "stolen",
}


@pytest.fixture
def world():
    made = World()
    made.add("travel_documents", PASSPORT, owner="UTO")
    return made


def test_number_and_country_together_are_a_hit(world):
    answer = world.ask(Document(number="c01x-00t47", issuing_country="UTO"))
    assert answer.verdict is Verdict.HIT
    (hit,) = answer.hits
    assert (hit.database, hit.owner, hit.score) == ("travel_documents", "UTO", 1.0)
    assert [reason.code for reason in hit.reasons] == ["same"]
    assert hit.card["fraud_type"] == "stolen"


def test_the_type_of_the_document_only_explains(world):
    answer = world.ask(Document(number="C01X00T47", issuing_country="UTO", document_type="PS"))
    assert answer.verdict is Verdict.HIT
    (difference,) = answer.hits[0].differs
    assert (difference.field, difference.asked, difference.recorded) == ("document_type", "PS", "P")


def test_a_number_misread_is_possible_and_says_where(world):
    answer = world.ask(Document(number="CO1X0OT47", issuing_country="UTO"))
    assert answer.verdict is Verdict.POSSIBLE
    near = answer.hits[0].reasons[0]
    assert near.code == "near_number"
    assert near.params["characters"] == "2:O/0 6:O/0"


def test_a_number_alone_is_at_most_possible(world):
    answer = world.ask(Document(number="C01X00T47"))
    assert answer.verdict is Verdict.POSSIBLE
    assert [reason.code for reason in answer.hits[0].reasons] == ["same", "not_enough_alone"]
    assert Unasked("counterfeit_alerts", "missing:issuing_country") in answer.unasked


def test_another_country_s_number_is_possible_to_whoever_may_ask_by_number_alone(world):
    document = Document(number="C01X00T47", issuing_country="QNA")
    answer = world.ask(document)
    assert answer.verdict is Verdict.POSSIBLE
    assert answer.hits[0].differs[0].field == "issuing_country"
    assert world.ask(document, by=asker(role=Role.FRONTLINE)).verdict is Verdict.NO_HIT


def test_what_could_not_be_asked_for_want_of_the_country_is_never_green(world):
    answer = world.ask(Document(number="C01X00T48"), by=asker(role=Role.FRONTLINE))
    assert answer.verdict is Verdict.INCOMPLETE
    assert Unasked("travel_documents", "missing:issuing_country") in answer.unasked


def test_each_number_of_a_stolen_lot_hits(world):
    world.add(
        "travel_documents",
        PASSPORT | {"number": "AB000100", "number_until": "AB000199", "fraud_type": "stolen_blank"},
        owner="UTO",
    )
    answer = world.ask(Document(number="AB000157", issuing_country="UTO"))
    assert answer.verdict is Verdict.HIT
    assert answer.hits[0].reasons[0].code == "in_lot"
    assert world.ask(Document(number="AB000200", issuing_country="UTO")).verdict is Verdict.NO_HIT


def test_a_value_that_no_field_can_hold_is_refused_by_its_name(world):
    with pytest.raises(Invalid) as refused:
        world.ask(Document(number="X" * 80, issuing_country="UTO"))
    assert refused.value.field == "subjects.0.number"


def test_a_vehicle_of_which_nothing_can_be_looked_up_is_refused(world):
    with pytest.raises(Invalid) as refused:
        world.ask(Vehicle(colour="red"))
    assert refused.value.field == "subjects.0"
    assert "vin" in refused.value.params["fields"]


def test_a_record_found_by_several_keys_is_listed_once_with_all_reasons(world):
    world.add(
        "vehicles",
        {
            "vin": "WUT7Z8E2XKA012345",
            "plate": "UT-123-AB",
            "plate_country": "UTO",
            "body": "car",
            "theft_date": "2026-01-02",
            "theft_country": "UTO",
            "colour": "red",
        },
    )
    answer = world.ask(
        Vehicle(vin="WUT7Z8E2XKA012345", plate="UT123AB", plate_country="UTO", colour="blue")
    )
    (hit,) = answer.hits
    assert hit.verdict is Verdict.HIT
    assert {reason.params["fields"] for reason in hit.reasons} == {"vin", "plate plate_country"}
    assert [difference.field for difference in hit.differs] == ["colour"]


def test_a_carrier_learns_yes_or_no_and_nothing_else(world):
    carrier = asker(role=Role.CARRIER)
    purpose = Purpose.BORDER_MANAGEMENT
    yes = world.ask(
        Document(number="C01X00T47", issuing_country="UTO"), by=carrier, purpose=purpose
    )
    assert (yes.verdict, yes.level, yes.hits) == (Verdict.HIT, Level.YES_NO, [])
    near = world.ask(
        Document(number="CO1X00T47", issuing_country="UTO"), by=carrier, purpose=purpose
    )
    no = world.ask(Document(number="C99X00T47", issuing_country="UTO"), by=carrier, purpose=purpose)
    assert near == no
    with pytest.raises(NotAllowed):
        world.ask(Vehicle(vin="WUT7Z8E2XKA012345"), by=carrier, purpose=purpose)
    with pytest.raises(Invalid) as refused:
        world.ask(Document(number="C01X00T47"), by=carrier, purpose=purpose)
    assert refused.value.field == "subjects.0.issuing_country"


def test_the_trail_learns_what_a_carrier_s_yes_rests_on(world):
    decision = world.judge(
        Document(number="C01X00T47", issuing_country="UTO"),
        by=asker(role=Role.CARRIER),
        purpose=Purpose.BORDER_MANAGEMENT,
    )
    assert decision.answer.hits == []
    assert [found.database for found in decision.found] == [3]


PISTOL = {"serial_number": "AB12034", "make": "Smith & Wesson", "model": "M&P 9"}


def test_a_misspelt_make_is_put_into_the_words_of_the_reference_table(world):
    world.add("firearms", PISTOL | {"status": "stolen"})
    asked = Firearm(serial_number="AB12034", make="Smith & Weston", model="MP9")
    assert world.ask(asked).verdict is Verdict.POSSIBLE
    world.add("firearms_reference", {"reference": "R-1", **PISTOL, "calibres": ["9x19mm"]})
    (hit,) = world.ask(asked).hits
    assert hit.verdict is Verdict.HIT
    assert "by_reference" in [reason.code for reason in hit.reasons]
    assert hit.differs == []


def test_a_catalogue_is_asked_by_nobody_and_never_a_hit(world):
    world.add("firearms_reference", {"reference": "R-1", **PISTOL, "calibres": ["9x19mm"]})
    answer = world.ask(Firearm(serial_number="AB12034", make="Smith & Wesson", model="M&P 9"))
    assert answer.verdict is Verdict.NO_HIT
    assert "firearms_reference" not in answer.asked


def test_the_make_that_a_model_can_only_have_is_compared_but_proves_nothing(world):
    world.add("firearms_reference", {"reference": "R-1", **PISTOL, "calibres": ["9x19mm"]})
    world.add("firearms", {"serial_number": "AB12034", "make": "Colt", "status": "stolen"})
    (hit,) = world.ask(Firearm(serial_number="AB12034", model="M&P 9")).hits
    assert hit.verdict is Verdict.POSSIBLE
    assert [difference.field for difference in hit.differs] == ["make"]
