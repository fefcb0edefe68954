"""From a source's rows to rows that can be put: references, envelopes, repairs, parts whole."""

from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

import msgspec

from entraide.desks.records.envelope_words import envelope_from
from entraide.desks.records.imports.lost_zeros import SAMPLE, UsualLengths
from entraide.desks.records.own_records import own_bodies, own_latest
from entraide.desks.records.rows import Incoming, twice
from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Body, Database
from entraide.engine.schema.field_kinds import country, document_number
from entraide.engine.schema.field_kinds.field import InvalidBody, errors_of
from entraide.errors import EntraideError, Invalid
from entraide.gateways.rows import Refused, Row, Source
from entraide.gateways.tables.own_columns import OWNER_REF
from entraide.language import _

_AT_ONCE: Final = 400
_MOST_REPAIRS: Final = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom and how a source's rows are made ready."""

    owner: str
    today: date
    accepted: frozenset[str] = frozenset()


class Rows:
    """The rows of a source that are for one database, numbered by their order.

    The number stands for the line in everything that is put: lines of some formats hold several
    rows, numbers never do. Where `keeps` is set, what a row said is kept until its outcome is told.

    The first row of a reference stands; another of the same reference with other values is refused,
    in every import of the file alike. That takes some 150 bytes of memory a row.
    """

    def __init__(
        self, source: Source, database: str, reading: Reading, *, keeps: bool = False
    ) -> None:
        self._source, self._reading, self._keeps = source, reading, keeps
        self._database: Database = by_code(database)
        self._is_first = source.databases[0] == database
        self._lengths = UsualLengths(self._database, own_latest(reading.owner, database, SAMPLE))
        self._waiting: deque[tuple[int, Row | Refused]] = deque()
        self._seen: dict[int, int] = {}

    def incoming(self, after: int = 0) -> Generator[Incoming]:
        """Every row after the first `after` ones, ready to be put or with its problem."""
        numbered = enumerate(filter(self._is_mine, self._source.rows()), 1)
        for _number, passed in islice(numbered, after):
            if isinstance(passed, Row):
                self._is_contradicted(passed)
        while some := list(islice(numbered, _AT_ONCE)):
            present = self._present([row for _number, row in some])
            for number, row in some:
                if self._keeps:
                    self._waiting.append((number, row))
                yield self._ready(number, row, present)

    def said(self, number: int) -> Row | Refused:
        """What stood in the source; earlier rows are forgotten."""
        while self._waiting and self._waiting[0][0] < number:
            self._waiting.popleft()
        return self._waiting[0][1]

    def _is_mine(self, row: Row | Refused) -> bool:
        return row.database == self._database.code or (not row.database and self._is_first)

    def _present(self, rows: list[Row | Refused]) -> Mapping[str, Body]:
        """The bodies that rows which say only a part are put onto."""
        wanted = [row.ref for row in rows if isinstance(row, Row) and row.partial]
        if not wanted:
            return {}
        return own_bodies(self._reading.owner, self._database.code, wanted)

    def _ready(self, number: int, row: Row | Refused, present: Mapping[str, Body]) -> Incoming:
        if isinstance(row, Refused):
            return Incoming(number, row.ref, {}, problem=row.problem)
        if self._is_contradicted(row):
            return Incoming(number, row.ref, {}, problem=twice())
        try:
            body = self._without_lost_zeros(row.body)
            if row.partial:
                body = self._not_derived(present.get(row.ref, {})) | body
            if self._reading.accepted:
                body = self._repaired(body)
            ref = row.ref or self._derived_reference(body)
            return Incoming(number, ref, body, envelope_from(row.envelope))
        except EntraideError as problem:
            return Incoming(number, row.ref, {}, problem=problem)

    def _is_contradicted(self, row: Row) -> bool:
        """Whether an earlier row of the same reference had other values."""
        ref: Any = row.ref
        if not ref:
            try:
                ref = self._derived_reference(row.body)
            except EntraideError:
                return False
        said = hash(msgspec.json.encode([row.body, row.envelope], enc_hook=str))
        return self._seen.setdefault(hash(ref), said) != said

    def _not_derived(self, body: Body) -> Body:
        derived = {field.name for field in self._database.fields if field.derived}
        return {name: value for name, value in body.items() if name not in derived}

    def _without_lost_zeros(self, body: Body) -> Body:
        """The body; its short numbers made whole where that repair is accepted."""
        problems = []
        for holder, name, problem in self._lengths.suspects(body):
            if "lost_zeros" in self._reading.accepted:
                holder[name] = problem.repair
            else:
                problems.append(problem)
        if problems:
            raise problems[0] if len(problems) == 1 else InvalidBody(problems)
        return body

    def _repaired(self, body: Body) -> Body:
        """The body with the accepted repairs made: each is one value of one field."""
        for _attempt in range(_MOST_REPAIRS):
            try:
                self._clean(body)
            except Invalid as problem:
                repairs = [
                    (error.field.split("."), error.repair)
                    for error in errors_of(problem)
                    if error.code in self._reading.accepted
                    and error.repair is not None
                    and not isinstance(error.repair, list)
                ]
                made = [_put_at(body, path, value) for path, value in repairs]
                if not any(made):
                    break
            else:
                break
        return body

    def _derived_reference(self, body: Mapping[str, Any]) -> str:
        """The reference of a travel document that has none: its country, number and type.

        Raises:
            Invalid: the body is wrong by itself, or the database's rows need a reference.
        """
        clean = self._clean(body)
        if self._database.code != "travel_documents":
            raise Invalid(
                "owner_ref_missing",
                _("The row has no reference of its owner."),
                field=OWNER_REF,
                expected=_("Expected: your own reference of the record, the same at every import."),
            )
        number = document_number.exact(clean["number"])
        issuer = country.exact(clean["issuing_country"])
        return f"{issuer}-{number}-{clean['document_type']}"

    def _clean(self, body: Mapping[str, Any]) -> Body:
        reading = self._reading
        return clean_body(self._database, body, today=reading.today, owner=reading.owner)


def _put_at(body: Any, path: list[str], value: Any) -> bool:
    """Puts a repair where the error's field says; False where a cell holds the whole list."""
    for place, part in enumerate(path):
        key: Any = int(part) if isinstance(body, list) and part.isdecimal() else part
        is_there = (
            key in body
            if isinstance(body, dict)
            else (isinstance(body, list) and isinstance(key, int) and key < len(body))
        )
        if not is_there:
            return False
        if place == len(path) - 1:
            if body[key] == value:
                return False
            body[key] = value
            return True
        body = body[key]
    return False
