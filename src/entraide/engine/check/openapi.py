"""The description of the check interface for machines: OpenAPI 3.1, from the wire types.

Sentences are English here, as in every interface description; people read `docs_page`.
"""

from importlib.metadata import version
from inspect import cleandoc
from typing import Any, Final

import msgspec

from entraide.engine.check.permissions import Permissions
from entraide.engine.check.questions import LONGEST_TEXT, PLACES
from entraide.engine.check.repeats import LONGEST_CLIENT_ID
from entraide.engine.check.targets import LONGEST_NAME, MOST_PAPERS
from entraide.engine.check.wire import Answer, Query
from entraide.engine.check.words import REASONS
from entraide.engine.index.names import MOST_NAMES
from entraide.engine.matching.reasons import PART_REASONS, PERSON_REASONS
from entraide.engine.matching.words import FIELDS
from entraide.engine.schema.database import Database, Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.hub import Limits
from entraide.language import LANGUAGES

_REF: Final = "#/components/schemas/{name}"
_JSON: Final = "application/json"
_PROBLEM: Final = "application/problem+json"

EXAMPLE: Final[dict[str, Any]] = {
    "purpose": "border_management",
    "subjects": [{"kind": "document", "number": "C01X00T47", "issuing_country": "UTO"}],
    "officer": {"id": "4711", "unit": "Border post north", "workstation": "lane 3"},
    "place": {"kind": "land", "name": "North gate"},
    "client_id": "2026-11-23-000001",
}
"""A question that every hub understands."""

PROBLEMS: Final = {
    400: "The request is not JSON, or not sent as JSON.",
    401: "The key is unknown, expired or withdrawn.",
    403: "The grant does not hold for this purpose, database or subject.",
    409: "The client id was used for another question, or is being answered.",
    413: "The request is larger than this hub accepts.",
    422: "A value is not what its field expects; `field` names it.",
    429: "More often than this hub accepts; see Retry-After.",
    503: "The index or the trail cannot be used now: nothing is answered.",
}
"""Status → when, for every refusal that a client must expect."""


def openapi(permissions: Permissions, limits: Limits) -> dict[str, Any]:
    """The OpenAPI document of this hub's check interface."""
    (query, answer), components = msgspec.json.schema_components([Query, Answer], ref_template=_REF)
    for component in components.values():
        if "description" in component:
            component["description"] = cleandoc(component["description"])
    _narrow(components, permissions, limits)
    components["Problem"] = _problem()
    for database in permissions.databases:
        components[f"Card_{database.code}"] = _card(database)
    components["Hit"]["properties"]["card"] = {
        "anyOf": [
            {"$ref": _REF.format(name=f"Card_{database.code}")}
            for database in permissions.databases
        ]
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Entraide: check",
            "version": version("entraide"),
            "description": (
                "One question, every database that the asker may ask. Version 1 changes by "
                "additions only; what is taken away is announced 24 months before. Time-outs and "
                "when to try again: /help/promise/."
            ),
        },
        "externalDocs": {"url": "/help/promise/", "description": "What version 1 promises."},
        "paths": _paths(query, answer),
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths(query: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "/api/v1/check": {"post": _check(query, answer)},
        "/api/v1/check/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": "This document.",
                "responses": {"200": _told("OpenAPI 3.1.", {"type": "object"})},
            }
        },
        "/api/v1/check/docs": {
            "get": {
                "operationId": "read",
                "summary": "The same for people.",
                "parameters": [_accepted_languages(), _language()],
                "responses": {"200": _told("A page.", {"type": "string"}, "text/html")},
            }
        },
        "/api/v1/health": {
            "get": {
                "operationId": "health",
                "summary": "Whether complete answers can be given now.",
                "responses": {
                    "200": _told("They can.", _health()),
                    "503": _told("They cannot.", _health()),
                },
            }
        },
    }


def _check(query: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": "check",
        "summary": "Ask one question of every database.",
        "security": [{"key": []}],
        "parameters": [_accepted_languages()],
        "requestBody": {
            "required": True,
            "content": {_JSON: {"schema": query, "example": EXAMPLE}},
        },
        "responses": {
            "200": _told("The answer.", answer),
            **{
                str(status): _told(told, {"$ref": _REF.format(name="Problem")}, _PROBLEM)
                for status, told in PROBLEMS.items()
            },
        },
    }


def _told(what: str, schema: dict[str, Any], kind: str = _JSON) -> dict[str, Any]:
    return {"description": what, "content": {kind: {"schema": schema}}}


def _language() -> dict[str, Any]:
    return {
        "name": "language",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    }


def _accepted_languages() -> dict[str, Any]:
    return {
        "name": "Accept-Language",
        "in": "header",
        "required": False,
        "description": "The language of refusals and pages; an answer's is the question's.",
        "schema": {"type": "string"},
        "example": "fr",
    }


def _narrow(components: dict[str, Any], permissions: Permissions, limits: Limits) -> None:
    """Says what `questions.examine` and `targets` refuse, as far as a schema can."""
    query = components["Query"]["properties"]
    query["subjects"] |= {"minItems": 1, "maxItems": limits.subjects}
    query["databases"]["items"] = {"type": "string", "enum": _codes(permissions)}
    query["language"] |= {"enum": list(LANGUAGES)}
    query["client_id"] |= {"maxLength": LONGEST_CLIENT_ID}
    for name in ("case", "operation"):
        query[name] |= {"maxLength": LONGEST_TEXT}
    components["Place"]["properties"]["kind"] |= {"enum": sorted(PLACES)}
    components["Place"]["properties"]["name"] |= {"maxLength": LONGEST_TEXT}
    for part in components["Name"]["properties"].values():
        part["maxLength"] = LONGEST_NAME
    _name_codes(components)
    person = components["Person"]["properties"]
    person["names"]["maxItems"] = MOST_NAMES
    for name in ("documents", "contacts", "nationalities"):
        person[name]["maxItems"] = MOST_PAPERS
    for part in components["Officer"]["properties"].values():
        part |= {"minLength": 1, "maxLength": 64}
    # A key belongs to a system, and a system names its officer (invariant 12).
    query["officer"] = {"$ref": _REF.format(name="Officer")}
    components["Query"]["required"].append("officer")


def _name_codes(components: dict[str, Any]) -> None:
    """Says which codes reasons and parts have, each with its English sentence."""
    for component, field, sentences in (
        ("Reason", "code", REASONS),
        ("NamePart", "code", PART_REASONS),
        ("Points", "field", FIELDS),
    ):
        components[component]["properties"][field] = {
            "type": "string",
            "oneOf": [
                {"const": code, "description": sentence} for code, sentence in sentences.items()
            ],
        }
    components["Points"]["properties"]["code"] = {
        "type": "string",
        "enum": ["", *(code for code in PERSON_REASONS if not code.startswith("name_"))],
    }
    components["NamePart"]["properties"]["likeness"] |= {"minimum": 0, "maximum": 1}
    hit = components["Hit"]["properties"]
    for name in ("score", "probability"):
        hit[name] |= {"minimum": 0, "maximum": 1}
    hit["one_in"] |= {"minimum": 0}


def _codes(permissions: Permissions) -> list[str]:
    return [database.code for database in permissions.databases]


def _card(database: Database) -> dict[str, Any]:
    """What a hit's `card` may hold where this is its `database`."""
    return {
        "type": "object",
        "title": f"Card of {database.acronym}",
        "description": database.about,
        "properties": {name: _shown(database.field_named(name)) for name in database.card},
        "additionalProperties": False,
    }


def _shown(field: Field) -> dict[str, Any]:
    """A field's JSON Schema as it is shown: derived parts of groups are among it."""
    kind = field.kind
    one = kind.schema()
    if isinstance(kind, Group):
        one = {"type": "object", "properties": {part.name: _shown(part) for part in kind.fields}}
    return {"type": "array", "items": one} if field.many else one


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "RFC 9457.",
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string", "description": "One sentence in the reader's language."},
            "status": {"type": "integer"},
            "code": {"type": "string", "description": "Stable; for programs."},
            "field": {"type": "string", "description": "Dotted: subjects.0.number"},
            "expected": {"type": "string"},
            "repair": {"description": "A value that would be accepted."},
        },
        "required": ["type", "title", "status", "code"],
    }


def _health() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "status": {"enum": ["ok", "degraded"]},
            "why": {"type": "string"},
            "index_age": {"type": "integer", "description": "Seconds."},
        },
        "required": ["status"],
    }
