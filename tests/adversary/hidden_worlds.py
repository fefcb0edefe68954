"""Two worlds to ask the same: in one a record is hidden, in the other it never existed."""

import msgspec
from tests.engine.check.world import NOW, World, asker

from entraide.engine.check.visibility import restrictions_note
from entraide.engine.check.wire import Document, Firearm, Mrz, Name, Person, Vehicle
from entraide.engine.schema.field_kinds.mrz import MrzFields, write_td3
from entraide.engine.schema.vocabulary import Confidentiality, Purpose

EXCLUDED = "QMA"
OWNER = "QMZ"
encode = msgspec.json.Encoder(order="deterministic").encode

HIDDEN_BY = {
    "a restriction of the record": {"restricted": (EXCLUDED, "QMB")},
    "a restriction of its owner": {"owner": "QMC"},
    "its purposes": {"purposes": (Purpose.FORENSIC,)},
    "its confidentiality": {"confidentiality": Confidentiality.CONFIDENTIAL},
    "its time being over": {"answerable_until": NOW},
}


def world():
    made = World()
    made.take(restrictions_note("QMC"), [EXCLUDED])
    made.take("contact/QMA", {"name": {"en": "Own bureau"}, "phone": "+1"})
    made.take("contact/QMZ", {"name": {"en": "Owner's bureau"}, "phone": "+2"})
    return made


def excluded(**changes):
    return asker(EXCLUDED, clearance=2, **changes)


def outcome(world, *subjects, by=None, **query):
    """The answer's bytes, or the refusal's."""
    purpose = query.pop("purpose", Purpose.BORDER_MANAGEMENT)
    return encode(world.ask(*subjects, by=by or excluded(), purpose=purpose, **query))


def passport(number, **more):
    return {
        "number": f"C{number:08d}",
        "issuing_country": "UTO",
        "document_type": "P",
        "fraud_type": "stolen",
    } | more


def notice(number, name="Ahmad Al-Masri", **more):
    return {
        "colour": "red",
        "circulation": "notice",
        "control_number": f"N-{number}",
        "person": f"p-{number}",
        "names": [{"full": name}],
        "birth_date": "1985-03-07",
    } | more


def car(number, **more):
    return {
        "vin": f"WUT7Z8E2XKA{number:06d}",
        "plate": "UT123AB",
        "plate_country": "UTO",
        "body": "car",
        "theft_date": "2026-01-02",
        "theft_country": "UTO",
    } | more


def arm(number, **more):
    return {"serial_number": "4711", "make": f"Maker {number}", "status": "stolen"} | more


TWINS = {"travel_documents": passport, "notices": notice, "vehicles": car, "firearms": arm}

SURFACES = {
    "number and country": Document(number="C00000007", issuing_country="UTO"),
    "a near number": Document(number="COOOOOOO7", issuing_country="UTO"),
    "a number alone": Document(number="C00000007"),
    "a plate": Vehicle(plate="UT123AB", plate_country="UTO"),
    "a plate alone": Vehicle(plate="UT123AB"),
    "a common serial": Firearm(serial_number="4711"),
    "a serial and its make": Firearm(serial_number="4711", make="Maker 7"),
    "a name": Person(names=[Name(full="Ahmad Al-Masri")]),
    "a name in another script": Person(names=[Name(full="أحمد المصري")], birth_date="1985-03-07"),
    "a zone": Mrz(
        text=write_td3(
            MrzFields(
                document_code="P",
                issuing_country="UTO",
                number="C00000007",
                nationality="UTO",
                birth_date="1985-03-07",
                expiry_date="2030-01-01",
                family="AL MASRI",
                forename="AHMAD",
            )
        )
    ),
}
