"""What follows from a notice and its person: its copy of the identity, and the person's documents.

Pure; the acts of `desks.records` call it in the transaction that writes the notice or the person.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from entraide.engine.schema.database import Body
from entraide.engine.schema.identity import IDENTITY, PAPERS

_COPIED: Final = tuple(field.name for field in IDENTITY)
_OF_THE_NOTICE: Final = ("colour", "control_number", "entity_id", "valid_until")
_OF_THE_PERSON: Final = ("names", "birth_date", "sex", "nationalities")


def identified_notice(notice: Mapping[str, Any], person: Mapping[str, Any] | None) -> Body:
    """The notice's body with its identity fields as its person has them now.

    Args:
        notice: a body of the database `notices`; identity that it already holds is replaced.
        person: the body of the person that it names; None if it names nobody.
    """
    body = {name: value for name, value in notice.items() if name not in _COPIED}
    if person is None:
        return body
    return body | {name: person[name] for name in _COPIED if name in person}


def documents_under_notice(
    reference: str, notice: Mapping[str, Any], person: Mapping[str, Any] | None
) -> Iterator[tuple[str, Body]]:
    """The rows of `travel_documents_under_notice` that one notice has, each with its reference.

    Each document of the person gives one row; the same number and country twice gives one. A row's
    reference depends on the notice's, the number and the country only: written again, it is the
    same row.

    Args:
        reference: the owner's reference of the notice.
        notice: the body of the notice.
        person: the body of the person that it names; None if it names nobody.
    """
    if person is None:
        return
    common = {name: notice[name] for name in _OF_THE_NOTICE if name in notice}
    common |= {name: person[name] for name in _OF_THE_PERSON if name in person}
    seen = set()
    for document in person.get("documents", ()):
        row = {field.name: document[field.name] for field in PAPERS if field.name in document}
        number, country = (
            field.kind.exact(row[field.name]) if field.name in row else "" for field in PAPERS[:2]
        )
        name = hashlib.blake2b(
            f"{reference}\0{number}\0{country}".encode(), digest_size=12
        ).hexdigest()
        if name not in seen:
            seen.add(name)
            yield name, row | common
