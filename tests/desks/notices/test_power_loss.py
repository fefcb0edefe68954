"""Publishing cut short between any two writes leaves everything as it was, and nothing half."""

import pytest
from django.db import connection

from entraide.desks.inbox.models import Item
from entraide.desks.notices.actions import reviewing
from entraide.desks.notices.models import Notice, Step
from entraide.desks.records.models import Act, FeedHead, FeedRow, Record

pytestmark = pytest.mark.django_db(databases="__all__")

TABLES = (Notice, Step, Record, FeedRow, FeedHead, Item, Act)
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class PowerLossError(Exception):
    """The machine stops here."""


class StopsAt:
    """Runs statements until a write's turn comes, before that write."""

    def __init__(self, turn):
        self.left = turn

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.left -= 1
            if self.left < 0:
                raise PowerLossError
        return execute(sql, params, many, context)


def everything():
    """Every row that publishing writes, as the truth has it."""
    return {table: list(table.objects.order_by("pk").values()) for table in TABLES}


def test_publishing_cut_short_before_any_of_its_writes_leaves_nothing(desk):
    reference = desk.in_review("orange")
    before, turn = everything(), 0
    while True:
        try:
            with connection.execute_wrapper(StopsAt(turn)):
                reviewing.publish(desk.by(desk.reviewer), desk.asked(reference))
        except PowerLossError:
            assert everything() == before, f"left something at write {turn}"
            turn += 1
        else:
            break
    assert turn >= len(TABLES) - 1
    after = everything()
    assert desk.read(reference).state == "published"
    assert all(after[table] != before[table] for table in TABLES)
