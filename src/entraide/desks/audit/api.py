"""The trail for programs of auditors: consultations of the own bureau, a page at a time."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from entraide.desks.audit import consultations
from entraide.desks.audit.columns import Columns
from entraide.desks.audit.consultations import Sought
from entraide.desks.audit.following import columns_folder
from entraide.desks.programs import caller
from entraide.engine.databases import by_number
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict

router = Router(tags=["trail"])


class SoughtIn(Schema):
    """Which consultations are sought: days (UTC, both included, at most 93) and who or what."""

    since: date
    until: date
    officer: str = Field("", max_length=128)
    role: Role | None = None
    purpose: Purpose | None = None
    verdict: Verdict | None = None
    manner: str = Field("", max_length=10)
    page: int = Field(1, ge=1, le=1_000_000)


class LineOut(Schema):
    """One consultation; what was asked about stays sealed."""

    line: str
    at: datetime
    country: str
    unit: str
    officer: str
    workstation: str
    role: str
    purpose: str
    manner: str
    verdict: str
    asked: list[str]
    records: int


class PageOut(Schema):
    """A page of them, the newest first, and how many there are."""

    total: int
    lines: list[LineOut]


@router.get("/", response=PageOut)
def lines(request: HttpRequest, asked: Query[SoughtIn]) -> dict[str, Any]:
    """Consultations by the own bureau, for keys of auditors and heads."""
    sought = Sought(**asked.dict(exclude={"page"}))
    within = consultations.scope(settings.HUB, caller(request).actor, sought)
    found = consultations.consulted(Columns(columns_folder(settings.HUB)), within, page=asked.page)
    return {
        "total": found.total,
        "lines": [
            {name: getattr(row, name) for name in LineOut.model_fields}
            | {"asked": [by_number(number).code for number in row.asked]}
            for row in found.lines
        ],
    }
