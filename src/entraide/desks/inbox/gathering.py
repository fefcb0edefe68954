"""The owners' hit lists, gathered from the trail outside any request.

A consultation says who was shown which record when and why; what was asked stays sealed in the
trail. Gathered twice, a line counts once.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import msgspec
from django.db import transaction

from entraide.clock import Clock
from entraide.desks.inbox.models import Consultation, TrailRead
from entraide.desks.records.models import Record
from entraide.engine.check.trail.chain import settle
from entraide.engine.check.trail.lines import Checked, Disclosed, Found, Seen
from entraide.engine.check.trail.read import Kept, Place, since
from entraide.engine.check.trail.segments import chains_folder
from entraide.hub import Hub

AT_ONCE: Final = 2000
"""Lines that one transaction takes in."""
CHECKED: Final = "checked"
_MONTH: Final = timedelta(days=31)
_ROW: Final = 1


def gather(hub: Hub, clock: Clock, *, most: int = 50 * AT_ONCE) -> int:
    """Takes in what the trail says since the last time, at most so many lines; gives how many.

    Raises:
        TrailDamaged: a chain cannot be read from its place on.
    """
    folder = chains_folder(hub)
    settle(folder, hub=hub.configuration.organisation.id, clock=clock)
    taken = 0
    while taken < most:
        row, _made = TrailRead.objects.get_or_create(pk=_ROW)
        places = msgspec.convert(row.places, dict[str, Place], strict=False)
        lines, reached = since(folder, places, most=AT_ONCE)
        if not lines:
            break
        _take_in(lines, reached)
        taken += len(lines)
    return taken


def forget(hub: Hub, clock: Clock) -> int:
    """Deletes what is older than the trail keeps the criteria of hits; gives how many."""
    kept = _MONTH * hub.configuration.trail.hit_months
    gone, _by_table = Consultation.objects.filter(at__lt=clock.now() - kept).delete()
    return gone


def _take_in(lines: list[Kept], reached: dict[str, Place]) -> None:
    shown = [(kept, each) for kept in lines for each in _records(kept)]
    with transaction.atomic():
        owners = _owners({(each.database, each.id) for _kept, each in shown})
        Consultation.objects.bulk_create(
            (
                _consultation(kept, each, owners[each.database, each.id])
                for kept, each in shown
                if (each.database, each.id) in owners
            ),
            batch_size=200,
            ignore_conflicts=True,
        )
        TrailRead.objects.filter(pk=_ROW).update(places=msgspec.to_builtins(reached))


def _records(kept: Kept) -> Iterator[Found | Seen]:
    if isinstance(kept.line, Checked):
        yield from kept.line.found
    elif isinstance(kept.line, Disclosed):
        yield from kept.line.records


def _owners(shown: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for database in {each for each, _id in shown}:
        ids = sorted(id for each, id in shown if each == database)
        for place in range(0, len(ids), 500):
            rows = Record.objects.filter(database=database, id__in=ids[place : place + 500])
            found |= {(database, id): owner for id, owner in rows.values_list("id", "owner")}
    return found


def _consultation(kept: Kept, shown: Found | Seen, owner: str) -> Consultation:
    line = kept.line
    assert isinstance(line, Checked | Disclosed)
    kind, place = line.place if isinstance(line, Checked) else ("", "")
    return Consultation(
        owner=owner,
        database=shown.database,
        record=shown.id,
        version=shown.version,
        line=kept.id,
        at=line.moment,
        manner=CHECKED if isinstance(line, Checked) else line.manner.value,
        verdict=shown.verdict.value if isinstance(shown, Found) else "",
        country=line.who.country,
        unit=line.who.unit[:64],
        role=line.who.role.value,
        officer=line.who.officer[:128],
        purpose=line.purpose.value,
        place_kind=kind,
        place=place,
    )
