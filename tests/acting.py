"""Who acts in tests, and invented records to act on."""

from entraide.desks.bureaus.policy import Actor
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Purpose, Role, Writer

EVERY = frozenset(database.code for database in databases())
WRITABLE = frozenset(d.code for d in databases() if d.written_by is not Writer.DERIVED)


def actor(bureau, role=Role.BUREAU, **told):
    """An officer of this bureau who may ask and write everything that its role may."""
    if bureau == "XPO":
        role = Role.SECRETARIAT
    told = {
        "databases": EVERY,
        "writes": WRITABLE,
        "purposes": frozenset(Purpose),
        "clearance": 3,
        "grant": "g1",
        "person": 7,
    } | told
    return Actor(name=f"person:{bureau}", bureau=bureau, role=role, **told)


def passport(number="C01X00T47", country="UTO", **more):
    return {
        "number": number,
        "issuing_country": country,
        "document_type": "P",
        "fraud_type": "stolen",
    } | more


def person(family="Testperson", **more):
    return {
        "kind": "person",
        "status": "charged",
        "names": [{"family": family, "forename": "Ada"}],
        "birth_date": "1980-02-03",
        "sex": "F",
        "nationalities": ["UTO"],
    } | more


def notice(person, **more):
    return {"colour": "red", "circulation": "notice", "person": person} | more
