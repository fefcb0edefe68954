"""The published figures for programs: open to all, rounded as on the page."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from entraide.desks.command import queries
from entraide.desks.command.figures import told_publicly
from entraide.errors import NotFound

router = Router(tags=["figures"])


class FigureOut(Schema):
    """One figure: `number` is rounded; with `is_below`, the true one lies between 0 and it."""

    name: str
    number: int
    is_below: bool
    restated: int


@router.get("/", response=list[str], auth=None)
def periods(request: HttpRequest) -> list[str]:  # noqa: ARG001 - the router gives it
    """The years and the latest days of which figures were published."""
    return queries.periods()


@router.get("/{period}", response=list[FigureOut], auth=None)
def figures(request: HttpRequest, period: str) -> list[dict[str, Any]]:  # noqa: ARG001 - the router gives it
    """The figures of the whole hub of a year ("2026") or a day ("2026-11-23")."""
    found = queries.published(period)
    if not found:
        raise NotFound
    told = []
    for each in found:
        number, is_told = told_publicly(each.figure.value)
        told.append(
            {
                "name": each.figure.name,
                "number": number,
                "is_below": not is_told,
                "restated": each.figure.revision,
            }
        )
    return told
