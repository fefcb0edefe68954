"""After a restore: a new epoch for the feed, and ids that nothing lost with the backup ever had."""

from typing import Final

from django.db import transaction

from entraide.desks.records.feed_head import new_epoch, take_head
from entraide.desks.records.models import IdCounter
from entraide.engine.databases import databases
from entraide.engine.schema.state import Position

SKIPPED: Final = 1 << 24
"""Ids passed over in each database: more than could have been given since the backup was made."""


def begin_epoch() -> Position:
    """Begins a new epoch: whoever followed the old one rebuilds. The feed's place in it."""
    with transaction.atomic():
        head = take_head()
        head.epoch = new_epoch()
        head.save(update_fields=["epoch"])
        for database in databases():
            counter, _made = IdCounter.objects.get_or_create(database=database.number)
            counter.last += SKIPPED
            counter.save(force_update=True)
        return Position(head.epoch, head.seq)
