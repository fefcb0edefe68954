"""Checks, askers and answers for the trail's tests; the people in them are invented."""

from datetime import UTC, datetime

from entraide.engine.check.trail.interfaces import Check
from entraide.engine.check.trail.lines import Found
from entraide.engine.check.wire import (
    Answer,
    Asker,
    Document,
    IndexState,
    Level,
    Name,
    Officer,
    Person,
    Place,
    Query,
)
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SURNAME = "Quillfeather"  # occurs nowhere but in criteria


def asker(**changes):
    given = {
        "grant": "g12",
        "country": "UTO",
        "unit": "Border post 3",
        "role": Role.FRONTLINE,
        "databases": frozenset({"travel_documents", "notices"}),
        "purposes": frozenset(Purpose),
        "is_system": True,
        "officer": "of-7",
        "workstation": "w-1",
    }
    return Asker(**(given | changes))


def query(number="X1234567", **changes):
    given = {
        "subjects": [
            Person(names=[Name(family=SURNAME, forename="Ada")], birth_date="1987-05"),
            Document(number=number, issuing_country="UTO"),
        ],
        "purpose": Purpose.BORDER_MANAGEMENT,
        "officer": Officer(id="of-7", unit="Border post 3", workstation="w-1"),
        "place": Place(kind="air", name="Utopia airport"),
        "case": f"2026/17 {SURNAME}",
        "client_id": "abc-1",
    }
    return Query(**(given | changes))


def check(number="X1234567", *, found=(), at=NOON, by=None, asks=None):
    verdict = found[0].verdict if found else Verdict.NO_HIT
    return Check(
        query=asks or query(number),
        asker=by or asker(),
        answer=Answer(
            verdict=verdict,
            subjects=[Verdict.NO_HIT, verdict],
            asked=["travel_documents", "notices"],
            index=IndexState(epoch="e1", age=0.5, fingerprint="f1"),
            at=at,
            level=Level.CARD,
        ),
        asked=(3, 2),
        found=found,
        followed_at=at,
        seq=7,
        rules="r1",
        notes={"contact/UTO": {"phone": "+1"}},
    )


HIT = Found(3, 41, 2, Verdict.HIT)
