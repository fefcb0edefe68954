"""Figures that were counted once and are never changed: what the hub published stays published."""

from typing import ClassVar

from django.db import models


class Figure(models.Model):
    """A number of a day or a year, frozen before retention deletes what it was counted from.

    A figure that proves wrong is restated: a further revision stands beside the old one, with the
    reason. Rows are written in `actions.py` only.

    Attributes:
        period: "2026-11-23" or "2026".
        name: one of `figures.NAMES`.
        database: a code, "" for all together.
        bureau: whose, "" for the whole hub.
        revision: 0 for the first; the highest holds.
        reason: why it was restated; "" for the first.
    """

    period = models.CharField(max_length=10)
    name = models.CharField(max_length=24)
    database = models.CharField(max_length=40, default="")
    bureau = models.CharField(max_length=8, default="")
    revision = models.PositiveSmallIntegerField(default=0)
    value = models.BigIntegerField()
    reason = models.CharField(max_length=500, default="")
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["period", "name", "database", "bureau", "revision"], name="figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.name} {self.database} {self.bureau}: {self.value}"
