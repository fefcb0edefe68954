"""Bureaus for programs: who takes part, and whom to call."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from entraide.desks.bureaus import queries

router = Router(tags=["bureaus"])


class BureauOut(Schema):
    """A bureau that takes part; its names by language, the contacts of its 24/7 desk."""

    code: str
    kind: str
    names: dict[str, str]
    phone: str
    email: str


@router.get("/", response=list[BureauOut])
def bureaus(request: HttpRequest) -> list[Any]:  # noqa: ARG001 - the router gives it
    """Every bureau that takes part."""
    return queries.bureaus()


@router.get("/{code}", response=BureauOut)
def bureau(request: HttpRequest, code: str) -> Any:  # noqa: ARG001 - the router gives it
    """One bureau."""
    return queries.bureau(code.upper())
