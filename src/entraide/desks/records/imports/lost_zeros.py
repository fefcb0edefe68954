"""Leading zeros that a spreadsheet has dropped, told by how long an owner's numbers usually are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.country import Country
from entraide.engine.schema.field_kinds.document_number import DocumentNumber
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid
from entraide.language import _

SAMPLE: Final = 2_000
"""So many of the owner's newest records say what its numbers look like."""
_FEWEST: Final = 20
_USUAL: Final = 0.9
_MOST_ZEROS: Final = 3


class UsualLengths:
    """The length that an owner's document numbers of each country usually have.

    A length is usual where at least nine in ten of twenty or more numbers have it and are digits
    alone. A number of digits that is up to three shorter has probably lost its zeros.
    """

    def __init__(self, database: Database, bodies: Iterable[Mapping[str, Any]]) -> None:
        """What these bodies of the database teach."""
        self._numbers = list(_numbered(database))
        counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        if self._numbers:
            for body in bodies:
                for path, _holder, number, country in self._found(body):
                    counts[path, country][len(number) if number.isdecimal() else 0] += 1
        self._usual: dict[tuple[str, str], int] = {}
        for key, lengths in counts.items():
            length, often = lengths.most_common(1)[0]
            if length and lengths.total() >= _FEWEST and often >= _USUAL * lengths.total():
                self._usual[key] = length

    def suspects(self, body: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str, Invalid]]:
        """Each number that is too short: the group that holds it, its name there, the refusal."""
        if not self._usual:
            return
        for path, holder, number, country in self._found(body):
            length = self._usual.get((path, country), 0)
            if number.isdecimal() and 0 < length - len(number) <= _MOST_ZEROS:
                yield (
                    holder,
                    path.rpartition(".")[2],
                    Invalid(
                        "lost_zeros",
                        _("The number is shorter than this country's numbers usually are."),
                        field=path,
                        expected=_("Expected: %(length)s digits; leading zeros may be lost."),
                        repair=number.zfill(length),
                        length=length,
                    ),
                )

    def _found(self, body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str, str]]:
        for group, number, country in self._numbers:
            holders = body.get(group.name) if group is not None else body
            for holder in holders if isinstance(holders, list) else [holders]:
                if isinstance(holder, dict) and number.name in holder:
                    path = number.name if group is None else f"{group.name}.{number.name}"
                    written = str(holder[number.name]).strip()
                    yield path, holder, written, _code(country.kind, holder.get(country.name))


def _numbered(database: Database) -> Iterator[tuple[Field | None, Field, Field]]:
    """The document numbers of a database, each with the country that stands beside it."""
    groups = [field for field in database.fields if isinstance(field.kind, Group)]
    places: list[tuple[Field | None, Iterable[Field]]] = [(None, database.fields)]
    places += [(field, field.kind.fields) for field in groups if isinstance(field.kind, Group)]
    for group, fields in places:
        country = next((field for field in fields if isinstance(field.kind, Country)), None)
        for field in fields:
            if isinstance(field.kind, DocumentNumber) and country is not None:
                yield group, field, country


def _code(kind: Kind, value: Any) -> str:
    try:
        return kind.exact(kind.clean(value)) if value else ""
    except Invalid:
        return ""
