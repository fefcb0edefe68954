"""Imports: what each file did, and the work that people asked for."""

from typing import ClassVar

from django.db import models

from entraide.desks.records.compact import MomentField


class Batch(models.Model):
    """An import: one file, one owner, one database; what it did and how far it came.

    Attributes:
        digest: SHA-256 of the file, by which an interrupted import is taken up again.
        line: the last line of the file that is committed.
        counts: added, changed, unchanged, refused.
    """

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"

    database = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=8)
    actor = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    line = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    started_at = MomentField()
    finished_at = MomentField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.owner} {self.state}"


class BatchAdded(models.Model):
    """A run of ids that an import added: what its undoing withdraws."""

    batch = models.BigIntegerField(db_index=True)
    database = models.PositiveSmallIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["database", "first"], name="added_first")]

    def __str__(self) -> str:
        return f"{self.batch}: {self.database}/{self.first}-{self.last}"
