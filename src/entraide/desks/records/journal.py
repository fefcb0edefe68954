"""Tying the journal to the trail: the digest of each run of its lines goes into the trail's chain.

Who later changes or takes away a line of the journal changes its run's digest, and the trail holds
the old one, signed.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

import msgspec
from django.db import transaction
from django.forms.models import model_to_dict

from entraide.clock import Clock
from entraide.desks.records.feed_head import take_head
from entraide.desks.records.models import Act
from entraide.engine.check.trail.interfaces import JournalRun, TrailWriter

MOST: Final = 10_000
_ENCODE: Final = msgspec.json.Encoder(order="sorted").encode


def tie_journal(trail: TrailWriter, clock: Clock) -> int:
    """Puts the digest of the lines since the last time into the trail; gives how many lines.

    Interrupted between the two, it ties the same lines twice, which does no harm.
    """
    tied = 0
    while run := next_run(clock):
        trail.append(run)
        with transaction.atomic():
            head = take_head()
            head.tied = run.last
            head.save(update_fields=["tied"])
        tied += run.last - run.first + 1
    return tied


def next_run(clock: Clock) -> JournalRun | None:
    """The lines that are not tied yet, as a run; None when there are none."""
    with transaction.atomic():
        after = take_head().tied
    rows = list(Act.objects.filter(pk__gt=after).order_by("pk")[:MOST])
    if not rows:
        return None
    return JournalRun(
        moment=clock.now(), first=rows[0].pk, last=rows[-1].pk, digest=digest_of(rows)
    )


def is_intact(run: JournalRun) -> bool:
    """Whether the journal still says what it said when this run was tied."""
    rows = Act.objects.filter(pk__range=(run.first, run.last)).order_by("pk")
    return digest_of(rows) == run.digest


def digest_of(rows: Iterable[Act]) -> bytes:
    """SHA-256 over the lines, each with all its fields."""
    content = hashlib.sha256()
    for row in rows:
        content.update(_ENCODE(model_to_dict(row) | {"id": row.pk}) + b"\n")
    return content.digest()
