"""Made-up records in any number, each computed from its place: nothing need be remembered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.persons import people
from entraide.engine.check.grants import Grant, note_name
from entraide.engine.schema.state import Change, NotePut, Position, RecordPut, RecordState
from entraide.engine.schema.vocabulary import Purpose, Role, Status

ISSUERS = ("UTO", "QMA", "QMB", "QNC", "XAA", "XKA", "ZZA")
TYPES = ("passport", "identity_card", "visa")
FRAUDS = ("stolen", "lost", "revoked", "stolen_blank", "invalid")
SPREAD = 2_654_435_761
"""Odd, so that multiplying by it runs through all numbers of 32 bits once, in no visible order."""
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


def document(place: int) -> tuple[str, str]:
    """The number and the issuing country of the document at this place."""
    return f"B{place * SPREAD % 2**32:010d}", ISSUERS[place % len(ISSUERS)]


def state(place: int) -> RecordState:
    """The record of the document at this place."""
    number, country = document(place)
    return RecordState(
        database="travel_documents",
        id=place + 1,
        version=1,
        owner=country,
        owner_ref=f"D{place}",
        status=Status.ACTIVE,
        body={
            "number": number,
            "issuing_country": country,
            "document_type": TYPES[place % len(TYPES)],
            "fraud_type": FRAUDS[place % len(FRAUDS)],
            "lost_on": f"20{place % 24:02d}-{place % 12 + 1:02d}-{place % 28 + 1:02d}",
        },
        purposes=(Purpose.BORDER_MANAGEMENT, Purpose.SECURITY_CHECK),
    )


def person_state(place: int, body: dict[str, Any]) -> RecordState:
    """The record of the person at this place."""
    return RecordState(
        database="persons",
        id=place + 1,
        version=1,
        owner="UTO",
        owner_ref=f"P{place}",
        status=Status.ACTIVE,
        body=body,
        purposes=(Purpose.LOCATE, Purpose.BORDER_MANAGEMENT),
    )


class MadeUpFeed:
    """A feed that holds documents, persons and one grant, and never changes."""

    def __init__(self, documents: int, *, persons: int = 0, key_digest: str = "") -> None:
        self.documents, self.persons, self.key_digest = documents, persons, key_digest

    def head(self) -> Position:
        return Position("made-up", 1)

    def since(self, position: Position, limit: int) -> list[Change]:
        del position, limit
        return []

    def everything(self) -> tuple[Position, Iterator[RecordPut | NotePut]]:
        return self.head(), self._all()

    def _all(self) -> Iterator[RecordPut | NotePut]:
        yield NotePut(note_name(self.key_digest or "g1"), grant(self.key_digest).note())
        yield NotePut("contact/UTO", {"name": {"en": "Bureau of Utopia"}, "phone": "+000"})
        for place in range(self.documents):
            yield RecordPut(state(place))
        for place, body in enumerate(people(self.persons)):
            yield RecordPut(person_state(place, body))


def grant(key_digest: str) -> Grant:
    """A border officer's grant; a system's if a key is given."""
    return Grant(
        id="g1",
        country="UTO",
        unit="border",
        role=Role.BUREAU,
        databases=frozenset({"travel_documents", "persons", "travel_documents_under_notice"}),
        purposes=frozenset(Purpose),
        clearance=3,
        is_system=bool(key_digest),
    )
