"""Which notices are public, and by what they are found. Pure.

Source: domain §2.4. Whoever is excluded from a record could read a public page: a notice that is
hidden from anybody is public to nobody.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from entraide.engine.schema.field_kinds.country import country
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Confidentiality, Handling, Status

COLOURS: Final = ("red", "yellow", "un")
"""The colours that the public API has."""
ENTITIES: Final = "entities"
PERSONS: Final = "persons"
_KEPT_FROM_THE_PUBLIC: Final = frozenset(
    {
        *(Handling.INTELLIGENCE_ONLY, Handling.NOT_SHOWN_TO_SUBJECT),
        *(Handling.NO_THIRD_PARTIES, Handling.NO_NATIONAL_COPY),
    }
)


def is_open(state: RecordState) -> bool:
    """Whether nothing in a record's envelope keeps it from the public."""
    return (
        state.status is Status.ACTIVE
        and state.confidentiality is Confidentiality.OFFICIAL_USE
        and not state.restricted
        and not _KEPT_FROM_THE_PUBLIC & set(state.handling)
    )


def is_public(notice: RecordState) -> bool:
    """Whether anybody may read this record of the database `notices` while it is answered."""
    body = notice.body
    return (
        is_open(notice)
        and body.get("colour") in COLOURS
        and body.get("circulation") == "notice"
        and bool(body.get("entity_id"))
        and (body.get("public_extract") is True or body["colour"] == "un")
    )


def found_by(notice: RecordState, party: str) -> dict[str, Any]:
    """The columns of `PublicNotice` by which this notice about a person or entity is found."""
    body = notice.body
    names = list(body.get("names", ()))
    charges = [part for each in body.get("charges", ()) for part in _texts(each)]
    last = notice.answerable_until
    return {
        "colour": body["colour"],
        "party": party,
        "owner": notice.owner,
        "entity_id": body["entity_id"],
        "path": path_of(body["entity_id"]),
        "name": folded(*(each.get("family") or each.get("full") for each in names)),
        "forename": folded(*(each.get("forename") for each in names)),
        "text": folded(
            *(each.get(part) for each in names for part in ("family", "forename", "full")),
            *charges,
            body.get("birth_place"),
            body.get("event_place"),
            body.get("un_reference"),
        ),
        "sex": body.get("sex") or "U",
        "nationalities": exact(body.get("nationalities", ())),
        "warrants": exact(
            [each.get("country") for each in (*body.get("warrants", ()), *body.get("charges", ()))]
        ),
        "un_reference": folded(body.get("un_reference")),
        "un_resolution": folded(body.get("un_resolution")),
        "born": earliest(body.get("birth_date")),
        "published": earliest(body.get("published_on")),
        "until": last.date() if last else None,
    }


def folded(*texts: Any) -> str:
    """Texts as they are searched: without accents and capitals, one space between words."""
    joined = " ".join(text for text in texts if isinstance(text, str))
    plain = unicodedata.normalize("NFKD", joined.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def exact(codes: Any) -> tuple[str, ...]:
    """Countries as they are compared: one code for each issuer, each once."""
    return tuple(sorted({country.exact(code) for code in codes if code}))


def earliest(text: str | None) -> date | None:
    """The first day that a date known in part may be; None if there is none."""
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def path_of(entity_id: str) -> str:
    """An entity id as an address has it: 2021/75051 is 2021-75051."""
    return entity_id.replace("/", "-")


def _texts(charge: Mapping[str, Any]) -> list[str]:
    return [charge[name] for name in ("text", "translation") if charge.get(name)]
