"""What the API's own description says beside the types: who asks, how to repeat, how it refuses."""

from http import HTTPStatus
from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from entraide.desks.programs import LONGEST_NAME, OFFICER
from entraide.desks.records.writing import LONGEST_KEY
from entraide.errors import (
    Conflict,
    EntraideError,
    Invalid,
    Malformed,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    TooLarge,
    Unavailable,
)

PROMISE: Final = "/help/promise/"
"""Where a hub shows docs/api/promise.md."""
_TEXT: Final = {"type": "string", "minLength": 1}
_REFUSALS: Final[tuple[type[EntraideError], ...]] = (
    *(Malformed, NotAuthenticated, NotAllowed, NotFound, Conflict, TooLarge, Invalid, Unavailable),
)
_PROBLEM: Final = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal, as RFC 9457 writes it.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "One sentence in the reader's language."},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; for programs."},
        "field": {"type": "string", "description": "Dotted: body.documents.0.number"},
        "expected": {"type": "string"},
        "repair": {"description": "A value that would be accepted."},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["type", "title", "status", "code"],
}


class Api(NinjaAPI):
    """An interface whose description is enough to write a client from."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """A name that stays when a file moves: "records_add"."""
        (room,) = operation.tags or ["api"]
        return f"{room}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """The description, with headers and refusals."""
        told = super().get_openapi_schema(**where)
        told["externalDocs"] = {"url": PROMISE, "description": "What version 1 promises."}
        told["components"]["schemas"]["Problem"] = _PROBLEM
        for operations in told["paths"].values():
            for method, operation in operations.items():
                if operation.get("security"):
                    operation["parameters"] += [_header(name, LONGEST_NAME) for name in OFFICER]
                if method in {"post", "put"}:
                    operation["parameters"].append(_header("Idempotency-Key", LONGEST_KEY))
                for refusal in _REFUSALS:
                    operation["responses"].setdefault(refusal.status, _refused(refusal))
        return told


def _header(name: str, longest: int) -> dict[str, Any]:
    schema = _TEXT | {"maxLength": longest}
    return {"in": "header", "name": name, "required": True, "schema": schema}


def _refused(refusal: type[EntraideError]) -> dict[str, Any]:
    shown = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "description": HTTPStatus(refusal.status).phrase,
        "content": {"application/problem+json": shown},
    }
