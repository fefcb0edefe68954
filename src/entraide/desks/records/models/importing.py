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


class ImportJob(models.Model):
    """A file that somebody brought to be imported, and how far the work on it is.

    Attributes:
        folder: the name of its folder among the hub's imports; "" once its files are deleted.
        stage: what was asked last: that it is planned, applied or undone.
        state: where that stands.
        share: of the stage's work, 0-1.
        plan, totals: what planning and applying counted, as `Totals` has it.
        batches: the ids by which it can be undone.
        problem: why the stage failed, in the language of who asked.
    """

    class Stage(models.TextChoices):
        """What is done with the file."""

        PLAN = "plan"
        APPLY = "apply"
        UNDO = "undo"

    class State(models.TextChoices):
        """How far that is."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        DISCARDED = "discarded"

    owner = models.CharField(max_length=8)
    database = models.PositiveSmallIntegerField()
    person = models.BigIntegerField()
    grant = models.BigIntegerField()
    actor = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    folder = models.CharField(max_length=40)
    locale = models.CharField(max_length=12, default="")
    accepted = models.JSONField(default=list)
    language = models.CharField(max_length=5)
    reason = models.TextField(default="")
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.PLAN)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.BigIntegerField(default=0)
    share = models.FloatField(default=0)
    plan = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    undone = models.JSONField(default=dict)
    batches = models.JSONField(default=list)
    problem = models.TextField(default="")
    asked_at = MomentField()
    changed_at = MomentField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner", "-id"], name="import_of_owner"),
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="import_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.owner} {self.stage} {self.state}"
