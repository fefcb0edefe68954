"""The sample's records: as many as are wanted, over all databases, the same for the same seed.

Rows of travel documents under a notice are not among them: they follow from persons and notices
when those are written.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from entraide.desks.sample import people, things, traces
from entraide.desks.sample.cases import case_records
from entraide.desks.sample.draw import Draw
from entraide.desks.sample.organisation import SANCTIONS_COUNCIL, SECRETARIAT, State
from entraide.engine.schema.database import Body

Record = dict[str, Any]
"""`database`, `owner`, `owner_ref`, `body` and `restricted`, as the records desk imports it."""

SHARES: Final = {
    "travel_documents": 557,
    "vehicles": 120,
    "persons": 84,  # each brings a notice
    "administrative_documents": 40,
    "firearms": 40,
    "fingerprints": 14,
    "works_of_art": 14,
    "vessels": 12,
    "faces": 10,
    "dna": 8,
    "icse": 4,
    "firearms_reference": 3,
    "ballistics": 3,
    "piracy": 3,
    "counterfeit_alerts": 2,
    "genuine_documents": 1,
    "notices": 1,  # of things and ways of working, without a person
}
"""Of a thousand draws. SLTD is by far the largest, as on a real hub."""

RESTRICTED: Final = 0.02
"""The share of records that their owner hides from somebody."""

WARNINGS: Final = (
    ("orange", "Counterfeit vaccine offered to hospitals under several invented brand names"),
    ("orange", "Parcels with hidden explosive devices sent to customs offices"),
    ("purple", "Payment terminals replaced at night by copies that keep card data"),
    ("purple", "Drugs carried by meal couriers in double-walled boxes"),
    ("purple", "Ransom software that enters hospitals through old printers"),
    ("woa", "Bronze rider, hand high, taken from a provincial museum"),
)


def records(count: int, *, seed: int, today: date) -> Iterator[Record]:
    """So many records: first those of the cases to click, then by lot, all databases early.

    A notice comes right after its person. Bodies are as `clean_body` leaves them, but for the
    script of each name, which it adds. Made at about 50,000 a second.
    """
    given = 0
    for record in case_records(today):
        if given < count:
            given += 1
            yield record
    for record in _Lot(seed, today).drawn():
        if given >= count:
            return
        given += 1
        yield record


class _Lot:
    """The source of records by lot."""

    def __init__(self, seed: int, today: date) -> None:
        self._draw = Draw(seed, today)
        self._number = 0
        self._counts: Counter[str] = Counter()
        self._known: dict[str, str] = {}
        self._makers: dict[str, Callable[[State], Iterator[Record]]] = {
            "persons": self._person,
            "notices": self._warning,
            "firearms_reference": self._firearm_model,
        }

    def drawn(self) -> Iterator[Record]:
        """Records without end."""
        names = list(SHARES)
        rest = [name for name, share in SHARES.items() for _ in range(share - 1)]
        self._draw.random.shuffle(rest)
        draw, order = self._draw, names + rest
        while True:
            for name in order:
                self._number += 1
                maker = self._makers.get(name)
                if maker is not None:
                    yield from maker(draw.state())
                    continue
                state = draw.state()
                yield self._record(name, state.code, self._body(name, state))
            draw.random.shuffle(order)

    def _body(self, name: str, state: State) -> Body:
        draw = self._draw
        if name in _THINGS:
            return _THINGS[name](draw, state)
        number = self._counted(name)
        if name in _NUMBERED:
            return _NUMBERED[name](draw, state, number)
        return _OF_SOMEBODY[name](draw, state, number, self._known.get(state.code, ""))

    def _counted(self, name: str) -> int:
        """The number of this record within its database, from 1."""
        self._counts[name] += 1
        return self._counts[name]

    def _person(self, state: State) -> Iterator[Record]:
        """A person, and the notice about that person."""
        colour = self._draw.one(people.COLOURS)
        owner = SANCTIONS_COUNCIL if colour == "un" else state.code
        person = self._record("persons", owner, people.person(self._draw, state, colour))
        reference = person["owner_ref"]
        if owner == state.code:
            self._known[owner] = reference
        yield person
        body = people.notice(self._draw, state, colour, reference)
        notice = self._record("notices", owner, body)
        notice["restricted"] = person["restricted"]
        yield notice

    def _warning(self, state: State) -> Iterator[Record]:
        """A notice about a threat, a way of working or an object."""
        colour, subject = self._draw.one(WARNINGS)
        yield self._record(
            "notices",
            state.code,
            {
                "colour": colour,
                "circulation": "notice",
                "subject": subject,
                "event_country": state.code,
                "published_on": self._draw.day(2),
                "valid_until": self._draw.day_ahead(),
                "public_extract": False,
            },
        )

    def _firearm_model(self, _state: State) -> Iterator[Record]:
        """An entry of the firearms reference table, which the secretariat keeps."""
        body = things.firearm_model(self._draw, self._counted("firearms_reference"))
        yield self._record("firearms_reference", SECRETARIAT, body)

    def _record(self, database: str, owner: str, body: Body) -> Record:
        hidden: list[str] = []
        if self._draw.chance() < RESTRICTED:
            hidden = [code for code in (self._draw.state().code,) if code != owner]
        return {
            "database": database,
            "owner": owner,
            "owner_ref": f"{owner}-{_LETTERS[database]}{self._number:07d}",
            "body": body,
            "restricted": hidden,
        }


_THINGS: Final[dict[str, Callable[[Draw, State], Body]]] = {
    "travel_documents": things.travel_document,
    "administrative_documents": things.administrative_document,
    "vehicles": things.vehicle,
    "vessels": things.vessel,
    "works_of_art": things.work_of_art,
    "firearms": things.firearm,
}
_NUMBERED: Final[dict[str, Callable[[Draw, State, int], Body]]] = {
    "counterfeit_alerts": things.counterfeit_alert,
    "genuine_documents": things.genuine_document,
    "dna": traces.profile,
    "icse": traces.known_file,
    "ballistics": traces.fired,
    "piracy": traces.piracy,
}
_OF_SOMEBODY: Final[dict[str, Callable[[Draw, State, int, str], Body]]] = {
    "fingerprints": traces.fingerprint,
    "faces": traces.face,
}
_LETTERS: Final = {name: "".join(word[0] for word in name.split("_")).upper() for name in SHARES}
