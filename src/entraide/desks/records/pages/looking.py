"""Own records looked through: what they lack, and which are likely there twice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entraide.desks.bureaus.entering import works_as
from entraide.desks.records.forms.values import in_one_line
from entraide.desks.records.own.queries import (
    LOOKED_THROUGH,
    PAGE,
    duplicates,
    quality,
    reference_of,
)
from entraide.desks.records.pages.listing import columns_of
from entraide.desks.records.pages.working import KEEPERS, database_of, desk, number_in, page

_MOST_SHOWN = 200


@require_safe
@works_as(*KEEPERS)
def lacking(request: HttpRequest, database: str) -> HttpResponse:
    """What the own records lack of what their database expects."""
    here = desk(request)
    declared = database_of(here.actor, database)
    at = max(number_in(request.GET.get("page"), 1), 1)
    found = quality(here.asker, database, page=at)
    labels = {name: here.say(declared.field_named(name).label) for name in declared.expects}
    return page(
        here,
        "quality",
        database=declared,
        title=here.say(declared.title),
        quality=found,
        most=LOOKED_THROUGH,
        fields=[
            {
                "label": labels[each.name],
                "expected": round(100 * each.expected),
                "share": round(100 * each.share),
                "lacking": each.of - each.filled,
                "is_met": each.is_met,
            }
            for each in found.fields
        ],
        records=[
            {"head": head, "lacks": ", ".join(labels[name] for name in lacks)}
            for head, lacks in found.records
        ],
        at=at,
        has_more=at * PAGE < found.lacking,
        may_correct=declared.code in here.actor.writes,
    )


@require_safe
@works_as(*KEEPERS)
def twice(request: HttpRequest, database: str) -> HttpResponse:
    """Own records that one question would find together, side by side."""
    here = desk(request)
    declared = database_of(here.actor, database)
    found = duplicates(here.asker, database)
    refs = list(dict.fromkeys(ref for group in found for ref in group.refs))[:_MOST_SHOWN]
    bodies: dict[int, Any] = {state.id: state.body for state in here.read(refs)}
    columns = columns_of(declared)
    return page(
        here,
        "duplicates",
        database=declared,
        title=here.say(declared.title),
        columns=[here.say(field.label) for field in columns],
        groups=[
            [
                {
                    "reference": reference_of(ref),
                    "cells": [
                        in_one_line(field, bodies[ref.id][field.name], here.language)
                        if field.name in bodies[ref.id]
                        else ""
                        for field in columns
                    ],
                }
                for ref in group.refs
                if ref.id in bodies
            ]
            for group in found
        ],
        most=LOOKED_THROUGH,
    )
