"""FollowTheMoney entities as bodies of our databases: property → field.

Source: the schemata of followthemoney 4 (Person, Identification, Passport, Vehicle, Vessel).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from entraide.engine.databases import by_code
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds import document_number
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.errors import Invalid
from entraide.gateways.tables import cells

Properties = Mapping[str, list[str]]

DATABASE_OF: Final = {"Person": "persons", "Vehicle": "vehicles", "Vessel": "vessels"}
PAPERS: Final = frozenset({"Identification", "Passport"})
"""Entities that belong to a person, their `holder`."""

_PERSON: Final = {
    "birthPlace": "birth_place",
    "birthCountry": "birth_country",
    "gender": "sex",
    "nationality": "nationalities",
    "citizenship": "nationalities",
    "phone": "phones",
    "email": "emails",
    "address": "addresses",
    "position": "occupation",
    "deathDate": "died_on",
    "height": "height",
    "weight": "weight",
    "eyeColor": "eyes",
    "hairColor": "hair",
    "appearance": "marks",
    "spokenLanguage": "languages",
}
_VEHICLE: Final = {
    "vin": "vin",
    "registrationNumber": "plate",
    "country": "plate_country",
    "model": "model",
    "type": "body",
}
_VESSEL: Final = {
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call_sign",
    "registrationNumber": "registration",
    "flag": "flag",
    "name": "vessel_name",
    "registrationPort": "port",
    "type": "type",
    "model": "model",
}
FIELDS: Final = {"persons": _PERSON, "vehicles": _VEHICLE, "vessels": _VESSEL}
"""Database → property → field. A property without a field is passed over and counted."""

_NAMES: Final = {
    "name": "main",
    "alias": "alias",
    "previousName": "alias",
    "weakAlias": "alias",
    "birthName": "birth",
}
_SEXES: Final = {"male": "M", "female": "F"}
_REMARKED: Final = frozenset({"notes", "summary", "description", "title"})
_PAPER_TYPES: Final = {"Passport": "P", "Identification": "I"}
_NUMBERS: Final = {"passportNumber": "P", "idNumber": "I"}
_LONGEST_REMARKS: Final = 4000


def body_of(
    code: str, properties: Properties, papers: Iterable[dict[str, str]], passed_over: Counter[str]
) -> dict[str, Any]:
    """The body of the entity's record.

    A value that its field does not take, or that comes after the one a field holds, goes into the
    remarks with its property's name (in databases without personal data it is passed over).
    """
    database = by_code(code)
    left: list[str] = []
    body = _person(properties, papers, left) if code == "persons" else {}
    body |= _taken(database, FIELDS[code], properties, left)
    if database.has_personal_data:
        left += [f"{name}: {'; '.join(properties[name])}" for name in _REMARKED & properties.keys()]
        body["remarks"] = "\n".join(sorted(left))[:_LONGEST_REMARKS]
    else:
        passed_over.update(text.partition(":")[0] for text in left)
    used = {*FIELDS[code], *(_USED_OF_PERSONS if database.has_personal_data else ())}
    passed_over.update(name for name in properties if name not in used)
    return {field: value for field, value in body.items() if value not in (None, "", [], {})}


def paper_of(schema: str, properties: Properties) -> dict[str, str]:
    """An Identification or a Passport as one of its holder's documents; {} without a number."""
    first: Callable[[str], str] = lambda name: next(iter(properties.get(name, [])), "")  # noqa: E731
    number = _number(first("number") or first("passportNumber"))
    if number is None:
        return {}
    paper = {
        "number": number,
        "issuing_country": first("country"),
        "document_type": _PAPER_TYPES[schema],
    }
    return {field: value for field, value in paper.items() if value}


def _person(
    properties: Properties, papers: Iterable[dict[str, str]], left: list[str]
) -> dict[str, Any]:
    names = [
        {"full": text, "kind": kind if place == 0 or kind != "main" else "alias"}
        for name, kind in _NAMES.items()
        for place, text in enumerate(properties.get(name, []))
    ]
    if not names:
        family = " ".join(properties.get("lastName", [])[:1])
        forename = " ".join(properties.get("firstName", [])[:1])
        names = [
            {part: text for part, text in (("family", family), ("forename", forename)) if text}
        ]
    documents = list(papers)
    for name, kind in _NUMBERS.items():
        for text in properties.get(name, []):
            number = _number(text)
            if number is None:
                left.append(f"{name}: {text}")
            else:
                documents.append({"number": number, "document_type": kind})
    return {
        "kind": "person",
        "names": [name for name in names if name],
        "documents": documents,
        "parents": [
            {"relation": "father", "name": {"forename": text}}
            for text in properties.get("fatherName", [])[:1]
        ],
        **_birth_dates(properties.get("birthDate", [])),
    }


def _birth_dates(texts: list[str]) -> dict[str, Any]:
    dates = list(dict.fromkeys(texts))
    # "1972" beside "1972-04-03" says nothing more.
    exact = [text for text in dates if not any(other.startswith(f"{text}-") for other in dates)]
    return {"birth_date": exact[0]} if len(exact) == 1 else {"possible_birth_dates": exact}


def _taken(
    database: Database, names: Mapping[str, str], properties: Properties, left: list[str]
) -> dict[str, Any]:
    fields = {field.name: field for field in database.fields}
    body: dict[str, Any] = {}
    for theirs, ours in names.items():
        field = fields[ours]
        for text in properties.get(theirs, []):
            value = _taken_by(field.kind, _SEXES.get(text, text) if ours == "sex" else text)
            if value is None or (not field.many and ours in body and body[ours] != value):
                left.append(f"{theirs}: {text}")
            elif field.many:
                body.setdefault(ours, []).append(value)
            else:
                body[ours] = value
    return body


def _number(text: str) -> Any:
    """The text as a document's number: one without any digit is none."""
    return _taken_by(document_number, text) if any(map(str.isdigit, text)) else None


def _taken_by(kind: Kind, text: str) -> Any:
    """The value as the kind keeps it, None if it takes it not."""
    try:
        return kind.clean(cells.read(text, kind))
    except Invalid:
        return None


def texts(entity: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The entity's properties with their values as texts; whatever else stands there is left."""
    properties = entity.get("properties")
    for name, values in properties.items() if isinstance(properties, dict) else ():
        listed = values if isinstance(values, list) else [values]
        found = [str(each).strip() for each in listed if isinstance(each, str | int | float)]
        kept = [text for text in found if text]
        if kept:
            yield str(name), kept


_USED_OF_PERSONS: Final = frozenset(
    {*_NAMES, "lastName", "firstName", "fatherName", "birthDate", *_NUMBERS, *_REMARKED}
)
