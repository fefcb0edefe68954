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
def bureaus(_request: HttpRequest) -> list[Any]:
    """Every bureau that takes part."""
    return queries.bureaus()


@router.get("/{code}", response=BureauOut)
def bureau(_request: HttpRequest, code: str) -> Any:
    """One bureau."""
    return queries.bureau(code.upper())
